package load

import (
	"nines/models/requests"
	"nines/sim"
)

// Where requests are played in glimpses, a tape is told what lanes otherwise are, and played once it is complete.

// glimpsing reports whether requests are played in glimpses.
func (p *Plan) glimpsing() bool { return p.glimpses != nil }

// glimpse plays some of the glimpses of a run that is over but for them; it reports whether those were all.
func (l *Load) glimpse() (done bool) {
	played, done := l.tape.Advance()
	l.book.Played(played)
	return done
}

// Stuck reports whether requests are played no longer, because an instant does not end: when that is, and of which
// service they are. What is measured of such a run means nothing.
func (l *Load) Stuck() (service int, at sim.Time, stuck bool) {
	lane, at, stuck := l.road.Stuck()
	if l.glimpsing() {
		lane, at, stuck = l.tape.Stuck()
	}
	if stuck {
		service = l.streams[lane].service
	}
	return service, at, stuck
}

// needs says which share of the requests of a lane fails for want of what its service needs.
func (l *Load) needs(k int, fails float64) {
	if l.glimpsing() {
		l.tape.Need(k, fails, l.now())
	} else {
		l.road.Lane(k).Need(fails)
	}
}

// trusts says whether a node of a lane is trusted.
func (l *Load) trusts(k int, seat int32, trusted bool) {
	if l.glimpsing() {
		l.tape.Trust(k, seat, trusted, l.now())
	} else {
		l.road.Lane(k).Trust(seat, trusted)
	}
}

// becomes says the truth about a node of a lane.
func (l *Load) becomes(k int, seat int32, c requests.Condition) {
	if l.glimpsing() {
		l.tape.Become(k, seat, c, l.now())
	} else {
		l.road.Lane(k).Become(seat, c, l.now())
	}
}
