package models

import (
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/flat"
	"nines/sim/rng"
	"nines/sim/stat"
)

// Lane is how the traffic of a service is played one request at a time.
type Lane struct {
	Arrivals Arrivals
	Session  *Session // of each user who comes; nil: a request comes instead
	// Idle is how long after a request a user who sends several is held to be up or down, see Users; > 0.
	Idle  sim.Duration
	Keys  Keys   // what requests are about
	Cache *Cache // of every node; nil: none
	// Encryption of what goes between clients and nodes; nil: none.
	Encryption *Encryption
	Work       dist.Law // of a request: seconds of service on a node of speed 1; finite mean, > 0 unless Own has one
	Own        dist.Law // of each try: seconds of service that it takes besides; nil: none
	Serving    Serving
	Client     Client
	Balancer   Balancer
	// Balancers is how many share the requests at random, each of which knows what it has sent itself, and how that fared;
	// 0: one.
	Balancers int
	// Staleness is how long apart the times are at which balancers read what is in progress; 0: they always know.
	Staleness sim.Duration
	// Ejecting keeps from nodes that do badly; nil: nothing does but what detectors see.
	Ejecting *Ejecting
	// SlowStart is for how long the weight of a node rises once it may be sent requests again; 0: it has it at once. The
	// balancer is Weighing.
	SlowStart sim.Duration
	Fast      sim.Duration // requests served within it are counted apart; 0: none are
	// Priorities are the classes of requests, the most urgent first; none: all are alike.
	Priorities []Priority
	// Zones is how many zones, as Topology.Zones counts them, requests are told apart by; 0: they are not. ByBalancer
	// likewise has them told apart by who has sent them on.
	Zones      int
	ByBalancer bool
	Network    Network
}

// Network is how long what is sent to a node takes to reach it, and likewise its answer to come back. Where a law is
// nil it takes no time. The zero Network takes none.
type Network struct {
	Users  dist.Law // between users and nodes
	Inside dist.Law // between the nodes of a zone: of calls
	Across dist.Law // between those of different zones
}

// Takes reports whether anything takes time.
func (n *Network) Takes() bool { return n.Users != nil || n.Inside != nil || n.Across != nil }

// MostUnderWay bounds the requests of a lane that are under way at any time, and their tries with those that nobody
// waits for any more, so that load above capacity does not take all memory: what comes beyond is refused, as where a
// node has no room.
const MostUnderWay = 2_000_000

// Serving is what nodes do with the requests that reach them.
type Serving struct {
	// Slots is how many requests a node serves at a time, ≥ 1, each at the full speed of the node: its throughput times
	// the mean of the work is Slots times that speed.
	Slots   int
	Sharing bool // the requests at a node share its Slots equally, and none waits
	// Discipline decides who is next of those that wait; nil: who came first. What is being served is not interrupted.
	Discipline Discipline
	Limit      int // of requests that wait at a node, or with Sharing are there; more are refused. < 0: none
	// Frees has the slot of a request serve others while it waits for what it calls. Without, it is taken, and with
	// Sharing, where it never slows others, it counts for the Limit.
	Frees bool
	Fate  Fate // of the requests at a node that fails
	// Brownout decides whether a request is served in full, when its turn comes and when it is begun again; nil: all are.
	// Without Sharing, where requests have no turn.
	Brownout Brownout
	Optional float64  // share of what a try takes that is spared otherwise, in (0, 1); 0 without Brownout
	Shedding Shedding // refuses requests as they come; nil: none but for Limit
}

// Cache is what a node keeps of what it has answered, so that it need not do the work again. It is empty at the start,
// and again after the node was down.
type Cache struct {
	Entries int          // keys that it holds at most, ≥ 1
	Evicts  Eviction     // who has to go for a new one
	Lives   sim.Duration // how long an entry is good for; +Inf: for ever
	Renews  bool         // each hit begins that time again
	Hit     float64      // seconds of service at speed 1 that a hit takes in any case, ≥ 0
	Saves   float64      // share of the work of a request that a hit spares the node, in [0, 1]
	// Stale is for how long after Lives an entry still answers where the calls of a miss fail (RFC 5861); 0: it does not.
	Stale sim.Duration
	// Coalesces has those that miss what their node is working on wait for that, instead of doing the work themselves.
	Coalesces bool
}

