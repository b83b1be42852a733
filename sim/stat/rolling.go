package stat

import (
	"slices"
	"sort"
)

// Stretch is a height from one instant to another. The stretches of a function are in order and do not overlap; between
// them it is 0.
type Stretch struct{ From, To, Height float64 }

// RollingShare is the share of the windows of a width, which may begin anywhere in [0, horizon − width], over which a
// function of stretches integrates to at most a limit. Where the width is the horizon there is one window, and the
// share is 0 or 1. The integral over a window is piecewise linear in where the window begins and bends only where one
// of its ends meets an edge of a stretch, so the share is exact but for rounding: a limit is kept if it is missed by no
// more than 1e-12 of the horizon. Cost: O(n log n) for n stretches.
func RollingShare(stretches []Stretch, horizon, width, limit float64) float64 {
	last := horizon - width
	slack := float64(1e-12 * horizon)
	limit += slack
	var head, tail summed
	if last <= slack {
		return oneIf(head.upTo(stretches, horizon) <= limit)
	}
	starts := bends(stretches, width, last)
	kept, from, before := 0.0, 0.0, head.upTo(stretches, width)
	for _, to := range starts[1:] {
		after := head.upTo(stretches, to+width) - tail.upTo(stretches, to)
		kept += float64((to - from) * linearShare(before, after, limit))
		from, before = to, after
	}
	return min(kept/last, 1)
}

// bends are the starts of windows, from 0 to the last, at which either end of the window meets an edge.
func bends(stretches []Stretch, width, last float64) []float64 {
	starts := []float64{0, last}
	for _, s := range stretches {
		for _, start := range [...]float64{s.From, s.To, s.From - width, s.To - width} {
			if 0 < start && start < last {
				starts = append(starts, start)
			}
		}
	}
	slices.Sort(starts)
	return starts
}

// linearShare is the share of the way from a to b that lies at or below a limit.
func linearShare(a, b, limit float64) float64 {
	switch {
	case a <= limit && b <= limit:
		return 1
	case a > limit && b > limit:
		return 0
	case a <= limit:
		return (limit - a) / (b - a)
	}
	return (limit - b) / (a - b)
}

// summed integrates stretches from 0 on, up to instants that never decrease.
type summed struct {
	next int     // stretch that is not passed yet
	sum  float64 // of those that are
}

func (s *summed) upTo(stretches []Stretch, t float64) float64 {
	for ; s.next < len(stretches) && stretches[s.next].To <= t; s.next++ {
		s.sum += float64((stretches[s.next].To - stretches[s.next].From) * stretches[s.next].Height)
	}
	if s.next < len(stretches) && stretches[s.next].From < t {
		return s.sum + float64((t-stretches[s.next].From)*stretches[s.next].Height)
	}
	return s.sum
}

// Integral of a function of stretches from one instant to another. Cost: O(log n) for n stretches, and those between.
func Integral(stretches []Stretch, from, to float64) float64 {
	first := sort.Search(len(stretches), func(i int) bool { return stretches[i].To > from })
	total := 0.0
	for _, s := range stretches[first:] {
		if s.From >= to {
			break
		}
		total += float64((min(s.To, to) - max(s.From, from)) * s.Height)
	}
	return total
}

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
