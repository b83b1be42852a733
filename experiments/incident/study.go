package incident

import (
	"fmt"
	"math"

	"nines/sim/fit"
	"nines/sim/unit"
)

// Study is what was found of the incidents of one cause.
type Study struct {
	*Group
	Lasting Choice // how long they last
	Between Choice // how long it is from the end of one to the start of the next

	Counts             fit.Counts // of starts
	Dispersion, P      float64    // of the counts; see fit.Counts
	Correlation, CorrP float64    // of neighboring gaps; see fit.Autocorrelation
}

// Choice is the law that stands for a sample, and what else was tried.
type Choice struct {
	Sample *fit.Sample
	Fits   []*fit.Fit // the least AIC first
	Fit    *fit.Fit   // chosen among them; nil where none may stand for the sample, or where it is empty
	Why    string     // what is to be known of the choice; "" where the least AIC is taken and nothing speaks against it
}

// Choosing: a law must have the mean of the sample within a factor, because downtime is that mean times a rate, and
// must not be refuted; among those that are as likely within closeAIC the one with the fewest parameters is taken.
const (
	meanWithin = 2
	refuted    = 0.01
	closeAIC   = 2
	fewest     = 5 // spells that ended, to tell families apart
)

// Study fits the incidents of a group.
func (r *Record) Study(g *Group, o fit.Options) *Study {
	s := &Study{Group: g, Lasting: choose(g.Durations, o), Between: choose(g.Gaps, o)}
	if len(g.Starts) >= 2*fewest {
		s.Counts = fit.Count(g.Starts, r.From, r.To)
		s.Dispersion, s.P = s.Counts.Dispersion()
		s.Correlation, s.CorrP = fit.Autocorrelation(g.gaps)
	}
	return s
}

// choose fits all families to a sample and takes one.
func choose(s *fit.Sample, o fit.Options) Choice {
	c := Choice{Sample: s}
	if s.Ended() == 0 {
		return c
	}
	if c.Fits = fit.Laws(s, o); s.Ended() < fewest {
		c.Fit, c.Why = c.Fits[0], fmt.Sprintf("%d seen whole: too few to tell laws apart", s.Ended())
		return c
	}
	c.Fit = c.pick(func(f *fit.Fit) bool { return c.MeanHolds(f) && !(f.ADP <= refuted) && f.AIC < c.Fits[0].AIC+10 })
	least := c.Fits[0]
	switch {
	case c.Fit == nil:
		c.Why = fmt.Sprintf("no family fits: %s, with the least AIC, %s", least.Family, c.against(least))
	case c.Fit != least && !c.MeanHolds(least):
		c.Why = fmt.Sprintf("%s has the least AIC, but %s", least.Family, c.against(least))
	case c.Fit != least:
		c.Why = fmt.Sprintf("within %d AIC of %s, with fewer parameters", closeAIC, least.Family)
	}
	return c
}

// pick is the fit with the fewest parameters among those that will do and whose AIC is close to the least of them.
func (c *Choice) pick(will func(*fit.Fit) bool) *fit.Fit {
	var best *fit.Fit
	least := math.Inf(1)
	for _, f := range c.Fits {
		if !will(f) {
			continue
		}
		least = min(least, f.AIC)
		if f.AIC <= least+closeAIC && (best == nil || len(f.Params) > 0 && len(f.Params) < parameters(best)) {
			best = f
		}
	}
	return best
}

func parameters(f *fit.Fit) int {
	if len(f.Params) == 0 {
		return math.MaxInt // a mixture
	}
	return len(f.Params)
}

// MeanHolds reports whether the mean of a fit is that of the sample, within a factor of two.
func (c *Choice) MeanHolds(f *fit.Fit) bool {
	ratio := f.Law.Mean() / c.Sample.Mean()
	return ratio <= meanWithin && ratio >= 1.0/meanWithin
}

// against is what speaks against a fit.
func (c *Choice) against(f *fit.Fit) string {
	switch {
	case math.IsInf(f.Law.Mean(), 1):
		return fmt.Sprintf("has no mean, it is infinite, where that of the sample is %s", Human(c.Sample.Mean()))
	case !c.MeanHolds(f):
		return fmt.Sprintf("has a mean of %s, where that of the sample is %s", Human(f.Law.Mean()), Human(c.Sample.Mean()))
	}
	return fmt.Sprintf("is refuted (p = %.2g)", f.ADP)
}

// Standing is the fit to be used where the sample itself cannot be: the chosen one or, where none is, the likeliest
// whose mean holds, as that of the exponential always does; nil where nothing ended.
func (c *Choice) Standing() *fit.Fit {
	if c.Fit != nil || len(c.Fits) == 0 {
		return c.Fit
	}
	if f := c.pick(c.MeanHolds); f != nil {
		return f
	}
	for _, f := range c.Fits {
		if f.Family == "exponential" {
			return f
		}
	}
	return c.Fits[0]
}

// Human is a duration for people; "infinite" for one without end.
func Human(seconds float64) string {
	if math.IsInf(seconds, 1) || math.IsNaN(seconds) {
		return "infinite"
	}
	return unit.Duration(seconds).Human()
}
