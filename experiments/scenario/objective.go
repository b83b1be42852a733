package scenario

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim"
	"nines/sim/unit"
)

// Objective is a service level objective, checked.
type Objective struct {
	Metric  result.Metric
	Scope   string       // "service:api", "fleet", …
	AtLeast bool         // otherwise at most
	Bound   float64      // in the metric's unit
	Text    string       // the bound as written
	Over    sim.Duration // length of a period; 0: the whole horizon is one
	Rolling bool         // a period begins at every instant; otherwise they follow each other
	In      float64      // share of the periods that must meet it; 0: the mean must
	Mean    bool         // it says itself that the mean is what it is about
	Counts  *Counts      // nil: what is so in truth
	place   Problem      // its metric in the file
}

// Unmeasured is the error that the scenario does not measure what the objective is on.
func (o *Objective) Unmeasured() Problem { return o.place.unmeasured(o.Metric.Name, o.Scope) }

// sameBound reports whether two objectives ask for the same bound over the same periods, and so have the same share of
// periods that meet it.
func (o *Objective) sameBound(other Objective) bool {
	return o.Metric.Name == other.Metric.Name && o.Scope == other.Scope && o.Over == other.Over &&
		o.Rolling == other.Rolling && o.AtLeast == other.AtLeast && o.Text == other.Text && o.terms() == other.terms()
}

// terms are what it counts, in a few words; "" where that is what is so in truth.
func (o Objective) terms() string {
	if o.Counts == nil {
		return ""
	}
	return o.Counts.Text
}

// Of is the scope of its metric with what it counts: "service:api@mon-fri 8h-18h".
func (o Objective) Of() string {
	if o.Counts == nil {
		return o.Scope
	}
	return o.Scope + "@" + o.Counts.Text
}

// unjudged are the metrics that depend on more than their scope: on an objective, or on an instant.
var unjudged = []string{"slo_met", "availability_at"}

// Bounds that keep a hostile scenario cheap.
const (
	maxObjectives = 100
	maxWindows    = 10_000 // of one length in a run, one after the other, which are kept apart
)

// objectives reads the section slo.
func (c *compiler) objectives() []Objective {
	var all []Objective
	if len(c.spec.SLO) > maxObjectives {
		c.failAt("slo", "", "%d objectives; at most %d are judged", len(c.spec.SLO), maxObjectives)
		return nil
	}
	for i := range c.spec.SLO {
		path := join("slo", fmt.Sprint(i))
		o, ok := c.objective(&c.spec.SLO[i], path)
		if !ok {
			continue
		}
		if slices.ContainsFunc(all, o.sameBound) {
			c.failAt(path, "keep one of them: mean and share of the periods that meet the bound are reported with either",
				"%s has the bound of another objective on %s", path, o.Metric.Name)
		}
		all = append(all, o)
	}
	return all
}

func (c *compiler) objective(s *ObjectiveSpec, path string) (Objective, bool) {
	scope, ok := c.scope(s.Metric, s.Scope, path)
	if !ok {
		return Objective{}, false
	}
	if slices.Contains(unjudged, s.Metric) {
		c.failAt(join(path, "metric"), "", "%s is reported, but no objective can be on it", s.Metric)
		return Objective{}, false
	}
	metric, _ := result.FindMetric(s.Metric, scope)
	o := Objective{place: c.placeOf(join(path, "metric")), Metric: metric, Scope: scope, AtLeast: s.AtLeast != "",
		Text: s.AtLeast + s.AtMost}
	if (s.AtLeast == "") == (s.AtMost == "") {
		c.failAt(path, "write at_least: 99.9%, or at_most: 60m per 1y", "%s needs one bound", path)
		return o, false
	}
	key := join(path, "at_most")
	if o.AtLeast {
		key = join(path, "at_least")
	}
	o.Bound = c.bound(o.Text, metric.Unit, key)
	if s.In != nil {
		o.In, o.Mean = float64(s.In.Share), s.In.Mean
	}
	c.guessed(&o, s.Over != nil, path)
	o.Counts = c.contract(&o, s, path)
	c.period(&o, s, path)
	if o.Bound == 0 && !o.AtLeast && o.In == 0 {
		c.warnAt(key, "write in: 95% beside it, for none in 95% of the periods",
			"%s: a mean of 0 can be refuted, but no number of replications shows it", path)
	}
	return o, true
}

// bound reads a quantity in the notation of a metric's unit.
func (c *compiler) bound(text, unitName, path string) float64 {
	x, err := parseBound(text, unitName)
	var bad *unit.Error
	if errors.As(err, &bad) {
		c.failAt(path, bad.Remedy, "%s: %s", path, bad.Message())
	}
	return x
}

// scope is what a metric is about: as written, or the only thing that can be meant.
func (c *compiler) scope(metric, scope, path string) (string, bool) {
	services, kinds := names(c.spec.Services), c.subjects()
	if _, ok := c.metric(metric, join(path, "metric")); !ok {
		return "", false
	}
	if scope == "" {
		return c.defaultScope(metric, services, path)
	}
	kind, name, _ := strings.Cut(scope, ":")
	if message, help := unscoped(metric, scope); message != "" {
		found, _ := c.subjectsOf(metric)
		if at := slices.IndexFunc(found, func(s string) bool { return strings.HasSuffix(s, ":"+scope) }); at >= 0 {
			help = "write scope: " + found[at]
		}
		c.failAt(join(path, "scope"), help, "%s", message)
		return "", false
	}
	if list, ok := kinds[kind]; ok && !slices.Contains(list, name) {
		c.failAt(join(path, "scope"), hint(name, "names", list), "unknown %s %s", subjectWord(kind), quote(name))
		return "", false
	}
	return scope, true
}

