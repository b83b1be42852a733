package failure

import (
	"testing"

	"nines/models"
	"nines/sim/dist"
)

// TestRenews would catch lives of another law than the one that is said to be theirs.
func TestRenews(t *testing.T) {
	law, err := dist.NewExponential(10)
	if err != nil {
		t.Fatal(err)
	}
	for start := range Equilibrium + 1 {
		r := Renewal{Life: law, Start: start, Age: 7}
		for count := 1; count < 4; count++ {
			o := models.Occurrence{Target: 3, Count: count, Now: 5, Pace: 2, Age: 4}
			if got, want := r.Next(o), (models.Wait{Law: r.Renews(), Pace: o.Pace}); got != want {
				t.Errorf("start %d: life %d is %+v, not %+v", start, count, got, want)
			}
		}
	}
}
