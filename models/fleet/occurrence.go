package fleet

import (
	"math"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// place is where a process has come to in a record that is resampled.
type place struct {
	block int32 // since the start of the run
	count int32 // strikes of it so far
}

// occurrence describes the next strike of a process on its target to its Failure.
func (f *Fleet) occurrence(p int32, target int) models.Occurrence {
	o := models.Occurrence{Target: target, Count: int(f.processes[p].count), Now: f.now(), Pace: 1}
	if len(f.clocks.frailty) > 0 {
		o.Pace = f.clocks.frailty[p]
	}
	if len(f.clocks.ages) > 0 {
		o.Age = sim.Duration(f.clocks.ages[p])
	}
	if d := &f.faults[f.processes[p].fault]; d.resampled != nil {
		at := f.clocks.places[p]
		o.Count, o.Block, o.From = int(at.count), int(at.block), f.excerpt(d, at.block)
	}
	return o
}

// excerpt is where in its record a block of a fault begins, as a share of it: the same for all processes, in all faults
// that play the same record. A block is drawn in the era in which it begins.
func (f *Fleet) excerpt(d *fault, block int32) float64 {
	era := f.chance.EraAt(sim.Time(float64(block) * length(d.resampled)))
	return f.chance.AskIn(era, chance.Excerpt, d.record, uint32(block), 0).Part()
}

// turnTo goes on to the block in which a process strikes next, or beyond the end of the run.
func (f *Fleet) turnTo(p int32, target int) {
	d, at := &f.faults[f.processes[p].fault], &f.clocks.places[p]
	for float64(at.block)*length(d.resampled) < float64(f.end) &&
		math.IsInf(float64(d.Failure.Next(f.occurrence(p, target)).Plus), 1) {
		*at = place{block: at.block + 1}
	}
}

// length is that of the blocks of a record, in seconds.
func length(r models.Resampled) float64 {
	_, length := r.Blocks()
	return float64(length)
}
