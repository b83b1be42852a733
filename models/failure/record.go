package failure

import (
	"nines/models"
	"nines/sim"
)

// Strike is one known outage of one target.
type Strike struct {
	At    sim.Time     // from the start of the run
	Lasts sim.Duration // > 0
	Loss  float64      // share of requests that fail meanwhile, in (0, 1]; 1: the target is down
}

// Record plays known strikes, a list for each target in order of time. They may overlap: each is an incident of its
// own and ends by itself.
type Record struct {
	Strikes  [][]Strike
	Observed bool // they have happened, and might have happened otherwise; else somebody has chosen them
}

var (
	_ models.Failure  = Record{}
	_ models.Recorded = Record{}
)

// Next is the time until the next strike on the list; never at its end.
func (r Record) Next(o models.Occurrence) models.Wait {
	if list := r.Strikes[o.Target]; o.Count < len(list) {
		return models.Wait{Plus: sim.Duration(list[o.Count].At - o.Now)}
	}
	return models.Never()
}

// Before counts the strikes on all targets that come before a time. Cost: O(strikes).
func (r Record) Before(end sim.Time) int {
	n := 0
	for _, list := range r.Strikes {
		for _, strike := range list {
			if strike.At < end {
				n++
			}
		}
	}
	return n
}

// Record tells how long a strike lasts and how bad it is.
func (r Record) Record(o models.Occurrence) (lasts sim.Duration, loss float64) {
	strike := r.Strikes[o.Target][o.Count]
	return strike.Lasts, strike.Loss
}
