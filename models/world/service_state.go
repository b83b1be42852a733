package world

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// serviceState is one service now.
type serviceState struct {
	units   int64                // of throughput reachable
	gaps    int32                // incidents that interrupt its role
	down    bool                 // truth: its rule does not hold
	out     bool                 // it is down, and not only for causes that do not count
	settled sim.Time             // until when downtime and capacity are booked
	held    []int64              // by cause: units that its incidents hold, each node's going to its earliest holder first
	stages  [models.Stages]int64 // likewise by the stage that each incident is in; without what is excused
	holding int64                // sum of held
	excused int64                // of it, what causes hold that do not count
}

func (w *World) resetServices() {
	for len(w.services) < len(w.Services) {
		w.services = append(w.services, serviceState{})
	}
	w.services = w.services[:len(w.Services)]
	for i := range w.services {
		held := flat.Fill(w.services[i].held, len(w.Faults)+1, 0)
		w.services[i] = serviceState{units: w.plan.services[i].allUnits, held: held}
	}
}

// settle books, for every service and flow that node i belongs to, the time since the last change as it has been.
func (w *World) settle(i int32) {
	class := w.nodes[i].class
	for _, s := range w.plan.onClass[class] {
		w.settleService(int(s))
	}
	w.settleFlow()
}

func (w *World) settleService(id int) {
	s := &w.services[id]
	dt := float64(w.now() - s.settled)
	if dt <= 0 {
		return
	}
	w.meter.bookService(w, id, dt)
	s.settled = w.now()
}

// charge adds (sign 1) or takes back (sign −1) what the holds of a node keep from each service, in whole units. The
// earliest hold takes its share of the whole, the next of what is left, and so on, so the shares sum to what is lost.
func (w *World) charge(i int32, sign int64) {
	if w.nodes[i].holds == none {
		return
	}
	class := w.nodes[i].class
	for _, s := range w.plan.onClass[class] {
		state, units := &w.services[s], w.plan.services[s].units[class]
		left, reach := units, 1.0
		for h := w.nodes[i].holds; h != none; h = w.holds[h].onNode {
			x := &w.incidents[w.holds[h].incident]
			reach *= w.symptomOf(h).Keeps()
			rest := part(units, reach)
			state.attribute(w.cause(x), x.charged, sign*(left-rest), w.plan.uncounted)
			left = rest
		}
	}
}

// restage moves what an incident holds to the stage that it enters, and books what a service that is down owes to the
// stage that it leaves.
func (w *World) restage(x *incident, next models.Stage) {
	w.chargeNodes(x, -1)
	x.charged = next
	w.chargeNodes(x, 1)
}

// chargeNodes charges all nodes that an incident holds. Innocents need not be looked at: while one is worked on, the
// stage stays what it is.
func (w *World) chargeNodes(x *incident, sign int64) {
	for h := x.first; h != none; h = w.holds[h].sibling {
		leaf := w.holds[h].node
		for _, s := range w.plan.onClass[w.nodes[leaf].class] {
			if w.services[s].down {
				w.settleService(int(s))
			}
		}
		w.charge(leaf, sign)
	}
}

// attribute adds to what a cause holds.
func (s *serviceState) attribute(cause int, at models.Stage, units int64, uncounted []bool) {
	s.held[cause] += units
	s.holding += units
	if uncounted != nil && uncounted[cause] {
		s.excused += units
	} else {
		s.stages[at] += units
	}
}

// cause of what a case holds: its fault or, after all faults, false alarms.
func (w *World) cause(x *incident) int {
	if x.fault == int16(none) {
		return len(w.Faults)
	}
	return int(x.fault)
}

// part of a node's units that a share leaves, rounded: the same whole number whenever it is asked.
func part(units int64, share float64) int64 { return int64(float64(units)*share + 0.5) }

// servicesChanged moves the gates of the services of node i and notes which of them go up or down.
func (w *World) servicesChanged(i int32, before, after condition) {
	class := w.nodes[i].class
	for _, s := range w.plan.onClass[class] {
		p := &w.plan.services[s]
		gained := part(p.units[class], after.reach) - part(p.units[class], before.reach)
		w.services[s].units += gained
		if w.meter.cause != none {
			w.incidents[w.meter.cause].lost -= float64(gained) * p.perUnit
		}
		if p.byNodes {
			gained = count(after.up) - count(before.up)
		}
		w.supply(p.gateOf[w.Topology.Above(i, p.depth)], gained)
		w.judge(int(s))
	}
}

// judge takes a service down or up as its rule and its role demand, and begins or ends an outage that counts.
// Attribution and downtime up to now are settled by the caller.
func (w *World) judge(id int) {
	s := &w.services[id]
	down := s.gaps > 0 || !w.gates[w.plan.services[id].root].open()
	if out := down && (s.excused == 0 || s.holding > s.excused); out != s.out {
		w.meter.serviceTurned(w, id, out)
		s.out = out
	}
	if down != s.down {
		s.down = down
		w.noteService(id, down)
	}
}

// judgeAnew judges the services of a node whose holds are others than before, though its condition may be the same: one
// cause that counts may have taken over from one that does not.
func (w *World) judgeAnew(i int32) {
	if w.plan.uncounted == nil {
		return
	}
	for _, s := range w.plan.onClass[w.nodes[i].class] {
		w.judge(int(s))
	}
}

func count(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// supply changes what a gate has and, where that opens or closes it, the gate that counts it, up to the root.
func (w *World) supply(g int32, by int64) {
	for g >= 0 && by != 0 {
		x := &w.gates[g]
		was := x.open()
		x.have += by
		by = count(x.open()) - count(was)
		g = x.parent
	}
}
