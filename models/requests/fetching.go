package requests

import "nines/sim"

// What a node keeps is the answer to the calls that are made on misses only. It is fetched when these have succeeded;
// calls that are made on hits, too, go on after that, and their answers are not kept. Where one of the former fails,
// and something is still kept that may serve for want of better, the try goes on with that as if it had been a hit.

// fetched has the node of a try keep what it has fetched, once no call that misses alone make is under way or among
// those from a kind on, which are yet to be made. A node that stands still keeps nothing.
func (r *Road) fetched(l *Lane, t int32, next int) {
	s := &l.servers
	x := &s.tries.Items[t]
	if s.caches.spec == nil || x.hit || next < s.fetches || s.nodes[x.node].pace == 0 {
		return
	}
	for id := x.asks; id != none; id = r.calls.asks.Items[id].next {
		if !l.plan.Calls[r.calls.asks.Items[id].kind].OnHits {
			return
		}
	}
	s.obtain(t, l.now)
}

// obtain has the node of a try keep the answer that it now has.
func (s *servers) obtain(t int32, now sim.Time) {
	x := &s.tries.Items[t]
	s.caches.keep(x.node, x.key, now)
	x.hit = true
	s.wake(t)
}

// relieve reports whether the node of a try that has missed has kept something that serves where calls fail.
func (s *servers) relieve(t int32, now sim.Time) bool {
	x := &s.tries.Items[t]
	if x.hit {
		return false
	}
	x.hit, x.stale = s.caches.last(x.node, x.key, now)
	if x.hit {
		s.wake(t)
	}
	return x.hit
}
