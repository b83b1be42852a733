package disttest

import (
	"math"
	"slices"
	"sort"

	"nines/sim/dist"
)

// integral is ∫₀ˣ P(X > t) dt, by adaptive Simpson quadrature between quantiles of the law, and between
// doublings of the largest quantile, so that heavy tails are followed to their end.
type integral struct {
	law    dist.Law
	points []float64 // rising, from 0
	sums   []float64 // the integral up to each point
}

// pieces is the number of quantile pieces.
const pieces = 200

func newIntegral(law dist.Law) *integral {
	in := &integral{law: law, points: []float64{0}, sums: []float64{0}}
	for i := range pieces {
		in.extend(law.Quantile(float64(i) / pieces))
	}
	for tail := 1e-3; tail > 1e-15; tail /= 10 {
		in.extend(law.Quantile(1 - tail))
	}
	top := law.Quantile(1)
	if !math.IsInf(top, 1) {
		in.extend(top)
		return in
	}
	for x := in.points[len(in.points)-1]; x*law.Survival(x) > 1e-13*in.total(); x *= 2 {
		in.extend(2 * x)
	}
	return in
}

// extend adds a point unless it is there already.
func (in *integral) extend(x float64) {
	last := len(in.points) - 1
	if x <= in.points[last] {
		return
	}
	in.sums = append(in.sums, in.sums[last]+in.between(in.points[last], x))
	in.points = append(in.points, x)
}

func (in *integral) total() float64 { return in.sums[len(in.sums)-1] }

// upTo is the integral to x.
func (in *integral) upTo(x float64) float64 {
	i := sort.SearchFloat64s(in.points, x)
	switch {
	case i == len(in.points):
		return in.total()
	case in.points[i] == x || i == 0:
		return in.sums[i]
	}
	return in.sums[i-1] + in.between(in.points[i-1], x)
}

// between integrates from a to b. Simpson's rule looks at the ends as well, so it misses no bend close to one.
func (in *integral) between(a, b float64) float64 {
	s := in.law.Survival
	return in.simpson(a, b, s(a), s((a+b)/2), s(b), 50)
}

// simpson halves a piece, given the survival at its ends and middle, until that changes nothing or depth is used up.
func (in *integral) simpson(a, b, atA, atMiddle, atB float64, depth int) float64 {
	m := (a + b) / 2
	left, right := in.law.Survival((a+m)/2), in.law.Survival((m+b)/2)
	whole := (b - a) / 6 * (atA + 4*atMiddle + atB)
	halves := (b - a) / 12 * (atA + 4*left + 2*atMiddle + 4*right + atB)
	if depth == 0 || math.Abs(halves-whole) <= 1e-11*(in.total()+whole)/pieces {
		return halves + (halves-whole)/15
	}
	return in.simpson(a, m, atA, left, atMiddle, depth-1) + in.simpson(m, b, atMiddle, right, atB, depth-1)
}

// ages are where conditional draws are tried: new, young, middle-aged, old, and older than almost all. They are rounded
// to binary fractions, so that age and remaining life add up to exactly the life at which a law has an atom.
func ages(law dist.Law) []float64 {
	all := []float64{0}
	for _, p := range []float64{0.05, 0.5, 0.95, 1 - 1e-9} {
		if x := math.Floor(1024*law.Quantile(p)) / 1024; law.Survival(x) > 0 {
			all = append(all, x)
		}
	}
	return slices.Compact(all)
}
