package experiments

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nines/experiments/scenario"
	"nines/models/exact"
)

// neededText is a service that needs 24 nodes, each up for 95 % of the time.
const neededText = `
version: 1
name: fleet
time: { horizon: 60d, start: equilibrium }
topology: [ { level: node, count: 26, class: web } ]
classes: { web: { throughput: 100/s, cost: 10/month } }
faults: { crash: { on: web, effect: down, time_to_failure: 95h, repair: 5h } }
detection: { all: { policy: instant } }
localization: { policy: exact }
services: { api: { runs_on: web, up_when: { at_least: 24 } } }
slo: [ { metric: availability, at_least: 99.9%, in: mean } ]
run: { replications: { min: 20 } }
`

// quest is a plan for a scenario: what to decide as the flag says it, and settings of the scenario.
func quest(t testing.TB, text string, decide []string, sets ...string) Question {
	t.Helper()
	d := written(t, text, sets...)
	q := Question{Metric: "cost", Scope: "fleet", Confidence: 0.95, Budget: 100_000}
	for _, flag := range decide {
		v, err := scenario.ParseDecision(flag)
		if err != nil {
			t.Fatal(err)
		}
		q.Decide = append(q.Decide, v)
	}
	q.Compile = func(values []int) (*scenario.Scenario, error) {
		c, err := d.With(q.Settings(values))
		if err != nil {
			return nil, err
		}
		return c.CompilePoint(scenario.DefaultCatalogs())
	}
	q.With = func(values []int, beside scenario.Setting) (*scenario.Scenario, error) {
		c, err := d.With(append(q.Settings(values), beside))
		if err != nil {
			return nil, err
		}
		return c.CompilePoint(scenario.DefaultCatalogs())
	}
	return q
}

