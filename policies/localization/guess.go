package localization

import (
	"errors"
	"fmt"

	"nines/models"
	"nines/sim/dist"
	"nines/sim/unit"
)

// guess is how the localizers err. A diagnosis that explains the alarm names the culprit with probability accuracy,
// otherwise one innocent; of a false alarm it recognizes that nothing is wrong with the same probability, otherwise it
// names the healthy node that is accused. Diagnoses are independent of each other, so that the time T until the culprit
// is named has mean E[T] = E[D] + ((1−a)/a)(E[D] + E[W]), with D the time of a diagnosis that explains everything, a
// the accuracy and W the time until an innocent is cleared.
type guess struct {
	accuracy float64  // in (0, 1]
	wasted   dist.Law // on each innocent; nil: what its treatment takes
}

// rounding is forgiven where a ratio is meant to be that of whole numbers, as of 300ms and 100ms, or of 1 and 3.
const rounding = 1e-9

// newGuess checks what users say about errors.
func newGuess(accuracy unit.Ratio, wasted dist.Law) (guess, error) {
	g := guess{float64(accuracy), wasted}
	switch {
	case g.accuracy == 0:
		return g, fmt.Errorf("accuracy is 0, so the culprit would never be found; write a share above 0%%")
	case !(g.accuracy > 0 && g.accuracy <= 1):
		return g, fmt.Errorf("accuracy is %g; write a share above 0%%, up to 100%%", g.accuracy)
	}
	return g, nil
}

// takesTime refuses laws of a diagnosis that are always 0: what is not explained is asked about again, at the same
// instant without end.
func takesTime(laws ...dist.Law) error {
	for _, l := range laws {
		if l != nil && l.Mean() > 0 {
			return nil
		}
	}
	return errors.New("takes is always 0; write a time above 0, or policy: exact")
}

// odds are those of a diagnosis that explains a fault with probability covers and errs as accuracy says. Of a false
// alarm it always comes to a conclusion.
func (g guess) odds(x models.Alarm, takes models.Wait, covers, accuracy float64) models.Odds {
	if x.False {
		covers = 1
	}
	return models.Odds{Takes: takes, Named: covers, Right: accuracy, Wasted: g.wasted}
}
