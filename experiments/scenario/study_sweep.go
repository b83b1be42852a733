package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// Sweep is a study of points, each a scenario with some settings changed.
type Sweep struct {
	study
	Vary    []Vary
	Broken  bool        // along the last dimension, points behind one that breaks an objective are not played
	Design  string      // how points are laid
	Seed    uint64      // of what is drawn for that
	Shares  [][]float64 // where the points of a design that draws them lie: by point, and of each dimension
	from    []interval
	count   int      // of points that were asked for
	Metrics []string // to report, each alone or with its scope, "downtime@service:api"; empty: all
}

// Varied is a sweep of every combination that no file of its own describes.
func Varied(base *Document, vary []Vary) *Sweep {
	return &Sweep{study: study{Base: base, file: newDecoder(base)}, Vary: vary, Design: GridDesign}
}

type sweepSpec struct {
	studySpec
	Design  string     `key:"design" oneof:"grid lhs halton list tornado morris sobol inputs"`
	Points  unit.Count `key:"points"`
	Seed    unit.Count `key:"seed"`
	Vary    []varySpec `key:"vary" required:"true"`
	Where   []string   `key:"where"`
	Until   string     `key:"until" oneof:"broken"`
	Metrics []string   `key:"metrics"`
}

func (sweepSpec) notes() notes {
	return notes{
		"design": {"How points are laid: grid takes every combination of the values, list the first values of all, then " +
			"the second ones and so on; lhs (a Latin hypercube) and halton (a Halton sequence) spread points evenly over " +
			"many dimensions. What matters is told by tornado (each dimension at both ends, the others as they are), morris " +
			"(the mean and the spread of what a step in each dimension does) and sobol (which share of the variance each " +
			"explains, alone and with others). How sure the answer is, with inputs that are not known exactly, is told by " +
			"inputs: a Latin hypercube over what is known of each, every point with random numbers of its own. Grid if not " +
			"given.", "lhs", ""},
		"points": {"How many points lhs, halton or inputs lay, and morris or sobol at most: walks of one more than there " +
			"are dimensions, or blocks of two more.", "40", "from 2 to 10000"},
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
	Known  *knownSpec `key:"known"`
	Label  string     `key:"label"`
}

func (varySpec) notes() notes {
	return notes{
		"path": {"The setting that is varied, by its dotted keys.", "resources.crews.hands.count", ""},
		"range": {"Values in equal steps, from the first to the last; lhs, halton, morris, sobol and inputs take any " +
			"number in between where no step is given, and tornado both ends.", "14..26 step 2", ""},
		"values": {"The values, instead of range.", "[ 3s, 5s, 10s ]", ""},
		"scale": {"How points are spread over a range without steps by lhs, halton, morris, sobol and inputs: evenly by " +
			"difference (linear) or by ratio (log). Linear if not given.", "log", ""},
		"known": {"What is known of a value that is not known exactly, instead of values or a range: counts, a mean of " +
			"observations, or an interval. For designs inputs, lhs, halton and sobol.", "{ events: 10, in: 40y }", ""},
		"label": {"What charts and tables call it; the path if not given.", "crews", ""},
	}
}

// Sweep understands a document as a sweep. The error, if any, is of type Problems.
func (d *Document) Sweep() (*Sweep, error) {
	var spec sweepSpec
	c, of := d.study(&spec, &spec.studySpec)
	study := &Sweep{study: of}
	if len(spec.Vary) == 0 {
		c.failAt("vary", "write [{path: faults.crash.repair.mean, values: [10m, 20m]}]", "vary names nothing to vary")
	}
	study.Design = cmp.Or(spec.Design, GridDesign)
	c.designed(&spec)
	study.from = make([]interval, len(spec.Vary))
	for i, v := range spec.Vary {
		path := join("vary", fmt.Sprint(i))
		dimension := Vary{Path: v.Path, Values: v.Values, Label: v.Label, Range: v.Range, Scale: v.Scale}
		if v.Label == "" {
			dimension.Label = v.Path
		}
		if v.Known != nil {
			dimension.Known = flow(c.given[join(path, "known")])
		}
		if v.sources() != 1 {
			c.failAt(path, "write range: 14..26 step 2, or values: [3s, 5s]", "%s needs values or a range", path)
		} else {
			study.from[i] = c.interval(&v, study.Design, path)
			dimension.Values = study.from[i].values
		}
		if k := repeated(dimension.Values); k >= 0 && spec.Design != ListDesign {
			c.failAt(path, "keep one of them", "%s has the value %s twice", path, quote(dimension.Values[k]))
		}
		if slices.ContainsFunc(spec.Vary[:i], func(before varySpec) bool { return before.Path == v.Path }) {
			c.failAt(join(path, "path"), "give its values as one list", "%s is varied twice", quote(v.Path))
		}
		c.told(study, &dimension, path)
		study.Vary = append(study.Vary, dimension)
	}
	if study.Design == ListDesign {
		c.sameLength(study.Vary)
	}
	study.Seed, study.count = 1, int(spec.Points)
	if _, given := c.given["seed"]; given {
		study.Seed = uint64(spec.Seed)
	}
	study.where = c.conditions(spec.Where)
	if study.Broken = spec.Until == "broken"; study.Broken && study.Design != GridDesign && study.Design != ListDesign {
		c.failAt("until", "write design: grid, or leave it out", "the points of design %s have no order in which something "+
			"could break", study.Design)
	}
	study.Metrics = c.sweepMetrics(spec.Metrics)
	if err := c.problems.asError(); err != nil {
		return study, err
	}
	study.lay()
	return study, nil
}

// sources are how many ways are given in which a dimension takes its values.
func (v *varySpec) sources() (n int) {
	for _, given := range []bool{v.Range != "", len(v.Values) > 0, v.Known != nil} {
		if given {
			n++
		}
	}
	return n
}

// lay gives the dimensions of a design that draws its points their values.
func (s *Sweep) lay() {
	switch {
	case s.Design == MorrisDesign || s.Design == SobolDesign:
		s.layBlocks(s.count)
	case s.Scattered():
		s.Shares = scatter(s.Design, s.Seed, s.Vary, s.from, s.count)
	}
}

// Scattered reports whether points are drawn from ranges instead of being given one by one.
func (s *Sweep) Scattered() bool { return scatters(s.Design) }

// scatters is Scattered of a design.
func scatters(design string) bool {
	return slices.Contains([]string{LatinDesign, HaltonDesign, MorrisDesign, SobolDesign, InputsDesign}, design)
}

// Listed reports whether point k takes the k-th value of each dimension; otherwise every combination is a point.
func (s *Sweep) Listed() bool { return s.Design == ListDesign || s.Scattered() }

// Choices are the values that a dimension takes its own from, as given.
func (s *Sweep) Choices(d int) []string {
	if s.from != nil && s.from[d].values != nil {
		return s.from[d].values
	}
	return s.Vary[d].Values
}

// Asked is how many points of a scattered design were asked for.
func (s *Sweep) Asked() int { return s.count }

// designed checks what a design needs, and that nothing is said that it does not heed.
func (c *compiler) designed(spec *sweepSpec) {
	plain := []string{GridDesign, ListDesign, TornadoDesign}
	_, counted := c.given["points"]
	_, designed := c.given["design"]
	scattered := scatters(spec.Design)
	switch {
	case !scattered && counted && !(designed && !slices.Contains(plain, spec.Design)): // nor one that is told to be none
		c.failAt("points", "write design: lhs, or leave points out", "the design is %s, whose points follow from the values",
			cmp.Or(spec.Design, GridDesign))
	case scattered && !counted:
		c.failAt("design", "write for example points: 40", "design %s needs points, which says how many", spec.Design)
	}
	if least := leastPoints(spec.Design, len(spec.Vary)); scattered && counted && int(spec.Points) < least {
		c.failAt("points", fmt.Sprintf("write points: %d or more, better ten times as many", least), "design %s of %d "+
			"dimensions needs at least %d points", spec.Design, len(spec.Vary), least)
	}
	if HasEffects(spec.Design) && len(spec.Where) > 0 {
		c.failAt("where", "leave it out, or choose design lhs", "the points of design %s belong together: none can be left "+
			"out", spec.Design)
	}
	if _, given := c.given["seed"]; given && !(scattered && spec.Design != HaltonDesign) {
		c.failAt("seed", "leave it out; the seed of what is played is run.seed of the scenario, or --seed",
			"only designs lhs, morris, sobol and inputs draw their points")
	}
	for i, v := range spec.Vary {
		if v.Path == seedPath && spec.Design == InputsDesign {
			c.failAt(join("vary", fmt.Sprint(i)), "leave it out", "design inputs gives each point a seed of its own")
		}
	}
	if spec.Design == HaltonDesign && len(spec.Vary) > len(primes) {
		c.failAt("vary", "write design: lhs", "design halton has at most %d dimensions", len(primes))
	}
}

// interval is what a dimension takes its values from. A range without a step has one of 1 in its unit, unless points
// are scattered over it.
func (c *compiler) interval(v *varySpec, design, path string) interval {
	scattered := scatters(design)
	if v.Scale != "" && !(scattered && v.Range != "" && !strings.Contains(v.Range, " step ")) {
		c.failAt(join(path, "scale"), "leave it out", "scale is of ranges without steps, in designs lhs, "+
			"halton, morris, sobol and inputs")
	}
	switch {
	case v.Known != nil:
		return c.drawsFrom(v, design, join(path, "known"))
	case v.Range == "":
		return interval{values: v.Values}
	}
	path = join(path, "range")
	lo, hi, ranged := strings.Cut(v.Range, "..")
	switch {
	case !ranged || strings.Contains(hi, " step "):
	case scattered:
		return c.between(lo, hi, v.Scale == "log", path)
	case design == TornadoDesign:
		c.between(lo, hi, false, path)
		return interval{values: []string{strings.TrimSpace(lo), strings.TrimSpace(hi)}}
	}
	values, err := rangeOf(v.Range)
	if err != nil {
		c.failAt(path, "write for example 14..26 step 2", "%s: %s", path, err)
	}
	return interval{values: values}
}

// drawsFrom is what is known of a value, in a design that can draw from that.
func (c *compiler) drawsFrom(v *varySpec, design, path string) interval {
	switch {
	case c.isBad(c.node("design")):
	case !scatters(design) || design == MorrisDesign: // whose walks go to the ends
		c.failAt(path, "write design: inputs", "%s: design %s takes no law of what is known; inputs, lhs, halton and sobol "+
			"do", path, design)
	default:
		return interval{known: c.knowledge(v.Known, v.Path, path)}
	}
	return interval{}
}

// rangeOf lists the values of "14..26 step 2"; the step is 1 in their unit where none is given.
func rangeOf(text string) ([]string, error) {
	bounds, step, stepped := strings.Cut(text, " step ")
	lo, hi, ranged := strings.Cut(bounds, "..")
	if !ranged {
		return nil, fmt.Errorf("%s is not a range", quote(text))
	}
	if parts := quantity.FindStringSubmatch(lo); !stepped && parts != nil {
		step = "1" + parts[2]
	}
	return series(lo, hi, step)
}

// between is the interval of all numbers from lo to hi.
func (c *compiler) between(lo, hi string, log bool, path string) interval {
	low, high := quantity.FindStringSubmatch(lo), quantity.FindStringSubmatch(hi)
	if low == nil || high == nil || low[2] != high[2] {
		c.failAt(path, "write two numbers with one unit, as in 10m..120m", "%s: %s to %s is no range", path, lo, hi)
		return interval{}
	}
	v := interval{unit: low[2], log: log}
	var errs [2]error
	v.lo, errs[0] = strconv.ParseFloat(low[1], 64)
	v.hi, errs[1] = strconv.ParseFloat(high[1], 64)
	switch {
	case errs != [2]error{} || !(v.lo < v.hi):
		c.failAt(path, "write the smaller number first, as in 10m..120m", "%s: %s to %s is no range", path, lo, hi)
	case log && (v.lo <= 0 || math.IsInf(v.hi/v.lo, 0)):
		c.failAt(path, "begin higher above 0, or leave out scale: log", "%s: no ratio leads from %s to %s", path, lo, hi)
	}
	return v
}

// told checks that what a dimension does can be told, and told apart from what the ones before do.
func (c *compiler) told(s *Sweep, v *Vary, path string) {
	if slices.ContainsFunc(s.Vary, func(before Vary) bool { return before.Label == v.Label && before.Path != v.Path }) {
		c.failAt(join(path, "label"), "give each a label of its own", "two are labeled %s", quote(v.Label))
	}
	switch values := join(path, "values"); {
	case !HasEffects(s.Design) || v.Range != "" || len(v.Values) == 0:
	case len(v.Values) == 1:
		c.failAt(values, "give it another value, or leave it out", "%s has one value, and design %s tells what a change "+
			"does", path, s.Design)
	case s.Design == TornadoDesign && len(v.Values) > 2:
		c.failAt(values, "keep the two ends, or write design: grid", "%s has %d values, and a tornado goes to two",
			path, len(v.Values))
	}
}

// sameLength checks that the dimensions of a list have equally many values.
func (c *compiler) sameLength(dimensions []Vary) {
	for i, v := range dimensions {
		if n := len(dimensions[0].Values); len(v.Values) != n {
			c.failAt(join("vary", fmt.Sprint(i)), "give every path a value for each point, or write design: grid",
				"%s has %d values and %s has %d, and point k of a list takes the k-th of each", quote(dimensions[0].Path), n,
				quote(v.Path), len(v.Values))
		}
	}
}

// sweepMetrics checks the metrics that a sweep reports.
func (c *compiler) sweepMetrics(texts []string) []string {
	for i, text := range texts {
		path := join("metrics", fmt.Sprint(i))
		name, scope := result.CutScope(text)
		if _, ok := c.metric(name, path); ok {
			if message, help := unscoped(name, scope); message != "" {
				c.failAt(path, help, "%s", message)
			}
		}
	}
	if i := repeated(texts); i >= 0 {
		c.failAt(join("metrics", fmt.Sprint(i)), "keep one of them", "metrics lists %s twice", quote(texts[i]))
	}
	return texts
}

// Placed says of problems with a value that a sweep tries where the file or the flag names what is tried.
func (s *Sweep) Placed(err error) error {
	return s.placed(err, func(p *Problem) {
		for k, d := range s.Vary {
			s.place(p, d.Path, "vary", k)
			if d.Range != "" && s.Scattered() && strings.HasPrefix(p.Message, d.Path+": want a whole number") {
				p.Help = "write the range with a step, as in 14..26 step 2"
			}
		}
	})
}
