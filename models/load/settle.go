package load

import "nines/sim"

// settle books what arrived and what was lost since the last change.
func (f *flow) settle(now sim.Time) {
	if now <= f.settled {
		return
	}
	origin := float64(f.plan.Time.Warmup)
	a, b := float64(f.settled)-origin, float64(now)-origin
	arrived := f.plan.demand.Integral(a, b)
	c := f.carried(a, b, arrived)
	f.booked.Arrived += arrived
	f.booked.Lost += max(0, arrived-c.served)
	if !f.told.down && c.served < arrived/2 {
		f.booked.Failing += b - a
	}
	f.arrived += arrived
	f.failed += max(0, arrived-c.answered)
	f.bookMargin(a, b, f.told.reaches)
	f.settled = now
}

// carried is what becomes of requests.
type carried struct {
	served   float64 // are answered well
	answered float64 // do not fail: some of them are answered wrongly
	refused  float64 // were sent to nodes that cannot do so much
}

// carried is what becomes of so many requests that arrive in [a, b].
func (f *flow) carried(a, b, arrived float64) carried {
	if f.told.interrupted {
		return carried{}
	}
	x := f.reached(a, b, arrived)
	x.served *= f.told.passes
	x.answered *= f.told.passes
	return x
}

// reached is carried where nothing that the service needs fails.
func (f *flow) reached(a, b, arrived float64) (x carried) {
	for i := range f.paces {
		p := &f.paces[i]
		c := &f.classes[p.class]
		if used := f.used(p); c.share > 0 && used.answers > 0 {
			limit := f.plan.Classes[c.number].Throughput * (1 - f.told.drag) / c.share / p.slow
			over := f.plan.demand.Overflow(a, b, limit)
			sent := c.share * (arrived - over)
			x.served += float64(sent * float64(used.quality) / full)
			x.answered += float64(sent * float64(used.answers) / full)
			x.refused += float64(c.share * over * float64(used.answers) / full)
		}
	}
	return x
}

// ahead is what is to come from a time on until the demand changes, or for an hour, in requests per second.
func (f *flow) ahead(now sim.Time) (arrives, fails, refused float64) {
	a := float64(now - sim.Time(f.plan.Time.Warmup))
	b := min(f.plan.demand.NextHour(a+1e-3), a+hour)
	arrived := f.plan.demand.Integral(a, b)
	x := f.carried(a, b, arrived)
	const rounding = 1e-9
	if fails = (arrived - x.answered) / (b - a); fails < rounding*arrived/(b-a) {
		fails = 0
	}
	return arrived / (b - a), fails, x.refused / (b - a)
}

const hour = 3600

// bookMargin records how far the throughput reachable lies above demand, hour by hour unless demand is constant.
func (f *flow) bookMargin(a, b, capacity float64) {
	demand := &f.plan.demand
	for from := a; from < b; {
		to := min(b, demand.NextHour(from))
		if rate := demand.At((from + to) / 2); rate > 0 {
			f.booked.Margin.Add(capacity/rate, to-from)
		}
		from = to
	}
}
