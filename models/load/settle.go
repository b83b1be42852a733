package load

import "nines/models"

// Settle brings the traffic up to now: it books what arrived and what was lost since the last change.
func (l *Load) Settle() {
	now := l.now()
	if now <= l.settled || l.Plays() {
		return
	}
	origin := float64(l.Time.Warmup)
	a, b := float64(l.settled)-origin, float64(now)-origin
	for m := range l.meshes {
		l.carry(m, a, b)
		x := &l.meshes[m]
		for i := len(x.flows) - 1; i >= 0; i-- { // those that are called first
			k := x.flows[i]
			l.flows[k].book(&x.demand, a, b)
			l.owns(k, &x.demand, a, b)
		}
	}
	l.settled = now
}

// book takes down what came in [a, b].
func (f *flow) book(d *models.Demand, a, b float64) {
	c := &f.came
	f.booked.Arrived += c.arrived
	f.booked.Lost += max(0, c.arrived-c.served)
	if !f.told.down && c.served < c.arrived/2 {
		f.booked.Failing += b - a
	}
	f.arrived += c.arrived
	f.taken += c.taken
	f.failed += max(0, c.arrived-c.answered)
	f.bookMargin(d, a, b, f.told.reaches)
}

// carried is what becomes of requests.
type carried struct {
	arrived  float64
	carried  float64 // of those sent to nodes: that these answer well
	served   float64 // of those: that what the service needs and calls lets through
	answered float64 // do not fail: some of them are answered wrongly
	refused  float64 // were sent to nodes that cannot do so much
	taken    float64 // are answered by the nodes, and make calls
	missed   float64 // of those: fail with calls
}

// carry finds out what becomes of the requests that come to the flows of a mesh in [a, b].
func (l *Load) carry(m int, a, b float64) {
	x := &l.meshes[m]
	for _, k := range x.flows {
		l.flows[k].carry(&x.demand, a, b)
	}
	if x.fails {
		l.failCalls(m, a, b)
	}
}

// carry finds out what becomes of the requests of [a, b] if all calls succeed.
func (f *flow) carry(d *models.Demand, a, b float64) {
	x := &f.came
	*x = carried{arrived: f.offered.integral(d, a, b)}
	if f.told.interrupted {
		return
	}
	if f.plan.Seeker != nil {
		f.seek(d, a, b)
	} else {
		f.share(d, a, b)
	}
	x.taken, x.carried = x.answered, x.served
	x.served *= f.told.passes
	x.answered *= f.told.passes
}

// share finds out what becomes of the requests of [a, b] where classes are sent their shares.
func (f *flow) share(d *models.Demand, a, b float64) {
	x := &f.came
	for i := range f.paces {
		p := &f.paces[i]
		c := &f.classes[p.class]
		if used := f.used(p); c.share > 0 && used.answers > 0 {
			over := f.offered.overflow(d, a, b, f.limit(p))
			sent := c.share * (x.arrived - over)
			x.served += float64(sent * float64(used.quality) / full)
			x.answered += float64(sent * float64(used.answers) / full)
			x.refused += float64(c.share * over * float64(used.answers) / full)
		}
	}
}

// ahead is what is to come to a flow from now on until the demand changes, or for an hour, and in how many seconds.
func (l *Load) ahead(flow int) (x carried, lasts float64) {
	f := &l.flows[flow]
	d := &l.meshes[f.plan.mesh].demand
	a := float64(l.now()) - float64(l.Time.Warmup)
	b := min(d.NextHour(a+1e-3), a+hour)
	l.carry(f.plan.mesh, a, b)
	return f.came, b - a
}

const hour = 3600

// bookMargin records how far the throughput reachable lies above demand, hour by hour unless demand is constant.
func (f *flow) bookMargin(d *models.Demand, a, b, capacity float64) {
	for from := a; from < b; {
		to := min(b, d.NextHour(from))
		if rate := f.offered.at(d.At((from + to) / 2)); rate > 0 {
			f.booked.Margin.Add(capacity/rate, to-from)
		}
		from = to
	}
}
