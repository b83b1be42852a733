package load

import (
	"math"
	"math/rand"
	"testing"

	"nines/models"
)

// TestCurve holds sums and limits of curves to what they are at a point, and integrals to sums over short times.
func TestCurve(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	d := models.Demand{Mean: 4, Swing: 0.9, PeakAt: 50_000}
	for range 100 {
		var c, sum curve
		c.line(r.Float64())
		limits := []float64{r.Float64() * 4, r.Float64() * 4, r.Float64() * 4}
		sum.line(0.1)
		for range 3 {
			grown := curve{slope: c.slope}
			for _, limit := range limits {
				grown.add(0.5*r.Float64(), &c, limit)
			}
			c = grown
		}
		limit := c.at(r.Float64() * 8)
		sum.add(0.3, &c, limit)
		const steps = 20_000
		all, over := 0.0, 0.0
		for i := range steps {
			x := d.At((float64(i) + 0.5) / steps * 86400)
			want := 0.1*x + 0.3*min(c.at(x), limit)
			if got := sum.at(x); math.Abs(got-want) > 1e-12 {
				t.Fatalf("%v up to %g at %g: %g, want %g", c, limit, x, got, want)
			}
			all, over = all+c.at(x)*86400/steps, over+max(0, c.at(x)-limit)*86400/steps
		}
		if got := c.integral(&d, 0, 86400); math.Abs(got/all-1) > 1e-6 {
			t.Errorf("%v: %g requests, want %g", c, got, all)
		}
		if got := c.overflow(&d, 0, 86400, limit); math.Abs(got-over) > 1e-6*all {
			t.Errorf("%v: %g requests above %g, want %g", c, got, limit, over)
		}
	}
}

// TestLevelCurve would catch a rate that rounding lets rise for ever.
func TestLevelCurve(t *testing.T) {
	var c, level curve
	c.line(0.1)
	level.add(1.0/3, &c, 0.7)
	level.add(1.0/3, &c, 0.7)
	if _, _, ok := level.reaches(0.5); ok {
		t.Error("a rate that stays below 0.47 reaches 0.5")
	}
	if x, _, ok := level.reaches(0.2); !ok || math.Abs(x-3) > 1e-12 {
		t.Errorf("0.2 reached at %g, want 3", x)
	}
}
