package disttest

import (
	"math"
	"testing"

	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// fortyCut are the same with every third cut, the longest among them.
func fortyCut() dist.Samples {
	var out dist.Samples
	for i, x := range fortyDurations().Ended {
		if i%3 == 1 {
			out.Cut = append(out.Cut, x)
		} else {
			out.Ended = append(out.Ended, x)
		}
	}
	return out
}

// The law of durations of which some were cut keeps to what it says of itself. It has small atoms, where the suite for
// all laws allows none between its points, so that its hazard is judged between them.
func TestProductLimit(t *testing.T) {
	law, err := dist.NewProductLimit(fortyCut())
	if err != nil {
		t.Fatal(err)
	}
	conformQuantiles(t, law)
	conformMean(t, law)
	conformAllocations(t, law)
	conformResidual(t, "cut", law)
	stattest.Check(t, "cut lives", LivesP(law, law))
	stattest.Check(t, "cut equilibrium", equilibriumP(law))
	for _, x := range []float64{2, 30, 300, 600} {
		const h = 1e-4
		slope := math.Log(law.Survival(x-h)/law.Survival(x+h)) / (2 * h)
		if got := law.Hazard(x); math.Abs(got-slope) > 1e-6*slope {
			t.Errorf("hazard at %g is %g, want %g", x, got, slope)
		}
	}
}
