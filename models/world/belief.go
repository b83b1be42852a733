package world

import (
	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// belief is what one detector thinks of one node. Its one pending event means the next turn of mind:
//
//	            no visible fault          a visible fault, or severed from the node
//	trusted     a mistake will begin      suspicion will come
//	suspected   trust will return         (nothing is pending)
type belief struct {
	timer     sim.Timer
	turn      uint32 // turns of mind so far; names the draws
	visible   int32  // holds that show to this detector
	severed   int32  // partitions that it notices between itself and the node, which are no fault of the node's
	suspected bool
	mistaken  bool // suspected without cause
}

func (w *World) believed(leaf int32, watch int) *belief {
	return &w.beliefs[int(leaf)*len(w.Watches)+watch]
}

// watcher names the streams of a detector's draws about a leaf.
func (w *World) watcher(leaf int32, watch int) uint64 {
	return rng.Child(w.nodes[leaf].entity, w.plan.watchKeys[watch])
}

// await schedules a belief's next turn; nothing where that lies beyond the run.
func (w *World) await(leaf int32, watch int, after sim.Duration) {
	w.believed(leaf, watch).timer = w.turnAfter(leaf, watch, after)
}

func (w *World) turnAfter(leaf int32, watch int, after sim.Duration) sim.Timer {
	if due := w.now() + sim.Time(after); due < w.plan.end {
		return w.calendar.At(due, sim.Event{Kind: turns, Who: leaf, Arg: int32(watch)})
	}
	return sim.Timer{}
}

// awaitMistake draws when the detector will next suspect the healthy node.
func (w *World) awaitMistake(leaf int32, watch int) {
	if w.plan.mistakes[watch] == nil {
		w.believed(leaf, watch).timer = sim.Timer{}
		return
	}
	after, _ := w.mistake(leaf, watch)
	w.await(leaf, watch, after)
}

// awaitFirst draws when the detector will suspect the node for the first time in the run. Many detectors err at certain
// phases of their interval only, and the phases of two nodes, or of two detectors, have nothing to do with each other:
// the start is taken for a moment at which the node came up, and was trusted all the same.
func (w *World) awaitFirst(leaf int32, watch int) {
	if w.plan.mistakes[watch] == nil {
		return
	}
	after, _ := w.mistake(leaf, watch)
	if after < forever {
		after += w.draws.ask(forClear, w.watcher(leaf, watch), 0, 0).wait(w.Watches[watch].Clear())
	}
	w.await(leaf, watch, after)
}

// mistake draws the mistake that follows a belief's present turn; asked again, it answers the same.
func (w *World) mistake(leaf int32, watch int) (after, lasting sim.Duration) {
	turn := w.believed(leaf, watch).turn
	return w.draws.ask(forMistake, w.watcher(leaf, watch), turn, 0).mistake(w.plan.mistakes[watch])
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
	if !w.beholds(h, watch) {
		return false
	}
	sees := w.Watches[watch].Sees(w.sightOf(h))
	if sees <= 0 || sees >= 1 {
		return sees > 0
	}
	return w.askSighting(forSight, h, watch).happens(sees)
}

func (w *World) askSighting(purpose rng.Purpose, h int32, watch int) *draws {
	x := &w.incidents[w.holds[h].incident]
	entity := w.watcher(w.holds[h].node, watch)
	if w.plan.overseers>>watch&1 == 1 && !w.holds[h].work {
		entity = rng.Child(w.entityOf(x), w.plan.watchKeys[watch])
	} else if x.fault != int16(none) {
		entity ^= w.plan.faultKeys[x.fault]
	}
	if w.holds[h].work {
		return w.draws.ask(purpose, entity, x.count, x.tries+1)
	}
	const phases = 1 << 31 // apart from treatments
	return w.draws.ask(purpose, entity, x.count, min(1, x.phase)*phases+x.phase)
}

// show starts the detector's clock for a hold that it can see. A node that is suspected already gives the new hold
// away at once; an effect that has been showing is noticed when it would have been.
func (w *World) show(h int32, watch int) {
	leaf := w.holds[h].node
	b := w.believed(leaf, watch)
	b.visible++
	if b.suspected {
		w.endMistake(b, watch)
		w.calendar.Cancel(&b.timer)
		w.notice(h, watch)
		return
	}
	if b.visible+b.severed == 1 {
		w.calendar.Cancel(&b.timer) // the mistake that will not happen now
	} else if w.showsElsewhere(h, watch) {
		return
	}
	if delay := w.delay(h, watch); delay > 0 {
		w.awaitSooner(leaf, watch, delay)
	} else {
		w.calendar.Cancel(&b.timer)
		w.suspect(leaf, watch)
	}
}

// sightOf is what a hold shows to those to whom it shows: who stands beyond a partition loses all requests.
func (w *World) sightOf(h int32) models.Symptom {
	x := *w.symptomOf(h)
	if x.Effect == models.Partition {
		x.Loss = 1
	}
	return x
}

// delay draws how long after its onset a hold is noticed on a trusted node; asked again, it answers the same.
func (w *World) delay(h int32, watch int) sim.Duration {
	return w.askSighting(forDelay, h, watch).wait(w.Watches[watch].Delay(w.sightOf(h)))
}

// awaitSooner schedules a belief's next turn, unless one that comes sooner is pending.
func (w *World) awaitSooner(leaf int32, watch int, after sim.Duration) {
	timer := &w.believed(leaf, watch).timer
	due, pending := w.calendar.Pending(*timer)
	switch to := w.now() + sim.Time(after); {
	case !pending:
		w.await(leaf, watch, after)
	case to < due:
		w.calendar.Move(timer, to)
	}
}

// showsElsewhere reports whether the detector sees the effect of a hold in another hold on the same node.
func (w *World) showsElsewhere(h int32, watch int) bool {
	effect := w.symptomOf(h).Effect
	if effect == models.Partition && w.cutElsewhere(w.holds[h].node, watch, 0) {
		return true
	}
	for o := w.nodes[w.holds[h].node].holds; o != none; o = w.holds[o].onNode {
		if o != h && w.holds[o].seen&(1<<watch) != 0 && w.symptomOf(o).Effect == effect {
			return true
		}
	}
	return false
}

// unexpose ends the showing of a hold that has left its node.
func (w *World) unexpose(h int32) {
	for d := range w.Watches {
		if w.holds[h].seen&(1<<d) == 0 {
			continue
		}
		b := w.believed(w.holds[h].node, d)
		b.visible--
		switch {
		case b.visible+b.severed == 0:
			w.clear(w.holds[h].node, d)
		case b.suspected && b.visible == 0:
			w.beginMistake(b, d)
		case !b.suspected && !w.showsElsewhere(h, d):
			w.reconsider(w.holds[h].node, d)
		}
	}
}

// clear is called when a detector sees the last fault of a node go: it calls off the suspicion to come, or learns after
// its own delay that the node is well.
func (w *World) clear(leaf int32, watch int) {
	b := w.believed(leaf, watch)
	w.calendar.Cancel(&b.timer)
	b.turn++
	if !b.suspected {
		w.awaitMistake(leaf, watch)
		return
	}
	after := w.draws.ask(forClear, w.watcher(leaf, watch), b.turn, 0).wait(w.Watches[watch].Clear())
	if after > 0 {
		w.await(leaf, watch, after)
	} else {
		w.endMistake(b, watch)
		w.trust(leaf, watch)
	}
}

// reconsider is called when an effect that would have given a node away is gone while another still shows: what is left
// is noticed when it would have been without.
func (w *World) reconsider(leaf int32, watch int) {
	w.calendar.Cancel(&w.believed(leaf, watch).timer)
	for h := w.nodes[leaf].holds; h != none; h = w.holds[h].onNode {
		if w.holds[h].seen&(1<<watch) != 0 {
			due := w.holds[h].since + sim.Time(w.delay(h, watch))
			w.awaitSooner(leaf, watch, sim.Duration(max(0, due-w.now())))
		}
	}
	w.reconsiderCuts(leaf, watch)
}

// onTurn changes a detector's mind about a node, as the table at belief says.
func (w *World) onTurn(leaf int32, watch int) {
	b := w.believed(leaf, watch)
	switch {
	case b.visible > 0:
		w.suspect(leaf, watch)
	case b.severed > 0:
		w.err(leaf, watch)
	case b.suspected:
		w.endMistake(b, watch)
		b.turn++
		w.trust(leaf, watch)
	default:
		w.err(leaf, watch)
	}
}

// err has a detector suspect a node without cause: until it thinks better of it, or as long as it is severed from it.
func (w *World) err(leaf int32, watch int) {
	b, suspected := w.believed(leaf, watch), w.board.Suspected(leaf)
	w.beginMistake(b, watch)
	w.suspect(leaf, watch)
	if b.severed == 0 {
		_, lasting := w.mistake(leaf, watch)
		w.await(leaf, watch, lasting)
	}
	if !suspected && w.board.Suspected(leaf) {
		w.accuse(leaf, b.turn)
	}
}

// suspect makes the node suspected and raises the alarm for every hold that shows.
func (w *World) suspect(leaf int32, watch int) {
	b := w.believed(leaf, watch)
	b.suspected = true
	w.hear(leaf, watch)
	w.noteBelief(leaf, watch, b)
	for h := w.nodes[leaf].holds; h != none; h = w.holds[h].onNode {
		if w.holds[h].seen&(1<<watch) != 0 {
			w.notice(h, watch)
		}
	}
}

// trust makes the node trusted by a detector again and lets it make its next mistake.
func (w *World) trust(leaf int32, watch int) {
	b := w.believed(leaf, watch)
	b.suspected = false
	w.hear(leaf, watch)
	w.noteBelief(leaf, watch, b)
	w.awaitMistake(leaf, watch)
}

// hear counts the votes on a node anew when a detector has changed its mind about it.
func (w *World) hear(leaf int32, watch int) {
	n := &w.nodes[leaf]
	n.suspecting ^= 1 << watch
	suspected := w.plan.convinced(n.suspecting)
	if suspected != w.board.Suspected(leaf) {
		w.board.Turn(leaf)
	}
	w.choose(leaf)
	if !suspected {
		w.fillRoles()
	}
}

// choose decides whether balancers send work to a node.
func (w *World) choose(leaf int32) {
	n := &w.nodes[leaf]
	if shunned := n.drains > 0 || w.plan.convinced(n.suspecting&w.plan.audible); shunned != n.shunned {
		w.shun(leaf, shunned)
	}
}

// beginMistake books that a node is suspected without cause from now on, if it was not before.
func (w *World) beginMistake(b *belief, watch int) {
	if !b.mistaken {
		w.book.Errs(watch, w.now())
		b.mistaken = true
	}
}

// endMistake books a mistake that is over, be it by insight or because the node has really failed.
func (w *World) endMistake(b *belief, watch int) {
	if b.mistaken {
		w.book.Corrects(watch, w.now())
		b.mistaken = false
	}
}
