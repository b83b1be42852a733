package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// servers are the nodes of a run and the tries that are at them. What ends at a node is put on a list, which clients
// read after each event, unless it is the service of a try that ends by itself: its client is told at once.
type servers struct {
	serving  models.Serving
	classes  []models.Priority
	looks    bool // when the turn of a try comes, whether its client still waits for it
	ties     bool // it is of interest when the service of a try begins
	calls    bool // when its own work is done
	reckons  bool // what a try takes depends on what its node finds when its turn comes
	lends    bool // then it may have to wait at its node, for calls or for one that it follows
	onHits   bool // calls are made on hits, too
	fetches  int  // calls in order up to the last that only misses make
	keeps    bool // its slot while it does
	most     int  // tries, wherever they are
	calendar clock
	draws    *draws
	nodes    []node
	duties   []duty // by node
	lines    lines
	tries    tries
	news     bool // there is something on one of these lists that clients have not read
	ended    flat.Queue[ending]
	begun    flat.Queue[int32] // tries whose service has
	wasted   float64           // seconds of slots that came to nothing, since counting began
	caches   caches
	flights  flights

	connections connections
}

// node is one of them.
type node struct {
	speed   float64 // while it is well, in seconds of work per second
	pace    float64 // at which it serves each request that has a slot; 0 while it stands still
	fails   float64 // share of the requests that it fails when their turn comes
	wrong   float64 // share of its answers that are wrong
	state   state
	served  int32 // requests that are being served
	serving list  // those, unless they share
	waiting int32
	calling int32    // requests that wait for what they call
	away    list     // those
	since   sim.Time // when what follows was last brought up to now
	busy    float64  // seconds of slots in use since counting began
	had     float64  // seconds of a slot that each request there has been given, likewise
	virtual float64  // of a node that shares: seconds of service that each request there has been given
	next    sim.Timer
	root    int32 // of the heap of those that share
}

// state is whether a node serves and can be reached.
type state uint8

const (
	well  state = iota // serves, if only in part
	down               // takes nothing in, unless requests wait for it to come back, and answers nothing
	hung               // takes requests in and finishes none
	apart              // serves, but neither requests nor answers get through
)

// place is where a try is.
type place uint8

const (
	nowhere place = iota // lost on its way, or its answer is: nobody but its client still knows of it
	waits
	served
	calling  // its own work is done, and it waits for what it calls
	setsOut  // it is on its way to its node
	goesBack // what became of it is on its way to its client
	told     // what became of it is on the list that clients read next
)

// ending is what became of a try at its node.
type ending struct {
	try int32
	how how
}

// how a try ended.
type how uint8

const (
	answered how = iota
	wrongly      // answered, and nobody has noticed
	failed       // the node answered that it could not
	full         // the node had no room for it
	shed         // the node sheds it
	unmet        // a call failed
	broken       // the node is down, or went down
	moved        // likewise, and it is to be sent to another
	silent       // the answer did not get through, or the request did not
	goesOn       // it has not ended: its own work is done, and there may be calls to make
)

// reset makes the nodes of a run, all of them well and idle up to now.
func (s *servers) reset(p *Plan, c clock, d *draws, now sim.Time) {
	s.classes = p.Priorities
	s.serving, s.looks, s.ties = p.Serving, p.Client.GivesUp == models.Dropped, p.Client.Ties()
	s.calendar, s.draws, s.most = c, d, p.Most
	s.nodes = flat.Fill(s.nodes, len(p.Speeds), node{since: now, serving: nobody, root: none, away: nobody})
	s.duties = flat.Fill(s.duties, len(p.Speeds), duty{since: now})
	s.calls = len(p.Calls) > 0
	s.onHits, s.fetches = false, 0
	for i := range p.Calls {
		if s.onHits = s.onHits || p.Calls[i].OnHits; !p.Calls[i].OnHits {
			s.fetches = i + 1
		}
	}
	s.reckons = p.Encryption != nil || p.Cache != nil || p.Serving.Brownout != nil
	s.lends = s.calls || p.Cache != nil && p.Cache.Coalesces
	s.keeps = s.lends && !p.Serving.Frees && !p.Serving.Sharing
	for i, speed := range p.Speeds {
		s.nodes[i].speed, s.nodes[i].pace = speed, speed
	}
	s.lines.reset(p.Serving.Discipline, len(p.Speeds), max(1, len(p.Priorities)))
	s.tries.Reset()
	s.ended.Reset()
	s.begun.Reset()
	s.news = false
	s.wasted = 0
	s.caches.reset(p.Cache, len(p.Speeds))
	s.flights.reset(p.Cache)
	s.connections.reset(p.Encryption, len(p.Speeds))
}

