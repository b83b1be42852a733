package experiments_test

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"nines/experiments"
	"nines/experiments/scenario"
	"nines/sim/catalog"
)

// workshopText has what the examples of the language name, small and short.
const workshopText = `
version: 1
time: { horizon: 10d, warmup: 1d }
topology:
  - { level: zone, count: 2 }
  - { level: rack, count: 2 }
  - { level: node, classes: { web: 2, db: 1 } }
classes: { web: { throughput: 2k/s, cost: 310/month }, db: { throughput: 2k/s, cost: 310/month } }
faults:
  disk: { on: node, rate: 40/y, repair: 4h, needs: { crew: hands, spare: disk } }
  wear: { on: node, time_to_failure: { dist: weibull, shape: 3, mean: 300d }, repair: 4h }
  rot: { on: node, effect: corrupt, rate: 40/y, repair: 4h }
  limp: { on: zone, effect: { slow: 5x }, rate: 40/y, heals: 4h }
detection: { latency: { policy: human } }
resources:
  crews: { hands: { count: 2, cost: 30/h } }
  spares: { disk: { stock: 2, lead_time: 1d, cost: 100 } }
  bandwidth: { restores: { rate: 100MB/s } }
services: { api: { runs_on: web, up_when: { capacity: 70% } }, auth: { runs_on: db, up_when: { capacity: 70% } } }
traffic: { service: api, fidelity: flow, arrivals: { process: poisson, rate: 4k/s } }
run: { replications: { min: 2, max: 2 } }
`

// beside are what keys need beside them that neither the examples of their sections nor those of policies have.
var beside = map[string]string{
	"faults.NAME.at_age":    "{ on: node, for: 2h, renews: wear }",
	"faults.NAME.at_a_time": "{ on: node, for: 2h, every: 30d }",
	"faults.NAME.at":        "{ on: node, for: 2h }", "faults.NAME.every": "{ on: node, for: 2h }",
	"faults.NAME.for": "{ on: node, at: 1d }", "faults.NAME.time_to_failure": "{ on: node, repair: 4h }",
	"faults.NAME.probability":  "{ on: node, repair: 4h }",
	"faults.NAME.effect.lossy": "{}", "faults.NAME.effect.corrupt": "{}",
	"faults.NAME.budget.max_unavailable": "{ of: api }", "faults.NAME.budget.min_available": "{ of: api }",
}

// place is where a value of the language is written: a path in a document, and what stands around the value there.
type place struct {
	path   string // as nines describe has it, with the names of policies
	around func(value string) string
}

// in is the place of a key of a mapping, beside others of an example.
func (p place) in(k scenario.Key, example string) place {
	var others []string
	if n := parsed(example); n != nil && n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value != k.Name {
				others = append(others, n.Content[i].Value+": "+flowed(n.Content[i+1]))
			}
		}
	}
	return place{p.path + "." + k.Name, func(value string) string {
		return p.around("{ " + strings.Join(append(others, k.Name+": "+value), ", ") + " }")
	}}
}

// examples are the parameters of policies that their catalogs show.
func examples(c scenario.Catalogs) map[string]string {
	all := map[string]string{}
	shown(all, c.Detection)
	shown(all, c.Alarm)
	shown(all, c.Correlation)
	shown(all, c.Localization)
	shown(all, c.Actions)
	shown(all, c.Recovery)
	shown(all, c.Dispatching)
	shown(all, c.Balancing)
	return all
}

func shown[T any](all map[string]string, table catalog.Table[T]) {
	for _, e := range table.Rows() {
		all[e.Name()] = "{ policy: " + e.Name() + ", " + e.Example() + " }"
	}
}

// numberWalk visits every place of a form where a number may stand, each key once, but for the parameters of laws:
// they are held to their bounds in package dist.
type numberWalk struct {
	examples map[string]string
	seen     map[*scenario.Form]bool
	visit    func(at place, usual string)
}

func (w *numberWalk) walk(f *scenario.Form, at place, example string) {
	if f.Kind == scenario.Mapping || f.Kind == scenario.Choice {
		if w.seen[f] || f.Tag == "dist" || f.Tag == "preset" {
			return
		}
		w.seen[f] = true
	}
	switch f.Kind {
	case scenario.Number, scenario.Whole, scenario.Quantity:
		if leading.MatchString(example) && !strings.HasPrefix(example, "{") {
			w.visit(at, example)
			return
		}
		w.visit(at, usual(f))
	case scenario.Mapping:
		if f.Tag != "" {
			at.path, example = at.path+"("+f.Name+")", w.examples[f.Name]
		}
		for _, k := range f.Keys {
			among := example
			if other, ok := beside[at.path+"."+k.Name]; ok {
				among = other
			}
			w.walk(k.Form, at.in(k, among), k.Example)
		}
	case scenario.Names:
		name, element := "some", ""
		if n := parsed(example); n != nil && n.Kind == yaml.MappingNode {
			name, element = n.Content[0].Value, flowed(n.Content[1])
		}
		w.walk(f.Of, place{at.path + ".NAME", func(v string) string { return at.around("{ " + name + ": " + v + " }") }},
			element)
	case scenario.List:
		element := ""
		if n := parsed(example); n != nil && n.Kind == yaml.SequenceNode {
			element = flowed(n.Content[0])
		}
		w.walk(f.Of, place{at.path + ".N", func(v string) string { return at.around("[ " + v + " ]") }}, element)
	case scenario.Choice:
		for _, one := range f.Choices {
			w.walk(one, at, example)
		}
	}
}

