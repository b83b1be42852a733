package failure

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// Expected estimates the strikes on one target in so many seconds, when each takes outage seconds to be over: the mean
// of some played paths, the same ones at every call. Paths of more than a thousand strikes are cut, and the rest of the
// time counts at the pace of its end, which is too many for wear and too few for early failures.
func (r Imperfect) Expected(total, outage float64) float64 {
	const paths, most = 100, 1000
	s, strikes := new(rng.Stream), 0.0
	for path := range uint64(paths) {
		*s = rng.Open(rng.Key{Replication: uint32(path)})
		o, t, n := models.Occurrence{Pace: 1}, 0.0, 0
		for ; n < most; n++ {
			life := r.Next(o).Sample(s)
			if t += float64(life); t >= total {
				break
			}
			t += outage
			o.Age, o.Count = r.Ages(o, life), o.Count+1
		}
		strikes += float64(n)
		if t < total {
			strikes += (total - t) / (r.meanLifeAfter(o, total-t, s) + outage)
		}
	}
	return strikes / paths
}

// meanLifeAfter is the mean of a life, from a sample, after so much more time.
func (r Imperfect) meanLifeAfter(o models.Occurrence, rest float64, s *rng.Stream) float64 {
	const draws = 10
	if !r.Whole {
		o.Age += sim.Duration(r.Kept * rest)
	}
	sum := math.SmallestNonzeroFloat64
	for range draws {
		sum += float64(r.Next(o).Sample(s)) / draws
	}
	return sum
}