func mustPlan(t testing.TB, q Question, workers int) *Answer {
	t.Helper()
	a, err := Plan(t.Context(), q, Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// chosen says what was chosen: "30" or "3 2"; "none" for none.
func (a *Answer) chosen() string {
	if a.Chosen == nil {
		return "none"
	}
	var words []string
	for _, s := range a.Settings(a.Chosen.Values) {
		words = append(words, s.Value)
	}
	return strings.Join(words, " ")
}

// spent is which share of the replications of a grid was played to decide.
func (a *Answer) spent() float64 {
	judged, hardest := 0, 0
	for _, t := range a.Trials {
		judged, hardest = judged+t.Judged, max(hardest, t.Judged)
	}
	return float64(judged) / (a.Points() * float64(hardest))
}

// Dividing by the availability of a node says that 26 nodes do where 24 are needed; they are short 13.9 % of the time,
// and 99.9 % of it takes 30.
func TestPlanOfAFleet(t *testing.T) {
	short := func(n int) float64 { return exact.Below(exact.EqualUpCount(n, 0.95), 24) }
	if got := fmt.Sprintf("%.3f", short(26)); got != "0.139" {
		t.Errorf("26 nodes are short for %s of the time", got)
	}
	want := 24
	for short(want) > 0.001 {
		want++
	}
	q := quest(t, neededText, []string{"topology.node.count=20..40"})
	q.Confidence = 0.999 // of the intervals, too, which are held to the truth
	a := mustPlan(t, q, 2)
	if got := a.chosen(); got != fmt.Sprint(want) || want != 30 || len(a.Open()) > 0 {
		t.Errorf("chosen %s, want %d", got, want)
	}
	if a.spent() > 0.2 {
		t.Errorf("%.3g of the replications of a grid were played", a.spent())
	}
	if a.RunnerUp == nil || a.Settings(a.RunnerUp.Values)[0].Value != "31" {
		t.Errorf("runner-up %v", a.RunnerUp)
	}
	for _, w := range a.Worths {
		n, err := strconv.Atoi(w.To)
		if err != nil {
			t.Fatal(err)
		}
		nines := math.Log10(short(30) / short(n))
		if w.Nines.Low > nines || w.Nines.High < nines {
			t.Errorf("%d nodes are worth %.3g nines (%.3g – %.3g), want %.3g", n, w.Nines.Point, w.Nines.Low, w.Nines.High,
				nines)
		}
		if lost := short(n) - short(30); w.Lost.Low > lost || w.Lost.High < lost {
			t.Errorf("%d nodes lose %.4g – %.4g more, want %.4g", n, w.Lost.Low, w.Lost.High, lost)
		}
		if math.Abs(w.Money.Point-float64(120*(n-30))) > 1e-6 {
			t.Errorf("%d nodes cost %g more", n, w.Money.Point)
		}
	}
}

// What is not decided is tried as well: with the chosen number of nodes, hands are worth what the chain says.
func TestPlanPullsLevers(t *testing.T) {
	q := quest(t, oneCrew().text, []string{"topology.node.count=4..9"})
	q.Confidence = 0.999
	q.Levers = func(s *scenario.Scenario) []scenario.Lever { return s.Levers()[1:] } // but for the nodes
	a := mustPlan(t, q, 2)
	last := a.Worths[len(a.Worths)-1]
	if a.chosen() != "8" || last.Path != "resources.crews.hands.count" || last.To != "2" || len(a.Worths) != 3 {
		t.Fatalf("%s: %+v", a.chosen(), a.Worths)
	}
	nines := math.Log10(down(8, 1, 3) / down(8, 2, 3))
	if last.Nines.Low > nines || last.Nines.High < nines || last.Trial.Standing != Feasible ||
		math.Abs(last.Money.Point-1500) > 1e-6 {
		t.Errorf("one more crew: %+v, want %.3g nines", last, nines)
	}
	if known := len(a.Trials); last.Trial.Number != known || last.Trial.Beside.Path != last.Path {
		t.Errorf("its trial is %+v, after %d", last.Trial, known)
	}
}

// Workers change nothing.
func TestPlanIsTheSameWithAnyWorkers(t *testing.T) {
	q := quest(t, neededText, []string{"topology.node.count=25..34", "faults.crash.repair=5h,3h"})
	one, five := mustPlan(t, q, 1), mustPlan(t, q, 5)
	if a, b := told(one), told(five); a != b {
		t.Errorf("one worker:\n%s\nfive:\n%s", a, b)
	}
}

// told is what a plan has found, to the last digit.
func told(a *Answer) string {
	var b strings.Builder
	for _, t := range a.Trials {
		fmt.Fprintln(&b, t.Number, t.Values, t.Standing, t.Judged, t.Price, t.Lacks, t.Terms)
	}
	for _, w := range a.Worths {
		fmt.Fprintln(&b, w.Path, w.To, w.Nines, w.Lost, w.Money)
	}
	return b.String()
}

// Where all do, the least is chosen; where none does, the answer says so; and where the truth lies on the bound
// nothing is decided, and the answer says that.
func TestPlanWithoutChoice(t *testing.T) {
	nodes := []string{"topology.node.count=27..32"}
	for bound, want := range map[string]string{"50%": "27", "99.9999%": "none"} {
		a := mustPlan(t, quest(t, neededText, nodes, "slo.0.at_least="+bound), 2)
		if got := a.chosen(); got != want || len(a.Open()) > 0 || a.Reason != Complete {
			t.Errorf("at least %s: %s, %d open", bound, got, len(a.Open()))
		}
		if want == "none" && (a.Nearest() == nil || a.Settings(a.Nearest().Values)[0].Value != "32") {
			t.Errorf("the nearest is %v", a.Nearest())
		}
	}
	exactly := 100 * (1 - exact.Below(exact.EqualUpCount(30, 0.95), 24))
	a := mustPlan(t, quest(t, neededText, nodes, fmt.Sprintf("slo.0.at_least=%.12f%%", exactly),
		"run.replications.max=200"), 2)
	open := a.Open()
	if a.chosen() != "31" || len(open) != 1 || a.Settings(open[0].Values)[0].Value != "30" {
		t.Errorf("on the bound: chosen %s, open %v", a.chosen(), open)
	}
	a = mustPlan(t, func() Question {
		q := quest(t, neededText, nodes)
		q.Budget = 30
		return q
	}(), 2)
	if a.Reason != Exhausted || !slices.ContainsFunc(a.Trials, func(x *Trial) bool { return x.Standing == Undecided }) {
		t.Errorf("30 replications decide: %s", told(a))
	}
}

// That more is never worse is held to what was played, and said where it is not so: where all nodes must be up, one
// more is one more that may fail.
func TestPlanSaysWhereMoreIsWorse(t *testing.T) {
	text := strings.Replace(neededText, "up_when: { at_least: 24 }", "up_when: { capacity: 100% }", 1)
	a := mustPlan(t, quest(t, text, []string{"topology.node.count=1..3"}, "slo.0.at_least=88%"), 2)
	if a.chosen() != "1" && len(a.Warnings) == 0 {
		t.Errorf("%s", told(a))
	}
	if len(a.Warnings) == 0 || !strings.Contains(a.Warnings[0], "topology.node.count 2 does worse than "+
		"topology.node.count 1, which has no more of anything") {
		t.Errorf("warnings %q", a.Warnings)
	}
	if a := mustPlan(t, quest(t, neededText, []string{"topology.node.count=27..31"}), 2); a.Warnings != nil {
		t.Errorf("warnings %q", a.Warnings)
	}
}

// With conditions the cheapest of what they leave is found, whatever they are: as in a list of all points of nodes and
// crews, whose unavailability is known. No other is played, nor is a step that conditions exclude: it goes to the next
// value that is left.
func TestPlanWithConditions(t *testing.T) {
	c := nodesAndCrews()
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("base.yaml", c.text)
	for where, holds := range map[string]func(n []int) bool{
		"resources.crews.hands.count != 2":                            func(n []int) bool { return n[1] != 2 },
		"topology.node.count == 4 * resources.crews.hands.count":      func(n []int) bool { return n[0] == 4*n[1] },
		"resources.crews.hands.count + topology.node.count <= 18":     func(n []int) bool { return n[0]+n[1] <= 18 },
		"resources.crews.hands.count * 10 >= topology.node.count * 3": func(n []int) bool { return 10*n[1] >= 3*n[0] },
	} {
		d, err := scenario.Open(write("plan.yaml", "version: 1\nbase: base.yaml\ndecide:\n"+
			"  - { path: topology.node.count, range: 1..20 }\n  - { path: resources.crews.hands.count, range: 1..6 }\n"+
			"where: [ \""+where+"\" ]\n"))
		if err != nil {
			t.Fatal(err)
		}
		study, err := d.Planning()
		if err != nil {
			t.Fatal(err)
		}
		q := quest(t, c.text, c.decide)
		base, err := study.Base.CompilePoint(scenario.DefaultCatalogs())
		if err == nil {
			q.Where, err = study.Admission(base)
		}
		if err != nil {
			t.Fatal(err)
		}
		want := c
		want.good = func(n []int) bool { return holds(n) && c.good(n) }
		a := mustPlan(t, q, 2)
		t.Logf("%s: %s of %g points after %d", where, a.chosen(), a.Points(), len(a.Trials))
		if got := a.chosen(); got != want.best() || len(a.Open()) > 0 {
			t.Errorf("%s: chosen %s, the cheapest is %s\n%s", where, got, want.best(), told(a))
		}
		for _, x := range a.Trials {
			if !holds([]int{x.Values[0] + 1, x.Values[1] + 1}) {
				t.Errorf("%s: %v is excluded", where, a.Settings(x.Values))
			}
		}
		if where == "resources.crews.hands.count != 2" && !slices.ContainsFunc(a.Worths, func(w Worth) bool {
			return w.From == "1" && w.To == "3" || w.From == "3" && w.To == "1"
		}) {
			t.Errorf("no step over what is excluded: %v", a.Worths)
		}
	}
}
