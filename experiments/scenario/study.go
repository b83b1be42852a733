package scenario

import (
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v4"

	"nines/experiments/formula"
	"nines/experiments/result"
	"nines/sim/unit"
)

// Study is a document that varies a scenario instead of describing one: a sweep, a comparison or a plan.
type Study struct {
	Base *Document // the scenario

	// Of a sweep.
	Vary    []Vary
	Broken  bool        // along the last dimension, points behind one that breaks an objective are not played
	Design  string      // how points are laid
	Seed    uint64      // of what is drawn for that
	Shares  [][]float64 // where the points of a Morris or Sobol' design lie: by point, and of each dimension
	from    []interval
	count   int                // of points that were asked for
	Metrics []string           // to report, each alone or with its scope, "downtime@service:api"; empty: all
	where   []*formula.Formula // conditions on its points
	flags   []string           // that chose each of its metrics; nil where it names its own

	// Of a comparison.
	Variants   []Variation
	Baseline   int  // index into Variants
	Best       bool // find the best, and play no further what is told to be worse
	Criteria   []CriterionSpec
	Confidence unit.Ratio // of a plan, too
	Correction string     // "holm" or "none"

	// Of a plan.
	Decide   []Decision
	Minimize string   // a metric, alone or with its scope
	Terms    []string // metrics of the objectives that must be met; empty: all
	Survive  []Loss
	Budget   int // replications of all points together

	file *decoder // of the document that says so
}

// Varied is a study of a scenario that no file of its own describes.
func Varied(base *Document, vary []Vary) *Study {
	return &Study{Base: base, Vary: vary, Design: GridDesign, Correction: "holm", file: newDecoder(base)}
}

// Variation is a named change of a scenario.
type Variation struct {
	Name     string
	Settings []Setting
}

// IsStudy tells a sweep, a comparison or a plan from a scenario: it has a base.
func (d *Document) IsStudy() bool { return lookup(d.root, "base") != nil }

// IsPlan tells a plan from a sweep and a comparison: it decides something.
func (d *Document) IsPlan() bool { return d.IsStudy() && lookup(d.root, "decide") != nil }

// Varies is the verb for what a document varies, "sweep" or "compare"; "" where it does not say what.
func (d *Document) Varies() string {
	switch {
	case lookup(d.root, "vary") != nil:
		return "sweep"
	case lookup(d.root, "variants") != nil:
		return "compare"
	}
	return ""
}

// studySpec is what sweeps, comparisons and plans share.
type studySpec struct {
	Version int    `key:"version" required:"true"`
	Base    string `key:"base" required:"true"`
}

type sweepSpec struct {
	studySpec
	Design  string     `key:"design" oneof:"grid lhs halton list tornado morris sobol"`
	Points  unit.Count `key:"points"`
	Seed    unit.Count `key:"seed"`
	Vary    []varySpec `key:"vary" required:"true"`
	Where   []string   `key:"where"`
	Until   string     `key:"until" oneof:"broken"`
	Metrics []string   `key:"metrics"`
}

func (studySpec) notes() notes {
	return notes{
		"version": {"Version of the language.", "1", ""},
		"base":    {"The scenario, a file in the folder of this one or below.", "scenario.yaml", ""},
	}
}

func (sweepSpec) notes() notes {
	return notes{
		"design": {"How points are laid: grid takes every combination of the values, list the first values of all, then " +
			"the second ones and so on; lhs (a Latin hypercube) and halton (a Halton sequence) spread points evenly over " +
			"many dimensions. What matters is told by tornado (each dimension at both ends, the others as they are), morris " +
			"(the mean and the spread of what a step in each dimension does) and sobol (which share of the variance each " +
			"explains, alone and with others). Grid if not given.", "lhs", ""},
		"points": {"How many points lhs or halton lay, and morris or sobol at most: walks of one more than there are " +
			"dimensions, or blocks of two more.", "40", "from 2 to 10000"},
		"seed": {"Which of all Latin hypercubes or walks are drawn; what is played has the seed of the scenario. 1 if not " +
			"given.", "2", "0 or more"},
		"vary": {"What to vary; the last changes fastest.",
			"[ { path: faults.crash.repair.mean, values: [10m, 20m] } ]", ""},
		"where": {"Conditions that points must meet, over paths and quantities: comparisons of sums, joined by and, or, not.",
			"[ resources.crews.hands.count <= 4 ]", ""},
		"until": {"Where to stop: broken ends each row of points along the last dimension, such as a load that rises, at " +
			"the first one that violates an objective with confidence. All points are played if not given.", "broken", ""},
		"metrics": {"Metrics to report, the first on the y axis; all if not given. Of one service, crew or the like: with " +
			"its scope behind @.", "[ downtime@service:api, cost ]", ""},
	}
}

