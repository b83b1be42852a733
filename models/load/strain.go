package load

import (
	"math"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
)

// strain is the clock of one overload fault in one class, of the strikes by which loaded nodes exceed the rate at which
// they fail anyway. Nodes of a class are sent the same, so their excess hazards are equal, and the first of them to be
// struck is any of them: one clock stands for all, and a change of the load costs O(1). Where demand changes the clock
// runs at the highest rate of the hour, and a strike counts with the probability of the present rate over that
// (thinning; Lewis and Shedler, Naval Research Logistics 26, 1979).
type strain struct {
	timer sim.Timer   // of the next strike, or of the end of the hour
	count uint32      // strikes so far, thinned ones among them; names the draws
	nodes []readiness // by leaf, as they are counted
	ready [2]int64    // nodes that are up and not held by the fault: those that are shunned, those that are chosen
	left  float64     // strikes to be expected until the next: an exponential with mean 1, less what is used up
	rate  float64     // at which it is used up, per second
	since sim.Time    // until when it is
}

// readiness is whether a node could be struck by a clock, and is sent work.
type readiness uint8

const (
	unready readiness = iota
	shunned
	chosen
)

// First is the first kind of event of this room; it owns sixteen.
const First = sight.First + 32

// The kinds of events.
const (
	strikes sim.Kind = First + iota // a clock of overload (Who) strikes (Arg 1), or its hour is over
	looks                           // the detector of an alert (Who) looks at requests, see goesOn for Arg
	presses                         // the demand passes what the service reaches (Arg 1), or may be about to
)

var forever = sim.Duration(math.Inf(1))

func (l *Load) resetStrains() {
	l.strains = flat.Resize(l.strains, len(l.plans))
	l.strained = len(l.strains) > 0
	for k := range l.strains {
		x, p := &l.strains[k], &l.plans[k]
		*x = strain{nodes: flat.Fill(x.nodes, len(p.processOf), unready)}
		for leaf, process := range p.processOf {
			if process != fleet.None {
				x.nodes[leaf] = chosen
			}
		}
		x.ready[1] = int64(len(p.processes))
		x.left = l.ask(k, 0).Bears()
	}
}

func (l *Load) ask(k int, n uint32) *chance.Draws {
	p := &l.plans[k]
	class := l.Services[l.streams[p.flow].service].Classes[p.class]
	entity := rng.Child(l.Key(p.fault), rng.Name(0, l.Classes[class].Name))
	return l.chance.Ask(chance.Strain, entity, l.strains[k].count, n)
}

// readiness is that of a node which a process would strike.
func (l *Load) readiness(leaf, process int32) readiness {
	switch {
	case process == fleet.None || !l.fleet.Vulnerable(leaf, process):
		return unready
	case l.sight.Chosen(leaf):
		return chosen
	}
	return shunned
}

// ready counts a node anew for a clock.
func (l *Load) ready(k int, leaf int32) {
	x, now := &l.strains[k], l.readiness(leaf, l.plans[k].processOf[leaf])
	if before := x.nodes[leaf]; before != unready {
		x.ready[before-1]--
	}
	if x.nodes[leaf] = now; now != unready {
		x.ready[now-1]++
	}
	l.strained = true
}

// rewind sets the clocks anew after an event that changes the load, or who can be struck.
func (l *Load) rewind() {
	if !l.strained {
		return
	}
	l.strained = false
	for k := range l.strains {
		l.wind(k)
	}
}

// loaded is how many nodes a clock may strike: those that are sent work.
func (l *Load) loaded(k int) int64 {
	x := &l.strains[k]
	switch l.flows[l.plans[k].flow].sent {
	case models.ToAll:
		return x.ready[0] + x.ready[1]
	case models.ToNobody:
		return 0
	}
	return x.ready[1]
}

// excess is the hazard that a demand of the mesh adds for each node, per second.
func (l *Load) excess(k int, demand float64) float64 {
	p := &l.plans[k]
	return l.Faults[p.fault].Overload.Excess(l.flows[p.flow].utilization(p.class, demand))
}

// wind books what a clock has used up and schedules its next strike, or the end of the hour if that comes first.
func (l *Load) wind(k int) {
	x := &l.strains[k]
	x.left -= float64(x.rate * float64(l.now()-x.since))
	x.since = l.now()
	l.calendar.Cancel(&x.timer)
	due, until := forever, forever
	x.rate = 0
	if loaded := l.loaded(k); loaded > 0 {
		now, demand := float64(l.now())-float64(l.Time.Warmup), l.demand(l.plans[k].flow)
		end := demand.NextHour(now + 1e-3) // so that rounding makes no hour of no length
		x.rate = float64(loaded) * l.excess(k, demand.Most(now, end))
		until = sim.Duration(end - now)
	}
	if x.rate > 0 {
		due = sim.Duration(max(0, x.left) / x.rate)
	}
	if next := min(due, until); l.now()+sim.Time(next) < l.End() {
		e := sim.Event{Kind: strikes, Who: int32(k)}
		if due <= until {
			e.Arg = 1
		}
		x.timer = l.calendar.After(next, e)
	}
}