// Eviction is which key a full cache gives up.
type Eviction uint8

// The evictions.
const (
	LeastRecent   Eviction = iota // that was asked for the longest time ago (LRU)
	FirstIn                       // that was put in the longest time ago (FIFO)
	LeastFrequent                 // that was asked for least often since it was put in (LFU), of several the longest ago
)

// Fate is what becomes of the requests at a node that fails: of those that wait and those that are being served.
type Fate uint8

// The fates. Under Resume and Restart a node that is down still takes requests in, and lets them wait.
const (
	Lose    Fate = iota // their clients learn at once that they have failed; so does who asks a node that is down
	Requeue             // they are sent to another node, as if they had just come; who asks a node that is down fails
	Resume              // they wait at the node, and are served from where it stopped
	Restart             // they wait at the node, and are served from the beginning
)

// Client is what those do who send requests.
type Client struct {
	Timeout  sim.Duration // for an answer to each try; +Inf: patience without end
	Deadline sim.Duration // for the request with all its tries; +Inf
	GivesUp  GivingUp
	Retry    Retry
	Quorum   *Quorum // nil: a request is sent to one node; otherwise Hedge is nil
	Hedge    *Hedge  // nil: none
	// Admission decides whether a try is sent; nil: each is. One that is not has failed as one has that nobody takes.
	Admission Admission
}

// GivingUp is what becomes of a try that its client waits for no longer.
type GivingUp uint8

// The ways of giving up.
const (
	Canceled  GivingUp = iota // it leaves its node at once
	Abandoned                 // it is served all the same, in vain
	Dropped                   // its node finds, when its turn comes, that nobody waits for it, and serves the next
)

// Retry is how often and when a request is tried again.
type Retry struct {
	Tries   int         // at most, the first included, ≥ 1
	Backoff Backoff     // nil: at once
	Budget  RetryBudget // nil: none, there may be any number of retries
}

// Backoff says how long a client waits before it tries again.
type Backoff interface {
	// After is that time after so many failed tries, ≥ 1; before is how long it waited for the last of these.
	After(failed int, before sim.Duration, s *rng.Stream) sim.Duration
}

// RetryBudget says whether a client may try again, in view of how the requests of all clients fare. It keeps a number.
type RetryBudget interface {
	// Full is the number that it begins with.
	Full() float64
	// Comes, Succeeds and Fails are the number after a request has come, one has been answered, and a try has failed.
	Comes(left float64) float64
	Succeeds(left float64) float64
	Fails(left float64) float64
	// Spend reports whether there may be a retry after a try that has failed, and what is left after it.
	Spend(left float64) (float64, bool)
}

// Admission decides for all clients of a service whether a try is sent. It keeps its memory in numbers.
type Admission interface {
	// Start readies the memory of a run.
	Start(m *AdmissionMemory)
	// Admits reports whether a try is sent.
	Admits(m *AdmissionMemory, now sim.Time, s *rng.Stream) bool
	// Hears is told of each try that was sent, once, whether it was answered or else failed or was given up, and how long
	// that took. One that is given up because another of its request was answered, or is being served, counts as answered.
	Hears(m *AdmissionMemory, now sim.Time, took sim.Duration, answered bool)
}

// AdmissionMemory is what an Admission keeps from one try to the next.
type AdmissionMemory [4]float64

// Arrivals says when requests come.
type Arrivals interface {
	// Gap is the time from one request, or the start of the run, to the next; +Inf: there is none any more. Times are in
	// seconds from the start of the measured time, as those of the demand that it follows. It may keep a number.
	Gap(d *Demand, now float64, memory *float64, s *rng.Stream) float64
}

