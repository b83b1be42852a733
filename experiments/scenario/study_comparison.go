package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/experiments/result"
	"nines/sim/unit"
)

// Comparison is a study of variants of a scenario, each held against every baseline.
type Comparison struct {
	study
	Variants   []Variation
	Baselines  []Baseline // at least one
	Best       bool       // find the best, and play no further what is told to be worse
	Criteria   []CriterionSpec
	Confidence unit.Ratio
	Correction string // "holm" or "none"
}

// Versus is a comparison that no file of its own describes, whose variants are the values of one setting.
func Versus(base *Document, v Vary) *Comparison {
	c := unwritten(base)
	var names []string
	for i, value := range v.Values {
		name := nameOf(value)
		if slices.Contains(names, name) {
			name = fmt.Sprintf("%s-%d", name[:min(len(name), maxName-len("-10000"))], i+1)
		}
		names = append(names, name)
		c.Variants = append(c.Variants, Variation{name, []Setting{{v.Path, value}}})
	}
	return c
}

// nameOf is a value as the name of the variant that has it: 60percent of 60%, 4-per-y of 4/y.
func nameOf(value string) string {
	name := strings.NewReplacer("%", "percent", "/", "-per-", ".", "_").Replace(value)
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return !isName(string(r)) }), "-")
	return cmp.Or(name[:min(len(name), maxName)], "variant")
}

// Now is the name of the one variant where a scenario as it is, is compared with earlier results.
const Now = "now"

// Alone is a comparison of nothing but a scenario as it is: baselines are to be set.
func Alone(base *Document) *Comparison {
	c := unwritten(base)
	c.Variants = []Variation{{Name: Now}}
	return c
}

// unwritten is a comparison that no file describes, of no variants yet, the first of which is the baseline.
func unwritten(base *Document) *Comparison {
	return &Comparison{study: study{Base: base, file: newDecoder(base)}, Baselines: make([]Baseline, 1),
		Correction: "holm"}
}

// Variation is a named change of a scenario.
type Variation struct {
	Name     string
	Settings []Setting
}

type compareSpec struct {
	studySpec
	Baseline BaselinesSpec          `key:"baseline"`
	Variants Ordered[variationSpec] `key:"variants" required:"true"`
	Metrics  []CriterionSpec        `key:"metrics"`
	Find     string                 `key:"find" oneof:"differences best"`
	Test     testSpec               `key:"test"`
}

func (compareSpec) notes() notes {
	return notes{
		"baseline": {"The variant that the others are compared with, or a list of several; the first if not given. A " +
			"folder holds earlier results, which are not played again.", "round-robin", ""},
		"variants": {"Changes of the scenario, by name; all see the same random numbers.",
			"{ two: {}, three: { set: { resources.crews.hands.count: 3 } } }", ""},
		"metrics": {"What variants are compared by; the usual metrics of the service if not given.",
			"[ { name: downtime } ]", ""},
		"find": {"What to find out: differences plays all variants alike often; best finds the best in the primary metric " +
			"with the confidence of the test, by the procedure of Kim and Nelson, and plays no further what is told to be " +
			"worse. Differences if not given.", "best", ""},
		"test": {"How differences are judged.", "{ confidence: 99% }", ""},
	}
}

func (c *compareSpec) setDefaults() { c.Test.setDefaults() }

type variationSpec struct {
	Set settingsSpec `key:"set"`
}

func (variationSpec) notes() notes {
	return notes{"set": {"Values at paths of dotted keys, as --set takes them.", "{ balancing.policy: random }", ""}}
}

type testSpec struct {
	Confidence unit.Ratio `key:"confidence"`
	Correction string     `key:"correction" oneof:"holm none"`
}

func (testSpec) notes() notes {
	return notes{
		"confidence": {"Of the intervals of all differences.", "95%", "50% or more, below 100%"},
		"correction": {"For the number of differences looked at: holm, or none.", "holm", ""},
	}
}

func (t *testSpec) setDefaults() { t.Confidence, t.Correction = 0.95, "holm" }

// CriterionSpec is a metric that variants are compared by.
type CriterionSpec struct {
	Name     string  `key:"name" required:"true" of:"metrics"`
	Scope    string  `key:"scope"`
	Primary  bool    `key:"primary"`
	Smallest string  `key:"smallest_interesting" of:"bounds"`
	Least    float64 // Smallest in the metric's unit; 0: any difference interests
}

