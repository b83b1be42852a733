package models

import (
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Odds are what a localizer answers: what a diagnosis may come to, and how likely each of it is. In the order in which
// it is drawn: it takes its time; it names somebody, or nobody; the culprit is among them, or one innocent is named
// alone; innocents may come before the culprit.
//
// Of a false alarm, to name somebody is to come to a conclusion: it is recognized as one, which is right, or the
// healthy node that is accused is named.
type Odds struct {
	Takes  Wait
	Named  float64  // probability that anybody is named, in [0, 1]
	Right  float64  // then, that the culprit is; in [0, 1]
	Before Places   // then, how many innocents come first; nil: none
	Wasted dist.Law // time spent on each innocent until it is cleared; nil: what its treatment takes
}

// Places is a law of how many innocents are named before the culprit, from 0 to MaxWrong.
type Places interface {
	// Draw draws that number; it allocates nothing.
	Draw(s *rng.Stream) int
	// Chance is the probability of that number.
	Chance(innocents int) float64
}

// MaxWrong bounds the innocents of one diagnosis.
const MaxWrong = 100

// Diagnosis is one that has been drawn: whom to treat, in order, and how long it took to find out. It names innocents
// before the culprit, or an innocent alone, or (Wrong 0, not Right) nobody. Of a false alarm, Right means that it is
// recognized as one; the node that was accused is then left alone.
type Diagnosis struct {
	Takes sim.Duration // ≥ 0
	Wrong int          // healthy components named first, 0 … MaxWrong
	Right bool         // the culprit comes next; if not, the search begins again when all who are named are cleared
	// Wasted is spent on each innocent until it is cleared; negative: what its treatment takes, as the work on a stray.
	Wasted sim.Duration
}
