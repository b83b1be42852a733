package failure

import (
	"math"

	"nines/models"
	"nines/sim"
)

// Planned strikes in passes, one every period without end: within a pass each target has its turn, and those whose turn
// is the same are struck together. Each strike takes its target down and ends by itself when the next turn begins.
//
// All times are cut to whole 2⁻¹⁰ s, of which sums are exact for centuries: turns in a row leave no gap, and nobody's
// overlaps with the next.
type Planned struct {
	First sim.Time     // beginning of the first pass, ≥ 0
	Every sim.Duration // from one pass to the next, ≥ the turns of a pass × Lasts
	Lasts sim.Duration // of a turn, > 0
	Turns []int32      // by target, ≥ 0
}

var (
	_ models.Failure  = Planned{}
	_ models.Recorded = Planned{}
	_ models.Cyclic   = Planned{}
)

// Next is the time until the target's turn in the next pass, 0 where that is past since the last turn had to wait.
func (p Planned) Next(o models.Occurrence) models.Wait {
	at := exactly(float64(p.First)) + float64(float64(o.Count)*exactly(float64(p.Every))) +
		float64(float64(p.Turns[o.Target])*exactly(float64(p.Lasts)))
	return models.Wait{Plus: sim.Duration(max(0, at-float64(o.Now)))}
}

// Record tells how long a turn lasts: the target is down.
func (p Planned) Record(models.Occurrence) (lasts sim.Duration, loss float64) {
	return sim.Duration(exactly(float64(p.Lasts))), 1
}

// Cycle is that of a pass and of a turn.
func (p Planned) Cycle() (every, lasts sim.Duration) { return p.Every, p.Lasts }

// Pass is how long a pass takes.
func (p Planned) Pass() sim.Duration {
	last := int32(-1)
	for _, turn := range p.Turns {
		last = max(last, turn)
	}
	return sim.Duration(last+1) * p.Lasts
}

// exactly is the next lower multiple of 2⁻¹⁰.
func exactly(x float64) float64 { return float64(math.Floor(x*1024) / 1024) }
