package stat

import (
	"math"
	"testing"
)

// The 6-MP arm of Freireich et al. (1963), the textbook example of censored times, in weeks.
var (
	remission = []float64{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35}
	ongoing   = []bool{false, false, false, true, false, true, false, true, true, false, false, true, true, true,
		false, false, true, true, true, true, true}
)

func TestKaplanMeierAgreesWithTheTextbook(t *testing.T) {
	c := KaplanMeier(remission, ongoing)
	want := []struct{ time, survival float64 }{
		{6, 0.857}, {7, 0.807}, {10, 0.753}, {13, 0.690}, {16, 0.627}, {22, 0.538}, {23, 0.448},
	}
	if len(c.Steps) != len(want) {
		t.Fatalf("%d steps, want %d", len(c.Steps), len(want))
	}
	for i, w := range want {
		near(t, "time", c.Steps[i].Time, w.time)
		rounded(t, "survival", c.Steps[i].Survival, w.survival, 0.001)
	}
	median, ok := c.Median()
	if median != 23 || !ok {
		t.Errorf("median %v, %v", median, ok)
	}
	// Greenwood's standard error at 10 weeks is 0.0963 in the literature; on the log(−log) scale by hand:
	spread := math.Exp(1.959964 * 0.0963 / (0.7529 * -math.Log(0.7529)))
	rounded(t, "low at 10", c.At(10, 0.95).Low, math.Pow(0.7529, spread), 0.002)
	rounded(t, "high at 10", c.At(10, 0.95).High, math.Pow(0.7529, 1/spread), 0.002)
	rounded(t, "mean restricted to 35 weeks", c.RestrictedMean(35, 0.95).Point, 23.287, 0.001)
}

// Without censoring the curve is the empirical one, the restricted mean that of min(x, horizon), and Greenwood's
// variance the binomial one.
func TestKaplanMeierWithoutCensoring(t *testing.T) {
	c := KaplanMeier([]float64{4, 1, 3, 2}, make([]bool, 4))
	near(t, "S(2)", c.At(2, 0.95).Point, 0.5)
	if median, ok := c.Median(); !ok || median != 2 { // half have ended by then, to the spell
		t.Errorf("median %g (%t) of 1 to 4, want 2", median, ok)
	}
	near(t, "restricted mean", c.RestrictedMean(3, 0.95).Point, (1+2+3+3)/4.0)
	near(t, "mean", c.RestrictedMean(10, 0.95).Point, 2.5)
	near(t, "Greenwood", c.before(2).variance, 0.5*0.5/4/(0.5*0.5))
	if e := c.At(5, 0.95); e.Point != 0 || len(e.Warnings) == 0 {
		t.Errorf("after the last event: %+v", e)
	}
}

func TestKaplanMeierAtItsEdges(t *testing.T) {
	c := KaplanMeier([]float64{5, 8, 8, 8}, []bool{true, true, true, true})
	if _, ok := c.Median(); ok {
		t.Error("a median without an event")
	}
	e := c.At(6, 0.95)
	if !onlyAtLeast(e) || e.Point != 1 {
		t.Errorf("before any event: %+v", e)
	}
	near(t, "three seen beyond 6", e.Low, math.Pow(0.05, 1.0/3))
	if e := c.At(9, 0.95); !math.IsNaN(e.Point) || len(e.Warnings) == 0 {
		t.Errorf("beyond what was observed: %+v", e)
	}
	if e := c.RestrictedMean(9, 0.95); !math.IsNaN(e.Point) || len(e.Warnings) == 0 {
		t.Errorf("mean beyond what was observed: %+v", e)
	}
	if e := KaplanMeier(nil, nil).At(1, 0.95); !math.IsNaN(e.Point) {
		t.Errorf("of nothing: %+v", e)
	}
}
