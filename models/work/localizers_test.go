package work_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/policies/localization"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// reports is a localizer that takes 4 h, errs, and spends 3 h on each innocent.
func reports(t *testing.T, coverage, accuracy unit.Ratio) models.Localizer {
	t.Helper()
	l, err := localization.NewErrorReports(localization.ErrorReportsConfig{
		Takes: dist.Write("exponential", "mean", "4h"), Wasted: dist.Write("exponential", "mean", "3h"),
		Coverage: localization.Coverage{Down: coverage}, Accuracy: accuracy,
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestErringLocalizers would catch a search that is not begun again, innocents that cost nothing or are treated twice,
// and a list that is not asked in turn. The first localizer names an innocent nine times in ten; the second errs every
// other time and is asked until it does not. Repair takes 5 h.
func TestErringLocalizers(t *testing.T) {
	b := Fleet(100, Never, 4000, Crash(300, 5))
	spent := func(mean float64, chain ...models.Localizer) float64 {
		b.Localizers = chain
		return stattest.Mean(Collect(t, b, 40, func(o *models.Outcome) float64 {
			f, total := &o.Faults[0], 0.0
			for _, part := range f.Spent {
				total += part / Hour
			}
			return total - (mean+5)*float64(f.Incidents)
		}), 0)
	}
	one := exact.Trials{Accuracy: 0.5, Diagnosis: 4, Wasted: 3}.Mean()
	stattest.Check(t, "one", spent(one, reports(t, 1, 0.5)))
	stattest.Alarm(t, "innocents cost nothing", spent(exact.Trials{Accuracy: 0.5, Diagnosis: 4}.Mean(),
		reports(t, 1, 0.5)))
	two := 4 + 0.9*(3+one)
	stattest.Check(t, "two", spent(two, reports(t, 1, 0.1), reports(t, 1, 0.5)))
	stattest.Check(t, "nobody is named at first", spent(4+0.5*one, reports(t, 0.5, 1), reports(t, 1, 0.5)))
	stattest.Alarm(t, "the first is asked again", spent(exact.Trials{Accuracy: 0.1, Diagnosis: 4, Wasted: 3}.Mean(),
		reports(t, 1, 0.1), reports(t, 1, 0.5)))
}
