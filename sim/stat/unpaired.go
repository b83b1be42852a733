package stat

import (
	"math"

	"nines/sim/num"
	"nines/sim/rng"
)

// Unpaired compares two systems whose replications have nothing in common, of which there may be different numbers: the
// t-interval of mean(a) − mean(b) for unequal variances, with the degrees of freedom of Satterthwaite (B. L. Welch,
// Biometrika 34, 1947). Where neither has any scatter, P is 1 for no difference and 0 for any. A side of fewer than two
// values gives no interval. N counts the values of both.
func Unpaired(a, b []float64, confidence float64) Comparison {
	mustConfidence(confidence)
	one, other := momentsOf(a), momentsOf(b)
	c := Comparison{P: math.NaN(), VarianceReduction: math.NaN(), Difference: Estimate{N: len(a) + len(b),
		Point: one.mean - other.mean, SD: math.NaN(), Low: math.Inf(-1), High: math.Inf(1), Confidence: confidence,
		Method: "unpaired, Welch t"}}
	e := &c.Difference
	switch {
	case len(a) < 2 || len(b) < 2 || math.IsNaN(e.Point) || math.IsInf(e.Point, 0):
		return c
	case one.constant() && other.constant():
		e.Low, e.High, c.P = e.Point, e.Point, 0
		if e.Point == 0 {
			c.P = 1
		}
		return c
	}
	u, v := num.Pow(one.se(), 2), num.Pow(other.se(), 2)
	freedom := num.Pow(u+v, 2) / (u*u/float64(len(a)-1) + v*v/float64(len(b)-1))
	margin := float64(studentQuantile((1+confidence)/2, freedom) * math.Sqrt(u+v))
	e.Low, e.High = e.Point-margin, e.Point+margin
	c.P = studentP(e.Point/math.Sqrt(u+v), freedom)
	return c
}

// Unmatched compares two systems of which each replication says yes or no, 1 or 0, and whose replications have nothing
// in common: the difference of their shares of yes. The interval is that of Agresti and Caffo (American Statistician
// 54, 2000): that of Wald with one yes and one no more on either side, which also bounds the difference where all say
// the same. P is Fisher's exact test.
func Unmatched(a, b []float64, confidence float64) Comparison {
	yes, also := int(sum(a)), int(sum(b))
	return Unpaired(a, b, confidence).unmatched(yes, len(a), also, len(b))
}

// NeitherVaries is Unmatched of so many values on either side that all say the same.
func NeitherVaries(one, other int, confidence float64) Comparison {
	return Unmatched(make([]float64, one), make([]float64, other), confidence)
}

// unmatched gives a comparison of k of n and l of m what that tells.
func (c Comparison) unmatched(k, n, l, m int) Comparison {
	e := &c.Difference
	e.Method = "independent shares, Agresti–Caffo"
	if n == 0 || m == 0 {
		return c
	}
	p, q := float64(k+1)/float64(n+2), float64(l+1)/float64(m+2)
	half := rng.NormQuantile((1+e.Confidence)/2) * math.Sqrt(p*(1-p)/float64(n+2)+q*(1-q)/float64(m+2))
	e.Low, e.High = max(-1, min(p-q-half, e.Point)), min(1, max(p-q+half, e.Point))
	c.P = FisherP(k, n, l, m)
	return c
}

// FisherP is the two-sided p-value of Fisher's exact test that k of n and l of m are draws of one share: the chance,
// given k + l, of all tables that are no likelier than this one.
func FisherP(k, n, l, m int) float64 {
	total := k + l
	first, last := max(0, total-m), min(n, total)
	// ratio is how much likelier x of n is than x−1 of n.
	ratio := func(x int) float64 {
		return float64(n-x+1) * float64(total-x+1) / (float64(x) * float64(m-total+x))
	}
	mode := first
	for mode < last && ratio(mode+1) > 1 {
		mode++
	}
	weights := make([]float64, last-first+1) // as multiples of that of the mode, which none exceeds
	weights[mode-first] = 1
	for x := mode + 1; x <= last; x++ {
		weights[x-first] = weights[x-first-1] * ratio(x)
	}
	for x := mode - 1; x >= first; x-- {
		weights[x-first] = weights[x-first+1] / ratio(x+1)
	}
	const alike = 1 + 1e-9 // tables that are as likely may differ by rounding
	extreme := 0.0
	for _, w := range weights {
		if w <= weights[k-first]*alike {
			extreme += w
		}
	}
	return min(1, extreme/sum(weights))
}