// copyFrom makes s equal to src in its own memory; it schedules and draws with what it is given.
func (s *servers) copyFrom(src *servers, c clock, d *draws) {
	s.serving, s.looks, s.ties, s.calendar, s.draws = src.serving, src.looks, src.ties, c, d
	s.classes = src.classes
	s.calls, s.onHits, s.fetches, s.lends, s.keeps = src.calls, src.onHits, src.fetches, src.lends, src.keeps
	s.reckons, s.most = src.reckons, src.most
	s.nodes, s.duties = flat.Copy(s.nodes, src.nodes), flat.Copy(s.duties, src.duties)
	s.lines.copyFrom(&src.lines)
	s.tries.CopyFrom(&src.tries)
	s.ended.Reset()
	s.begun.Reset()
	s.news = false
	s.wasted = src.wasted
	s.caches.copyFrom(&src.caches)
	s.flights.copyFrom(&src.flights)
	s.connections.copyFrom(&src.connections)
}

// hears reports whether what is sent to a node comes through to somebody.
func (s *servers) hears(at int32) bool {
	state := s.nodes[at].state
	return state != apart && (state != down || s.serving.Fate > models.Requeue)
}

// arrive has a try come to its node, now.
func (s *servers) arrive(t int32, x *try, now sim.Time) {
	n := &s.nodes[x.node]
	switch hasSlot := s.taken(n) < s.serving.Slots; {
	case n.state == apart:
		s.end(t, x, silent)
	case n.state == down && s.serving.Fate <= models.Requeue:
		s.end(t, x, broken)
	case s.tries.Taken() > s.most:
		s.end(t, x, full)
	case s.serving.Shedding != nil && s.sheds(x, n):
		s.end(t, x, shed)
	case s.serving.Sharing:
		s.share(t, n, now)
	case hasSlot && n.fails > 0 && s.draws.happens(n.fails):
		s.end(t, x, failed)
	case hasSlot:
		s.seat(t, x, n, now)
	case s.serving.Limit >= 0 && int(n.waiting) >= s.serving.Limit && !s.makeRoom(t, n, now):
		s.end(t, x, full)
	default:
		s.push(t, x, n, now)
	}
}

// leave takes a try that its client has given up from wherever it is.
func (s *servers) leave(t int32, now sim.Time) {
	x := &s.tries.Items[t]
	n := &s.nodes[x.node]
	switch x.place {
	case waits:
		s.quit(t, n, now)
		x.place = nowhere
	case served:
		s.separate(t)
		s.stop(t, x, n, now)
		x.place = nowhere
		s.fill(x.node, n, now)
	case calling:
		s.separate(t)
		s.back(t, x, n, now)
		x.place = nowhere
		s.fill(x.node, n, now)
	case setsOut, goesBack:
		s.calendar.Cancel(&x.done)
		x.place = nowhere
	}
}

// stop takes a try that is being served from its slot.
func (s *servers) stop(t int32, x *try, n *node, now sim.Time) {
	if s.serving.Sharing {
		s.unshare(t, n, now)
	} else {
		s.account(n, now)
		s.calendar.Cancel(&x.done)
		n.serving.remove(s.tries.links, t)
		n.served--
	}
	x.used = n.had - x.began
}

// finish is the end of the service of a try: how that ends, if it does. It is not put on the list.
func (s *servers) finish(t int32, x *try, now sim.Time) (how how) {
	n := &s.nodes[x.node]
	x.done = sim.Timer{} // its event is the one that is played: there is nothing to cancel
	s.stop(t, x, n, now)
	x.place = told
	if s.lends && s.waitsFor(x) {
		how = s.wait(t, x, n, now)
	} else {
		how = s.answer(t, x, n, now)
	}
	s.fill(x.node, n, now)
	return how
}

// forget begins to count anew.
func (s *servers) forget(now sim.Time) {
	s.caches.hits, s.caches.misses, s.flights.joined = 0, 0, 0
	s.connections.forget()
	for i := range s.nodes {
		s.advance(&s.nodes[i], now)
		s.nodes[i].busy, s.nodes[i].had = 0, 0
		s.duties[i] = duty{since: now}
	}
	for t := range s.tries.Items {
		s.tries.Items[t].began, s.tries.Items[t].used = 0, 0
	}
	s.wasted = 0
}
