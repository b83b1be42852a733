package load

import "nines/sim"

// settle books what arrived and what was lost since the last change.
func (f *flow) settle(now sim.Time) {
	if !f.on() || now <= f.settled {
		return
	}
	traffic, origin := f.plan.Traffic, float64(f.plan.Time.Warmup)
	a, b := float64(f.settled)-origin, float64(now)-origin
	arrived := traffic.Demand.Integral(a, b)
	served := 0.0
	if !f.told.interrupted {
		served = f.told.passes * f.served(a, b, arrived)
	}
	f.booked.Arrived += arrived
	f.booked.Lost += max(0, arrived-served)
	f.bookMargin(a, b, f.told.reaches)
	f.settled = now
}

// served is how many of the requests that arrive in [a, b] are answered well.
func (f *flow) served(a, b, arrived float64) float64 {
	served := 0.0
	for i := range f.paces {
		p := &f.paces[i]
		c := &f.classes[p.class]
		if quality := f.used(p).quality; c.share > 0 && quality > 0 {
			limit := f.plan.Classes[c.number].Throughput * (1 - f.told.drag) / c.share / p.slow
			sent := c.share * (arrived - f.plan.Traffic.Demand.Overflow(a, b, limit))
			served += float64(sent * float64(quality) / full)
		}
	}
	return served
}

// bookMargin records how far the throughput reachable lies above demand, hour by hour unless demand is constant.
func (f *flow) bookMargin(a, b, capacity float64) {
	demand := &f.plan.Traffic.Demand
	for from := a; from < b; {
		to := min(b, demand.NextHour(from))
		if rate := demand.At((from + to) / 2); rate > 0 {
			f.booked.Margin.Add(capacity/rate-1, to-from)
		}
		from = to
	}
}
