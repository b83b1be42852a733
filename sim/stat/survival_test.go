package stat

import (
	"math"
	"testing"
)

// The 6-MP arm of Freireich et al. (1963), the textbook example of censored times, in weeks.
var (
	relapsed  = []Spell{{6, 3, 0}, {7, 1, 0}, {10, 1, 0}, {13, 1, 0}, {16, 1, 0}, {22, 1, 0}, {23, 1, 0}}
	remission = []Spell{{6, 1, 0}, {9, 1, 0}, {10, 1, 0}, {11, 1, 0}, {17, 1, 0}, {19, 1, 0},
		{20, 1, 0}, {25, 1, 0}, {32, 2, 0}, {34, 1, 0}, {35, 1, 0}}
)

func TestKaplanMeierAgreesWithTheTextbook(t *testing.T) {
	c := KaplanMeier(relapsed, remission)
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
	mean, variance := c.RestrictedMean()
	rounded(t, "mean restricted to 35 weeks", mean, 23.287, 0.001)
	rounded(t, "its standard error", math.Sqrt(variance), 2.827, 0.001)
	rounded(t, "rest", c.Rest, 0.448, 0.001)
	near(t, "last", c.Last, 35)
}

// Without censoring the curve is the empirical one, its mean that of the spells, with the variance of a mean of such
// spells.
func TestKaplanMeierWithoutCensoring(t *testing.T) {
	c := KaplanMeier([]Spell{{4, 1, 0}, {1, 1, 0}, {3, 1, 0}, {2, 1, 0}}, nil)
	near(t, "S(2)", c.Steps[1].Survival, 0.5)
	near(t, "rest", c.Rest, 0)
	mean, variance := c.RestrictedMean()
	near(t, "mean", mean, 2.5)
	near(t, "variance", variance, 1.25/4)
}

// Weights are numbers of spells: twice as many leave the curve and halve the variance.
func TestKaplanMeierCountsWeights(t *testing.T) {
	twice := func(spells []Spell) []Spell { return append(append([]Spell(nil), spells...), spells...) }
	once, both := KaplanMeier(relapsed, remission), KaplanMeier(twice(relapsed), twice(remission))
	mean, variance := once.RestrictedMean()
	mean2, variance2 := both.RestrictedMean()
	near(t, "mean", mean2, mean)
	if ratio := variance2 / variance; ratio > 0.51 || ratio < 0.45 {
		t.Errorf("the variance of twice as many is %g of that of once", ratio)
	}
}

func TestKaplanMeierAtItsEdges(t *testing.T) {
	c := KaplanMeier(nil, []Spell{{5, 1, 0}, {8, 3, 0}})
	if mean, variance := c.RestrictedMean(); mean != 8 || variance != 0 || c.Rest != 1 {
		t.Errorf("of nothing that ended: mean %g, variance %g, rest %g", mean, variance, c.Rest)
	}
	if c := KaplanMeier(nil, nil); c.Rest != 1 || c.Last != 0 || c.Steps != nil {
		t.Errorf("of nothing: %+v", c)
	}
}
