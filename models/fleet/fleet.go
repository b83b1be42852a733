package fleet

import (
	"math"

	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
)

// Fleet is the truth of one run. All of it lies in flat slices indexed by number, so that it can be copied and used
// again. What of it others may read they read through methods; nobody else writes it.
type Fleet struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	book     *book.Book
	story    func(models.Note) // nil: nobody listens

	nodes      []node
	domains    []int32 // by domain: open cases that hold all of it down
	processes  []process
	clocks     clocks
	cases      flat.Slots[Case]
	serial     int32 // cases so far
	holds      flat.Slots[Hold]
	stands     stands
	spreading  int      // strikes pending that others have triggered
	lastChange sim.Time // when the last change was made, good or bad; -Inf: none yet
	news       news
}

// node is the truth about one leaf, together with what is asked of it most: among a million nodes every other place to
// look is a wait for memory.
type node struct {
	entity uint64 // of the leaf
	holds  int32  // first of the holds on it, in order of onset; None where it is free
	downs  int32  // how many of them take it down; it is up iff 0
	class  int16  // of the leaf
}

// None stands where there is no such number.
const None = int32(-1)

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
	f.news = news{changes: f.news.changes[:0], nodes: f.news.nodes[:0]}
	f.stands.reset()
	f.resetClocks()
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
	f.cases.CopyFrom(&src.cases)
	f.holds.CopyFrom(&src.holds)
	f.stands.copyFrom(&src.stands)
	f.serial, f.spreading, f.lastChange = src.serial, src.spreading, src.lastChange
}

func (f *Fleet) now() sim.Time { return f.calendar.Now() }

// Nodes is how many there are.
func (f *Fleet) Nodes() int { return len(f.nodes) }

// Up reports whether a node is.
func (f *Fleet) Up(leaf int32) bool { return f.nodes[leaf].downs == 0 }

// Class of a node.
func (f *Fleet) Class(leaf int32) int16 { return f.nodes[leaf].class }

// Entity names the random streams of a node.
func (f *Fleet) Entity(leaf int32) uint64 { return f.nodes[leaf].entity }

// SinceChange is how long ago the last change was made, good or bad; +Inf: there was none.
func (f *Fleet) SinceChange() sim.Duration { return sim.Duration(f.now() - f.lastChange) }

// entity names the random streams of a fault on a component.
func (f *Fleet) entity(c models.ComponentID, fault int16) uint64 {
	if i, ok := f.Topology.Leaf(c); ok {
		return rng.Child(f.nodes[i].entity, f.faults[fault].key)
	}
	return rng.Child(f.Topology.Domains[c].Entity, f.faults[fault].key)
}

// Tell has what happens reported as Notes, as it happens; nil, the default, costs one test.
func (f *Fleet) Tell(story func(models.Note)) { f.story = story }

// Told reports whether anybody listens.
func (f *Fleet) Told() bool { return f.story != nil }

// Note reports. Somebody listens.
func (f *Fleet) Note(n models.Note) { f.story(n) }

// NoteOf is a note about a case and a place, its own or another, that says nothing of the work on it.
func (f *Fleet) NoteOf(what models.What, id int32, where models.ComponentID) models.Note {
	x := &f.cases.Items[id]
	n := models.Note{
		At: f.now(), What: what, Incident: int(x.serial), Fault: int(x.fault), Where: where, Nodes: int(x.nodes),
		Blames: -1, Watch: -1, Service: -1, Crew: -1,
	}
	if fault := f.FaultOf(x); fault != nil && len(fault.Modes) > 0 {
		n.Mode = fault.Modes[x.mode].Name
	}
	return n
}

func (f *Fleet) note(what models.What, id int32) {
	if f.story != nil {
		f.story(f.NoteOf(what, id, f.cases.Items[id].where))
	}
}