type varySpec struct {
	Path   string     `key:"path" required:"true"`
	Range  string     `key:"range"`
	Values valuesSpec `key:"values"`
	Scale  string     `key:"scale" oneof:"linear log"`
	Label  string     `key:"label"`
}

func (varySpec) notes() notes {
	return notes{
		"path": {"The setting that is varied, by its dotted keys.", "resources.crews.hands.count", ""},
		"range": {"Values in equal steps, from the first to the last; lhs, halton, morris and sobol take any number in " +
			"between where no step is given, and tornado both ends.", "14..26 step 2", ""},
		"values": {"The values, instead of range.", "[ 3s, 5s, 10s ]", ""},
		"scale": {"How points are spread over a range without steps by lhs, halton, morris and sobol: evenly by difference " +
			"(linear) or by ratio (log). Linear if not given.", "log", ""},
		"label": {"What charts and tables call it; the path if not given.", "crews", ""},
	}
}

type compareSpec struct {
	studySpec
	Baseline string                 `key:"baseline"`
	Variants Ordered[variationSpec] `key:"variants" required:"true"`
	Metrics  []CriterionSpec        `key:"metrics"`
	Find     string                 `key:"find" oneof:"differences best"`
	Test     testSpec               `key:"test"`
}

func (compareSpec) notes() notes {
	return notes{
		"baseline": {"The variant that the others are compared with; the first if not given.", "round-robin", ""},
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

// valuesSpec is a list of values of any kind, kept as YAML.
type valuesSpec []string

func (v *valuesSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if d.want(n, yaml.SequenceNode, "a list", path, "write "+keyOf(path)+"[ … ]") {
		for _, item := range n.Content {
			*v = append(*v, flow(item))
		}
	}
	return n
}

func (*valuesSpec) form(*grammar) Form {
	return Form{Kind: List, Name: "list of values", Of: &Form{Kind: Anything, Name: "value"}}
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
func (d *Document) Comparison() (*Study, error) {
	var spec compareSpec
	c, study := d.study(&spec, &spec.studySpec)
	for _, v := range spec.Variants {
		study.Variants = append(study.Variants, Variation{v.Name, v.Value.Set})
	}
	known := names(spec.Variants)
	if spec.Baseline != "" {
		study.Baseline = slices.Index(known, spec.Baseline)
	}
	if study.Baseline < 0 {
		c.failAt("baseline", hint(spec.Baseline, "variants", known), "unknown variant %s", quote(spec.Baseline))
	}
	if len(known) < 2 {
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
func (s *Study) Primary() *CriterionSpec {
	if i := primary(s.Criteria); i >= 0 {
		return &s.Criteria[i]
	}
	return nil
}

// study decodes a document into spec and opens its base.
func (d *Document) study(spec any, shared *studySpec) (*compiler, *Study) {
	c := &compiler{decoder: newDecoder(d)}
	c.value(d.root, reflect.ValueOf(spec).Elem(), "")
	if shared.Version != 1 && c.given["version"] != nil {
		c.failAt("version", "write version: 1", "version %d of the language is not known", shared.Version)
	}
	study := &Study{file: c.decoder}
	if shared.Base == "" {
		return c, study
	}
	base, err := openBase(d.folder, shared.Base)
	if problems, ok := err.(Problems); ok {
		c.problems = append(c.problems, problems...)
	} else if err != nil {
		c.failAt("base", "name a scenario beside this file", "base: %s", err)
	}
	study.Base = base
	return c, study
}

func openBase(folder, name string) (*Document, error) {
	f, err := openData(folder, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, cause(err)
	}
	return Parse(filepath.Join(folder, name), data)
}

// metric looks a name up in the vocabulary, whatever its scope.
func (c *compiler) metric(name, path string) (result.Metric, bool) {
	for _, m := range result.Metrics() {
		if m.Name == name {
			return m, true
		}
	}
	c.failAt(path, hint(name, "metrics", metricNames()), "unknown metric %s", quote(name))
	return result.Metric{}, false
}

// metricNames are the names of the vocabulary, each once.
func metricNames() (known []string) {
	for _, m := range result.Metrics() {
		if !slices.Contains(known, m.Name) {
			known = append(known, m.Name)
		}
	}
	return known
}
