package localization

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// ErrorReports waits for the component to report its own fault: quick and cheap, blind to what a component does not
// know of itself. A diagnosis takes as long whether a report comes or not.
//
// The defaults are the project's judgment: a crash leaves a report behind more often than not, slowness and failed
// requests are noticed by three in ten, and one gray fault in twenty is; delays are those of collecting reports.
type ErrorReports struct {
	coverage
	guess
	takes dist.Law
}

var _ models.Localizer = ErrorReports{}

// ErrorReportsConfig is what a user may choose.
type ErrorReportsConfig struct {
	Takes    dist.Law   `key:"takes" doc:"time until reports have been collected and read"`
	Coverage Coverage   `key:"coverage" doc:"share of faults that are reported: one, or by effect"`
	Accuracy unit.Ratio `key:"accuracy" doc:"share of reports that name the culprit, above 0%"`
	Wasted   dist.Law   `key:"wasted" doc:"time to clear an innocent; that of its treatment if not given"`
}

var errorReportsRow = catalog.Define("error-reports",
	"Waits for a component to report its own fault: quick, blind to what it does not know; defaults by judgment.",
	ErrorReportsConfig{
		Takes: dist.Write("uniform", "min", "1s", "max", "2m"),
		Coverage: Coverage{Down: 0.6, Hang: 0.05, Slow: 0.3, Lossy: 0.3, Corrupt: 0.05,
			Partition: 0.05},
		Accuracy: 0.9,
	}, NewErrorReports).WithExample("coverage: { down: 80%, slow: 20% }, accuracy: 95%")

// NewErrorReports checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewErrorReports(c ErrorReportsConfig) (models.Localizer, error) {
	covers, err := c.Coverage.checked()
	if err != nil {
		return nil, err
	}
	g, err := newGuess(c.Accuracy, c.Wasted)
	if err != nil {
		return nil, err
	}
	return ErrorReports{covers, g, c.Takes}, takesTime(c.Takes)
}

// Diagnose looks at the reports once.
func (l ErrorReports) Diagnose(x models.Alarm) models.Odds {
	return l.odds(x, models.Wait{Law: l.takes}, l.covers(x), l.accuracy)
}
