package stat

import (
	"math"

	"nines/sim/rng"
)

// Matched compares two systems of which each replication says yes or no, 1 or 0: the difference of their shares of yes.
// Only pairs that differ tell anything. The interval is that of Agresti and Min (Statistics in Medicine 24, 2005): that
// of Wald with half a pair more of each kind, which also bounds the difference where no pair differs. P is McNemar's
// exact test (1947): a fair coin decides which way each pair that differs does. Values other than 0 and 1 panic, and so
// do slices of different lengths.
func Matched(a, b []float64, confidence float64) Comparison {
	c := Paired(a, b, confidence)
	up, down := 0, 0
	for i := range a {
		switch {
		case a[i] != 0 && a[i] != 1 || b[i] != 0 && b[i] != 1:
			panic("stat: matched values are 0 or 1")
		case a[i] > b[i]:
			up++
		case a[i] < b[i]:
			down++
		}
	}
	return c.matched(up, down)
}

// matched gives a comparison of pairs, some of which say yes of one system alone, what that tells.
func (c Comparison) matched(up, down int) Comparison {
	e := &c.Difference
	e.Method, e.Warnings = "matched pairs, Agresti–Min", nil
	if e.N == 0 {
		return c
	}
	pairs := float64(e.N + 2)
	middle := float64(up-down) / pairs
	half := rng.NormQuantile((1+e.Confidence)/2) * math.Sqrt((float64(up+down+1)-middle*middle*pairs)/(pairs*pairs))
	e.Low, e.High = max(-1, min(middle-half, e.Point)), min(1, max(middle+half, e.Point))
	c.P = 1
	if up != down {
		c.P = BinomialP(up, up+down, 0.5)
	}
	return c
}

// NoneDiffers is Matched of so many pairs of which none differs.
func NoneDiffers(pairs int, confidence float64) Comparison {
	same := make([]float64, pairs)
	return Paired(same, same, confidence).matched(0, 0)
}
