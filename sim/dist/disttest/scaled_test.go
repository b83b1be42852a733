package disttest

import (
	"testing"

	"nines/sim/dist"
)

// A stretched law is a law, and half of an exponential one is exponential, which others know and use.
func TestScaled(t *testing.T) {
	weibull, _ := dist.NewWeibull(0.8, 3600)
	half, err := dist.Scale(weibull, 0.5)
	if err != nil {
		t.Fatal(err)
	}
	Conform(t, "half a weibull", half)
	plain, _ := dist.NewWeibull(0.8, 1800)
	for _, x := range []float64{0, 1, 1e3, 1e5} {
		if a, b := half.Survival(x), plain.Survival(x); a != b {
			t.Errorf("P(X > %g) = %g, want %g", x, a, b)
		}
	}
	hour, _ := dist.NewExponential(3600)
	if twice, _ := dist.Scale(hour, 2); twice.Mean() != 7200 {
		t.Errorf("twice an hour is %s", twice)
	} else if _, ok := twice.(dist.Exponential); !ok {
		t.Errorf("twice an hour is a %T", twice)
	}
	if _, err := dist.Scale(hour, 0); err == nil {
		t.Error("a law of no length")
	}
}
