package experiments

import (
	"math"
	"slices"
	"sync/atomic"

	"nines/models"
	"nines/models/world"
	"nines/sim"
	"nines/sim/stat"
	"nines/sim/unit"
)

// tail is a run that goes on after its end, for the sake of the cycle that is under way.
type tail struct {
	world    world.World
	calendar sim.Calendar
}

// play goes on until the cycle is over and enters all cycles into an outcome. It reports false where it was stopped.
func (t *tail) play(plan *world.Plan, o *models.Outcome, stop *atomic.Bool) (done bool) {
	_, began := t.world.Cycles()
	for since := began; since == began; _, since = t.world.Cycles() {
		due, ok := t.calendar.Peek()
		if o.Endless = !ok || due >= plan.Last(); o.Endless {
			break
		}
		after := sim.Time(math.Nextafter(float64(due), math.Inf(1)))
		if sim.Resume(&t.calendar, &t.world, after, sim.Options{Stop: stop}) {
			return false
		}
	}
	sums, _ := t.world.Cycles()
	o.Cycles = slices.Clone(sums)
	return true
}

// mostEndless is the share of the replications whose last cycle may be missing for the others to be taken for all.
const mostEndless = 0.01

// longRun is the availability of a service in the long run. Where cycles are missing that did not end, the long ones
// are, and nothing can be said.
func (s *Sample) longRun(q int, confidence float64) stat.Estimate {
	e := stat.CycleShare(s.cycles[q], confidence)
	e.Point, e.Low, e.High = 1-e.Point, 1-e.High, 1-e.Low
	if share := float64(s.pooled.endless) / float64(s.n); share > mostEndless {
		e.Point, e.SD, e.Low, e.High, e.Method = nan, nan, 0, 1, "not estimable ("+unit.Ratio(share).Percent()+
			" of the runs end in a cycle that lasts several times as long)"
		return e.Warn("all is seldom as new: simulate a longer horizon, or leave out run.regenerative and write time: " +
			"{ warmup: auto }")
	}
	return e
}
