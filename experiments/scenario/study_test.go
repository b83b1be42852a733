package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"nines/sim/unit"
)

func TestParseVary(t *testing.T) {
	for flag, want := range map[string][]string{
		"a.b=3s,5s,10s":                 {"3s", "5s", "10s"},
		"a=14:2:18":                     {"14", "16", "18"},
		"a=0.1:0.1:0.3":                 {"0.1", "0.2", "0.3"},
		"a=1h:30h:61h":                  {"1h", "31h", "61h"},
		"a=5:1:5":                       {"5"},
		"a=random,{policy: weighted}":   {"random", "{policy: weighted}"},
		"a={dist: constant, value: 5m}": {"{dist: constant, value: 5m}"}, // two colons, and no range
		"a={dist: constant, value: 5m},{dist: gamma, shape: 2, mean: 9h}": {"{dist: constant, value: 5m}",
			"{dist: gamma, shape: 2, mean: 9h}"},
		"a=[x, z],['u:v:w']": {"[x, z]", "['u:v:w']"},
		"a={of: [" + strings.Repeat("a long text, ", 9) + "b]}": {"{of: [" + strings.Repeat("a long text, ", 9) + "b]}"},
	} {
		v, err := ParseVary(flag)
		if err != nil || !slices.Equal(v.Values, want) {
			t.Errorf("%s: %q, %v; want %q", flag, v.Values, err, want)
		}
	}
	for flag, want := range map[string]string{
		"a": "needs a path and values", "=1": "needs a path and values", "a=": "needs a path and values",
		"a=[": "cannot be read", "a=1:0:3": "1 to 10000 values", "a=3:1:1": "1 to 10000 values",
		"a=1:1:1e9":  "1 to 10000",
		"a=1s:1m:5m": "different units", "a=x:y:z": "not a number", "a=1:-1:0": "1 to 10000 values",
		"a=,": "cannot be read", "a=1h,2h,1h": `the value "1h" twice`,
		"a={dist:constant,value:5m}": "write a space after the colon: dist: constant", "a={b: 1": "cannot be read",
	} {
		_, err := ParseVary(flag)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", flag, err, want)
			continue
		}
		checkPlaces(t, err)
	}
}

