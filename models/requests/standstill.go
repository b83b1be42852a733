package requests

import "nines/sim"

// standstill watches for an instant that does not end, because somebody asks again and again in no time: a user who
// does not think, of a service that refuses him. It is looked at after each burst of events, so that it costs nothing
// while time goes on.
type standstill struct {
	since  sim.Time
	events int // played since then
	crowd  int // who might play them: requests under way and users, at the first look
	lane   int32
	stuck  bool
}

// An instant does not end when it has held more events than any that does: each request and each user may take part in
// several, a request in its tries and copies, and a million are borne in any case.
const (
	bearable     = 1_000_000
	bearableEach = 4096
)

// look counts events of a burst, the last of which was one of a lane.
func (x *standstill) look(r *Road, now sim.Time, lane int32, played int) {
	if now > x.since || x.events == 0 {
		x.since, x.events, x.crowd = now, 0, r.crowd()
	}
	x.events += played
	x.lane, x.stuck = lane, x.events > bearable+bearableEach*x.crowd
}

// crowd is how many requests are under way and how many users are there.
func (r *Road) crowd() (n int) {
	for i := range r.lanes {
		n += int(r.lanes[i].account.inside) + r.lanes[i].users.list.Taken()
	}
	return n
}

// Stuck reports whether an instant does not end, when that is, and in which lane. From then on nothing is played.
func (r *Road) Stuck() (lane int, at sim.Time, stuck bool) {
	return int(r.standstill.lane), r.standstill.since, r.standstill.stuck
}
