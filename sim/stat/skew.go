package stat

import (
	"math"

	"nines/sim/num"
)

// moments are what intervals for a mean need of a sample.
type moments struct {
	n                 int
	mean, sd          float64
	skew              float64 // of the population, estimated with the usual small-sample factor; 0 below three values
	smallest, largest float64
	silent            int // replications besides the n, which have nothing to tell
}

func momentsOf(xs []float64) moments {
	m := moments{n: len(xs), smallest: math.Inf(1), largest: math.Inf(-1)}
	for _, x := range xs {
		m.mean += x
		m.smallest, m.largest = min(m.smallest, x), max(m.largest, x)
	}
	n := float64(len(xs))
	m.mean /= n
	var square, cube float64
	for _, x := range xs {
		d := x - m.mean
		square += float64(d * d)
		cube += float64(d * d * d)
	}
	m.sd = math.Sqrt(square / (n - 1))
	if n > 2 && square > 0 {
		m.skew = cube / n / num.Pow(square/n, 1.5) * math.Sqrt(n*(n-1)) / (n - 2)
	}
	return m
}

// se is the standard error of the mean.
func (m moments) se() float64 { return m.sd / math.Sqrt(float64(m.n)) }

// constant reports that all values are equal, up to the rounding of pseudo-values.
func (m moments) constant() bool { return m.largest-m.smallest <= 1e-12*math.Abs(m.mean) }

// hall gives the ends of Hall's interval around point: Student's t with the error that skewness makes in it undone by
// a monotone cubic transformation (P. Hall, "On the removal of skewness by transformation", JRSS B 54, 1992). With
// positive skewness both ends move up.
func (m moments) hall(point, confidence float64) (low, high float64) {
	t := StudentQuantile((1+confidence)/2, m.n-1)
	return point - float64(m.unskew(t)*m.se()), point - float64(m.unskew(-t)*m.se())
}

// unskew solves T + γT²/(3√n) + γ²T³/(27n) + γ/(6√n) = u for T.
func (m moments) unskew(u float64) float64 {
	a := m.skew / math.Sqrt(float64(m.n))
	if math.Abs(a) < 1e-6 {
		return u
	}
	return 3 / a * (num.Cbrt(1+float64(a*(u-a/6))) - 1)
}

// link is a scale on which a bounded quantity has no bounds: there a symmetric interval is admissible.
type link struct {
	floor, ceiling float64 // of the quantity, neither attained by an interval
	to, from       func(float64) float64
	slope          func(float64) float64 // of to
}

var (
	logLink = link{0, math.Inf(1), num.Log, num.Exp, func(x float64) float64 { return 1 / x }}

	logitLink = link{0, 1,
		func(x float64) float64 { return num.Log(x) - num.Log1p(-x) },
		func(y float64) float64 { return 1 / (1 + num.Exp(-y)) },
		func(x float64) float64 { return 1 / (x * (1 - x)) }}
)

// around gives the delta-method interval on the link's scale, carried back.
func (k link) around(point, margin float64) (low, high float64) {
	at, wide := k.to(point), float64(margin*k.slope(point))
	return k.from(at - wide), k.from(at + wide)
}

// bounded gives the interval for a bounded quantity: at each end the farther of Hall's and the link's, so that
// skewness is corrected and the bounds are respected. The coverage of this choice is measured in PositiveMean's
// comment.
func (m moments) bounded(point, confidence float64, k link) (low, high float64) {
	low, high = k.around(point, StudentQuantile((1+confidence)/2, m.n-1)*m.se())
	l, h := m.hall(point, confidence)
	if l > k.floor {
		low = min(low, l)
	}
	if h < k.ceiling {
		high = max(high, h)
	}
	return low, high
}
