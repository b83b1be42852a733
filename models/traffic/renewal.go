package traffic

import (
	"errors"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Regular has requests come at equal distances or, with Gaps, at distances of one law, independently of each other.
type Regular struct {
	Gaps dist.Law `key:"gaps" doc:"law of the time between requests; only its shape counts, as the rate says its mean"`
}

var regularRow = catalog.Define("regular",
	"Requests come at equal distances, or at distances of a law, independently of each other (a renewal process).",
	Regular{}, func(r Regular) (models.Arrivals, error) {
		if r.Gaps != nil && !(r.Gaps.Mean() > 0 && !math.IsInf(r.Gaps.Mean(), 1)) {
			return nil, errors.New("gaps need a mean")
		}
		return r, nil
	}).WithExample("gaps: { dist: gamma, shape: 4, mean: 1s }")

// Gap is a distance on the clock of the demand, which runs faster where that is higher: the first is a whole one.
func (r Regular) Gap(d *models.Demand, now float64, _ *float64, s *rng.Stream) float64 {
	gap := 1.0
	if r.Gaps != nil {
		gap = r.Gaps.Sample(s) / r.Gaps.Mean()
	}
	if d.Steady() {
		return gap / d.Mean
	}
	return within(d, now, gap)
}

// year is for how long it is looked for the next request where nobody says how long that may take, s.
const year = 365 * 86400.0

// within is when so many requests have come from a time on, to a millionth of a second, by Newton's method between
// bounds that close in; +Inf where nobody asks any more by then.
func within(d *models.Demand, now, requests float64) float64 {
	const precision = 1e-6
	low, high := 0.0, 1.0
	for d.Integral(now, now+high) < requests {
		if low, high = high, 2*high; d.Over(now+low) || low > year && d.Ends == 0 {
			return math.Inf(1)
		}
	}
	for x := high; high-low > max(precision, 1e-15*high); { // beyond, no number lies between
		off := d.Integral(now, now+x) - requests
		if off < 0 {
			low = x
		} else {
			high = x
		}
		rate := d.At(now + x)
		next := x - off/rate
		switch {
		case !(next > low && next < high):
			next = (low + high) / 2
		case math.Abs(next-x) < precision:
			return next
		}
		x = next
	}
	return high
}
