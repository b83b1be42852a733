package models

import (
	"math"

	"nines/sim"
	"nines/sim/rng"
)

// belief is what one detector thinks of one node. Its one pending event means the next turn of mind:
//
//	            no visible fault          a visible fault
//	trusted     a mistake will begin      suspicion will come
//	suspected   trust will return         (nothing is pending)
type belief struct {
	timer     sim.Timer
	since     sim.Time // when a mistake began
	turn      uint32   // turns of mind so far; names the draws
	visible   uint16   // holds that show to this detector
	suspected bool
	mistaken  bool // suspected without cause
}

func (w *World) believed(leaf int32, watch int) (int32, *belief) {
	at := leaf*int32(len(w.Watches)) + int32(watch)
	return at, &w.beliefs[at]
}

// watcher names the streams of a detector's draws about a leaf.
func (w *World) watcher(leaf int32, watch int) uint64 {
	return rng.Child(w.Topology.Leaves[leaf].Entity, w.plan.watchKeys[watch])
}

// await schedules a belief's next turn; nothing where that lies beyond the run.
func (w *World) await(b int32, after sim.Duration) {
	watches := int32(len(w.Watches))
	if w.now()+sim.Time(after) < w.End() {
		w.beliefs[b].timer = w.calendar.After(after, sim.Event{Kind: turns, Who: b / watches, Arg: b % watches})
	}
}

// awaitMistake draws when the detector will next suspect the healthy node.
func (w *World) awaitMistake(b int32) {
	after, _ := w.mistake(b)
	if !math.IsInf(float64(after), 1) {
		w.await(b, after)
	}
}

// mistake draws the mistake that follows a belief's present turn; asked again, it answers the same.
func (w *World) mistake(b int32) (after, lasting sim.Duration) {
	watches := int32(len(w.Watches))
	watch := int(b % watches)
	s := w.open(forMistake, w.watcher(b/watches, watch), w.beliefs[b].turn)
	return w.Watches[watch].Mistake(s)
}

// expose shows a new hold to every detector.
func (w *World) expose(h int32) {
	for d := range w.Watches {
		if w.shows(h, d) {
			w.holds[h].seen |= 1 << d
			w.show(h, d)
		}
	}
}

// shows draws whether a detector can notice a hold at all.
func (w *World) shows(h int32, watch int) bool {
	sees := w.Watches[watch].Sees(w.symptomOf(h).Effect)
	if sees <= 0 || sees >= 1 {
		return sees > 0
	}
	s := w.openSighting(forSight, h, watch)
	return s.Bernoulli(sees)
}

func (w *World) openSighting(purpose rng.Purpose, h int32, watch int) *rng.Stream {
	x := &w.incidents[w.holds[h].incident]
	entity := w.watcher(w.holds[h].node, watch) ^ w.plan.faultKeys[w.processes[x.process].fault]
	return w.open(purpose, entity, x.count)
}

// show starts the detector's clock for a hold that it can see. A node that is suspected already gives the new hold
// away at once; one whose symptom has been showing is noticed when it would have been.
func (w *World) show(h int32, watch int) {
	leaf := w.holds[h].node
	at, b := w.believed(leaf, watch)
	b.visible++
	if b.suspected {
		w.endMistake(b, watch)
		w.calendar.Cancel(&b.timer)
		w.notice(h, watch)
		return
	}
	if b.visible == 1 {
		w.calendar.Cancel(&b.timer) // the mistake that will not happen now
	} else if w.showsAlready(h, watch) {
		return
	}
	s := w.openSighting(forDelay, h, watch)
	delay := w.Watches[watch].Delay(w.symptomOf(h), s)
	if delay <= 0 {
		w.calendar.Cancel(&b.timer)
		w.suspect(leaf, watch)
		return
	}
	if due, pending := w.calendar.Pending(b.timer); !pending {
		w.await(at, delay)
	} else if to := w.now() + sim.Time(delay); to < due {
		w.calendar.Move(&b.timer, to)
	}
}

// showsAlready reports whether the detector already sees the same effect of another hold on the node.
func (w *World) showsAlready(h int32, watch int) bool {
	effect := w.symptomOf(h).Effect
	for o := w.nodes[w.holds[h].node].holds; o != none; o = w.holds[o].onNode {
		if o != h && w.holds[o].seen&(1<<watch) != 0 && w.symptomOf(o).Effect == effect {
			return true
		}
	}
	return false
}

// unexpose ends the showing of a hold whose incident is over. A detector for which it was the last calls off the
// suspicion to come, or learns after its own delay that the node is well.
func (w *World) unexpose(h int32) {
	for d := range w.Watches {
		if w.holds[h].seen&(1<<d) == 0 {
			continue
		}
		leaf := w.holds[h].node
		at, b := w.believed(leaf, d)
		if b.visible--; b.visible > 0 {
			continue
		}
		w.calendar.Cancel(&b.timer)
		b.turn++
		if !b.suspected {
			w.awaitMistake(at)
			continue
		}
		s := w.open(forClear, w.watcher(leaf, d), b.turn)
		if after := w.Watches[d].Clear(s); after > 0 {
			w.await(at, after)
		} else {
			w.trust(leaf, d)
		}
	}
}

// onTurn changes a detector's mind about a node, as the table at belief says.
func (w *World) onTurn(leaf int32, watch int) {
	at, b := w.believed(leaf, watch)
	switch {
	case b.visible > 0:
		w.suspect(leaf, watch)
	case b.suspected:
		w.endMistake(b, watch)
		b.turn++
		w.trust(leaf, watch)
	default:
		_, lasting := w.mistake(at)
		b.mistaken, b.since = true, w.now()
		w.meter.mistook(watch)
		w.suspect(leaf, watch)
		w.await(at, lasting)
	}
}

// suspect makes the node suspected and raises the alarm for every hold that shows.
func (w *World) suspect(leaf int32, watch int) {
	_, b := w.believed(leaf, watch)
	b.suspected = true
	w.nodes[leaf].suspecting++
	if w.nodes[leaf].suspecting == 1 {
		w.trustChanged(leaf, false)
	}
	w.noteBelief(leaf, watch, b)
	for h := w.nodes[leaf].holds; h != none; h = w.holds[h].onNode {
		if w.holds[h].seen&(1<<watch) != 0 {
			w.notice(h, watch)
		}
	}
}

// trust makes the node trusted by a detector again and lets it make its next mistake.
func (w *World) trust(leaf int32, watch int) {
	at, b := w.believed(leaf, watch)
	b.suspected = false
	w.nodes[leaf].suspecting--
	if w.nodes[leaf].suspecting == 0 {
		w.trustChanged(leaf, true)
	}
	w.noteBelief(leaf, watch, b)
	w.awaitMistake(at)
}

// endMistake books a mistake that is over, be it by insight or because the node has really failed.
func (w *World) endMistake(b *belief, watch int) {
	if b.mistaken {
		w.meter.mistakeOver(w.now(), watch, b.since)
		b.mistaken = false
	}
}
