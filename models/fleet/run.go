package fleet

import (
	"math"

	"nines/models/book"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
)

// Reset makes the fleet ready for one run of a plan, reusing its memory: everything is well. Times are told by the
// calendar, chance by the draws, and what happens is booked in b.
func (f *Fleet) Reset(p *Plan, c *chance.Draws, b *book.Book) {
	f.Plan, f.chance, f.book = p, c, b
	f.nodes = flat.Fill(f.nodes, len(p.Topology.Leaves), node{holds: None})
	for i, leaf := range p.Topology.Leaves {
		f.nodes[i].entity, f.nodes[i].class = leaf.Entity, leaf.Class
	}
	f.domains = flat.Fill(f.domains, len(p.Topology.Domains), 0)
	f.processes = flat.Fill(f.processes, p.processes, process{})
	f.cases.Reset()
	f.holds.Reset()
	f.serial, f.spreading, f.lastChange = 0, 0, sim.Time(math.Inf(-1))
	f.news.reset()
	f.stands.reset()
	f.partitions = f.partitions[:0]
	f.resetClocks()
	f.resetTurns()
}

// Start schedules the first life of every process.
func (f *Fleet) Start(c *sim.Calendar) {
	f.calendar = c
	for p := range f.processes {
		f.beginLife(int32(p))
	}
}

// CopyFrom makes f equal to src in its own memory; it draws, books and schedules with what it is given.
func (f *Fleet) CopyFrom(src *Fleet, c *sim.Calendar, draws *chance.Draws, b *book.Book) {
	f.Plan, f.calendar, f.chance, f.book, f.story = src.Plan, c, draws, b, nil
	f.nodes = flat.Copy(f.nodes, src.nodes)
	f.domains = flat.Copy(f.domains, src.domains)
	f.processes = flat.Copy(f.processes, src.processes)
	f.clocks.copyFrom(&src.clocks)
	f.turns = flat.CopyEach(f.turns, src.turns, copyTurns)
	f.cases.CopyFrom(&src.cases)
	f.holds.CopyFrom(&src.holds)
	f.stands.copyFrom(&src.stands)
	f.partitions = flat.Copy(f.partitions, src.partitions)
	f.serial, f.spreading, f.lastChange = src.serial, src.spreading, src.lastChange
}

// Handle plays an event of this room.
func (f *Fleet) Handle(e sim.Event) {
	switch e.Kind {
	case strikes:
		f.onStrike(e.Who, e.Arg > 0)
	case spreads:
		f.onSpread(e.Who)
	case pulses:
		f.onPulse(e.Who)
	case passes:
		f.post(Passed, e.Who, None)
	case begins:
		f.onBegins(e.Who)
	}
}

// Foresee reads what an event will need of the truth, and returns which node it is about; false where it is about none.
func (f *Fleet) Foresee(e sim.Event) (leaf int32, ok bool) {
	if e.Kind != strikes {
		return None, false
	}
	where, _ := f.target(e.Who)
	leaf, ok = f.Topology.Leaf(where)
	return leaf, ok
}

// Settle ends an event: all news has been read, and slots may be used again.
func (f *Fleet) Settle() {
	if f.news.any() {
		f.settle()
	}
}

func (f *Fleet) settle() {
	for _, c := range f.news.changes.All() {
		switch c.What {
		case Ended:
			x := &f.cases.Items[c.Case]
			f.freeHolds(x.first)
			x.first = None
			f.cases.Free(c.Case)
		case PutBack:
			f.freeHolds(c.Hold)
		}
	}
	f.news.reset()
}

// freeHolds gives the slots of a list of holds back.
func (f *Fleet) freeHolds(h int32) {
	for h != None {
		next := f.holds.Items[h].sibling
		f.holds.Free(h)
		h = next
	}
}
