package book

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// state is one service now.
type state struct {
	units   int64    // of throughput reachable
	gaps    int32    // incidents that interrupt its role
	down    bool     // truth: its rule does not hold
	out     bool     // it is down, and not only for causes that do not count
	settled sim.Time // until when downtime and capacity are booked
	blame   blame
}

func (b *Book) resetServices() {
	for len(b.services) < len(b.plan.Services) {
		b.services = append(b.services, state{})
	}
	b.services = b.services[:len(b.plan.Services)]
	for i := range b.services {
		held := flat.Fill(b.services[i].blame.held, len(b.plan.Faults)+1, 0)
		b.services[i] = state{units: b.plan.services[i].allUnits, blame: blame{held: held}}
	}
	b.blaming = 0
}

// Level is what counts of the truth about a node: whether it is up and which share of its throughput does good.
type Level struct {
	Up    bool
	Reach float64 // in [0, 1]
}

// SettleClass books the services of a class up to now, as they have been.
func (b *Book) SettleClass(class int16, now sim.Time) {
	for _, s := range b.plan.onClass[class] {
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
	for _, id := range b.plan.onClass[class] {
		s, p := &b.services[id], &b.plan.services[id]
		gained := times * (Part(p.units[class], after.Reach) - Part(p.units[class], before.Reach))
		s.units += gained
		if cause.Case != none {
			b.cases[cause.Case].lost -= float64(gained) * p.perUnit
		}
		if p.byNodes {
			gained = times * (count(after.Up) - count(before.Up))
		}
		b.supply(p.gateOf[b.plan.Topology.Above(leaf, p.depth)], gained)
		doubtful = doubtful || s.down || s.gaps > 0 || !b.gates[p.root].open()
	}
	return doubtful
}

// falls reports whether a service is down as its rule and its role demand.
func (b *Book) falls(service int16) bool {
	return b.services[service].gaps > 0 || !b.gates[b.plan.services[service].root].open()
}

// Judge takes a service down or up as its rule and its role demand, and begins or ends an outage that counts. What it
// is owed up to now has been settled; whoever Asks has been told.
func (b *Book) Judge(service int16, now sim.Time, cause Cause) {
	s, down := &b.services[service], b.falls(service)
	if out := down && s.blame.counts(); out != s.out {
		b.turnOut(int(service), out, now, cause)
		s.out = out
	}
	if down != s.down {
		s.down = down
		b.turns = append(b.turns, Turn{int(service), down})
	}
}

// Interrupt counts by more incidents that interrupt the role of a service, which is judged by Judge thereafter.
func (b *Book) Interrupt(service int16, by int32, now sim.Time) {
	b.settleService(int(service), now)
	b.services[service].gaps += by
}

// Interrupted reports whether any incident interrupts the role of a service.
func (b *Book) Interrupted(service int) bool { return b.services[service].gaps > 0 }

// Reaches is the throughput of a service that is reachable, requests per second.
func (b *Book) Reaches(service int) float64 {
	return float64(b.services[service].units) * b.plan.services[service].perUnit
}

// Nothing reports whether nothing of a service is reachable.
func (b *Book) Nothing(service int) bool { return b.services[service].units == 0 }

// bookService integrates a service up to now: since it was settled nothing has changed. Downtime is shared over the
// faults by the throughput that their incidents hold; what falls to those that do not count is excused.
func (b *Book) bookService(s *state, p *service, o *models.ServiceOutcome, now sim.Time) {
	dt := float64(now - s.settled)
	s.settled = now
	o.Capacity += dt * float64(s.units) * p.perUnit
	o.Lost.Add(float64(p.allUnits-s.units)*p.perUnit, dt)
	if !s.down {
		return
	}
	excused, holding := 0.0, float64(s.blame.holding)
	if s.blame.excused > 0 {
		excused = dt * float64(s.blame.excused) / holding
	}
	o.Downtime += dt - excused
	o.Excused += excused
	for stage, held := range s.blame.stages {
		o.ByStage[stage] += dt * float64(held) / max(holding, 1)
	}
	for f, held := range s.blame.held {
		if held > 0 && (b.plan.uncounted == nil || !b.plan.uncounted[f]) {
			o.ByFault[f] += dt * float64(held) / holding
		}
	}
}

// clearService forgets what has been counted about a service.
func (b *Book) clearService(id int) {
	p := &b.plan.services[id]
	b.outcome.Services[id] = models.ServiceOutcome{
		ByFault: make([]float64, len(b.plan.Faults)+1), First: float64(b.plan.Time.Horizon), Censored: true,
		Installed: float64(p.allUnits) * p.perUnit,
	}
}
