package load

import (
	"math"
	"slices"

	"nines/models"
)

// curve is a rate of requests that rises with a demand x, ever more slowly: slope·x − Σ drop·max(0, x − at). What a
// service is sent is one, of the demand of users: each of its callers' nodes answers up to its throughput. Sums of such
// curves are curves, and so is the lesser of one and a limit, and the integral over time of each is a sum of integrals
// that models.Demand has in closed form.
type curve struct {
	slope float64
	bends []bend // by at, no two of them at the same demand
}

// bend is a demand from which on a curve rises more slowly.
type bend struct{ at, drop float64 }

// line makes c a rate that is proportional to the demand.
func (c *curve) line(slope float64) { c.slope, c.bends = slope, c.bends[:0] }

// at is the rate at a demand.
func (c *curve) at(x float64) float64 {
	rate := c.slope * x
	for i := range c.bends {
		if b := &c.bends[i]; b.at < x {
			rate -= float64(b.drop * (x - b.at))
		}
	}
	return rate
}

// reaches is the least demand at which the rate is at a limit, and how fast it rises there; false where it stays below.
func (c *curve) reaches(limit float64) (x, slope float64, ok bool) {
	slope = c.slope
	rate, from := 0.0, 0.0
	for i := range c.bends {
		b := &c.bends[i]
		next := rate + float64(slope*(b.at-from))
		if next >= limit {
			break
		}
		rate, from, slope = next, b.at, slope-b.drop
	}
	if slope <= 1e-12*c.slope { // it is level, but for rounding
		return 0, 0, false
	}
	x = from + (limit-rate)/slope
	return x, slope, !math.IsInf(x, 1)
}

// add adds a part of another curve, as far as that does not exceed a limit.
func (c *curve) add(part float64, other *curve, limit float64) {
	c.slope += float64(part * other.slope)
	x, slope, limited := other.reaches(limit)
	for i := range other.bends {
		if b := &other.bends[i]; !limited || b.at < x {
			c.bend(b.at, part*b.drop)
		}
	}
	if limited {
		c.bend(x, part*slope)
	}
}

func (c *curve) bend(at, drop float64) {
	i, found := slices.BinarySearchFunc(c.bends, at, func(b bend, at float64) int {
		switch {
		case b.at < at:
			return -1
		case b.at > at:
			return 1
		}
		return 0
	})
	if found {
		c.bends[i].drop += drop
		return
	}
	c.bends = slices.Insert(c.bends, i, bend{at, drop})
}

// integral is the number of requests in [a, b].
func (c *curve) integral(d *models.Demand, a, b float64) float64 {
	sum := c.slope * d.Integral(a, b)
	for i := range c.bends {
		sum -= float64(c.bends[i].drop * d.Overflow(a, b, c.bends[i].at))
	}
	return sum
}

// overflow is the number of requests in [a, b] that come in excess of a limit in requests per second.
func (c *curve) overflow(d *models.Demand, a, b, limit float64) float64 {
	if len(c.bends) == 0 {
		if c.slope == 0 {
			return 0
		}
		return c.slope * d.Overflow(a, b, limit/c.slope)
	}
	x, slope, ok := c.reaches(limit)
	if !ok {
		return 0
	}
	sum := slope * d.Overflow(a, b, x)
	for i := range c.bends {
		if y := &c.bends[i]; y.at >= x {
			sum -= float64(y.drop * d.Overflow(a, b, y.at))
		}
	}
	return sum
}
