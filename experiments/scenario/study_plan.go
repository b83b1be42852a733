package scenario

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/experiments/result"
	"nines/sim/unit"
)

// Plan is a study that asks for the cheapest scenario that does what it must.
type Plan struct {
	study
	Decide     []Decision
	Minimize   string   // a metric, alone or with its scope
	Terms      []string // metrics of the objectives that must be met; empty: all
	Survive    []Loss
	Confidence unit.Ratio
	Budget     int // replications of all points together
}

// Decision is a setting that a plan is to decide.
type Decision struct {
	Vary
	// Ordered says that each value is taken to do at least as well as those before it, and to cost no less.
	Ordered bool
}

// Loss is so many components of a level, of which a plan asks that the system does without them.
type Loss struct {
	Count int
	Level string // as in the topology
	Text  string // as written: "one zone"
}

// planSpec is a file that asks for the cheapest system.
type planSpec struct {
	studySpec
	Decide   []decideSpec `key:"decide" required:"true"`
	Where    []string     `key:"where"`
	Minimize string       `key:"minimize"`
	Subject  subjectSpec  `key:"subject_to"`
	Budget   unit.Count   `key:"budget"`
}

func (planSpec) notes() notes {
	return notes{
		"decide": {"What is to be decided, each between its values.",
			"[ { path: topology.node.count, range: 24..40 } ]", ""},
		"where": {"Conditions that what is decided must meet, over paths and quantities: comparisons of sums, joined by " +
			"and, or, not.", "[ resources.crews.hands.count <= 4 ]", ""},
		"minimize":   {"The metric that is to be as small as can be.", "cost", ""},
		"subject_to": {"What has to hold all the same.", "{ slo: all, confidence: 95%, survive: [ one zone ] }", ""},
		"budget": {"Replications of all points together, after which what is undecided stays so.", "100k",
			"2 or more"},
	}
}

func (p *planSpec) setDefaults() {
	p.Minimize, p.Budget = "cost", 100_000
	p.Subject.setDefaults()
}

type decideSpec struct {
	Path    string     `key:"path" required:"true"`
	Range   string     `key:"range"`
	Values  valuesSpec `key:"values"`
	Ordered *bool      `key:"ordered"`
	Label   string     `key:"label"`
}

func (decideSpec) notes() notes {
	return notes{
		"path":   {"The setting that is decided, by its dotted keys.", "topology.node.count", ""},
		"range":  {"Values in equal steps, from the first to the last.", "12..40 step 2", ""},
		"values": {"The values, instead of range.", "[ random, round-robin ]", ""},
		"ordered": {"Whether each value does at least as well as those before it, and costs no less: then what is seen of " +
			"one says something of others, and few of them are played. If not given, it is so for whole numbers that rise, " +
			"under topology and resources: nodes, crews and spares.", "true", ""},
		"label": {"What charts and tables call it; the path if not given.", "nodes", ""},
	}
}

type subjectSpec struct {
	SLO        termsSpec  `key:"slo"`
	Confidence unit.Ratio `key:"confidence"`
	Survive    WordsSpec  `key:"survive"`
}

func (subjectSpec) notes() notes {
	return notes{
		"slo": {"The objectives that must be met: all of the scenario, those on some of its metrics, or others in their " +
			"place. One that says in how many of its periods it must be met has to be in so many, any other in the mean.",
			"[ availability ]", ""},
		"confidence": {"That all is decided rightly, whatever was looked at on the way.", "95%",
			"50% or more, below 100%"},
		"survive": {"What every service must do without, by what is up then and not by chance; demand is taken at its peak.",
			"[ one zone, two nodes ]", ""},
	}
}

func (s *subjectSpec) setDefaults() { s.Confidence = 0.95 }

// termsSpec is "all", or a list of metrics, or a list of objectives.
type termsSpec struct {
	metrics    []string
	objectives *yaml.Node // nil: those of the scenario
}

func (s *termsSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode && n.Value == "all" {
		return n
	}
	if !d.wants(n, yaml.SequenceNode, "all, or a list", path, "write slo: all, or slo: [ availability ]") {
		return nil
	}
	for i, item := range n.Content {
		at := join(path, strconv.Itoa(i))
		switch item.Kind {
		case yaml.ScalarNode:
			s.metrics = append(s.metrics, item.Value)
		case yaml.MappingNode:
			s.objectives = n
		default:
			d.fail(item, "write a metric, or an objective as in slo", "%s: want a metric or an objective", at)
		}
	}
	if s.objectives != nil && s.metrics != nil {
		d.fail(n, "write objectives, or metrics on which the scenario has some", "%s has metrics beside objectives", path)
	}
	return n
}

