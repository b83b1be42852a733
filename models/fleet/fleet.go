package fleet

import (
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
	turns      []turns // by budget
	cases      flat.Slots[Case]
	serial     int32 // cases so far
	holds      flat.Slots[Hold]
	stands     stands
	whoms      whoms
	partitions []int32  // open cases that lose messages, in order of onset
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

func (f *Fleet) now() sim.Time { return f.calendar.Now() }

// Nodes is how many there are.
func (f *Fleet) Nodes() int { return len(f.nodes) }

// Up reports whether a node is.
func (f *Fleet) Up(leaf int32) bool { return f.nodes[leaf].downs == 0 }

// Downs is how many holds take a node down.
func (f *Fleet) Downs(leaf int32) int32 { return f.nodes[leaf].downs }

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