// Phasing is an optional ability of Arrivals whose rate changes by itself, which is played between requests.
type Phasing interface {
	Phases(total float64) float64 // how often it changes in so many seconds, on average
}

// Sizing is an optional ability of Arrivals that know how much work each request is, on top of Lane.Work, in seconds of
// service at speed 1.
type Sizing interface {
	Size(memory float64) float64 // of the request that the last Gap led to, with what that kept
	MeanSize() float64
}

// Circle is an optional ability of Arrivals that come from a number of users, who each wait until their request is over
// and think before they send another.
type Circle interface {
	Users() (users int, think dist.Law)
}

// Request is what a balancer is told of the request that it has to send on.
type Request struct {
	Key  uint64  // what it is about: requests with equal keys are about the same
	Try  int     // 1 for the first
	Work float64 // seconds of service on a node of speed 1 that it takes, which few balancers know
}

// Nobody is the answer of a balancer that sends a request to none.
const Nobody int32 = -1

// Balancer decides which node serves a request. It knows what it has sent and what has come back, and whom it may send
// to: it cannot see the truth about a node, nor what others have sent there.
type Balancer interface {
	// Pick chooses one of the peers that may be sent requests, of whom there is one at least, or Nobody.
	Pick(p *Peers, r Request, s *rng.Stream) int32
}

// Preparing is an optional ability of a Balancer that makes tables once for many runs.
type Preparing interface {
	// Prepare is the policy with what it needs for peers of these weights, which is not changed after that.
	Prepare(weights []float64) Balancer
}

// Prepared is a balancer ready for peers of these weights.
func Prepared(b Balancer, weights []float64) Balancer {
	if p, ok := b.(Preparing); ok {
		return p.Prepare(weights)
	}
	return b
}

// Fitting is an optional ability of a Balancer that not all nodes fit.
type Fitting interface {
	// Fits is nil where it can be used for nodes of these weights, and else says "why not; remedy".
	Fits(weights []float64) error
}

// Hashing is an optional ability of a Balancer that goes by what a request is about.
type Hashing interface{ Hashes() bool }

// Ranking is an optional ability of a Balancer that wants peers kept in the order of what they have to do.
type Ranking interface{ Ranks() bool }

// Seeking is an optional ability of a Balancer that looks at what nodes have to do: it says what it comes to at flow
// fidelity.
type Seeking interface{ Seeks() Seeker }

// Seeker knows at which rates requests go to nodes that serve one at a time, by what those have to do. It is immutable.
type Seeker interface {
	// Seek sets Each of all stints at a rate above all of them together, in requests per second: what a node is sent or,
	// where that is more than it can do, what it ends. It returns its scratch memory, for the next time.
	Seek(rate float64, all []Stint, scratch []float64) []float64
	// Bends appends the rates, in any order, at which what is sent to nodes has a bend.
	Bends(all []Stint, to []float64) []float64
}

// Skipping is an optional ability of a Balancer that keeps tables which are dear to make: it looks itself for another
// peer where its table names one that may not be sent requests, and need not learn that some are spared.
type Skipping interface{ Skips() bool }

// Scoring is an optional ability of a Balancer that wants to know who of the peers has the least score: see
// Peers.Leader.
type Scoring interface {
	// Score is finite. It is asked for again when a request is sent to the peer or is over, and when it is distrusted or
	// trusted again.
	Score(p *Peers, peer int32) float64
}

// Remembering is an optional ability of a Balancer that keeps numbers about peers from one request to the next, so many
// about each: see Peers.Numbers.
type Remembering interface{ Numbers() int }

// Learning is an optional ability of a Balancer that learns from what comes back.
type Learning interface {
	// Learn is told how long a try at a peer took until it was answered, failed or given up, and whether it was answered.
	Learn(p *Peers, peer int32, took sim.Duration, answered bool)
}

// Fared is how a request fared.
type Fared uint8