func (*termsSpec) form(g *grammar) Form {
	objectives := g.of(reflect.TypeFor[ObjectiveSpec]())
	return choice("all, list of metrics, or list of objectives", words("all"),
		&Form{Kind: List, Name: "list of metrics", Of: vocabulary("metrics")},
		&Form{Kind: List, Name: "list of objectives", Of: objectives})
}

// Planning understands a document as a plan. The error, if any, is of type Problems.
func (d *Document) Planning() (*Plan, error) {
	var spec planSpec
	c, of := d.study(&spec, &spec.studySpec)
	study := &Plan{study: of}
	if len(spec.Decide) == 0 {
		c.failAt("decide", "write [{path: topology.node.count, range: 24..40}]", "decide names nothing to decide")
	}
	for i := range spec.Decide {
		s, path := &spec.Decide[i], join("decide", strconv.Itoa(i))
		v := Decision{Vary: Vary{Path: s.Path, Values: s.Values, Label: cmp.Or(s.Label, s.Path)}}
		if (s.Range == "") == (len(s.Values) == 0) {
			c.failAt(path, "write range: 12..40 step 2, or values: [3s, 5s]", "%s needs values or a range", path)
		} else if s.Range != "" {
			v.Values = c.interval(&varySpec{Range: s.Range}, GridDesign, path).values
		}
		if k := repeated(v.Values); k >= 0 {
			c.failAt(path, "keep one of them", "%s has the value %s twice", path, quote(v.Values[k]))
		}
		if slices.ContainsFunc(study.Decide, func(before Decision) bool { return before.Path == v.Path }) {
			c.failAt(join(path, "path"), "give its values as one list", "%s is decided twice", quote(v.Path))
		}
		if v.Ordered = rises(&v.Vary); s.Ordered != nil {
			v.Ordered = *s.Ordered
		}
		study.Decide = append(study.Decide, v)
	}
	study.where = c.conditions(spec.Where)
	study.Minimize, study.Confidence = spec.Minimize, spec.Subject.Confidence
	study.Budget, study.Terms = int(spec.Budget), spec.Subject.SLO.metrics
	c.minimized(spec.Minimize)
	for i, metric := range study.Terms {
		c.metric(metric, join("subject_to.slo", strconv.Itoa(i)))
	}
	for i, text := range spec.Subject.Survive {
		loss, err := ParseLoss(text)
		if err != nil {
			c.failAt(join("subject_to.survive", strconv.Itoa(i)), lossHelp, "%s", err)
		}
		study.Survive = append(study.Survive, loss)
	}
	if terms := spec.Subject.SLO.objectives; terms != nil && study.Base != nil {
		problem := d.problem(terms, "", "")
		origin := fmt.Sprintf("%s:%d:%d", problem.File, problem.Line, problem.Col)
		must(study.Base.put("slo", terms, origin))
	}
	return study, c.problems.asError()
}

// minimized checks what is to be as small as can be.
func (c *compiler) minimized(text string) {
	name, scope := result.CutScope(text)
	metric, ok := c.metric(name, "minimize")
	if !ok {
		return
	}
	message, help := unscoped(name, scope)
	if message == "" && metric.Better == result.HigherIsBetter {
		message, help = name+" is better the higher it is", "minimize what is better low, such as cost or downtime"
	}
	if message != "" {
		c.failAt("minimize", help, "%s", message)
	}
}

// Deciding is a plan that no file of its own describes; its confidence is left open.
func Deciding(base *Document, decide []Decision) *Plan {
	var usual planSpec
	usual.setDefaults()
	return &Plan{study: study{Base: base, file: newDecoder(base)}, Decide: decide, Minimize: usual.Minimize,
		Budget: int(usual.Budget)}
}

// ParseDecision reads the flag --decide: values as ParseVary takes them. The error, if any, is of type Problems.
func ParseDecision(flag string) (Decision, error) {
	v, err := ParseVary(flag)
	if err != nil {
		problems := err.(Problems)
		for i := range problems {
			problems[i].File, problems[i].Help = "--decide "+flag, decideHelp
			problems[i].Message = strings.ReplaceAll(problems[i].Message, "--vary", "--decide")
		}
		return Decision{}, problems
	}
	return Decision{Vary: v, Ordered: rises(&v)}, nil
}

const decideHelp = "write path=24..40, path=3..12 step 3, or path=one,other"

