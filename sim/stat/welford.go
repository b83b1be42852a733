package stat

import "math"

// Welford accumulates count, mean, variance and range of a stream of numbers without storing them (B. P. Welford,
// Technometrics 4, 1962). The zero value is empty. Cost: one division per Add.
type Welford struct {
	n         uint64
	mean, m2  float64 // m2 is the sum of squared deviations from mean
	low, high float64 // meaningful once n > 0
}

// Add takes one number into account.
func (w *Welford) Add(x float64) {
	if w.n == 0 {
		w.low, w.high = x, x
	}
	w.n++
	delta := x - w.mean
	w.mean += delta / float64(w.n)
	w.m2 += float64(delta * (x - w.mean))
	w.low, w.high = min(w.low, x), max(w.high, x)
}

// Merge makes w what it would be had it seen o's numbers too, up to rounding (Chan, Golub and LeVeque, 1979). Count and
// range are exact in any order; for identical bytes of mean and variance, merge in a fixed order.
func (w *Welford) Merge(o Welford) {
	if o.n == 0 {
		return
	}
	if w.n == 0 {
		*w = o
		return
	}
	n, m := float64(w.n), float64(o.n)
	delta := o.mean - w.mean
	w.n += o.n
	w.mean += delta * m / (n + m)
	w.m2 += o.m2 + delta*delta*n*m/(n+m)
	w.low, w.high = min(w.low, o.low), max(w.high, o.high)
}

// Count is how many numbers were added.
func (w *Welford) Count() uint64 { return w.n }

// Mean is NaN while empty.
func (w *Welford) Mean() float64 { return w.unlessEmpty(w.mean) }

// Min is the smallest number, NaN while empty.
func (w *Welford) Min() float64 { return w.unlessEmpty(w.low) }

// Max is the largest number, NaN while empty.
func (w *Welford) Max() float64 { return w.unlessEmpty(w.high) }

// Variance is the unbiased sample variance, NaN below two numbers.
func (w *Welford) Variance() float64 {
	if w.n < 2 {
		return math.NaN()
	}
	return w.m2 / float64(w.n-1)
}

// SD is the square root of Variance.
func (w *Welford) SD() float64 { return math.Sqrt(w.Variance()) }

func (w *Welford) unlessEmpty(x float64) float64 {
	if w.n == 0 {
		return math.NaN()
	}
	return x
}
