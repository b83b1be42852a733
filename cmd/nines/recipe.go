package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/unit"
)

// recipe is what a summary needs to know of the resolved scenario in a results folder.
type recipe struct {
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	Time        struct {
		Horizon unit.Duration `yaml:"horizon"`
		Warmup  warmupText    `yaml:"warmup"`
	} `yaml:"time"`
	Topology []struct {
		Level   string                           `yaml:"level"`
		Count   perParent[unit.Count]            `yaml:"count"`
		Classes perParent[map[string]unit.Count] `yaml:"classes"`
	} `yaml:"topology"`
	Traffic perParent[struct {
		Service   string        `yaml:"service"`
		Fidelity  string        `yaml:"fidelity"`
		Threshold unit.Duration `yaml:"latency_threshold"`
	}] `yaml:"traffic"`
	Transactions map[string]struct {
		Fidelity string `yaml:"fidelity"`
	} `yaml:"transactions"`
	SLO []objectiveText `yaml:"slo"`
	Run struct {
		Precision *struct {
			goalText `yaml:",inline"`
			And      []goalText `yaml:"and"`
		} `yaml:"precision"`
		Replications struct {
			Min unit.Count `yaml:"min"`
		} `yaml:"replications"`
	} `yaml:"run"`
}

// warmupText is a warm-up as written: its time alone, or with how that was found.
type warmupText struct {
	Length unit.Duration `yaml:"length"`
	Found  string        `yaml:"found"`
}

func (w *warmupText) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		type plain warmupText // without this method
		return n.Decode((*plain)(w))
	}
	var spec scenario.WarmupSpec
	err := spec.UnmarshalText([]byte(n.Value))
	w.Length = spec.Length // 0 of one that is to be found
	return err
}

// goalText is how well a metric has to be known, as written.
type goalText struct {
	Metric   string     `yaml:"metric"`
	Scope    string     `yaml:"scope"`
	Relative unit.Ratio `yaml:"relative"`
}

// goals are all that have to be known; none where there is no precision.
func (r *recipe) goals() []goalText {
	if r.Run.Precision == nil {
		return nil
	}
	return append([]goalText{r.Run.Precision.goalText}, r.Run.Precision.And...)
}

// objectiveText is an objective as written.
type objectiveText struct {
	Metric  string          `yaml:"metric"`
	Scope   string          `yaml:"scope"` // "" for the only one that can be meant
	AtLeast string          `yaml:"at_least"`
	AtMost  string          `yaml:"at_most"`
	Over    string          `yaml:"over"`
	Rolling bool            `yaml:"rolling"`
	In      scenario.InSpec `yaml:"in"`
	Counts  countsText      `yaml:"counts"`
}

// countsText is what an objective counts, as written.
type countsText struct {
	Hours []struct {
		Days perParent[string] `yaml:"days"`
		From unit.Duration     `yaml:"from"`
		To   unit.Duration     `yaml:"to"`
	} `yaml:"hours"`
	Maintenance string `yaml:"maintenance"`
	Partial     []struct {
		Below  unit.Ratio `yaml:"below"`
		Weight unit.Ratio `yaml:"weight"`
	} `yaml:"partial"`
}

// words are what is counted in another way than without; "" if nothing is.
func (x *countsText) words() string {
	s := scenario.CountsSpec{Maintenance: cmp.Or(x.Maintenance, scenario.Shared)}
	for _, h := range x.Hours {
		s.Hours = append(s.Hours, scenario.ShiftSpec{Days: scenario.WordsSpec(h.Days), From: h.From, To: h.To})
	}
	for _, p := range x.Partial {
		s.Partial = append(s.Partial, scenario.PartialSpec(p))
	}
	return s.Words()
}

// perParent is one value for all, or a list of them: of parents of a level, of days, or of traffic.
type perParent[T any] []T

func (p *perParent[T]) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		return n.Decode((*[]T)(p))
	}
	*p = make(perParent[T], 1)
	return n.Decode(&(*p)[0])
}

func readRecipe(f *result.Folder) (*recipe, error) {
	data, err := f.Scenario()
	if err != nil {
		return nil, err
	}
	r, err := parseRecipe(data)
	if err != nil {
		return nil, &result.FolderError{Path: f.Path(result.ScenarioFile), Reason: "not a resolved scenario: " + err.Error()}
	}
	return r, nil
}

func parseRecipe(resolved []byte) (*recipe, error) {
	var r recipe
	return &r, yaml.Unmarshal(resolved, &r)
}

// fidelity is that of its traffic.
func (r *recipe) fidelity() string {
	if len(r.Traffic) == 0 {
		return "structural"
	}
	return r.Traffic[0].Fidelity
}

// dealt are the fidelities of its transactions.
func (r *recipe) dealt() (all []string) {
	for _, of := range []string{"flow", "request"} {
		for _, x := range r.Transactions {
			if cmp.Or(x.Fidelity, "flow") == of {
				all = append(all, of)
				break
			}
		}
	}
	return all
}

// unseen is what its fidelities cannot see.
func (r *recipe) unseen() []string {
	all := []string{blindness[r.fidelity()]}
	for _, of := range r.dealt() {
		all = append(all, dealing[of])
	}
	return all
}

// fleet says the topology in one line: "3 zones × 6 racks × 20 nodes = 360 nodes"; where parents differ, "3 zones ×
// 1–2 nodes = 5 nodes".
func (r *recipe) fleet() string {
	var parts []string
	total := 1
	for _, level := range r.Topology {
		var counts []int
		for _, n := range level.Count {
			counts = append(counts, int(n))
		}
		for _, held := range level.Classes {
			n := 0
			for _, count := range held {
				n += int(count)
			}
			counts = append(counts, n)
		}
		if len(counts) == 0 {
			counts = []int{0}
		}
		parts = append(parts, ranged(slices.Min(counts), slices.Max(counts), level.Level))
		sum := 0
		for _, n := range counts {
			sum += n
		}
		if total *= sum; len(counts) > 1 {
			total = sum
		}
	}
	line := strings.Join(parts, " × ")
	if len(parts) > 1 {
		line += " = " + plural(total, r.Topology[len(parts)-1].Level)
	}
	return line
}

// ranged counts things of which there are between so many and so many: "1–2 nodes".
func ranged(least, most int, word string) string {
	if least == most {
		return plural(most, word)
	}
	return whole(least) + "–" + plural(most, word)
}

// headline says in one line what was simulated.
func (r *recipe) headline(seed uint64) string {
	span := unit.Duration(r.Time.Horizon).Human()
	if w := r.Time.Warmup.Length; w > 0 {
		span += " after " + w.Human() + " warm-up"
	}
	return cleaned(strings.Join([]string{r.Name, r.fleet(), span, r.fidelity(), fmt.Sprintf("seed %d", seed)}, " · "))
}

// foundWarmup says where the warm-up comes from and what that is worth; "" where the author of the scenario gave it.
func (r *recipe) foundWarmup() string {
	if r.Time.Warmup.Found == "" {
		return ""
	}
	return fmt.Sprintf("the warm-up of %s was found %s: a rule of thumb, which misses what does not show above the noise "+
		"and fails on some queues; look at the chart welch, and where lives are long write start: equilibrium as well",
		r.Time.Warmup.Length.Human(), r.Time.Warmup.Found)
}

// plural counts things: "1 rack", "6 racks", "3 classes".
func plural(n int, word string) string { return unit.Plural(n, word) }

// whole writes a whole number with commas: "10,000".
func whole(n int) string { return unit.Thousands(strconv.Itoa(n)) }
