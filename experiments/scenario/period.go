package scenario

import (
	"slices"

	"nines/sim"
	"nines/sim/unit"
)

// InSpec says in how many of its periods an objective must be met: a share above 0, or the word mean, if it is enough
// that their mean meets it.
type InSpec struct {
	Share unit.Ratio
	Mean  bool
}

const inHelp = "write in: 95% for a share of the periods, or in: mean if their mean is enough"

// UnmarshalText reads "95%" or "mean".
func (s *InSpec) UnmarshalText(text []byte) error {
	if string(text) == "mean" {
		s.Mean = true
		return nil
	}
	share, err := unit.ParseRatio(string(text))
	switch {
	case err != nil:
		return &unit.Error{Text: string(text), Problem: "is neither a share of periods nor the word mean", Remedy: inHelp}
	case share == 0:
		return &unit.Error{Text: string(text), Problem: "asks for nothing", Remedy: inHelp}
	}
	s.Share = share
	return nil
}

// Notation is how shares of periods are written.
func (InSpec) Notation() unit.Notation {
	return unit.Notation{Name: "share or mean", Example: "95% or mean", Bare: "number",
		Pattern: "^(mean|" + inner(unit.Ratio(0)) + ")$"}
}

// String is the text that UnmarshalText reads.
func (s InSpec) String() string {
	if s.Mean {
		return "mean"
	}
	return s.Share.String()
}

// windowed are the metrics that windows are judged by, and rolling those of which every instant may begin one.
var (
	windowed = []string{"availability", "unavailability", "downtime", "outages", "request_success",
		"fast_requests"}
	rolling = []string{"availability", "unavailability", "downtime"}
)

// period enters the periods of an objective into the blueprint.
func (c *compiler) period(o *Objective, s *ObjectiveSpec, path string) {
	if s.Over == nil {
		if s.Rolling {
			c.failAt(join(path, "rolling"), "write for example over: 30d beside it",
				"%s does not say over how long its windows go", path)
		}
		return
	}
	o.Over, o.Rolling = sim.Duration(*s.Over), s.Rolling
	switch {
	case *s.Over > c.spec.Time.Horizon:
		c.failAt(join(path, "over"), "choose a window within the horizon",
			"a window of %s does not fit a horizon of %s", *s.Over, c.spec.Time.Horizon)
	case c.spec.Time.Horizon > maxTime: // reported already
	case !slices.Contains(windowed, s.Metric):
		c.failAt(join(path, "over"), hint("", "metrics with windows", windowed), "%s is not judged in windows", s.Metric)
	case o.Rolling:
		c.rolls(s, path)
	case c.spec.Time.Horizon > maxWindows*(*s.Over):
		c.failAt(join(path, "over"), "choose longer windows, or rolling: true",
			"more than %d windows of %s in a horizon of %s", maxWindows, *s.Over, c.spec.Time.Horizon)
	case o.Counts == nil && !slices.Contains(c.blueprint.Windows, o.Over):
		c.blueprint.Windows = append(c.blueprint.Windows, o.Over)
	}
}

// rolls asks for what windows that begin at every instant are judged by.
func (c *compiler) rolls(s *ObjectiveSpec, path string) {
	if !slices.Contains(rolling, s.Metric) {
		c.failAt(join(path, "rolling"), "leave rolling out, or choose availability, unavailability or downtime",
			"%s is judged in windows that follow each other; of those that begin at every instant the share is exact "+
				"only for what is integrated at a rate that changes at events alone", s.Metric)
		return
	}
	c.blueprint.Trail = true
}
