package load

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/flat"
)

// Reset makes the traffic of a run in which all nodes are well and trusted.
func (l *Load) Reset(p *Plan, draws *chance.Draws, b *book.Book, truth *fleet.Fleet, seen *sight.Sight) {
	l.Plan, l.chance, l.book, l.fleet, l.sight = p, draws, b, truth, seen
	l.flow.reset(p.Book)
	l.nodes = l.nodes[:0]
	if l.flow.on() {
		l.nodes = flat.Fill(l.nodes, len(p.Topology.Leaves), counted{condition{1, 1, 1}, 1, true})
		l.flow.told = l.hear(0)
	}
	l.resetStrains()
	l.resetMeter()
	l.press = press{}
}

// Start asks the balancer and winds the clocks of overload.
func (l *Load) Start(c *sim.Calendar) {
	l.calendar = c
	if l.flow.on() {
		l.flow.split(l.sight.Board().View(l.now(), nil))
		l.rewind()
		l.measure()
		l.await()
	}
}

// CopyFrom makes l equal to src in its own memory; it draws, books, schedules and looks at what it is given.
func (l *Load) CopyFrom(src *Load, c *sim.Calendar, draws *chance.Draws, b *book.Book, truth *fleet.Fleet,
	seen *sight.Sight) {
	l.Plan, l.calendar, l.chance, l.book, l.fleet, l.sight = src.Plan, c, draws, b, truth, seen
	l.flow.copyFrom(&src.flow)
	l.nodes = flat.Copy(l.nodes, src.nodes)
	l.meter.copyFrom(&src.meter)
	l.press = src.press
	l.strains = flat.CopyEach(l.strains, src.strains, func(d *strain, s strain) {
		s.nodes = flat.Copy(d.nodes, s.nodes)
		*d = s
	})
}

// Follow takes over what an event has changed in the other rooms: of nodes, of the service, and what restores take. The
// balancer is asked, with what it may know, where trust has changed. There is traffic. Cost: O(nodes touched).
func (l *Load) Follow(restores Dragger) {
	if told := l.hear(restores.Drag()); told != l.flow.told || len(l.fleet.Touched())+len(l.sight.Turned()) > 0 {
		l.Settle()
		l.flow.told = told
		l.recount(l.fleet.Touched())
		l.recount(l.sight.Turned())
		before := l.flow.sent
		l.flow.split(l.sight.Board().View(l.now(), nil))
		if l.flow.sent != before {
			l.turn()
		}
		l.meter.hear()
	}
	l.rewind()
	l.measure()
	l.await()
}

// turn is called when balancers begin to panic, or are calm again.
func (l *Load) turn() {
	l.panicked()
	if !l.fleet.Told() {
		return
	}
	n := models.Note{At: l.now(), What: models.Calms, Incident: -1, Fault: -1, Blames: -1, From: -1, Where: -1, Watch: -1,
		Crew:    -1,
		Through: -1, Service: l.Traffic.Service, Nodes: int(l.flow.trusted())}
	if l.flow.sent != toTrusted {
		n.What = models.Panics
	}
	l.fleet.Note(n)
}

// recount counts nodes as what they are now.
func (l *Load) recount(leaves []int32) {
	for _, leaf := range leaves {
		l.spoil(leaf)
		now := l.look(leaf)
		l.flow.recount(l.fleet.Class(leaf), l.nodes[leaf], now)
		l.nodes[leaf] = now
		for k := range l.strains {
			l.ready(k, leaf)
		}
	}
}

// Handle plays an event of this room.
func (l *Load) Handle(e sim.Event) {
	switch e.Kind {
	case looks:
		l.onLook(int(e.Who), e.Arg)
	case presses:
		l.onPress(e.Arg > 0)
	default:
		l.onStrain(int(e.Who), e.Arg > 0)
	}
}

// KindName says what an event of this room is about.
func KindName(k sim.Kind) string {
	switch k {
	case looks:
		return "look"
	case presses:
		return "press"
	}
	return "strain"
}

// onStrain plays the strike of a clock, or begins its next hour.
func (l *Load) onStrain(k int, strike bool) {
	l.strained = true
	if !strike {
		return
	}
	x, p := &l.strains[k], &l.plans[k]
	q := l.ask(k, 1)
	now := float64(l.now()) - float64(l.Time.Warmup)
	counts := q.Happens(float64(l.loaded(k)) * l.excess(k, l.Traffic.Demand.At(now)) / x.rate)
	struck := fleet.None
	for counts && struck == fleet.None {
		process := p.processes[q.Pick(len(p.processes))]
		if at := x.nodes[l.fleet.LeafOf(process)]; at == chosen || at == shunned && l.flow.sent == toAll {
			struck = process
		}
	}
	x.count++
	x.left, x.since = l.ask(k, 0).Bears(), l.now()
	if counts {
		l.fleet.StrikeEarly(struck)
	}
}
