package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/stat"
)

// account is what is counted of a run.
type account struct {
	outcome models.LaneOutcome
	inside  int64    // requests under way
	since   sim.Time // when Held was last brought up to now
	fast    float64  // Lane.Fast
	// Once closed, nothing is counted that comes or is begun: what had been by then is kept.
	closed bool
	kept   models.LaneOutcome
	parted bool    // requests are told apart, see parts.go
	zone   []int32 // by node, see Plan.Zone
	// Latencies up to the last point of the time series, and of those that were served since.
	earlier, recent stat.Histogram
}

func (a *account) reset(p *Plan, now sim.Time) {
	*a = account{since: now, fast: float64(p.Fast), kept: a.kept, earlier: a.earlier, recent: a.recent}
	a.earlier.Reset()
	a.outcome.Sent = make([]uint64, len(p.Speeds))
	a.part(p)
}

func (a *account) copyFrom(src *account) {
	a.outcome.CopyFrom(&src.outcome)
	a.inside, a.since, a.fast, a.closed = src.inside, src.since, src.fast, src.closed
	a.parted, a.zone = src.parted, src.zone
	a.kept.CopyFrom(&src.kept)
	a.earlier.CopyFrom(&src.earlier)
}

// settle brings what is counted up to now.
func (a *account) settle(now sim.Time) {
	a.outcome.Held += float64(float64(a.inside) * float64(now-a.since))
	a.since = now
}

// enter counts a request that comes.
func (a *account) enter(now sim.Time) {
	a.settle(now)
	a.inside++
	if !a.closed {
		a.outcome.Arrived++
	}
}

// send counts a try at a node.
func (a *account) send(node int32) { a.outcome.Sent[node]++ }

// win counts what brought the answer that serves a request.
func (a *account) win(x *try) {
	if x.hedge {
		a.outcome.Won++
	}
}

// leave counts a request that is over.
func (a *account) leave(r *request, how models.Fared, now sim.Time) {
	a.settle(now)
	a.inside--
	if !r.counted {
		return
	}
	a.outcome.Fared[how]++
	a.outcome.Stayed += float64(now - r.born)
	if how == models.Served {
		if r.stale {
			a.outcome.Stale++
		}
		took := float64(now - r.born)
		a.outcome.Latency.Add(took)
		a.outcome.Took += took
		if took <= a.fast {
			a.outcome.Fast++
		}
		if r.full {
			a.outcome.Full++
		}
	}
	if a.parted && how != models.Recalled {
		a.leaveParts(r, how, float64(now-r.born))
	}
}

// forget begins to count anew.
func (a *account) forget(now sim.Time) {
	o := &a.outcome
	clear(o.Sent)
	clear(o.Classes)
	clear(o.Zones)
	clear(o.Via)
	*o = models.LaneOutcome{Sent: o.Sent, Classes: o.Classes, Zones: o.Zones, Via: o.Via}
	a.since, a.closed = now, false
	a.earlier.Reset()
}

// close ends the time in which it is counted what comes, what is begun and how busy nodes are; it has been played up to
// now. What becomes of the requests that came before is still counted.
func (l *Lane) close(now sim.Time) {
	l.now = now
	kept := &l.account.kept
	sent := kept.Sent
	*kept = l.tally(kept.Busy, kept.Duties)
	kept.Sent, l.account.closed = append(sent[:0], kept.Sent...), true
}

// pending is how many requests are under way that came in the time that is counted.
func (l *Lane) pending() int {
	o := &l.account.outcome
	return int(o.Arrived - o.Completed())
}

// tally is what has been counted up to now, but for requests that are under way. Busy and Duties have the memory of
// slices.
func (l *Lane) tally(busy []float64, duties []models.Duty) models.LaneOutcome {
	l.account.settle(l.now)
	o := l.account.outcome
	o.Hits, o.Misses, o.Wasted = l.servers.caches.hits, l.servers.caches.misses, l.servers.wasted
	o.Joined = l.servers.flights.joined
	o.Made = l.servers.connections.made
	o.Ejected = l.senders.ejected(l.now)
	o.Users = l.users.tally(l.now)
	busy, duties = busy[:0], duties[:0]
	for i := range l.servers.nodes {
		l.servers.settleDuty(int32(i), l.now)
		busy, duties = append(busy, l.servers.nodes[i].busy), append(duties, l.servers.duties[i].Duty)
	}
	o.Busy, o.Duties = busy, duties
	return o
}

// Finish hands over what was counted, in memory of its own. What happens before now has been played.
func (l *Lane) Finish() models.LaneOutcome {
	nodes := len(l.servers.nodes)
	o := l.tally(make([]float64, 0, nodes), make([]models.Duty, 0, nodes))
	if l.account.closed { // but for the requests that came, all is as it was then
		kept := &l.account.kept
		copy(o.Sent, kept.Sent)
		copy(o.Busy, kept.Busy)
		copy(o.Duties, kept.Duties)
		all := o
		o = *kept
		o.Sent, o.Busy, o.Duties, o.Classes, o.Latency = all.Sent, all.Busy, all.Duties, all.Classes, all.Latency
		o.Fared, o.Fast, o.Full, o.Took = all.Fared, all.Fast, all.Full, all.Took
		o.Stayed, o.Stale, o.Zones, o.Via = all.Stayed, all.Stale, all.Zones, all.Via
	}
	for i := range l.clients.requests.Items {
		if r := &l.clients.requests.Items[i]; r.counted {
			o.Open++
			o.OpenFor += float64(l.now - r.born)
		}
	}
	l.account.outcome = models.LaneOutcome{}
	return o
}

// Progress is how far what is counted has come, with the latencies since it was asked for last. Cost: O(buckets of
// these).
func (l *Lane) Progress() models.Progress {
	o := &l.account.outcome
	served := o.Fared[models.Served]
	p50, p99 := l.account.lately()
	return models.Progress{Arrived: o.Arrived, Tries: o.Tries, Served: served, Failed: o.Judged() - served,
		UnderWay: l.account.inside, P50: p50, P99: p99}
}

// lately is how long those took at most who were served since it was asked for last, half of them and 99 %; 0 of none.
func (a *account) lately() (p50, p99 float64) {
	latencies := &a.outcome.Latency
	a.recent.CopyFrom(latencies)
	a.recent.Drop(&a.earlier)
	a.earlier.CopyFrom(latencies)
	if a.recent.Count() == 0 {
		return 0, 0
	}
	return a.recent.Quantile(0.5), a.recent.Quantile(0.99)
}

// Counts is how many requests came and failed since counting began.
func (l *Lane) Counts() models.Requests {
	o := &l.account.outcome
	served := o.Fared[models.Served]
	counts := models.Requests{Arrived: float64(o.Arrived), Lost: float64(o.Judged() - served)}
	if l.account.fast > 0 {
		counts.Slow = float64(served - o.Fast)
	}
	return counts
}
