package detection

import (
	"math"
	"math/bits"

	"nines/sim/num"
)

// How false alarms follow from noise. The signal is a stationary Gaussian sequence of first order, x' = ρx + √(1−ρ²)·ε
// with ε standard normal, so x is standard normal. The rule is a function of the latest samples, so an alarm begins at
// a sample where the condition has held for hold samples in a row and had not held at the one before: the probability
// of this is that of a path, found by carrying the density of x forward hold + 1 samples, kept apart by which of the
// last samples were above the threshold. Its inverse is the mean number of samples from the beginning of one alarm to
// that of the next, exactly, however rare they are; carried on, the density tells how long an alarm lasts.
//
// Densities are held at Gauss–Legendre nodes on either side of the threshold, where they are smooth; their error is
// below 10⁻⁴ of themselves up to a correlation of 0.95.

// rule is what a monitor looks at: k of the latest m samples are above a threshold, hold times in a row.
type rule struct{ above, of, hold int }

// holds reports whether the condition is met by a window, whose bit i is set where the sample i before the last was
// above the threshold.
func (r rule) holds(window uint) bool { return bits.OnesCount(window) >= r.above }

// slide adds a sample to a window.
func (r rule) slide(window uint, above bool) uint {
	window = window << 1 & (1<<r.of - 1)
	if above {
		window |= 1
	}
	return window
}

// spells is when alarms come and how long they last, in samples.
type spells struct {
	recurrence float64   // mean from the beginning of one to that of the next; +Inf: never
	lasting    float64   // mean
	survival   []float64 // probability that one lasts longer than 1, 2, … samples
	ratio      float64   // each further probability by the one before
}

// good is the mean number of samples from the end of an alarm to the next.
func (p spells) good() float64 { return p.recurrence - p.lasting }

// lattice holds the density of a signal at nodes, those below the threshold first.
type lattice struct {
	rule
	low    int         // nodes below the threshold
	step   [][]float64 // mass that goes from one node to another in a step
	inside []float64   // mass at the nodes of a signal of which nothing else is known
}

// beyond is how many standard deviations beyond 0 and beyond the threshold a signal is followed.
const beyond = 8

func newLattice(r rule, threshold, correlation float64) *lattice {
	innovation := math.Sqrt(1 - float64(correlation*correlation))
	var at, weight []float64
	side := func(from, to float64) {
		x, w := num.Legendre(max(24, int((to-from)*3/innovation)), from, to)
		at, weight = append(at, x...), append(weight, w...)
	}
	side(min(threshold, 0)-beyond, threshold)
	l := &lattice{rule: r, low: len(at)}
	side(threshold, max(threshold, 0)+beyond)
	density := func(x float64) float64 { return num.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
	for i, x := range at {
		l.inside = append(l.inside, weight[i]*density(x))
		row := make([]float64, len(at))
		for j, y := range at {
			row[j] = weight[j] * density((y-float64(correlation*x))/innovation) / innovation
		}
		l.step = append(l.step, row)
	}
	return l
}

// addScaled adds m times x to sum.
func addScaled(sum []float64, m float64, x []float64) {
	for i := range sum {
		sum[i] += float64(m * x[i])
	}
}

// paths is the mass at each node by window.
type paths map[uint][]float64

// from carries the mass of the windows that keep lets pass on by a sample. Windows that differ only in their oldest
// sample, which is forgotten, are carried together.
func (l *lattice) from(old paths, keep func(window uint) bool) paths {
	now := paths{}
	oldest, both := uint(1)<<(l.of-1), make([]float64, len(l.inside))
	for window := range oldest { // in order, so that sums are the same in each run
		clear(both)
		for _, w := range []uint{window, window | oldest} {
			if mass, ok := old[w]; ok && keep(w) {
				first, last := l.side(w)
				addScaled(both[first:last], 1, mass[first:last])
			}
		}
		below, above := make([]float64, len(both)), make([]float64, len(both))
		for i, m := range both {
			if m > 0 {
				addScaled(below[:l.low], m, l.step[i][:l.low])
				addScaled(above[l.low:], m, l.step[i][l.low:])
			}
		}
		now[l.slide(window, false)], now[l.slide(window, true)] = below, above
	}
	return now
}

// side is the range of nodes where the last sample of a window lies.
func (l *lattice) side(window uint) (first, last int) {
	if window&1 == 0 {
		return 0, l.low
	}
	return l.low, len(l.inside)
}

// mass is the probability of the windows in which the condition holds.
func (l *lattice) mass(p paths) float64 {
	var sum float64
	for window := range uint(1) << l.of {
		if l.holds(window) {
			for _, m := range p[window] {
				sum += m
			}
		}
	}
	return sum
}

// endure carries mass on while the condition holds, for the hold time, and tells its size at the end. As soon as the
// share that stays is steady, the shape of the mass is final and only its size is reckoned on.
func (l *lattice) endure(p paths) (end paths, size float64) {
	const steady = 1e-9 // change of the share from one sample to the next; what is left of it adds up over a long hold
	size = l.mass(p)
	for held, stays := 1, 0.0; held < l.hold; held++ {
		p = l.from(p, l.holds)
		before, last := size, stays
		size = l.mass(p)
		if stays = size / before; math.Abs(stays-last) < steady && held > l.of {
			return p, size * num.Pow(stays, float64(l.hold-1-held))
		}
	}
	return p, size
}

// spells follows what is known to follow.
func (l *lattice) spells() spells {
	p := paths{0: l.inside, 1: l.inside}
	every := func(uint) bool { return true }
	for range l.of {
		p = l.from(p, every)
	}
	p = l.from(p, func(window uint) bool { return !l.holds(window) })
	p, begins := l.endure(p)
	if begins < rarest {
		return spells{recurrence: math.Inf(1)}
	}
	s := spells{recurrence: 1 / begins, lasting: 1}
	const most, steady = 400, 1e-7
	all, last := l.mass(p), l.mass(p)
	for len(s.survival) < most {
		p = l.from(p, l.holds)
		on := l.mass(p)
		ratio := on / last
		s.survival = append(s.survival, on/all)
		s.lasting += on / all
		last = on
		if math.Abs(ratio-s.ratio) < steady && len(s.survival) > l.of {
			s.ratio = ratio
			break
		}
		s.ratio = ratio
	}
	s.lasting += s.survival[len(s.survival)-1] * s.ratio / (1 - s.ratio)
	return s
}
