package exact

import (
	"math"
	"testing"
)

// Of exponential lives, replacements prevent nothing. Of lives that wear, the failures by and by follow the hazard at
// the age, and at the best age the marginal cost of waiting is the mean one: (c − k)·h(T)·uptime = cost (Barlow and
// Hunter, eq. 2.6), here without times of repair.
func TestAgeReplacement(t *testing.T) {
	constant := AgeReplacement{Life: Weibull{1, 100}, Age: 30}
	fails, _ := constant.Rates()
	near(t, "without wear", fails, 1./100, 1e-12)
	never := AgeReplacement{Life: Weibull{3, 100}, Age: math.Inf(1), Repair: 5}
	near(t, "never", never.Availability(), 100./105, 1e-12)

	wears := AgeReplacement{Life: Weibull{3, 100}}
	cost := func(age float64) float64 {
		wears.Age = age
		return wears.Cost(10, 1)
	}
	best, step := 50.0, 10.0
	for ; step > 1e-7; step /= 2 {
		for cost(best+step) < cost(best) {
			best += step
		}
		for cost(best-step) < cost(best) {
			best -= step
		}
	}
	scale := 100 / math.Gamma(1+1./3)
	hazard := 3 / scale * math.Pow(best/scale, 2)
	near(t, "at the best age", (10-1)*hazard, cost(best), 1e-5)
	if cost(best) > 0.6*10/100 {
		t.Errorf("the best age, %g, costs %g, and 0.1 without replacements", best, cost(best))
	}
}
