package models

import (
	"math"

	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Wait is the answer to "how long?": no time that somebody has drawn but what one may be drawn from. So the same answer
// can be sampled, drawn anew for what is left of it when a world splits, weighed, or taken apart by a solver. The zero
// Wait is over at once.
//
// It is a struct of plain values, of which the two interfaces hold configuration that the policy keeps: so an answer
// carries what belongs to one question (an age, a pace, what comes first) and nothing is allocated for it.
type Wait struct {
	// Every is the period of somebody who looks at what is waited for at the instants of a grid, which stays what it is
	// whatever happens: the wait counts from the next look on. 0: from now on. How long that is, is the world's to know,
	// who fills in Look, in (0, Every], before anything is drawn.
	Every, Look sim.Duration
	Plus        sim.Duration // this comes first; ≥ 0, +Inf: never
	Law         dist.Law     // then a time of this law, which says what is left at any age; nil: see Play
	Play        Player       // or, where no law in closed form is known, one that is played; nil: none
	// About is for Play: what the question was about, in whatever terms the player counts.
	About float64
	// The clock of Law shows Age at first, in its seconds, and runs Pace times as fast as time; a Pace of 0 stands for
	// 1. If it is Stationary it has been running for longer than anybody knows. To Play the Age is for how long
	// something has been going on, in seconds.
	Age, Pace  float64
	Stationary bool
}

// Player draws a time in seconds by playing what takes it, told the wait of which that is a part. It is ≥ 0 or, where
// that counts from a look, ≥ −Look. One that draws with the same stream and is told the same draws the same. It
// allocates nothing.
type Player interface {
	Play(w Wait, s *rng.Stream) float64
}

// Never is the wait for what does not come.
func Never() Wait { return Wait{Plus: forever} }

// pace is how many seconds of the law pass in one.
func (w Wait) pace() float64 {
	if w.Pace > 0 {
		return w.Pace
	}
	return 1
}

// before is the part of the wait that is known.
func (w Wait) before() sim.Duration { return w.Look + w.Plus }

var forever = sim.Duration(math.Inf(1))
