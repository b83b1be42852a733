package book

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/stat"
)

// state is one service now.
type state struct {
	units      int64    // of throughput reachable
	suspended  int32    // reasons for which it is down whatever its nodes
	apart      []apart  // of those, the ones that lie in other nodes
	down       bool     // truth: its rule does not hold
	out        bool     // it is down, and not only for causes that do not count
	settled    sim.Time // until when downtime and capacity are booked
	keeps      float64  // share of its requests that find what they need in stores, see Keep
	passes     float64  // share of them that stores and what it needs and does not call let through
	loses      float64  // share of them that it loses for want of it while it is up
	opens      bool     // scratch of save: it would not be shut with a cure
	maintained int32    // holds, of faults that do not count, on nodes that it runs on or that what it needs runs on
	members    []int32  // leaves of its log, see service
	blame      blame
}

func (b *Book) resetServices() {
	b.services = flat.Resize(b.services, len(b.plan.Services))
	for i := range b.services {
		held := flat.Fill(b.services[i].blame.held, len(b.plan.Faults)+1, 0)
		room := len(b.plan.Services[i].Stores) + 1 // and a lock
		apart := flat.Fill(b.services[i].apart, room, apart{})[:0]
		p := &b.plan.services[i]
		members := append(b.services[i].members[:0], p.members...)
		b.services[i] = state{units: p.allUnits, keeps: 1, passes: 1, down: p.never, out: p.never, blame: blame{held: held},
			members: members, apart: apart}
	}
	b.blaming, b.apart, b.opened = 0, 0, 0
}

// Level is what counts of the truth about a node: whether it is up and which share of its throughput does good.
type Level struct {
	Up    bool
	Reach float64 // in [0, 1]
}

// SettleClass books the services of a class, and those that need them, up to now, as they have been.
func (b *Book) SettleClass(class int16, now sim.Time) {
	for _, s := range b.plan.touched[class] {
		b.settleService(int(s), now)
	}
}

func (b *Book) settleService(id int, now sim.Time) {
	if s := &b.services[id]; now > s.settled {
		b.bookService(s, &b.plan.services[id], &b.outcome.Services[id], now)
	}
}

// Change settles the services of a class and carries over to them that a node has changed, which serves for so many. It
// reports whether they are to be judged, by Judge: not where all are up and stay so.
func (b *Book) Change(leaf int32, class int16, before, after Level, times int64, now sim.Time, cause Cause) (
	doubtful bool) {
	b.SettleClass(class, now)
	b.stale = true
	for _, id := range b.plan.onClass[class] {
		s, p := &b.services[id], &b.plan.services[id]
		gained := times * (Part(p.units[class], after.Reach) - Part(p.units[class], before.Reach))
		s.units += gained
		if p.pressed {
			b.gates.ask(p.own, b.plan.asked(p, now))
		}
		if cause.Case != none {
			b.cases[cause.Case].lost -= float64(float64(gained) * p.perUnit)
		}
		if p.byNodes {
			gained = times * (count(after.Up) - count(before.Up))
		}
		b.gates.supply(p.gateOf[b.plan.Topology.Above(leaf, p.depth)], gained)
		doubtful = doubtful || s.down || s.suspended > 0 || !b.gates[p.root].open()
	}
	return doubtful
}

// falls reports whether a service is down as its rule, what suspends it and what it needs demand.
func (b *Book) falls(service int16) bool {
	return b.services[service].suspended > 0 || !b.gates[b.plan.services[service].root].open()
}

// settleBehind books the services that need one up to now.
func (b *Book) settleBehind(service int16, now sim.Time) {
	if b.plan.needs != nil {
		b.plan.needs.each(b.plan.needs.behind[service], func(s int16) { b.settleService(int(s), now) })
	}
}

// Downtime is what has been booked for a service of the measured time so far, of what counts, in seconds.
func (b *Book) Downtime(service int) float64 { return b.outcome.Services[service].Downtime }

// Down reports whether a service is down, whether or not that counts.
func (b *Book) Down(service int) bool { return b.services[service].down }

// Reaches is the throughput of a service that is reachable, requests per second.
func (b *Book) Reaches(service int) float64 {
	return float64(b.services[service].units) * b.plan.services[service].perUnit
}

// Passes is the share of a service's requests that stores and what it needs let through. What it needs and calls is not
// counted: its requests fail with their calls.
func (b *Book) Passes(service int) float64 { return b.services[service].passes }

// Nothing reports whether nothing of a service is reachable.
func (b *Book) Nothing(service int) bool { return b.services[service].units == 0 }

// bookService integrates a service up to now: since it was settled nothing has changed.
func (b *Book) bookService(s *state, p *service, o *models.ServiceOutcome, now sim.Time) {
	since, before := s.settled, o.Downtime
	dt := float64(now - since)
	s.settled = now
	o.Capacity += float64(dt * float64(s.units) * p.perUnit)
	o.Lost.Add(float64(p.allUnits-s.units)*p.perUnit, dt)
	switch {
	case b.plan.needs != nil:
		b.bookNeeds(p.id, dt)
	case s.down:
		b.owe(o, p.id, dt)
	}
	if s.down {
		b.bookCures(p.id, o, o.Downtime-before)
	}
	if b.plan.Trail {
		b.follow(o, since, now, min((o.Downtime-before)/dt, 1), p.lapse(s))
	}
}

// lapse is what a service is other than up.
func (p *service) lapse(s *state) models.Lapse {
	x := models.Lapse{Down: s.down, Maintained: s.maintained > 0}
	for _, level := range p.levels {
		if s.units < level {
			x.Below++
		}
	}
	return x
}

// follow adds to the trail of a service what it was from one instant to another, and which share of that was downtime.
func (b *Book) follow(o *models.ServiceOutcome, from, to sim.Time, share float64, is models.Lapse) {
	if is == (models.Lapse{}) {
		return
	}
	step := stat.Stretch{From: float64(from - b.start), To: float64(to - b.start), Height: share}
	if n := len(o.Trail); n > 0 && o.Trail[n-1].To == step.From && o.Trail[n-1].Height == share &&
		o.Trail[n-1].Lapse == is {
		o.Trail[n-1].To = step.To
		return
	}
	o.Trail = append(o.Trail, models.Span{Stretch: step, Lapse: is})
}

// Maintain counts by more holds of faults that do not count on a node of a class. What runs on it is settled up to now.
func (b *Book) Maintain(class int16, by int32) {
	for _, s := range b.plan.touched[class] {
		b.services[s].maintained += by
	}
}

// clearService forgets what has been counted about a service.
func (b *Book) clearService(id int) {
	p := &b.plan.services[id]
	b.outcome.Services[id] = models.ServiceOutcome{
		ByFault: make([]float64, len(b.plan.Faults)+1), Begun: make([]int, len(b.plan.Faults)+1),
		Took: make([]int, len(b.plan.Faults)+1), Saved: make([]float64, len(b.plan.cures.all)),
		First: float64(b.plan.Time.Horizon), Censored: true,
		Installed: float64(p.allUnits) * p.perUnit,
	}
	if o := &b.outcome.Services[id]; b.services[id].out {
		o.First, o.Censored = 0, false
	}
	if b.plan.needs != nil {
		o := &b.outcome.Services[id]
		o.ByService, o.Hinges = make([]float64, len(b.plan.Services)), make([]float64, len(b.plan.Services))
	}
}
