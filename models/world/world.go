package world

import (
	"math"

	"nines/models"
	"nines/models/book"
	"nines/models/load"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
)

// World is the mutable state of one run of a blueprint: truth, beliefs, incidents, crews, services and what has been
// measured so far. All of it lies in flat slices indexed by number, so that a world can be copied and used again. A
// World is a sim.Model; it is not safe for concurrent use.
type World struct {
	*Plan
	calendar *sim.Calendar
	draws    draws
	tell     func(models.Note)

	// Truth.
	nodes      []node
	domainHeld []int32 // by domain: open incidents that hold all of it down
	processes  []process
	paused     []float64 // by process: life left while its clock stands still; running where negative
	frailty    []float64 // by process: rate multiplier; nil when no fault has lemons
	ages       []float64 // by process: age at which its next life begins; nil when no failure is Aging
	incidents  []incident
	freed      int32    // first free slot of incidents
	serial     int32    // incidents so far
	spreading  int      // strikes pending that others have triggered
	lastChange sim.Time // when the last change was made, good or bad; -Inf: none yet
	reliefs    []relief
	freeRelief int32
	begun      []models.Relief // at the present alarm
	stands     stands
	holds      []hold
	freeHold   int32

	// Belief.
	beliefs []belief     // by node × detector
	cuts    []int32      // open partitions, where detectors stand inside
	board   models.Board // what deciders may know

	// Services and resources.
	roles    [][]int32 // by service: nodes that have its role
	teams    []team
	shelves  []shelf
	pools    []pool
	flow     load.Flow
	strains  []strain // clocks of overload
	strained bool     // what they depend on has changed in the present event

	// Work.
	memory  []memo                // by process; empty where the recoverer forgets
	held    [models.MaxLines]line // cases on hold
	holding uint64                // lines in which there are any, as a set
	cases   int                   // cases that somebody works on

	book book.Book
}

// node is the truth about one leaf, together with what is asked of it most: among a million nodes every other place to
// look is a wait for memory.
type node struct {
	entity     uint64 // of the leaf
	holds      int32  // first of the holds on it, in order of onset; none where -1
	downs      int32  // how many of them take it down; it is up iff 0
	class      int16  // of the leaf
	suspecting uint16 // detectors that suspect it, as a set
	shunned    bool   // by balancers: enough detectors that they hear suspect it, or it is drained
	accused    bool   // a case that is not genuine is about it
	drains     int8   // incidents that keep it from work
}

const none = int32(-1)

// Reset makes the world ready for one replication of a plan, reusing its memory.
func (w *World) Reset(b *Plan, seed uint64, replication uint32) {
	w.Plan, w.draws = b, draws{key: rng.Key{Seed: seed, Replication: replication}}
	w.book.Reset(b.plan.book, replication)
	w.nodes = flat.Fill(w.nodes, len(b.Topology.Leaves), node{holds: none})
	for i, leaf := range b.Topology.Leaves {
		w.nodes[i].entity, w.nodes[i].class = leaf.Entity, leaf.Class
	}
	w.domainHeld = flat.Fill(w.domainHeld, len(b.Topology.Domains), 0)
	w.processes = flat.Fill(w.processes, b.Processes(), process{})
	w.beliefs = flat.Fill(w.beliefs, len(w.nodes)*len(b.Watches), belief{})
	w.board.Reset(b.Topology, len(w.nodes), b.Time.Warmup)
	w.cuts = w.cuts[:0]
	w.incidents, w.freed, w.serial, w.spreading = w.incidents[:0], none, 0, 0
	w.lastChange = sim.Time(math.Inf(-1))
	w.holds, w.freeHold = w.holds[:0], none
	w.resetAging()
	w.resetTeams()
	w.resetShelves()
	w.resetPools()
	w.resetMemory()
	w.resetRoles()
	w.holding, w.cases = 0, 0
	for i := range w.held {
		w.held[i] = nobody
	}
	w.reliefs, w.freeRelief = w.reliefs[:0], none
	w.resetStands()
	w.flow.Reset(b.plan.book)
	w.resetStrains()
}

// Tell has every transition of the run reported as a Note, as it happens; nil, the default, costs one test.
func (w *World) Tell(f func(models.Note)) { w.tell = f }

// Start schedules the first life of every process, the first mistakes of the detectors and the clockwork of the
// measurements.
func (w *World) Start(c *sim.Calendar) {
	w.calendar = c
	for p := range w.processes {
		w.beginLife(int32(p))
	}
	for i := range w.nodes {
		for d := range w.Watches {
			w.awaitFirst(int32(i), d)
		}
	}
	for i := range w.Crews {
		w.scheduleShift(i)
	}
	w.scheduleMeasurements()
	w.rewind()
}

// Handle plays one event.
func (w *World) Handle(_ *sim.Calendar, e sim.Event) {
	w.book.Event()
	switch e.Kind {
	case strikes:
		w.onStrike(e.Who, e.Arg > 0)
	case spreads:
		w.onSpread(e.Who)
	case flapped:
		w.onFlap(e.Who)
	case strains:
		w.onStrain(int(e.Who), e.Arg > 0)
	case grows:
		w.onGrow(e.Who)
	case turns:
		w.onTurn(e.Who, int(e.Arg))
	case diagnosed:
		w.onDiagnosis(e.Who)
	case due:
		w.onDue(e.Who)
	case arrived:
		w.onArrived(e.Who)
	case worked:
		w.onWorked(e.Who)
	case copyEnds:
		w.onCopied(int16(e.Who))
	case verified:
		w.onVerified(e.Who)
	case relieved:
		w.onRelief(e.Who)
	case delivered:
		w.onDelivery(int16(e.Who), e.Arg)
	case shiftTurns:
		w.onShift(int(e.Who))
	case healed:
		w.onHealed(e.Who)
	case measured:
		w.onMeasure()
	case ticked:
		w.onTick(int(e.Who))
	case reported:
		w.book.Report(int(e.Who))
	case windowed:
		w.onWindow(int(e.Who), int(e.Arg))
	}
	w.rewind()
	w.verify()
}

func (w *World) now() sim.Time { return w.calendar.Now() }
