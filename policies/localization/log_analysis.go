package localization

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// LogAnalysis collects logs and searches them, by hand or by machine. Each other alarm that is open at the same time
// fills the logs too: it adds noise candidates on average that look as guilty as the culprit, of which one is chosen
// blindly, so that with n other alarms the accuracy is
//
//	a(n) = accuracy / (1 + noise·n)
//
// and a search in a storm is slow but not endless. The law is the project's; nothing is published about its shape. What
// is told of the field: logs come in after 10 s to 2 min, analysis has a median of 3 to 15 minutes and a logarithmic
// spread of 0.8, explains 50 to 80 % of the faults that leave traces and is right at first in 40 to 80 %. By default a
// search is its analysis: it always names somebody, and other alarms do not disturb it.
type LogAnalysis struct {
	coverage
	guess
	logs
	noise float64
}

var _ models.Localizer = (*LogAnalysis)(nil)

// LogAnalysisConfig is what a user may choose.
type LogAnalysisConfig struct {
	Collection dist.Law   `key:"collection" doc:"time until the logs are in, before the analysis; none if not given"`
	Takes      dist.Law   `key:"takes" doc:"time of the analysis"`
	Coverage   Coverage   `key:"coverage" doc:"share of faults that the logs explain: one, or by effect"`
	Accuracy   unit.Ratio `key:"accuracy" doc:"share that name the culprit if no other alarm is open, above 0%"`
	Noise      float64    `key:"noise" doc:"candidates per other open alarm: accuracy / (1 + noise × others)"`
	Wasted     dist.Law   `key:"wasted" doc:"time to clear an innocent; that of its treatment if not given"`
}

var logAnalysisRow = catalog.Define("log-analysis",
	"Collects logs and searches them; other open alarms mislead; defaults by judgment.",
	LogAnalysisConfig{
		Takes:    dist.Write("lognormal", "median", "5m", "sigma", "0.8"),
		Coverage: everything(1), Accuracy: 0.6,
	}, NewLogAnalysis).WithExample("takes: { dist: lognormal, median: 5m, p95: 30m }, accuracy: 80%")

// NewLogAnalysis checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewLogAnalysis(c LogAnalysisConfig) (models.Localizer, error) {
	covers, err := c.Coverage.checked()
	if err != nil {
		return nil, err
	}
	g, err := newGuess(c.Accuracy, c.Wasted)
	if err != nil {
		return nil, err
	}
	if !(c.Noise >= 0 && c.Noise <= mostNoise) {
		return nil, fmt.Errorf("noise is %g; write a number from 0 to %d, as in noise: 0.05", c.Noise, mostNoise)
	}
	return &LogAnalysis{covers, g, logs{c.Collection, c.Takes}, c.Noise}, takesTime(c.Collection, c.Takes)
}

// mostNoise bounds the candidates of one alarm: beyond, no search among many would end.
const mostNoise = 10

// Diagnose searches the logs once.
func (l *LogAnalysis) Diagnose(x models.Alarm) models.Odds {
	takes := models.Wait{Law: l.takes}
	if l.collection != nil {
		takes = models.Wait{Play: &l.logs}
	}
	return l.odds(x, takes, l.covers(x), l.accuracy/(1+float64(l.noise*float64(x.Others))))
}

// logs are collected, if that takes time, and analyzed.
type logs struct{ collection, takes dist.Law }

// Play adds the times of both.
func (l *logs) Play(_ models.Wait, s *rng.Stream) float64 {
	return l.takes.Sample(s) + l.collection.Sample(s)
}
