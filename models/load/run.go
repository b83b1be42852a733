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
	l.resetFlows()
	l.resetLanes()
	l.resetStrains()
	l.resetMeter()
	l.presses = flat.Fill(l.presses, len(p.pressed), press{})
}

func (l *Load) resetFlows() {
	l.flows, l.nodes = flat.Resize(l.flows, len(l.streams)), l.nodes[:0]
	if l.On() {
		l.nodes = flat.Fill(l.nodes, len(l.Topology.Leaves), counted{condition{1, 1, 1}, 1, true, faultless})
	}
	for k := range l.flows {
		f := &l.flows[k]
		f.reset(&l.streams[k])
		f.told = l.hear(f, 0)
		l.learnCut(f)
	}
	l.meets, l.settled = flat.Resize(l.meets, len(l.meshes)), 0
}

// Start asks the balancers and winds the clocks of overload.
func (l *Load) Start(c *sim.Calendar) {
	l.calendar = c
	if l.Plays() {
		l.await()
		return
	}
	if l.On() {
		for k := range l.flows {
			f := &l.flows[k]
			f.split(l.sight.Board().View(l.now(), nil))
			for i := range f.classes {
				f.classes[i].whole = f.classes[i].share
			}
		}
		l.connectAll()
		l.rewind()
		l.measure()
		l.await()
	}
}

// CopyFrom makes l equal to src in its own memory; it draws, books, schedules and looks at what it is given.
func (l *Load) CopyFrom(src *Load, c *sim.Calendar, draws *chance.Draws, b *book.Book, truth *fleet.Fleet,
	seen *sight.Sight) {
	l.Plan, l.calendar, l.chance, l.book, l.fleet, l.sight = src.Plan, c, draws, b, truth, seen
	l.flows, l.settled = flat.CopyEach(l.flows, src.flows, (*flow).copyFrom), src.settled
	l.meets = flat.CopyEach(l.meets, src.meets, (*meeting).copyFrom)
	l.nodes = flat.Copy(l.nodes, src.nodes)
	l.meter.copyFrom(&src.meter)
	l.copyLanes(src)
	l.presses = flat.Copy(l.presses, src.presses)
	l.strains = flat.CopyEach(l.strains, src.strains, func(d *strain, s strain) {
		s.nodes = flat.Copy(d.nodes, s.nodes)
		*d = s
	})
}

// Follow takes over what an event has changed in the other rooms: of nodes, of services, and what restores take.
// Balancers are asked, with what they may know, where trust has changed. There is traffic. Cost: O(nodes touched +
// flows).
func (l *Load) Follow(restores Dragger) {
	if l.Plays() {
		l.inform(restores.Drag())
		l.await()
		return
	}
	news, drag := len(l.fleet.Touched())+len(l.sight.Turned()) > 0, restores.Drag()
	for k := range l.flows {
		f := &l.flows[k]
		f.hears = l.hear(f, drag)
		news = news || f.hears != f.told || f.told.cut() // who is to blame for that may have changed
	}
	if news {
		l.Settle()
		l.recount(l.fleet.Touched())
		l.recount(l.sight.Turned())
		for k := range l.flows {
			l.turn(k)
		}
		l.connectAll()
	}
	l.rewind()
	l.measure()
	l.await()
}

// connectAll follows a change of flows to those that they call.
func (l *Load) connectAll() {
	if !l.calls {
		return
	}
	for m := range l.meshes {
		if l.meshes[m].calls {
			l.connect(m)
			l.strained = len(l.strains) > 0
		}
	}
}

// turn has a flow go on as things are now.
func (l *Load) turn(k int) {
	f := &l.flows[k]
	f.told = f.hears
	l.learnCut(f)
	if f.stale {
		before := f.sent
		f.split(l.sight.Board().View(l.now(), nil))
		if f.sent != before {
			l.panic(f)
		}
	}
	l.hark(k)
}

// panic is called when the balancers of a flow begin to panic, or are calm again.
func (l *Load) panic(f *flow) {
	l.panicked(f)
	if !l.fleet.Told() {
		return
	}
	n := models.Note{At: l.now(), What: models.Calms, Incident: -1, Fault: -1, Blames: -1, From: -1, Where: -1, Watch: -1,
		Crew:    -1,
		Through: -1, Service: f.plan.service, Nodes: int(f.trusted())}
	if f.sent != models.ToTrusted {
		n.What = models.Panics
	}
	l.fleet.Note(n)
}

// recount counts nodes as what they are now.
func (l *Load) recount(leaves []int32) {
	for _, leaf := range leaves {
		l.spoil(leaf)
		if now, before := l.look(leaf), &l.nodes[leaf]; now != *before {
			class := l.fleet.Class(leaf)
			if k := l.flowOf[class]; k != fleet.None {
				l.flows[k].recount(class, *before, now)
			}
			*before = now
		}
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
		l.onPress(int(e.Who), e.Arg > 0)
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
	f := &l.flows[p.flow]
	counts := q.Happens(float64(l.loaded(k)) * l.excess(k, l.meshes[f.plan.mesh].demand.At(now)) / x.rate)
	struck := fleet.None
	for counts && struck == fleet.None {
		process := p.processes[q.Pick(len(p.processes))]
		if at := x.nodes[l.fleet.LeafOf(process)]; at == chosen || at == shunned && f.sent == models.ToAll {
			struck = process
		}
	}
	x.count++
	x.left, x.since = l.ask(k, 0).Bears(), l.now()
	if counts {
		l.fleet.StrikeEarly(struck)
	}
}
