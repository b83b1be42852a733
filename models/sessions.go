package models

import (
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Session is what each user does who comes: he sends requests one after the other, each when the last is over, however
// it fared, and he has thought. He keeps the key and the connections with which he came.
type Session struct {
	Requests Number   // how many, unless he leaves
	Think    dist.Law // time from the end of a request to the next; finite mean, > 0
	Leaves   float64  // share of the failures that he notices at which he leaves, in [0, 1]
}

// Number is a law of whole numbers from 1 on.
type Number interface {
	Draw(s *rng.Stream) int32
	Mean() float64
	// String says it in a few words.
	String() string
}

// HasUsers reports whether the requests of a lane come from users who each wait for the last one.
func (l *Lane) HasUsers() bool { return l.Session != nil || l.Closed() }

// UsuallyIdle is Lane.Idle where nothing else is said: the cut-off of the paper that UsersOutcome names.
const UsuallyIdle sim.Duration = 1800

// UsersOutcome is about users who send one request after the other. Their uptime is that of T. Hauer, P. Hoffmann, J.
// Lunney, D. Ardelean and A. Diwan, "Meaningful Availability", NSDI 2020: a user is up from the end of a request that
// was served to the end of his next, and down from that of one that failed, but for Lane.Idle at most, for it is not
// known how he would fare who does nothing. He who has gone is taken for one.
type UsersOutcome struct {
	Present  float64 // integral of the number of users who are there
	Up, Down float64 // seconds, of all users
	Finished uint64  // sessions that came to their end
	Left     uint64  // sessions whose user left at a failure
}
