package world

import (
	"nines/models"
	"nines/sim"
)

// outage is the last outage of one service. An outage that has ended is booked when the next begins or the run is over,
// since it may turn out to go on.
type outage struct {
	trigger int32    // process whose onset began it; none where unknown
	began   sim.Time // when it began
	ended   bool     // it has ended, at until, and is not booked yet
	until   sim.Time
}

// blink is how long a service must be back for one outage to end and another to begin, in seconds: twice what a clock
// in floating point resolves after centuries. Outages recorded back to back are one.
const blink = 4e-6

// bookService integrates a service over dt seconds in which nothing changed. Downtime is shared over the faults by the
// throughput that their incidents hold; what falls to those that do not count is excused.
func (m *meter) bookService(w *World, id int, dt float64) {
	s, state, p := &m.Services[id], &w.services[id], &w.plan.services[id]
	s.Capacity += dt * float64(state.units) * p.perUnit
	s.Lost.Add(float64(p.allUnits-state.units)*p.perUnit, dt)
	if !state.down {
		return
	}
	excused := 0.0
	if state.blame.excused > 0 {
		excused = dt * float64(state.blame.excused) / float64(state.blame.holding)
	}
	s.Downtime += dt - excused
	s.Excused += excused
	for stage, held := range state.blame.stages {
		s.ByStage[stage] += dt * float64(held) / float64(max(state.blame.holding, 1))
	}
	for f, held := range state.blame.held {
		if held > 0 && (w.plan.uncounted == nil || !w.plan.uncounted[f]) {
			s.ByFault[f] += dt * float64(held) / float64(state.blame.holding)
		}
	}
}

// clearService forgets what has been counted about a service.
func (m *meter) clearService(b *Plan, id int) {
	s, p := &m.Services[id], &b.plan.services[id]
	*s = models.ServiceOutcome{
		ByFault: make([]float64, len(b.Faults)+1), First: float64(b.Time.Horizon), Censored: true,
		Installed: float64(p.allUnits) * p.perUnit,
	}
}

// serviceTurned follows a service into an outage or out of it.
func (m *meter) serviceTurned(w *World, id int, down bool) {
	x := &m.outages[id]
	switch {
	case !down:
		x.until, x.ended = w.now(), true
	case x.ended && w.now()-x.until < blink:
		x.ended = false
	default:
		m.endOutage(id)
		m.beginOutage(w, id)
	}
}

func (m *meter) beginOutage(w *World, id int) {
	s, x := &m.Services[id], &m.outages[id]
	x.began, x.trigger = w.now(), none
	s.Outages++
	if m.cause != none {
		m.down(&w.incidents[m.cause], id, x)
	}
	if s.Censored {
		s.First, s.Censored = float64(x.began-m.start), false
	}
}

// down notes which incident began an outage of a service.
func (m *meter) down(cause *incident, service int, x *outage) {
	x.trigger = cause.process
	if cause.downing {
		return
	}
	cause.downing, cause.service = true, int16(service)
	if m.Processes != nil && cause.process != none {
		m.Processes[cause.process].Downing++
	}
}

// endOutage books the last outage of a service, if it is over.
func (m *meter) endOutage(id int) {
	x := &m.outages[id]
	if !x.ended {
		return
	}
	x.ended = false
	if x.began >= m.start {
		m.Services[id].Durations.Add(float64(x.until - x.began))
	}
	m.blame(x, x.until)
}

// blame books outage time up to now to the process that began the outage.
func (m *meter) blame(x *outage, now sim.Time) {
	if m.Processes != nil && x.trigger != none {
		m.Processes[x.trigger].Outage += float64(now - max(x.began, m.start))
	}
}