// A flag names metrics alone or with their scopes, one or several, and its mistakes are its own.
func TestChoose(t *testing.T) {
	study := Varied(&Document{}, nil)
	if err := study.Choose([]string{"downtime@service:api,cost", "overtime@crew:hands"}); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(study.Metrics), "[downtime@service:api cost overtime@crew:hands]"; got != want {
		t.Errorf("metrics %s, want %s", got, want)
	}
	comparison := Versus(&Document{}, Vary{})
	if err := comparison.Choose([]string{"downtime@service:api,cost", "overtime@crew:hands"}); err != nil {
		t.Fatal(err)
	}
	first, last := comparison.Criteria[0], comparison.Criteria[2]
	if first.Name != "downtime" || first.Scope != "service:api" || !first.Primary || last.Scope != "crew:hands" ||
		last.Primary {
		t.Errorf("criteria %+v", comparison.Criteria)
	}
	err := study.Choose([]string{"downtme,cost@zone:a", "cost,cost"})
	for _, want := range []string{"unknown metric \"downtme\"\n  --> --metric downtme,cost@zone:a\n help: did you mean",
		"cost is not measured for \"zone:a\"\n  --> --metric downtme,cost@zone:a",
		"the metric \"cost\" is named twice\n  --> --metric cost,cost"} {
		if !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}

func TestGrid(t *testing.T) {
	points, err := grid([]Vary{{Path: "a", Values: []string{"1", "2"}}, {Path: "b", Values: []string{"x", "y", "z"}}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "[[{a 1} {b x}] [{a 1} {b y}] [{a 1} {b z}] [{a 2} {b x}] [{a 2} {b y}] [{a 2} {b z}]]"
	if got := fmt.Sprint(points); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := grid([]Vary{{Path: "a", Values: []string{"1"}}, {Path: "a", Values: []string{"2"}}}); err == nil {
		t.Error("a path was varied twice")
	}
	wide := Vary{Path: "a", Values: make([]string, 101)}
	other := Vary{Path: "b", Values: wide.Values}
	if _, err := grid([]Vary{wide, other}); err == nil {
		t.Error("a grid of 10,201 points was accepted")
	}
}

const sweepText = `version: 1
base: web.yaml
vary:
  - { path: topology.node.classes.web, range: 14..18 step 2, label: nodes per rack }
  - { path: balancing, values: [{ policy: random }, { policy: weighted }] }
  - { path: faults.crash.lemons, range: 0..1 }
metrics: [request_success, cost]
`

// Every point of a sweep file is a scenario that compiles, and carries its values.
func TestSweep(t *testing.T) {
	d, err := Parse("testdata/sweep.yaml", []byte(sweepText))
	must(err)
	study, err := d.Sweep()
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	points, err := grid(study.Vary)
	must(err)
	if len(points) != 3*2*2 || study.Vary[0].Label != "nodes per rack" || study.Vary[2].Label != "faults.crash.lemons" {
		t.Errorf("%d points; %+v", len(points), study.Vary)
	}
	last, err := study.Base.With(points[len(points)-1])
	must(err)
	s, err := last.Compile(DefaultCatalogs())
	must(err)
	if got := s.Blueprint.Topology.Levels[2].Nodes[0][0].Count; got != 18 || s.Spec.Faults[0].Value.Lemons != 1 {
		t.Errorf("%d nodes of class web, lemons %g", got, s.Spec.Faults[0].Value.Lemons)
	}
}

func TestComparison(t *testing.T) {
	d, err := Parse("testdata/compare.yaml", []byte(`version: 1
base: web.yaml
baseline: weighted
variants:
  equal:    { set: { balancing: { policy: round-robin } } }
  weighted: { set: { balancing.policy: weighted, run.seed: 7 } }
metrics:
  - { name: request_success, primary: true, smallest_interesting: 0.001% }
  - { name: downtime }
test: { confidence: 99% }
`))
	must(err)
	study, err := d.Comparison()
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	study.Base = nil
	want := &Comparison{Baselines: []Baseline{{Variant: 1}}, Confidence: unit.Ratio(0.99), Correction: "holm"}
	want.Variants = []Variation{
		{"equal", []Setting{{"balancing", "{policy: round-robin}"}}},
		{"weighted", []Setting{{"balancing.policy", "weighted"}, {"run.seed", "7"}}},
	}
	want.Criteria = []CriterionSpec{
		{Name: "request_success", Primary: true, Smallest: "0.001%", Least: 0.00001},
		{Name: "downtime"},
	}
	if diff := cmp.Diff(want, study, cmpopts.IgnoreUnexported(Comparison{})); diff != "" {
		t.Error(diff)
	}
}

func TestStudiesRefuse(t *testing.T) {
	for text, wants := range map[string][]string{
		"version: 2\nbase: ../web.yaml\ndesign: lhd\nvary: [{path: a}, {path: b, range: 5}, {path: c, range: 1..x}]": {
			"version 2", "must lie in the scenario's folder", "vary.0 needs values or a range",
			`vary.1.range: "5" is not a range`, `vary.2.range: "x" is not a number`, `design cannot be "lhd"`},
		"version: 1\nbase: gone.yaml\nvary: []\nmetrics: [cst]\nwere: []\n": {
			"does not exist", `did you mean "cost"?`, `unknown key "were"`, "vary names nothing to vary"},
		"version: 1\nbase: web.yaml\nvary: [{path: a, values: [1h, 2h, 1h]}, {path: a, range: 1..1000000000000}]\n" +
			"metrics: [cost, cost]": {`vary.0 has the value "1h" twice`, `"a" is varied twice`,
			"vary.1.range: from 1 to 1000000000000 in steps of 1 are no 1 to 10000 values", `metrics lists "cost" twice`},
		"base: bad-size.yaml\n": {`needs the key "version"`, `needs the key "vary"`},
	} {
		d, err := Parse("testdata/s.yaml", []byte(text))
		must(err)
		_, err = d.Sweep()
		for _, want := range wants {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v\nlacks %s", err, want)
			}
		}
		checkPlaces(t, err)
	}
	d, err := Parse("testdata/c.yaml", []byte("version: 1\nbase: web.yaml\nbaseline: b\nvariants: {a: {set: {}}}\n"))
	must(err)
	_, err = d.Comparison()
	for _, want := range []string{`unknown variant "b"`, "nothing to compare"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %s", err, want)
		}
	}
}

// One baseline may be written by itself, several are a list, and results lie beside the file.
func TestBaselines(t *testing.T) {
	const variants = "variants: { now: {}, cheap: {}, new: { set: { run.seed: 2 } } }\n"
	for baseline, want := range map[string][]Baseline{
		"cheap": {{Variant: 1}}, "[cheap]": {{Variant: 1}}, "[new, now]": {{Variant: 2}, {}},
		"{ folder: runs/before@3 }":       {{Folder: "testdata/runs/before@3"}},
		"[now, { folder: runs/before/ }]": {{}, {Folder: "testdata/runs/before"}},
	} {
		d, err := Parse("testdata/c.yaml", []byte("version: 1\nbase: web.yaml\nbaseline: "+baseline+"\n"+variants))
		must(err)
		c, err := d.Comparison()
		if err != nil {
			t.Errorf("%s: %v", baseline, err)
		} else if diff := cmp.Diff(want, c.Baselines); diff != "" {
			t.Errorf("%s: %s", baseline, diff)
		}
	}
	for baseline, want := range map[string]string{
		"[now, cheep]": `unknown variant "cheep"`,
		"[]":           "baseline lists nothing", "[now, now]": `baseline lists "now" twice`,
		"{ folder: ../before }":     `the folder "../before" does not lie in the folder of this file`,
		"{ folder: /tmp/before }":   "name it with --against",
		"{ folder: a, variant: b }": `unknown key "variant"`,
		"{}":                        `needs the key "folder"`,
		"[[now]]":                   "write the name of a variant, or { folder: runs/before }",
		"{ folder: a }\nfind: best": "the best is found by playing on",
	} {
		d, err := Parse("testdata/c.yaml", []byte("version: 1\nbase: web.yaml\nbaseline: "+baseline+"\n"+variants))
		must(err)
		if _, err = d.Comparison(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v\nlacks %s", baseline, err, want)
		} else {
			checkPlaces(t, err)
		}
	}
}

// Variants that are named by the values of a setting have names that the language knows, each its own: what a
// comparison leaves behind is read again.
func TestValuesAreNamed(t *testing.T) {
	values := []string{"60%", "4/y", "1.5h", "1,5h", "round-robin", "{ dist: exponential, mean: 40d }", "-", "%", "…",
		"....", "1 5h", strings.Repeat("long-", 30), strings.Repeat("long-", 30) + "x", "40"}
	c := Versus(&Document{}, Vary{Path: "x", Values: values})
	seen := map[string]bool{}
	for i, v := range c.Variants {
		if !IsName(v.Name) || seen[v.Name] || v.Settings[0].Value != values[i] {
			t.Errorf("%q is called %q", values[i], v.Name)
		}
		seen[v.Name] = true
	}
	for i, want := range map[int]string{0: "60percent", 1: "4-per-y", 2: "1_5h", 4: "round-robin", 13: "40"} {
		if got := c.Variants[i].Name; got != want {
			t.Errorf("%q is called %q, want %q", values[i], got, want)
		}
	}
}
