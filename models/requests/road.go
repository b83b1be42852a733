package requests

import (
	"math"

	"nines/models/chance"
	"nines/sim"
	"nines/sim/flat"
)

// Road is the traffic of all services in one run: a lane for each, and one clock for all of them, so that what happens
// is played in the order of time. It must not be moved once it was reset.
type Road struct {
	calendar   sim.Calendar // of what is to come but for the next requests
	lanes      []Lane
	next       []sim.Time // by lane: the next request of a user
	first      int        // of whose next requests
	linked     bool       // a lane calls others
	calls      calls
	standstill standstill
}

// clock schedules the events of a lane, which are marked as its own.
type clock struct {
	*sim.Calendar
	lane int32
}

// At schedules an event of the lane; its Arg is not used.
func (c clock) At(t sim.Time, e sim.Event) sim.Timer {
	e.Arg = c.lane
	return c.Calendar.At(t, e)
}

// burst is how many events are played before whoever runs the lanes is asked whether to go on.
const burst = 1 << 14

// Reset makes lanes ready for a run in which all nodes are well and trusted.
func (r *Road) Reset(plans []Plan, from *chance.Draws) { r.Enter(plans, from, 0, 0) }

// Enter is Reset for a part of a run, which has streams of its own: lanes play from some time on, before which no
// request has come.
func (r *Road) Enter(plans []Plan, from *chance.Draws, part uint64, now sim.Time) {
	r.calendar.Reset()
	r.calls.reset()
	r.standstill = standstill{}
	r.lanes, r.linked = flat.Resize(r.lanes, len(plans)), false
	r.next, r.first = flat.Fill(r.next, len(plans), sim.Time(math.Inf(1))), 0
	for i := range plans {
		r.linked = r.linked || len(plans[i].Calls) > 0
		r.lanes[i].reset(&plans[i], r, clock{&r.calendar, int32(i)}, from, part, now)
		r.foresee(i)
	}
}

// foresee finds whose next request comes first after that of a lane has changed.
func (r *Road) foresee(lane int) {
	r.next[lane] = r.lanes[lane].next.at
	if len(r.next) == 1 {
		return
	}
	for i, at := range r.next {
		if at < r.next[r.first] || at == r.next[r.first] && i < r.first {
			r.first = i
		}
	}
}

// CopyFrom makes r equal to src in its own memory.
func (r *Road) CopyFrom(src *Road) {
	r.calendar.CopyFrom(&src.calendar)
	r.calls.copyFrom(&src.calls)
	r.standstill = src.standstill
	r.next, r.first, r.linked = flat.Copy(r.next, src.next), src.first, src.linked
	r.lanes = flat.Resize(r.lanes, len(src.lanes))
	for i := range src.lanes {
		r.lanes[i].copyFrom(&src.lanes[i], r, clock{&r.calendar, int32(i)})
	}
}

// Renew has all that is drawn from now on come from other streams; the next requests come when they would have.
func (r *Road) Renew(from *chance.Draws) {
	for i := range r.lanes {
		r.lanes[i].renew(from)
	}
}

// Lanes is how many there are.
func (r *Road) Lanes() int { return len(r.lanes) }

// Lane is that of a service, by the number of its plan; valid until the road is reset or copied.
func (r *Road) Lane(i int) *Lane { return &r.lanes[i] }

// Advance plays what happens before a time, or some of it: how many events, and whether that was all. Once it is Stuck
// it plays nothing any more.
func (r *Road) Advance(until sim.Time) (played int, done bool) {
	if len(r.lanes) == 0 || r.standstill.stuck {
		return 0, true
	}
	lane := int32(0)
	for played < burst {
		next, limit := r.next[r.first], until
		if next < limit {
			limit = next
		}
		switch e, ok := r.calendar.NextBefore(limit); {
		case ok:
			lane = e.Arg
			r.lanes[lane].play(e, r.calendar.Now())
		case next < until:
			lane = int32(r.first)
			r.come(next)
		default:
			for i := range r.lanes {
				r.lanes[i].now = max(r.lanes[i].now, until)
			}
			return played, true
		}
		played++
	}
	r.standstill.look(r, r.lanes[lane].now, lane, played)
	return played, false
}

// come has the next request of a user come, and finds when the one after it does.
func (r *Road) come(now sim.Time) {
	l := &r.lanes[r.first]
	l.now = now
	l.come()
	l.await()
	r.foresee(r.first)
	l.conclude()
	r.settle()
}

// Forget begins to count anew: requests that are under way are no longer counted.
func (r *Road) Forget(now sim.Time) {
	for i := range r.lanes {
		r.lanes[i].forget(now)
	}
}

// Close ends the time in which it is counted what comes and what is begun. What becomes of the requests that came
// before is still counted.
func (r *Road) Close(now sim.Time) {
	for i := range r.lanes {
		r.lanes[i].close(now)
	}
}

// Pending is how many requests are under way that came in the time that is counted.
func (r *Road) Pending() (n int) {
	for i := range r.lanes {
		n += r.lanes[i].pending()
	}
	return n
}

// Held is how long requests have been under way since counting began, all together; it has been played up to now.
func (r *Road) Held() (seconds float64) {
	for i := range r.lanes {
		l := &r.lanes[i]
		l.account.settle(l.now)
		seconds += l.account.outcome.Held
	}
	return seconds
}
