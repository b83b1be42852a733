package requests

import (
	"math"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
)

// Lane is the traffic of one service in one run. All of it lies in flat slices, so that it can be copied and used
// again.
type Lane struct {
	plan     *Plan
	road     *Road
	calendar clock
	far      bool // requests and answers take time on their way
	draws    draws
	now      sim.Time
	next     arrival       // of a request
	second   arrival       // the one after it
	sizes    models.Sizing // nil: the arrivals say nothing of the work of requests
	users    users
	servers  servers
	clients  clients
	senders  senders
	account  account
}

// arrival is that of a request which is yet to come.
type arrival struct {
	at     sim.Time
	memory float64 // of the process of arrivals, as this one leaves it
}

// clients are those who wait for an answer.
type clients struct {
	sends     int32 // tries at once, see models.Client
	needs     int32 // answers
	requests  flat.Slots[request]
	admission models.AdmissionMemory
	budget    float64      // what that of retries has kept
	hedges    float64      // that may be sent
	waits     sim.Duration // before a hedge
	refuses   float64      // share of requests that what the service needs fails
	vary      bool         // requests differ in more than their work, and that none is about what another is
	screen    bool         // some tries are not sent, though there are nodes to send them to
	heed      bool         // how tries fare is kept in mind, for what is sent later
	timed     bool         // requests are hedged, tried again or given up after some time
}

// request is what a client wants. What each end of one needs lies together, in 64 bytes of 128.
type request struct {
	born    sim.Time
	work    float64 // seconds of service at speed 1
	used    float64 // seconds of slots that answers took
	tries   int32   // the first that is under way, see tries.go
	under   int32   // how many are
	via     int32   // the balancer that sends it on
	answers int32   // in this round
	begun   int32   // rounds: all tries at once, and what is sent because they take long
	call    int32   // as which it came; none: it is of a user, unasked: it is a call that nobody waits for
	zone    int32   // from which it came, if it is a call
	at      int32   // 1 more than the node where it was answered, failed or was given up last, if that is heeded; 0: none
	rank    int16   // its priority, 0 for the most urgent
	begins  bool    // it is known at all nodes that one has begun to serve it, in this round
	wrong   bool    // an answer was
	stale   bool    // likewise: it had expired
	full    bool    // the last answer was
	counted bool    // it came in the time that is measured
	hedged  uint8   // times that no answer had come in time, in this round: at most Hedge.Copies

	key      uint64
	luck     uint64
	client   int32 // of those who keep connections
	sent     int32 // tries
	waited   sim.Duration
	timer    sim.Timer // until it is tried again
	hedge    sim.Timer // until it is hedged
	tells    sim.Timer // until it is known that a node has begun to serve it
	deadline sim.Timer
}

// reset makes a lane ready for a run in which all nodes are well and trusted, from some time on, at which it is idle.
func (l *Lane) reset(p *Plan, r *Road, c clock, from *chance.Draws, part uint64, now sim.Time) {
	if l.plan != p {
		l.senders.policy = models.Prepared(p.Balancer, p.Weight)
	}
	l.plan, l.road, l.calendar, l.far = p, r, c, p.Network.Takes()
	l.draws.open(from, p.Entity, part)
	l.now = now
	l.servers.reset(p, c, &l.draws, now)
	l.clients.requests.Reset()
	l.clients.sends, l.clients.needs = int32(p.Client.Sends()), int32(p.Client.Needs())
	l.clients.budget, l.clients.refuses = unspent(&p.Client), 0
	l.clients.vary, l.clients.screen, l.clients.heed, l.clients.timed = p.varies(), p.screens(), p.heeds(), p.times()
	if h := p.Client.Hedge; h != nil {
		l.clients.hedges, l.clients.waits = h.Saved(), h.Waits.First()
	}
	if a := p.Client.Admission; a != nil {
		a.Start(&l.clients.admission)
	}
	l.senders.reset(p, now)
	if p.Staleness > 0 {
		l.calendar.At(now+sim.Time(p.Staleness), sim.Event{Kind: reads})
	}
	l.awaitLooks()
	l.account.reset(p, now)
	l.sizes, _ = p.Arrivals.(models.Sizing)
	l.users.reset(p.Lane, now)
	l.gather()
	l.next = arrival{at: now}
	l.lookAhead()
	l.await()
}

// copyFrom makes l equal to src in its own memory; it schedules with what it is given.
func (l *Lane) copyFrom(src *Lane, r *Road, c clock) {
	l.plan, l.draws, l.now, l.next, l.second = src.plan, src.draws, src.now, src.next, src.second
	l.sizes = src.sizes
	l.users.copyFrom(&src.users)
	l.road, l.calendar, l.far = r, c, src.far
	l.servers.copyFrom(&src.servers, c, &l.draws)
	requests := l.clients.requests
	l.clients = src.clients
	l.clients.requests = requests
	l.clients.requests.CopyFrom(&src.clients.requests)
	l.senders.copyFrom(&src.senders)
	l.account.copyFrom(&src.account)
}

// await has the next request be the one after the last. It is known early when that comes: what to draw takes is done
// by the time at which it has to be decided whether it comes before something else.
func (l *Lane) await() {
	l.next = l.second
	l.lookAhead()
}

// lookAhead finds when the request of a user comes that is after the next, if any does.
func (l *Lane) lookAhead() {
	l.second = l.next
	switch never := sim.Time(math.Inf(1)); {
	case l.plan.Arrivals == nil:
		l.second.at = never
	case l.next.at < never:
		now := float64(l.next.at) - float64(l.plan.Warmup)
		l.second.at += sim.Time(l.draws.gap(l.plan.Arrivals, l.plan.Demand, now, &l.second.memory))
	}
}

// renew has all that is drawn from now on come from other streams.
func (l *Lane) renew(from *chance.Draws) {
	l.draws.open(from, l.plan.Entity, 0)
	l.lookAhead()
	for i := range l.users.list.Items {
		l.users.list.Items[i].luck = l.draws.user()
	}
}
