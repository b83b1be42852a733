package load

import (
	"nines/models"
	"nines/models/book"
	"nines/sim"
)

// Settle books what arrived and what was lost since the last change. The balancer is asked first, with what it may
// know, where trust has changed.
func (f *Flow) Settle(now sim.Time, accounts *book.Book, board *models.Board) {
	if !f.On() || now <= f.settled {
		return
	}
	if f.stale {
		f.Split(board.View(now))
	}
	traffic, origin := f.plan.Traffic, float64(f.plan.Time.Warmup)
	a, b := float64(f.settled)-origin, float64(now)-origin
	arrived := traffic.Demand.Integral(a, b)
	served := 0.0
	if !accounts.Interrupted(traffic.Service) {
		served = f.served(a, b, arrived)
	}
	f.booked.Arrived += arrived
	f.booked.Lost += max(0, arrived-served)
	f.bookMargin(a, b, accounts.Reaches(traffic.Service))
	f.settled = now
}

// served is how many of the requests that arrive in [a, b] are answered well.
func (f *Flow) served(a, b, arrived float64) float64 {
	served := 0.0
	for i := range f.paces {
		p := &f.paces[i]
		c := &f.classes[p.class]
		if quality := f.used(p).quality; c.share > 0 && quality > 0 {
			limit := f.plan.Classes[c.number].Throughput * (1 - f.drag) / c.share / p.slow
			sent := c.share * (arrived - f.plan.Traffic.Demand.Overflow(a, b, limit))
			served += sent * float64(quality) / full
		}
	}
	return served
}

// bookMargin records how far the throughput reachable lies above demand, hour by hour unless demand is constant.
func (f *Flow) bookMargin(a, b, capacity float64) {
	demand := &f.plan.Traffic.Demand
	for from := a; from < b; {
		to := min(b, demand.NextHour(from))
		if rate := demand.At((from + to) / 2); rate > 0 {
			f.booked.Margin.Add(capacity/rate-1, to-from)
		}
		from = to
	}
}

// Forget ends the warm-up: what has been counted is forgotten.
func (f *Flow) Forget() { f.booked = models.FlowOutcome{} }

// Requests is how many have arrived and been lost since the measured time began, until the flow was last settled.
func (f *Flow) Requests() (arrived, lost float64) { return f.booked.Arrived, f.booked.Lost }

// Finish hands over what was measured, in memory of its own.
func (f *Flow) Finish() models.FlowOutcome {
	o := f.booked
	f.booked = models.FlowOutcome{}
	return o
}
