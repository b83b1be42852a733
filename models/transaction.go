package models

import (
	"nines/sim"
	"nines/sim/dist"
)

// Transaction is a kind of transaction that changes the state of several participants, all of them or none, under one
// coordinator. They come as a Poisson process, whatever is up.
//
// A node of a class takes part while it is up, a service while it is, a log while it has a leader with a majority. Of a
// class with several nodes each transaction has one, any of them as likely as another: as a participant whether it is
// up or not, like the partition that holds a key; as a coordinator one of those that are up.
type Transaction struct {
	Name         string
	Participants []Party // different ones, in the order in which a saga comes to them; 2 … MaxParticipants
	Coordinator  Party   // none of the participants
	Rate         float64 // that come per second, > 0
	// Singly has each of them played by itself; otherwise they are rates between events, of which some are found under
	// way when somebody goes down.
	Singly   bool
	Protocol Protocol
	TwoPhase TwoPhase // by this Protocol
	Saga     Saga     // by this
	// Recovery is how long a coordinator that is back takes before it goes on with what it had under way and takes new
	// ones; nil: no time.
	Recovery dist.Law
}

// MaxParticipants is how many participants a kind of transaction has at most.
const MaxParticipants = 16

// Protocol says how participants come to do all or nothing.
type Protocol uint8

// The protocols.
const (
	ByTwoPhase Protocol = iota
	BySaga
)

// TwoPhase is two-phase commit with presumed abort (Mohan, Lindsay and Obermarck, "Transaction management in the R*
// distributed database management system", ACM TODS 11, 1986). First all participants vote, and hold locks; with the
// last vote the decision is written where the coordinator runs, then sent. Who misses votes decides to abort. Once
// all have voted, and until they know the decision, none of them can decide without the coordinator: they are in
// doubt if it is lost, and keep their locks until it is back and tells them to commit. Until the last has voted, the
// others agree among themselves to abort (the cooperative termination of Bernstein, Hadzilacos and Goodman, 1987).
type TwoPhase struct {
	Prepare dist.Law     // from the start to the last vote; a finite mean
	Timeout sim.Duration // without the last vote it aborts then, > 0
	Decide  dist.Law     // from the last vote until participants know the decision; a finite mean
	// Conflicts is the share of those that come which each transaction in doubt keeps from a lock, independently, in
	// [0, 1]. They abort at once.
	Conflicts float64
}

// Saga is a sequence of local transactions, each with another that compensates for it (Garcia-Molina and Salem,
// "Sagas", SIGMOD 1987). Others see what the steps that are done have changed. At a participant that is down a saga
// ends, and what it has done is compensated for, the last step first. When the coordinator is lost, all that are
// under way stand still until it is back; their participants undo the step that was not done.
type Saga struct {
	Step       dist.Law // of each participant; a finite mean > 0
	Compensate dist.Law // for each step; a finite mean
	// Resumes has sagas that stood still go on with the step that was not done; otherwise they are compensated for.
	Resumes bool
}

// Party is who takes part in transactions.
type Party struct {
	Kind  PartyKind
	Index int // into Blueprint.Classes, Services or Logs
}

// PartyKind says what a Party is.
type PartyKind uint8

// The kinds of parties.
const (
	OfClass PartyKind = iota
	OfService
	OfLog
)

// PartyLeaves are the leaves of a party that is a class, in order, or those that are members of one that is a log, or
// may become some.
func (b *Blueprint) PartyLeaves(p Party) []int32 {
	if p.Kind == OfLog {
		return b.Logs[p.Index].Hosts()
	}
	return b.Topology.LeavesOf(p.Index)
}

// PartyName is what a party is called: "etcd" for the class, service or log of that name.
func (b *Blueprint) PartyName(p Party) string {
	switch p.Kind {
	case OfLog:
		return b.Logs[p.Index].Name
	case OfService:
		return b.Services[p.Index].Name
	}
	return b.Classes[p.Index].Name
}
