package consensus

import (
	"math/bits"

	"nines/models"
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
	spreader models.Spreader // scratch
}

// none stands where there is no such number.
const none = int32(-1)

// log is one in a run. It has a leader that can commit while there is one that reaches a majority both ways.
type log struct {
	*logPlan
	at      int32 // its number
	members []member
	leader  int32          // member in office that reaches a majority; none
	able    members        // that could be elected: they reach a majority
	heeded  members        // of whom those hear, some through others
	term    uint32         // the latest of any member
	losses  uint32         // of leaders; names draws
	shifts  uint32         // of who reaches whom; names draws
	flying  int            // messages under way
	ways    []sim.Duration // of requests for votes, by candidate and member
	vacancy
	change
	meter
}

// vacancy is how it came that a log has no leader that can commit; it means nothing while it has one.
type vacancy struct {
	since  sim.Time
	before uint32      // the latest term when it began
	why    book.Reason // its root is an index into LogOutcome.ByFault
	clean  bool        // somebody could be elected all the time
	handed bool        // its leader left as members changed
}

// member is one of a log.
type member struct {
	leaf    int32
	site    int32    // of its node, see models.Log.Trips
	entity  uint64   // names its random streams
	heard   sim.Time // until when a leader had last reached it; now, while one does
	runs    bool
	leads   bool    // it is in office, whether or not it reaches a majority
	sounds  bool    // it asks whether it would be elected, see sound
	stands  bool    // it is a candidate in its term
	vain    bool    // it has timed out, and nobody is heard who would elect it, or who would hear of that
	late    bool    // its time-out had begun when the timer was set, nobody knows when
	boss    int32   // the leader that it hears and follows; none
	voted   int32   // for whom in its term; none
	votes   int32   // that a candidate has, or would have
	hears   members // whose messages reach it, itself among them; nobody's while it does not run
	reaches members // whom of these its own reach, too
	term    uint32  // the latest that it knows
	turns   uint32  // how often its time-out began; names draws
	pace    float64 // how many times longer all takes that it does, ≥ 1
	// timer is of its time-out or, of a leader without a majority, of the end of its office; begun is when that began, or
	// when it was in vain.
	timer   sim.Timer
	begun   sim.Time
	elected sim.Time // as leader
	looked  uint32   // its term when Check last looked
}

// members is a set of those of a log.
type members uint32

func only(m int32) members               { return 1 << m }
func (s members) has(m int32) bool       { return s>>m&1 == 1 }
func (s members) count() int32           { return int32(bits.OnesCount32(uint32(s))) }
func (l *log) majorityIn(s members) bool { return s.count() >= l.majority }

// event is one about a log, see First.
func event(kind sim.Kind, l *log, who int32) sim.Event {
	return sim.Event{Kind: kind, Who: who, Arg: l.at}
}

func (c *Consensus) now() sim.Time { return c.calendar.Now() }

// On reports whether there is any log.
func (c *Consensus) On() bool { return len(c.Plan.logs) > 0 }

// quorum reports whether somebody could be elected.
func (l *log) quorum() bool { return l.able != 0 }

// led reports whether there is a leader that can commit.
func (l *log) led() bool { return l.leader != none }

// way is the place in ways of those from a candidate to another member.
func (l *log) way(m, g int32) int32 { return m*int32(len(l.members)) + g }

// ask opens the stream of a question about a member, or about the log as a whole.
func (c *Consensus) ask(l *log, purpose rng.Purpose, m int32, occurrence, n uint32) *chance.Draws {
	entity := l.entity
	if m != none {
		entity = l.members[m].entity
	}
	return c.chance.Ask(purpose, entity, occurrence, n)
}

// drawn is how long something takes that follows a law and that a slow member does.
func drawn(q *chance.Draws, law dist.Law, pace float64) sim.Duration {
	return sim.Duration(pace * float64(q.Lasts(law)))
}

// trip is the law of how long it takes from one member to another and back; nil: no time.
func (l *log) trip(a, b int32) dist.Law {
	if a == b {
		return nil
	}
	return l.Trip(l.members[a].site, l.members[b].site)
}

// Led reports whether a log has a leader that can commit, by its number.
func (c *Consensus) Led(log int) bool { return c.logs[log].led() }
