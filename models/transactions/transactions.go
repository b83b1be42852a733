package transactions

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/consensus"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/rng"
)

// Transactions is all of them in one run. It lies in flat slices indexed by number, so that it can be copied and used
// again; nobody else writes it.
type Transactions struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	book     *book.Book
	fleet    *fleet.Fleet
	logs     *consensus.Consensus
	up       []bool  // by leaf: as far as the room has followed
	ups      []int32 // by class: nodes that are
	gone     []int32 // by class: nodes that went down in the event that is followed
	turned   []int32 // nodes that went down or came back in it
	flows    []flow
}

// flow is the transactions of one kind in a run. What comes of those that come now follows from who is up.
type flow struct {
	*flowPlan
	at           int32 // its number
	parties      []party
	coordinators []coordinator
	open         int32  // coordinators that take new ones
	halted       int64  // transactions of all coordinators that are not open
	missed       uint32 // events that took participants; names draws
	share        fate
	before
	meter
	singles
}

// before is how it was until now. Several may go down at one time, one event after the other: what is under way at each
// follows from how it was before the first.
type before struct {
	was    fate
	opened int32   // coordinators that were open
	fresh  int32   // that have opened now, with nothing under way
	left   float64 // share of those voting that have not aborted now for a participant
}

// party is a participant.
type party struct {
	up   int32   // of its nodes, or itself
	gone int32   // of those, in the event that is followed
	was  int32   // up until now
	left float64 // share of the sagas at its step that have not ended now for its sake
}

// coordinator is one that transactions have, or could have. It is open once it is up and has recovered.
type coordinator struct {
	up, open bool
	halted   int64     // transactions that it left in doubt or between two steps
	steps    int64     // that those of a saga had done
	since    sim.Time  // when it did
	begun    sim.Time  // when it was back
	opened   sim.Time  // when it was open again; 0 at first
	timer    sim.Timer // until it has recovered
	losses   uint32    // of it while it was open; names draws
	returns  uint32    // likewise
}

// fate is what comes of transactions that come now, and how many are where in the long run.
type fate struct {
	refused, missing, conflicting, late, committed float64 // shares of them, all together 1

	locked float64 // share of all work that those in doubt keep from a lock
	votes  float64 // number that votes
	inTime float64 // share of them whose last vote is not too late
	doubt  float64 // number of which all have voted, and nobody knows the decision
	undone float64 // share that is compensated for
	amid   float64 // number of sagas that are between two steps, or on their way back
}

func (t *Transactions) now() sim.Time { return t.calendar.Now() }

// On reports whether there are any.
func (t *Transactions) On() bool { return len(t.Plan.flows) > 0 }

// ask opens the stream of a question about a coordinator, or about all of a kind.
func (t *Transactions) ask(f *flow, purpose rng.Purpose, coordinator int, occurrence uint32) *chance.Draws {
	entity := f.entity
	if f.leaves != nil && coordinator != none {
		entity = rng.Child(t.fleet.Entity(f.leaves[coordinator]), entity)
	}
	return t.chance.Ask(purpose, entity, occurrence, 0)
}

// none stands where there is no such number.
const none = -1

// recovery is the wait of a coordinator that is back.
func (f *flow) recovery() models.Wait { return models.Wait{Law: f.Recovery} }

// note tells what became of a coordinator.
func (t *Transactions) note(f *flow, what models.What, number int) {
	if !t.fleet.Told() {
		return
	}
	where, nodes := models.ComponentID(-1), -1
	if f.leaves != nil {
		where, nodes = t.Topology.Node(f.leaves[number]), 1
	}
	t.fleet.Note(models.Note{At: t.now(), What: what, Incident: -1, Fault: -1, Blames: -1, Where: where, From: -1,
		Nodes: nodes, Watch: -1, Service: -1, Through: -1, Crew: -1, Log: -1, Transaction: int(f.at),
		Halted: f.coordinators[number].halted})
}