// subjectWord is what is called by a name of a kind of scope.
func subjectWord(kind string) string {
	if kind == "data" {
		return "store"
	}
	return kind
}

// subjects are the names of what metrics are about, by kind.
func (c *compiler) subjects() map[string][]string {
	r := &c.spec.Resources
	return map[string][]string{"service": names(c.spec.Services), "class": c.classNames(), "fault": names(c.spec.Faults),
		"crew": names(r.Crews), "spare": names(r.Spares), "bandwidth": names(r.Bandwidth),
		"detector": names(c.spec.Detection), "priority": c.priorityNames(), "data": names(c.spec.Stores),
		"log": names(c.spec.Logs), "transaction": names(c.spec.Transactions)}
}

// subjectsOf lists what a metric can be about in the scenario, as scopes, and what such things are called.
func (c *compiler) subjectsOf(metric string) (found, words []string) {
	scopes := c.subjects()
	for _, kind := range slices.Sorted(maps.Keys(scopes)) {
		if _, ok := result.FindMetric(metric, kind); ok {
			words = append(words, subjectWord(kind))
			for _, name := range scopes[kind] {
				found = append(found, kind+":"+name)
			}
		}
	}
	return found, words
}

// onlyScope is the one thing in the scenario that a metric can be about.
func (c *compiler) onlyScope(metric, path string) (string, bool) {
	found, kinds := c.subjectsOf(metric)
	switch of := strings.Join(kinds, " or "); len(found) {
	case 0:
		c.failAt(path, "nines describe "+metric+" tells what it is measured for", "%s is of a %s, and there is none",
			metric, of)
	case 1:
		return found[0], true
	default:
		c.failAt(path, "write for example scope: "+found[0], "%s does not say of which %s %s is", path, of, metric)
	}
	return "", false
}

func (c *compiler) defaultScope(metric string, services []string, path string) (string, bool) {
	if _, ok := result.FindMetric(metric, "service:x"); !ok {
		if _, ok := result.FindMetric(metric, "fleet"); ok {
			return "fleet", true
		}
		return c.onlyScope(metric, path)
	}
	if len(c.spec.Traffic) > 0 {
		services = nil
		for _, t := range c.spec.Traffic {
			services = append(services, t.Service)
		}
	}
	switch len(services) {
	case 0:
		c.failAt(path, "add the section services", "%s is about a service, and there are none", path)
		return "", false
	case 1:
	default:
		c.failAt(path, "write for example scope: service:api", "%s does not say which of %d services it is about", path,
			len(services))
		return "", false
	}
	return "service:" + services[0], true
}

// parseBound reads a bound in the notation of a metric's unit, and converts it to that unit.
func parseBound(text, unitName string) (float64, error) {
	if text == "0" { // of whatever unit
		return 0, nil
	}
	switch unitName {
	case "ratio":
		x, err := unit.ParseRatio(text)
		return float64(x), err
	case "s":
		x, err := unit.ParseDuration(text)
		return float64(x), err
	case "s/y":
		return parseDowntime(text)
	case "1/y":
		x, err := unit.ParseRate(text)
		return float64(x) * float64(unit.Year), err
	case "1/s":
		x, err := unit.ParseRate(text)
		return float64(x), err
	case "money/y":
		x, err := unit.ParsePrice(text)
		return float64(x) * float64(unit.Year), err
	}
	return unit.ParseAmount(text) // a mean number, or money
}

// parseDowntime reads "60m per 1y" as seconds per year.
func parseDowntime(text string) (float64, error) {
	spent, period, ok := strings.Cut(text, " per ")
	if !ok {
		return 0, &unit.Error{Text: text, Problem: "is no time per period", Remedy: "write 60m per 1y"}
	}
	down, err := unit.ParseDuration(spent)
	if err != nil {
		return 0, err
	}
	per, err := unit.ParseDuration(period)
	if err == nil && (per == 0 || down > per) {
		err = &unit.Error{Text: text, Problem: "is more than all the time", Remedy: "write 60m per 1y"}
	}
	return float64(down) / float64(per) * float64(unit.Year), err
}

// maxReplications bounds a run; rows of results are kept for every replication.
const maxReplications = 1_000_000

// limits checks the section run.
func (c *compiler) limits() {
	r := c.spec.Run
	if x := &r.Replications; x.Most() < int(x.Min) {
		c.failAt("run.replications", "write for example {min: 40, max: 2000}",
			"replications from %s to %s: max is no less than min", x.Min, x.Max)
	}
	if p := r.Precision; p != nil {
		c.goal(&p.GoalSpec, "run.precision")
		for i := range p.And {
			c.goal(&p.And[i], join("run.precision.and", fmt.Sprint(i)))
		}
	}
}

// goal finds out what a precision is of.
func (c *compiler) goal(g *GoalSpec, path string) {
	g.Scope, _ = c.scope(g.Metric, g.Scope, path)
	g.place = c.placeOf(join(path, "metric"))
}
