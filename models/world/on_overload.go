package world

import (
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/rng"
)

// strain is the clock of one overload fault in one class, of the strikes by which loaded nodes exceed the rate at which
// they fail anyway. Nodes of a class are sent the same, so their excess hazards are equal, and the first of them to be
// struck is any of them: one clock stands for all, and a change of the load costs O(1). Where demand changes the clock
// runs at the highest rate of the hour, and a strike counts with the probability of the present rate over that
// (thinning; Lewis and Shedler, Naval Research Logistics 26, 1979).
type strain struct {
	timer sim.Timer // of the next strike, or of the end of the hour
	count uint32    // strikes so far, thinned ones among them; names the draws
	ready [2]int64  // nodes that are up and not held by the fault: those that are shunned, those that are trusted
	left  float64   // strikes to be expected until the next: an exponential with mean 1, less what is used up
	rate  float64   // at which it is used up, per second
	since sim.Time  // until when it is
}

func (w *World) resetStrains() {
	w.strains = flat.Fill(w.strains, len(w.plan.strains), strain{})
	w.strained = len(w.strains) > 0
	for k := range w.strains {
		w.strains[k].ready[1] = int64(len(w.plan.strains[k].processes))
		w.strains[k].left = w.patience(k)
	}
}

// patience draws what is left at first until the next strike of a clock.
func (w *World) patience(k int) float64 { return float64(w.askStrain(k, 0).wait(once)) }

func (w *World) askStrain(k int, n uint32) *draws {
	p := &w.plan.strains[k]
	class := w.Services[w.Traffic.Service].Classes[p.class]
	entity := rng.Child(w.plan.faultKeys[p.fault], rng.Name(0, w.Classes[class].Name))
	return w.draws.ask(forStrain, entity, w.strains[k].count, n)
}

// ready reports whether a node could be struck by a process, if it is sent work.
func (w *World) ready(leaf, process int32) bool {
	return w.nodes[leaf].downs == 0 && w.processes[process].active == 0
}

// bear counts a node out (by −1) of those that clocks may strike before it changes, and in again after (by 1).
func (w *World) bear(leaf int32, by int64) {
	if len(w.strains) > 0 {
		w.bearLoad(leaf, by)
	}
}

func (w *World) bearLoad(leaf int32, by int64) {
	for k := range w.strains {
		if p := w.plan.strains[k].processOf[leaf]; p != none && w.ready(leaf, p) {
			w.strains[k].ready[count(w.trusted(leaf))] += by
			w.strained = true
		}
	}
}

// occupy counts the incidents of a process.
func (w *World) occupy(p, by int32) {
	x := &w.processes[p]
	if len(w.strains) == 0 || w.Faults[x.fault].Overload == nil {
		x.active += by
		return
	}
	where, _ := w.target(p)
	leaf, _ := w.Topology.Leaf(where)
	w.bear(leaf, -1)
	x.active += by
	w.bear(leaf, 1)
}

// rewind sets the clocks of overload anew after an event that changes the load, or who can be struck.
func (w *World) rewind() {
	if !w.strained {
		return
	}
	w.strained = false
	w.flow.Split(w.board.View(w.now()))
	for k := range w.strains {
		w.wind(k)
	}
}

// loaded is how many nodes a clock may strike: those that are sent work.
func (w *World) loaded(k int) int64 {
	x := &w.strains[k]
	if w.flow.Blind() {
		return x.ready[0] + x.ready[1]
	}
	return x.ready[1]
}

// excess is the hazard that a demand adds for each node, per second.
func (w *World) excess(k int, demand float64) float64 {
	p := &w.plan.strains[k]
	return w.Faults[p.fault].Overload.Excess(w.flow.Utilization(p.class, demand))
}

// wind books what a clock has used up and schedules its next strike, or the end of the hour if that comes first.
func (w *World) wind(k int) {
	x := &w.strains[k]
	x.left -= x.rate * float64(w.now()-x.since)
	x.since = w.now()
	w.calendar.Cancel(&x.timer)
	due, until := forever, forever
	x.rate = 0
	if loaded := w.loaded(k); loaded > 0 {
		now := float64(w.now()) - float64(w.Time.Warmup)
		end := w.Traffic.Demand.NextHour(now + 1e-3) // so that rounding makes no hour of no length
		x.rate = float64(loaded) * w.excess(k, w.Traffic.Demand.Most(now, end))
		until = sim.Duration(end - now)
	}
	if x.rate > 0 {
		due = sim.Duration(max(0, x.left) / x.rate)
	}
	if next := min(due, until); w.now()+sim.Time(next) < w.End() {
		x.timer = w.calendar.After(next, sim.Event{Kind: strains, Who: int32(k), Arg: int32(count(due <= until))})
	}
}

// onStrain plays the strike of a clock, or begins its next hour.
func (w *World) onStrain(k int, strike bool) {
	w.strained = true
	if !strike {
		return
	}
	x, p := &w.strains[k], &w.plan.strains[k]
	q := w.askStrain(k, 1)
	now := float64(w.now()) - float64(w.Time.Warmup)
	counts := q.happens(float64(w.loaded(k)) * w.excess(k, w.Traffic.Demand.At(now)) / x.rate)
	struck := none
	for counts && struck == none {
		process := p.processes[q.pick(len(p.processes))]
		where, _ := w.target(process)
		if leaf, _ := w.Topology.Leaf(where); w.ready(leaf, process) && (w.flow.Blind() || w.trusted(leaf)) {
			struck = process
		}
	}
	x.count++
	x.left, x.since = w.patience(k), w.now()
	if counts {
		w.strikeEarly(struck)
	}
}
