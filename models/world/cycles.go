package world

import (
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/stat"
)

// cycles cut a run at the moments at which all is as new again: nobody is ill, suspected or worked on, and every shelf
// is full. Where nothing remembers more than that, what follows is independent of what was, and alike.
type cycles struct {
	fresh bool          // all is as new
	since sim.Time      // when the present cycle began
	lost  []float64     // by service: downtime that counts, until then
	sums  []stat.Cycles // by service, of cycles that are over
}

func (c *cycles) copyFrom(src *cycles) {
	*c = cycles{src.fresh, src.since, flat.Copy(c.lost, src.lost), flat.Copy(c.sums, src.sums)}
}

// startCycles begins with things that are new.
func (w *World) startCycles() {
	n := len(w.plan.Services)
	w.cycles = cycles{fresh: true, lost: flat.Fill(w.cycles.lost, n, 0), sums: flat.Fill(w.cycles.sums, n, stat.Cycles{})}
}

// turnCycle begins a cycle where all has just become as new.
func (w *World) turnCycle() {
	fresh := w.fleet.Well() && w.work.Fresh() && w.sight.Trusts()
	if fresh && !w.cycles.fresh {
		w.book.Settle(w.now())
		for s := range w.cycles.sums {
			lost := w.book.Downtime(s)
			w.cycles.sums[s].Add(lost-w.cycles.lost[s], float64(w.now()-w.cycles.since))
			w.cycles.lost[s] = lost
		}
		w.cycles.since = w.now()
	}
	w.cycles.fresh = fresh
}

// Cycles are the sums by service of the cycles that are over, and when the present one began.
func (w *World) Cycles() (sums []stat.Cycles, since sim.Time) { return w.cycles.sums, w.cycles.since }