var leading = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?`)

// usual is a value that most keys of a form take.
func usual(f *scenario.Form) string {
	switch f.Notation.Name {
	case "duration":
		return "1h"
	case "ratio":
		return "60%"
	case "":
		return "2"
	}
	return strings.Split(strings.Split(f.Notation.Example, ", ")[0], " or ")[0]
}

func parsed(text string) *yaml.Node {
	var n yaml.Node
	if yaml.Unmarshal([]byte(text), &n) != nil || len(n.Content) == 0 {
		return nil
	}
	return n.Content[0]
}

func flowed(n *yaml.Node) string {
	c := *n
	if c.Kind != yaml.ScalarNode {
		c.Style = yaml.FlowStyle
	}
	out, _ := yaml.Marshal(&c)
	return strings.TrimSpace(strings.ReplaceAll(string(out), "\n", " "))
}

// workshop is the text of the workshop with a section in its place: names of it beside those that are there.
func workshop(section string) string {
	base := parsed(workshopText)
	merge(base, parsed(section), 2)
	out, _ := yaml.Marshal(base)
	return string(out)
}

// merge puts the keys of a mapping into another, those of mappings below one by one down to a depth.
func merge(into, from *yaml.Node, depth int) {
	for i := 0; i+1 < len(from.Content); i += 2 {
		key, value := from.Content[i], from.Content[i+1]
		old := slices.IndexFunc(into.Content, func(n *yaml.Node) bool { return n.Value == key.Value })
		switch {
		case old < 0:
			into.Content = append(into.Content, key, value)
		case depth > 0 && value.Kind == yaml.MappingNode && !slices.ContainsFunc(value.Content, named):
			merge(into.Content[old+1], value, depth-1)
		default:
			into.Content[old+1] = value
		}
	}
}

// named reports the key that names a policy.
func named(n *yaml.Node) bool { return n.Value == "policy" }

// understood compiles a text.
func understood(text string) (*scenario.Scenario, error) {
	d, err := scenario.Parse("workshop.yaml", []byte(text))
	if err != nil {
		return nil, err
	}
	s, err := d.Compile(scenario.DefaultCatalogs())
	if err == nil {
		err = experiments.Check(s)
	}
	return s, err
}

// No number of a scenario is so large that it is taken and comes to nothing: it is refused with its place, or what
// follows from it can be read.
func TestNoNumberIsTooLarge(t *testing.T) {
	catalogs, sites, judged := scenario.DefaultCatalogs(), 0, 0
	w := &numberWalk{examples: examples(catalogs), seen: map[*scenario.Form]bool{}}
	w.visit = func(at place, usual string) {
		if sites++; testing.Short() && sites%4 > 0 {
			return
		}
		large := leading.ReplaceAllString(usual, "1e300")
		s, err := understood(workshop(at.around(large)))
		if problems, _ := err.(scenario.Problems); err != nil && (len(problems) == 0 || problems[0].Line == 0) {
			t.Errorf("%s is %s: no place: %v", at.path, large, err)
		}
		if err == nil {
			if what := unreadable(s); what != "" {
				t.Errorf("%s is %s: %s", at.path, large, what)
			}
		} else {
			_, err = understood(workshop(at.around(usual)))
		}
		if err == nil {
			judged++ // others lack something beside them, and are refused with any number
		}
	}
	for _, k := range scenario.Language(catalogs).Keys {
		w.walk(k.Form, place{k.Name, func(v string) string { return "{ " + k.Name + ": " + v + " }" }}, k.Example)
	}
	if judged < 50 || judged < 250 && !testing.Short() {
		t.Errorf("only %d numbers could be judged", judged)
	}
}

// unreadable names what no reader makes anything of; "" for nothing.
func unreadable(s *scenario.Scenario) string {
	const most = 1e100
	r, err := experiments.Run(context.Background(), s, experiments.Options{Workers: 1})
	if err != nil {
		return err.Error()
	}
	for _, e := range r.Estimates {
		if math.Abs(e.Mean) > most {
			return fmt.Sprintf("%s of %s is %g", e.Metric, e.Scope, e.Mean)
		}
	}
	return ""
}