// Served is what is wanted; all others are failures of the service.
const (
	Served     Fared = iota
	Wrong            // answered in time, and wrongly
	Refused          // nobody is trusted, or a policy sent it to none
	Full             // the node had no room
	Shed             // the node had room and did not take it, or no longer waited for its turn, as a policy says
	Broken           // the node was down, or went down
	Failed           // the node answered that it could not
	Late             // its client, or its deadline, could not wait
	Lost             // neither an answer nor a failure came through, and its client waits for nothing else
	NeedFailed       // something that the service needs is not there, or a call failed
	Recalled         // who called waits for it no longer: neither served nor failed
	Fares
)

// LaneOutcome is about requests, one by one. Those that came in the measured time are counted.
type LaneOutcome struct {
	Arrived uint64
	Fared   [Fares]uint64 // of those that are over
	Tries   uint64        // begun in the measured time
	Hedges  uint64        // of them: sent because no answer had come in time
	Won     uint64        // hedges that were the first to answer
	Sent    []uint64      // by node of the service: tries
	Busy    []float64     // likewise: seconds of slots in use
	Duties  []Duty        // likewise
	Useful  float64       // of these, of what is over: seconds that answered a request
	Wasted  float64       // likewise: seconds that came to nothing
	Ejected float64       // integral of the number of nodes that were ejected, the mean over balancers
	Hits    uint64        // of tries at a cache
	Misses  uint64
	Stale   uint64          // served with what had expired
	Joined  uint64          // misses that waited for what their node was working on
	Made    [Makings]uint64 // of requests whose turn came: how their connections were
	Fast    uint64          // served within Lane.Fast
	Full    uint64          // served by an answer with the optional work, see Serving.Brownout; without, none is counted
	Users   UsersOutcome
	Classes []ClassOutcome // by priority; none where all requests are alike
	Zones   []ClassOutcome // by zone of the node that a request was at last; none unless Lane.Zones
	Via     []ClassOutcome // by balancer; none unless Lane.ByBalancer
	Latency stat.Histogram // from when a request came until it was served, s
	Took    float64        // their sum
	Stayed  float64        // likewise of all that are over, however they fared
	Held    float64        // integral of the number of requests under way, with those that came before
	Open    uint64         // under way at the end, of those that came in the measured time
	OpenFor float64        // seconds for which these have been
}

// Duty is for how long a node was in service, up and within reach, and how many seconds of its slots were in use then.
type Duty struct{ Seconds, Busy float64 }

// Progress is how many requests have come and are over, of those that came in the measured time, as LaneOutcome counts
// them, and how many are under way, with those that came before.
type Progress struct {
	Arrived, Tries, Served, Failed uint64
	UnderWay                       int64
	P50, P99                       float64 // latencies of those served since the point before, s; 0 where none was
}

// CopyFrom makes o equal to src in its own memory.
func (o *LaneOutcome) CopyFrom(src *LaneOutcome) {
	latency, sent, busy := o.Latency, flat.Copy(o.Sent, src.Sent), flat.Copy(o.Busy, src.Busy)
	duties, classes := flat.Copy(o.Duties, src.Duties), flat.CopyEach(o.Classes, src.Classes, (*ClassOutcome).copyFrom)
	zones := flat.CopyEach(o.Zones, src.Zones, (*ClassOutcome).copyFrom)
	via := flat.CopyEach(o.Via, src.Via, (*ClassOutcome).copyFrom)
	latency.CopyFrom(&src.Latency)
	*o = *src
	o.Latency, o.Sent, o.Busy, o.Duties, o.Classes = latency, sent, busy, duties, classes
	o.Zones, o.Via = zones, via
}

// Completed is how many requests are over.
func (o *LaneOutcome) Completed() (n uint64) {
	for _, of := range o.Fared {
		n += of
	}
	return n
}

// Judged is how many requests were served or failed.
func (o *LaneOutcome) Judged() uint64 { return o.Completed() - o.Fared[Recalled] }

// String says how a request fared, as users say it.
func (f Fared) String() string {
	return [...]string{"served", "wrong", "refused", "full", "shed", "broken", "error", "late", "lost", "dependency",
		"recalled"}[f]
}
