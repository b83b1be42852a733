package localization

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Human escalates: a level of people looks for a while, explains the fault or hands it on, and the last level keeps at
// it until there is an explanation. The times of levels are independent; a false alarm goes no further than the first.
//
// The defaults are the project's judgment: a level looks for a median of half an hour (20 to 60 minutes are told of)
// with a logarithmic spread of 1. Levels work around the clock: an alarm does not know the hour, so nights and weekends
// belong into the law.
type Human struct {
	coverage // of each level but the last
	guess
	escalation
}

var _ models.Localizer = (*Human)(nil)

// HumanConfig is what a user may choose.
type HumanConfig struct {
	Levels   int        `key:"levels" doc:"levels of escalation, 1 to 10"`
	Takes    dist.Law   `key:"takes" doc:"time that a level looks until it explains the fault or hands it on"`
	Coverage Coverage   `key:"coverage" doc:"share that a level explains, one or by effect; the last explains all"`
	Accuracy unit.Ratio `key:"accuracy" doc:"share of explanations that name the culprit, above 0%"`
	Wasted   dist.Law   `key:"wasted" doc:"time to clear an innocent; that of its treatment if not given"`
}

var humanRow = catalog.Define("human",
	"Escalates among people, whose last level looks until it is found: slow, blind to nothing; defaults by judgment.",
	HumanConfig{
		Levels: 3, Takes: dist.Write("lognormal", "median", "30m", "sigma", "1"),
		Coverage: Coverage{Down: 0.7, Hang: 0.6, Slow: 0.5, Lossy: 0.6, Corrupt: 0.4, Partition: 0.6},
		Accuracy: 0.9,
	}, NewHuman).WithExample("levels: 2, takes: { dist: lognormal, median: 20m, sigma: 1 }, coverage: 60%")

// mostLevels bounds an escalation.
const mostLevels = 10

// NewHuman checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewHuman(c HumanConfig) (models.Localizer, error) {
	if c.Levels < 1 || c.Levels > mostLevels {
		return nil, fmt.Errorf("levels is %d; write a number from 1 to %d", c.Levels, mostLevels)
	}
	covers, err := c.Coverage.checked()
	if err != nil {
		return nil, err
	}
	g, err := newGuess(c.Accuracy, c.Wasted)
	if err != nil {
		return nil, err
	}
	return &Human{covers, g, escalation{c.Takes, c.Levels}}, takesTime(c.Takes)
}

// Diagnose goes through the levels until one has an explanation, which somebody finds at last.
func (l *Human) Diagnose(x models.Alarm) models.Odds {
	takes := models.Wait{Play: &l.escalation, About: l.covers(x)}
	if x.False {
		takes = models.Wait{Law: l.takes}
	}
	return l.odds(x, takes, 1, l.accuracy)
}

// escalation is the time that levels of people take, one after the other.
type escalation struct {
	takes  dist.Law
	levels int
}

// Play goes on to the next level until one explains the fault, each but the last with the same probability.
func (e *escalation) Play(w models.Wait, s *rng.Stream) float64 {
	takes := e.takes.Sample(s)
	for level := 1; level < e.levels && !s.Bernoulli(w.About); level++ {
		takes += e.takes.Sample(s)
	}
	return takes
}
