package main

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/experiments/result"
	"nines/sim/unit"
)

// recipe is what a summary needs to know of the resolved scenario in a results folder.
type recipe struct {
	Name string `yaml:"name"`
	Time struct {
		Horizon unit.Duration `yaml:"horizon"`
		Warmup  unit.Duration `yaml:"warmup"`
	} `yaml:"time"`
	Topology []struct {
		Level   string                `yaml:"level"`
		Count   unit.Count            `yaml:"count"`
		Classes map[string]unit.Count `yaml:"classes"`
	} `yaml:"topology"`
	Traffic *struct {
		Service  string `yaml:"service"`
		Fidelity string `yaml:"fidelity"`
	} `yaml:"traffic"`
	SLO []objectiveText `yaml:"slo"`
	Run struct {
		Precision *struct {
			Metric   string     `yaml:"metric"`
			Scope    string     `yaml:"scope"`
			Relative unit.Ratio `yaml:"relative"`
		} `yaml:"precision"`
		Replications struct {
			Min unit.Count `yaml:"min"`
		} `yaml:"replications"`
	} `yaml:"run"`
}

// objectiveText is an objective as written.
type objectiveText struct {
	Metric  string     `yaml:"metric"`
	Scope   string     `yaml:"scope"` // "" for the only one that can be meant
	AtLeast string     `yaml:"at_least"`
	AtMost  string     `yaml:"at_most"`
	Over    string     `yaml:"over"`
	In      unit.Ratio `yaml:"in"`
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

// fidelity is "structural" or "flow".
func (r *recipe) fidelity() string {
	if r.Traffic == nil {
		return "structural"
	}
	return r.Traffic.Fidelity
}

// fleet says the topology in one line: "3 zones × 6 racks × 20 nodes = 360 nodes".
func (r *recipe) fleet() string {
	var parts []string
	total := unit.Count(1)
	for _, level := range r.Topology {
		n := level.Count
		if len(level.Classes) > 0 {
			n = 0
			for _, count := range level.Classes {
				n += count
			}
		}
		total *= n
		parts = append(parts, plural(int(n), level.Level))
	}
	line := strings.Join(parts, " × ")
	if len(parts) > 1 {
		line += " = " + plural(int(total), r.Topology[len(parts)-1].Level)
	}
	return line
}

// headline says in one line what was simulated.
func (r *recipe) headline(seed uint64) string {
	span := unit.Duration(r.Time.Horizon).Human()
	if r.Time.Warmup > 0 {
		span += " after " + unit.Duration(r.Time.Warmup).Human() + " warm-up"
	}
	return cleaned(strings.Join([]string{r.Name, r.fleet(), span, r.fidelity(), fmt.Sprintf("seed %d", seed)}, " · "))
}

// plural counts things: "1 rack", "6 racks", "3 classes".
func plural(n int, word string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(word, "s"):
		word += "es"
	case strings.HasSuffix(word, "y"):
		word = word[:len(word)-1] + "ies"
	default:
		word += "s"
	}
	return whole(n) + " " + word
}

// whole writes a whole number with commas: "10,000".
func whole(n int) string { return unit.Thousands(strconv.Itoa(n)) }
