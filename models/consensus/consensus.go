package consensus

import (
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Consensus is the logs in one run. All of it lies in flat slices indexed by number, so that it can be copied and used
// again; nobody else writes it.
type Consensus struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	book     *book.Book
	fleet    *fleet.Fleet
	logs     []log
	locks    []lock
}

// none stands where there is no such number.
const none = int32(-1)

// log is one in a run. It has a leader that can commit while there is one, and a majority is up.
type log struct {
	*logPlan
	at      int32 // its number
	members []member
	leader  int32          // member in office; none
	live    int32          // members up
	term    uint32         // the latest of any member
	losses  uint32         // of leaders; names draws
	flying  int            // messages under way
	leaves  sim.Timer      // when a leader without a majority does
	elected sim.Time       // when the leader was
	ways    []sim.Duration // of requests for votes, by candidate and member
	vacancy
	meter
}

// vacancy is how it came that a log has no leader that can commit; it means nothing while it has one.
type vacancy struct {
	since  sim.Time
	before uint32      // the latest term when it began, or when a majority was back
	why    book.Reason // its root is an index into LogOutcome.ByFault
	clean  bool        // a majority has been up all the time
}

// member is one of a log.
type member struct {
	leaf   int32
	up     bool
	stands bool      // it is a candidate in its term
	late   bool      // its time-out had begun when the timer was set, nobody knows when
	voted  int32     // for whom in its term; none
	votes  int32     // that a candidate has
	term   uint32    // the latest that it knows
	turns  uint32    // how often its time-out began; names draws
	pace   float64   // how many times longer all takes that it does, ≥ 1
	timer  sim.Timer // of its time-out
	begun  sim.Time  // when that began
	looked uint32    // its term when Check last looked
}

// event is one about a log, see First.
func event(kind sim.Kind, l *log, who int32) sim.Event {
	return sim.Event{Kind: kind, Who: who, Arg: l.at}
}

func (c *Consensus) now() sim.Time { return c.calendar.Now() }

// On reports whether there is any log.
func (c *Consensus) On() bool { return len(c.Plan.logs) > 0 }

// quorum reports whether a majority is up.
func (l *log) quorum() bool { return l.live >= l.majority }

// led reports whether there is a leader that can commit.
func (l *log) led() bool { return l.leader != none && l.quorum() }

// ask opens the stream of a question about a member, or about the log as a whole.
func (c *Consensus) ask(l *log, purpose rng.Purpose, m int32, occurrence, n uint32) *chance.Draws {
	entity := l.entity
	if m != none {
		entity = rng.Child(c.fleet.Entity(l.members[m].leaf), entity)
	}
	return c.chance.Ask(purpose, entity, occurrence, n)
}

// drawn is how long something takes that follows a law and that a slow member does.
func drawn(q *chance.Draws, law dist.Law, pace float64) sim.Duration {
	return sim.Duration(pace * float64(q.Lasts(law)))
}
