package experiments

import (
	"math"
	"slices"
)

// column is one quantity over all replications. Who reads it changes none of its slices.
type column struct {
	tops, bottoms []float64 // of all replications
	counts        []float64 // likewise: events that the quantity rests on, where these are counted
	events        int       // their sum
	values        []float64 // of the replications that have one; what is kept of a sample has none
}

func (c *column) reserve(n int, counted bool) {
	c.tops, c.bottoms = slices.Grow(c.tops, n), slices.Grow(c.bottoms, n)
	if counted {
		c.counts = slices.Grow(c.counts, n)
	}
}

func (c *column) add(p pair, counted bool) {
	c.tops, c.bottoms = append(c.tops, p.Top), append(c.bottoms, p.Bottom)
	if counted {
		c.counts = append(c.counts, float64(p.Events))
		c.events += p.Events
	}
}

// column is a quantity as its family has it. Sums of many parts can stray from their whole by a rounding.
func (s *Sample) column(q int) column {
	k, c := &s.quantities[q], s.numbers[q]
	if stray := c.straying(k.family); stray >= 0 {
		c.tops = slices.Clone(c.tops)
		for r := stray; r < len(c.tops); r++ {
			c.tops[r] = k.family.within(c.tops[r], c.bottoms[r])
		}
	}
	c.values = c.quotients()
	return c
}

// straying is the first replication whose numbers are not as they can be; −1 if there is none.
func (c *column) straying(f family) int {
	for r, top := range c.tops {
		if math.Float64bits(f.within(top, c.bottoms[r])) != math.Float64bits(top) { // −0 strays, too
			return r
		}
	}
	return -1
}

// within is a top as it can be over its bottom.
func (f family) within(top, bottom float64) float64 {
	if f != level && f != quantile {
		top = max(top, 0)
	}
	if f == share || f == shareRatio {
		top = min(top, bottom)
	}
	return top
}

// quotients are the values of those replications that have one.
func (c *column) quotients() []float64 {
	if !slices.ContainsFunc(c.bottoms, func(b float64) bool { return b != 1 }) && !slices.ContainsFunc(c.tops,
		math.IsNaN) {
		return c.tops
	}
	values := make([]float64, 0, len(c.tops))
	for r, top := range c.tops {
		p := pair{Top: top, Bottom: c.bottoms[r]}
		if v := p.value(); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	return values
}