// rises reports whether a setting counts nodes, crews or spares, of which the values list more and more.
func rises(v *Vary) bool {
	section, _, _ := strings.Cut(v.Path, ".")
	if section != "topology" && section != "resources" {
		return false
	}
	last := unit.Count(0)
	for i, text := range v.Values {
		n, err := unit.ParseCount(text)
		if err != nil || i > 0 && n <= last {
			return false
		}
		last = n
	}
	return true
}

const lossHelp = "write for example one zone, or 2 nodes"

var numerals = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// mostLost is how many components a plan may ask to do without at once.
const mostLost = 100

// ParseLoss reads "one zone", "two nodes" or "3 racks". The level is not looked up.
func ParseLoss(text string) (Loss, error) {
	number, level, _ := strings.Cut(strings.TrimSpace(text), " ")
	n := slices.Index(numerals, strings.ToLower(number))
	if digits, err := strconv.Atoi(number); err == nil {
		n = digits
	}
	if level = strings.TrimSpace(level); n < 1 || n > mostLost || !isName(level) {
		return Loss{}, fmt.Errorf("%s is no number of components, from 1 to %d, and a level", quote(text), mostLost)
	}
	return Loss{Count: n, Level: level, Text: strings.TrimSpace(text)}, nil
}

// At finds the level of a loss among those of a topology, by its name or that with an s; −1 if there is none.
func (l *Loss) At(levels []string) int {
	i := slices.Index(levels, l.Level)
	if i < 0 && l.Count > 1 {
		i = slices.Index(levels, strings.TrimSuffix(l.Level, "s"))
	}
	return i
}

// UnknownLevel is the error that a system has no such level as one that it is to do without.
func (s *Plan) UnknownLevel(i int, levels []string) Problem {
	loss := &s.Survive[i]
	p := s.file.placeOf(join("subject_to.survive", strconv.Itoa(i)))
	if _, written := s.file.given["subject_to.survive"]; !written {
		p = Problem{File: "--survive " + loss.Text, Span: 1}
	}
	p.Message, p.Help = fmt.Sprintf("there is no level %s to survive the loss of", quote(loss.Level)),
		hint(loss.Level, "levels", levels)
	return p
}

// Unpriced is the error that no system that a plan may choose measures what it is to minimize.
func (s *Plan) Unpriced(metric, scope string) Problem {
	p := s.file.placeOf("minimize").unmeasured(metric, scope)
	p.Message = fmt.Sprintf("nothing can be minimized: no point measures %s of %s", metric, scope)
	return p
}

// Boundless is the error that nothing has to hold of the systems that a plan may choose: no objective on any of these
// metrics.
func (s *Plan) Boundless() Problem {
	p := s.file.placeOf("subject_to.slo")
	p.Message = "the scenario has no objective, so that the least of everything will do"
	if len(s.Terms) > 0 {
		p.Message = "the scenario has no objective on " + strings.Join(s.Terms, ", ")
	}
	p.Help = "write one, as in slo: [ { metric: availability, at_least: 99.9% } ], or say what must be survived"
	return p
}

// MinimizedScope is what the metric to be minimized is about in a scenario: as written, or the only thing that can be
// meant. The error, if any, is of type Problems.
func (s *Plan) MinimizedScope(of *Scenario) (string, error) {
	name, scope := result.CutScope(s.Minimize)
	c := &compiler{decoder: s.file, spec: of.Spec, blueprint: of.Blueprint}
	before := len(c.problems)
	scope, _ = c.scope(name, scope, "minimize")
	return scope, c.problems[before:].asError()
}

// Minimizing has a plan minimize a metric, alone or with its scope, which a flag names. The error, if any, is of type
// Problems.
func (s *Plan) Minimizing(text string) error {
	c := &compiler{decoder: newDecoder(s.Base)}
	c.minimized(text)
	for i := range c.problems {
		c.problems[i] = Problem{File: "--minimize " + text, Span: 1, Message: c.problems[i].Message, Help: c.problems[i].Help}
	}
	s.Minimize = text
	return c.problems.asError()
}

// Placed says of problems with a value that a plan tries where the file or the flag names what is tried.
func (s *Plan) Placed(err error) error {
	return s.placed(err, func(p *Problem) {
		for k, d := range s.Decide {
			s.place(p, d.Path, "decide", k)
		}
	})
}

// Today is which value each variable has in the scenario as it is; nil where some has none of those that it may take.
func (s *Plan) Today() (values []int) {
	for _, v := range s.Decide {
		text, there := s.Base.textAt(v.Path)
		i := slices.Index(v.Values, text)
		if !there || i < 0 {
			return nil
		}
		values = append(values, i)
	}
	return values
}
