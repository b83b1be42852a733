package stat

import (
	"cmp"
	"math"
	"slices"

	"nines/sim/num"
)

// Comparison is what paired replications say about two systems.
type Comparison struct {
	Difference        Estimate // of mean(a) − mean(b)
	P                 float64  // two-sided p-value of "no difference", by the t-test; NaN below two pairs
	VarianceReduction float64  // 1 − Var(a−b)/(Var a + Var b): what pairing bought; below 0 it cost; NaN if undefined
}

// Paired compares two systems replication by replication: the t-interval of the differences a−b. Pairs must share their
// random numbers or be independent; differences of different pairs are independent. If every pair differs by the same,
// P is 1 for no difference and 0 for any. Slices of different lengths panic.
func Paired(a, b []float64, confidence float64) Comparison {
	if len(a) != len(b) {
		panic("stat: pairs need as many values on either side")
	}
	differences := make([]float64, len(a))
	for i := range a {
		differences[i] = a[i] - b[i]
	}
	c := Comparison{Difference: Mean(differences, confidence), P: math.NaN(), VarianceReduction: math.NaN()}
	c.Difference.Method = "paired t"
	if len(a) < 2 {
		return c
	}
	c.P = pairedP(momentsOf(differences))
	if one, other := momentsOf(a), momentsOf(b); !one.constant() || !other.constant() {
		c.VarianceReduction = 1 - num.Pow(c.Difference.SD, 2)/(num.Pow(one.sd, 2)+num.Pow(other.sd, 2))
	}
	return c
}

func pairedP(m moments) float64 {
	if m.mean == 0 {
		return 1
	}
	if m.constant() {
		return 0
	}
	return StudentP(m.mean/m.se(), m.n-1)
}

// Holm adjusts p-values of several comparisons made at once, so that rejecting those below α errs anywhere with
// probability at most α, whatever their dependence (S. Holm, 1979). The result is in the order of ps, each in [0, 1].
// A NaN, a comparison that could not be made, stays NaN and counts for nothing.
func Holm(ps []float64) []float64 {
	order := make([]int, 0, len(ps))
	adjusted := slices.Clone(ps)
	for i, p := range ps {
		if !math.IsNaN(p) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(ps[i], ps[j]) })
	var floor float64
	for rank, i := range order {
		floor = max(floor, min(1, float64(len(order)-rank)*ps[i]))
		adjusted[i] = floor
	}
	return adjusted
}
