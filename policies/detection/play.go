package detection

import (
	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// Detectors answer with what they are themselves: beside a detector stands a type of its own for each play, of which a
// pointer to the detector is made one. That costs nothing and allocates nothing, and what is played stands below.

// playing is the play of a twin, which may allocate.
type playing func(s *rng.Stream) sim.Duration

// Play draws the time.
func (p playing) Play(_ models.Wait, s *rng.Stream) float64 { return float64(p(s)) }

// mistaking are the mistakes of a twin.
type mistaking func(s *rng.Stream) (after, lasting sim.Duration)

// Sample draws one.
func (m mistaking) Sample(s *rng.Stream) (after, lasting sim.Duration) { return m(s) }
