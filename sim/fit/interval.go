package fit

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// profiled is the interval of the logarithm of parameter j: all values at which the likelihood, with the other
// parameter as likely as can be there, is not too far below its maximum (profile likelihood; W. Q. Meeker and L. A.
// Escobar, 1995). Of small samples it covers better than a standard error does.
func (f *family) profiled(s *Sample, logs []float64, most float64, j int, confidence float64) (low, high float64) {
	drop := farBelow(s.ended, confidence)
	side := func(sign float64) float64 {
		at := append([]float64(nil), logs...)
		lacks := func(d float64) float64 { // how far below the maximum it is at a distance
			at[j] = logs[j] + sign*d
			if len(at) == 1 {
				return most - f.at(s, at)
			}
			other := 1 - j
			return most - climb(&at[other], func() float64 { return f.at(s, at) })
		}
		inside, outside := 0.0, 0.1
		for lacks(outside) < drop {
			if inside, outside = outside, 1.7*outside; outside > 30 {
				return sign * math.Inf(1)
			}
		}
		for outside-inside > 1e-4*outside {
			if middle := (inside + outside) / 2; lacks(middle) < drop {
				inside = middle
			} else {
				outside = middle
			}
		}
		return logs[j] + sign*outside
	}
	return side(-1), side(1)
}

// farBelow is how far below its maximum the logarithm of a likelihood may be: half a χ² quantile of one degree of
// freedom where much was seen. Of n it is what makes the interval of a normal mean exact, n/2·log(1 + t²/(n−1)), with
// Student's t: at 20 the limit alone would leave the intervals of a Weibull's shape at 92.8 %.
func farBelow(n int, confidence float64) float64 {
	if n < 3 {
		n = 3
	}
	t := distuv.StudentsT{Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + confidence) / 2)
	return float64(n) / 2 * math.Log1p(t*t/float64(n-1))
}

// climb moves *x to the nearest peak of f, by Newton's method with differences, and returns the height of the peak.
func climb(x *float64, f func() float64) float64 {
	const h = 1e-3
	at := func(y float64) float64 {
		*x = y
		return f()
	}
	here := *x
	height := at(here)
	for range 60 {
		above, below := at(here+h), at(here-h)
		slope, bend := (above-below)/(2*h), (above-2*height+below)/(h*h)
		step := math.Copysign(0.5, slope)
		if bend < 0 && math.Abs(slope/bend) < 1 {
			step = -slope / bend
		}
		next := at(here + step)
		for !(next >= height) && math.Abs(step) > 1e-6 {
			step /= 4
			next = at(here + step)
		}
		if !(next > height) {
			break
		}
		gain := next - height
		if here, height = here+step, next; gain < 1e-7 {
			break
		}
	}
	*x = here
	return height
}

// informed is the interval by the observed information: the curvature of the logarithm of the likelihood at its
// maximum, by differences. It is what large samples are given, where the two agree.
func (f *family) informed(s *Sample, logs []float64, j int, confidence float64) (low, high float64) {
	const h = 1e-3
	n := len(logs)
	moved := func(a, b int, da, db float64) float64 {
		at := append([]float64(nil), logs...)
		at[a] += da
		at[b] += db
		return f.at(s, at)
	}
	second := func(a, b int) float64 {
		return (moved(a, b, h, h) - moved(a, b, h, -h) - moved(a, b, -h, h) + moved(a, b, -h, -h)) / (4 * h * h)
	}
	information := -second(j, j)
	if n == 2 {
		cross := second(0, 1)
		information += cross * cross / second(1-j, 1-j)
	}
	margin := distuv.UnitNormal.Quantile((1+confidence)/2) / math.Sqrt(information)
	return logs[j] - margin, logs[j] + margin
}
