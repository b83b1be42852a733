package dist

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"

	"nines/sim/rng"
	"nines/sim/unit"
)

// Samples are durations that were observed, in seconds or the unit beside them. In a scenario they are written as the
// name of a CSV file.
type Samples struct {
	Ended []float64 // seen to their end
	Cut   []float64 // not over when last seen
}

// Empirical is the law of observed durations: the empirical distribution function, made continuous by straight lines
// through the points ((i+½)/n, i-th smallest) and ended by a weight of 1/2n on the smallest and on the largest
// observation (Hazen's plotting position). It is the interpolation that keeps the mean of the observations exactly. It
// never exceeds the largest one: a tail beyond the data is a matter for a fitted law.
type Empirical struct {
	sorted []float64
	upTo   []float64 // running share of the mean in the end piece and the straight ones, which Equilibrium chooses by
	mean   float64
}

// NewEmpirical returns the law of at least one observation, seconds that are finite and not negative, with a positive
// mean. The slice remains the caller's. Cost: a sort, and 16 bytes per observation.
func NewEmpirical(samples []float64) (Empirical, error) {
	if len(samples) == 0 {
		return Empirical{}, errors.New("file has no durations; give at least one")
	}
	l := Empirical{sorted: slices.Clone(samples)}
	for i, x := range l.sorted {
		if err := checkSpanOrZero(fmt.Sprintf("duration %d of the file", i+1), x); err != nil {
			return Empirical{}, err
		}
	}
	slices.Sort(l.sorted)
	l.accumulate()
	return l, checkSpan("the mean of the file's durations", l.mean)
}

// accumulate fills in upTo and mean: piece i lies between observations i−1 and i, and the first and last are points.
func (l *Empirical) accumulate() {
	n := len(l.sorted)
	l.upTo = make([]float64, n+1)
	for i := range l.upTo {
		lo, hi := l.piece(i)
		weight := 1 / float64(n)
		if i == 0 || i == n {
			weight /= 2
		}
		l.mean += float64(weight * (lo + hi) / 2)
		l.upTo[i] = l.mean
	}
	for i := range l.upTo {
		l.upTo[i] /= l.mean
	}
}

func (l *Empirical) piece(i int) (lo, hi float64) {
	return l.sorted[max(i-1, 0)], l.sorted[min(i, len(l.sorted)-1)]
}

// Sample inverts one uniform.
func (l Empirical) Sample(s *rng.Stream) float64 { return l.at(s.Float64()) }

// at is the duration that a share p stays below.
func (l *Empirical) at(p float64) float64 {
	last := len(l.sorted) - 1
	i, part := math.Modf(max(0, float64(p*float64(len(l.sorted)))-0.5))
	if int(i) >= last {
		return l.sorted[last]
	}
	lo, hi := l.sorted[int(i)], l.sorted[int(i)+1]
	return lo + float64(part*(hi-lo))
}

// Residual inverts one uniform in the conditional tail.
func (l Empirical) Residual(s *rng.Stream, age float64) float64 {
	return max(0, l.at(1-float64(l.Survival(age)*s.Float64()))-age)
}

// Equilibrium chooses a piece by its share of the mean, in time logarithmic in the number of observations, and returns
// a uniform part of a length-biased life in it.
func (l Empirical) Equilibrium(s *rng.Stream) float64 {
	i := sort.SearchFloat64s(l.upTo, s.Float64())
	lo, hi := l.piece(min(i, len(l.upTo)-1))
	return lengthBiased(s, lo, hi) * s.Float64()
}

// Survival interpolates, in time logarithmic in the number of observations.
func (l Empirical) Survival(x float64) float64 {
	n := len(l.sorted)
	above := sort.Search(n, func(i int) bool { return l.sorted[i] > x })
	switch above {
	case 0:
		return 1
	case n:
		return 0
	}
	lo, hi := l.sorted[above-1], l.sorted[above]
	return (float64(n-above) + 0.5 - (x-lo)/(hi-lo)) / float64(n)
}

// Hazard is that of the straight lines.
func (l Empirical) Hazard(x float64) float64 {
	n := len(l.sorted)
	above := sort.Search(n, func(i int) bool { return l.sorted[i] > x })
	switch above {
	case 0:
		return 0
	case n:
		return math.Inf(1)
	}
	lo, hi := l.sorted[above-1], l.sorted[above]
	return 1 / (float64((float64(n-above)+0.5)*(hi-lo)) - (x - lo))
}

// Quantile interpolates.
func (l Empirical) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	return l.at(p)
}

// Mean is the mean of the observations.
func (l Empirical) Mean() float64 { return l.mean }

func (l Empirical) String() string {
	return fmt.Sprintf("empirical(%d durations, mean %s)", len(l.sorted), span(l.mean))
}

type empiricalConfig struct {
	File Samples       `key:"file" doc:"CSV file in the scenario's folder, a duration per line; 20+ is one cut at 20"`
	Unit unit.Duration `key:"unit" doc:"unit of the durations in the file"`
}

func (c empiricalConfig) law() (Law, error) {
	if err := checkSpan("unit", float64(c.Unit)); err != nil {
		return nil, err
	}
	seconds := func(xs []float64) []float64 {
		out := make([]float64, len(xs))
		for i, x := range xs {
			out[i] = x * float64(c.Unit)
		}
		return out
	}
	if len(c.File.Cut) == 0 {
		return as(NewEmpirical(seconds(c.File.Ended)))
	}
	return as(NewProductLimit(Samples{seconds(c.File.Ended), seconds(c.File.Cut)}))
}