func (CriterionSpec) notes() notes {
	return notes{
		"name": {"The metric; nines list metrics shows what is measured.", "downtime", ""},
		"scope": {"What it is about, as in slo; slo_met is of each objective, or of those of the service named.",
			"service:api", ""},
		"primary": {"This one decides which variant is best.", "true", ""},
		"smallest_interesting": {"A difference that is smaller does not matter, in the unit of the metric.",
			"10m per 1y", ""},
	}
}

// settingsSpec is a mapping from paths to values of any kind.
type settingsSpec []Setting

func (s *settingsSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if d.want(n, yaml.MappingNode, "a mapping from paths to values", path,
		"write "+keyOf(path)+"{ balancing.policy: random }") {
		for k := 0; k+1 < len(n.Content); k += 2 {
			*s = append(*s, Setting{n.Content[k].Value, flow(n.Content[k+1])})
		}
	}
	return n
}

func (*settingsSpec) form(*grammar) Form {
	return Form{Kind: Names, Name: "mapping from paths to values", Of: &Form{Kind: Anything, Name: "value"}}
}

// Comparison understands a document as a comparison. The error, if any, is of type Problems.
func (d *Document) Comparison() (*Comparison, error) {
	var spec compareSpec
	c, of := d.study(&spec, &spec.studySpec)
	study := &Comparison{study: of}
	for _, v := range spec.Variants {
		study.Variants = append(study.Variants, Variation{v.Name, v.Value.Set})
	}
	study.Baselines = c.baselines(spec.Baseline, names(spec.Variants))
	folders := study.Folders()
	if len(spec.Variants) == 0 || len(spec.Variants)+len(folders) < 2 {
		c.failAt("variants", "write at least two variants", "there is nothing to compare")
	}
	study.Confidence, study.Correction = spec.Test.Confidence, spec.Test.Correction
	for i, m := range spec.Metrics {
		path := join("metrics", fmt.Sprint(i))
		if metric, ok := c.metric(m.Name, join(path, "name")); ok && m.Smallest != "" {
			m.Least = c.bound(m.Smallest, metric.Unit, join(path, "smallest_interesting"))
		}
		if slices.ContainsFunc(study.Criteria, func(k CriterionSpec) bool { return k.Name == m.Name && k.Scope == m.Scope }) {
			c.failAt(path, "keep one of them", "metrics lists %s twice", quote(m.Name))
		}
		study.Criteria = append(study.Criteria, m)
	}
	if study.Best = spec.Find == "best"; study.Best {
		if folders != nil {
			c.failAt("baseline", "leave out find: best, or make it a variant of this file", "the best is found by playing on, "+
				"and what lies in %s is not played again", quote(folders[0]))
		}
		c.chooses(study.Criteria)
	}
	return study, c.problems.asError()
}

// chooses checks that the best can be found: in a metric of which more or less is better, and that each replication has
// by itself, up to a difference that does not matter.
func (c *compiler) chooses(criteria []CriterionSpec) {
	i := primary(criteria)
	const help = "write metrics: [ { name: downtime, primary: true, smallest_interesting: 10m per 1y } ]"
	if i < 0 {
		c.failAt("find", help, "to find the best, say in which metric")
		return
	}
	k, path := criteria[i], join("metrics", fmt.Sprint(i))
	neutral := func(m result.Metric) bool { return m.Name == k.Name && m.Better == result.Neutral }
	switch {
	case k.Smallest == "":
		c.failAt(path, help, "to find the best in %s, say which difference would not matter: smallest_interesting", k.Name)
	case !(k.Least > 0):
		c.failAt(join(path, "smallest_interesting"), help, "%s.smallest_interesting must be above 0 to find the best: two "+
			"may be as good as equal", path)
	case slices.ContainsFunc(result.Metrics(), neutral):
		c.failAt(path, "name a metric of which more or less is better, such as downtime", "of %s neither more nor less is "+
			"better", k.Name)
	}
}

// primary is the place of the criterion that decides, which is the first where none says so; −1 where there is none.
func primary(criteria []CriterionSpec) int {
	i := slices.IndexFunc(criteria, func(k CriterionSpec) bool { return k.Primary })
	if i < 0 && len(criteria) > 0 {
		return 0
	}
	return i
}

// Primary is the criterion of a comparison that decides; nil where the study names none.
func (s *Comparison) Primary() *CriterionSpec {
	if i := primary(s.Criteria); i >= 0 {
		return &s.Criteria[i]
	}
	return nil
}
