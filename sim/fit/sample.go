package fit

import (
	"cmp"
	"math"
	"slices"
)

// Spell is one duration in seconds, above 0.
type Spell struct {
	Time  float64
	Cut   bool    // it was not over then
	Limit float64 // the time at which it would have been cut, at least Time; +Inf where that is not known
}

// Sample is a set of spells, in the order of their times.
type Sample struct {
	spells []Spell
	points []point
	ended  int
}

// point is one time with the number of spells that ended and were cut there.
type point struct {
	x          float64
	ended, cut float64
}

// Grouping: a sample of more different times than this is judged by cells of relative width cell, each at the mean of
// its times, which moves estimates by less than a thousandth of their standard error.
const (
	manyTimes = 20_000
	cell      = 1e-3
)

// NewSample takes spells; those of no length are left out. The slice remains the caller's. Cost: a sort.
func NewSample(spells []Spell) *Sample {
	s := &Sample{}
	for _, x := range spells {
		if x.Time > 0 && !math.IsInf(x.Time, 1) {
			s.spells = append(s.spells, x)
		}
	}
	slices.SortStableFunc(s.spells, func(a, b Spell) int { return cmp.Compare(a.Time, b.Time) })
	if s.group(0); len(s.points) > manyTimes {
		s.group(cell)
	}
	return s
}

// group joins spells whose times differ by no more than a relative width.
func (s *Sample) group(width float64) {
	s.points, s.ended = s.points[:0], 0
	for i := 0; i < len(s.spells); {
		p, sum, first := point{}, 0.0, s.spells[i].Time
		j := i
		for ; j < len(s.spells) && s.spells[j].Time <= first*(1+width); j++ {
			if sum += s.spells[j].Time; s.spells[j].Cut {
				p.cut++
			} else {
				p.ended++
			}
		}
		p.x = first
		if width > 0 {
			p.x = sum / float64(j-i)
		}
		s.points, s.ended, i = append(s.points, p), s.ended+int(p.ended), j
	}
}

// Len is the number of spells, Ended that of those that were seen to end.
func (s *Sample) Len() int   { return len(s.spells) }
func (s *Sample) Ended() int { return s.ended }

// Spells are all of them in the order of their times. The slice is the sample's.
func (s *Sample) Spells() []Spell { return s.spells }

// Total is the time of all spells together.
func (s *Sample) Total() (seconds float64) {
	for _, p := range s.points {
		seconds += p.x * (p.ended + p.cut)
	}
	return seconds
}

// Mean is the mean of the spells or, where some were cut, the area under the product-limit curve, which takes the
// longest for ended; NaN of an empty sample.
func (s *Sample) Mean() float64 {
	if len(s.points) == 0 {
		return math.NaN()
	}
	mean, before := 0.0, 0.0
	s.curve(func(p point, above, _ float64) {
		mean += above * (p.x - before)
		before = p.x
	})
	return mean
}

// curve walks along the product-limit curve: at every time, the survival just before it and at it.
func (s *Sample) curve(visit func(p point, before, at float64)) {
	left, survival := float64(len(s.spells)), 1.0
	for _, p := range s.points {
		next := survival * (1 - p.ended/left)
		visit(p, survival, next)
		survival, left = next, left-p.ended-p.cut
	}
}

// Median is the time that half of the spells outlast, by the product-limit curve; +Inf where it does not come down so
// far.
func (s *Sample) Median() float64 {
	median := math.Inf(1)
	s.curve(func(p point, before, at float64) {
		if before > 0.5 && at <= 0.5 {
			median = p.x
		}
	})
	return median
}

// logs are the mean and the standard deviation of the logarithms of the times, whether ended or cut.
func (s *Sample) logs() (mean, sd float64) {
	n := float64(len(s.spells))
	for _, p := range s.points {
		mean += (p.ended + p.cut) * math.Log(p.x) / n
	}
	for _, p := range s.points {
		d := math.Log(p.x) - mean
		sd += (p.ended + p.cut) * d * d / n
	}
	return mean, math.Sqrt(sd)
}
