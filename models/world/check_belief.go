package world

import (
	"fmt"

	"nines/models"
	"nines/sim"
)

// checkBeliefs: a belief sees what shows, and what is pending is what the table at belief says (or lies beyond the end,
// when the timer is zero).
func (w *World) checkBeliefs() error {
	for i := range w.beliefs {
		b := &w.beliefs[i]
		leaf, watch := int32(i/len(w.Watches)), i%len(w.Watches)
		visible, noticed := w.countSeen(leaf, watch)
		idle := b.suspected && b.visible+b.severed > 0
		severed := w.countSevered(leaf, watch)
		switch {
		case visible != b.visible:
			return fmt.Errorf("node %d, detector %d: %d faults show, counted %d", leaf, watch, visible, b.visible)
		case severed != b.severed:
			return fmt.Errorf("node %d, detector %d: %d times severed, counted %d", leaf, watch, severed, b.severed)
		case b.severed > 0 && b.suspected && b.visible == 0 && !b.mistaken:
			return fmt.Errorf("node %d, detector %d: severed and not mistaken", leaf, watch)
		case b.mistaken && !(b.suspected && visible == 0):
			return fmt.Errorf("node %d, detector %d: mistaken with cause", leaf, watch)
		case idle && w.pending(b.timer), !idle && !w.pending(b.timer) && b.timer != (sim.Timer{}):
			return fmt.Errorf("node %d, detector %d: what is pending is not what should be", leaf, watch)
		case b.suspected && noticed != visible, !b.suspected && noticed > 0:
			return fmt.Errorf("node %d, detector %d: %d of %d faults noticed", leaf, watch, noticed, visible)
		}
	}
	return nil
}

// countSeen counts the holds on a node that show to a detector, and those that it has noticed.
func (w *World) countSeen(leaf int32, watch int) (visible, noticed int32) {
	for h := w.nodes[leaf].holds; h != none; h = w.holds[h].onNode {
		visible += int32(w.holds[h].seen >> watch & 1)
		noticed += int32(w.holds[h].noticed >> watch & 1)
	}
	return visible, noticed
}

// countSevered counts the partitions between a detector and a node.
func (w *World) countSevered(leaf int32, watch int) (n int32) {
	_ = w.each(func(id int32, x *incident) error {
		if x.kind == genuine && x.symptom.Effect == models.Partition {
			n += int32(count(w.severs(id, leaf, watch)))
		}
		return nil
	})
	return n
}

// checkTrust: a node is suspected by the detectors that it says, and by enough of them or not; an incident has raised
// its alarm if and only if enough detectors have noticed it on some node.
func (w *World) checkTrust() error {
	untrusted, drained := 0, make([]int8, len(w.nodes))
	_ = w.each(func(_ int32, x *incident) error {
		for h := x.first; h != none; h = w.holds[h].sibling {
			drained[w.holds[h].node] += int8(count(x.drained))
		}
		return nil
	})
	for i := range w.nodes {
		n, suspecting := &w.nodes[i], uint16(0)
		for d := range w.Watches {
			suspecting |= uint16(count(w.believed(int32(i), d).suspected)) << d
		}
		drains := drained[i]
		suspected := w.plan.convinced(suspecting)
		shunned := drains > 0 || w.plan.convinced(suspecting&w.plan.audible)
		believed := w.board.Suspected(int32(i))
		if suspecting != n.suspecting || suspected != believed || shunned != n.shunned || drains != n.drains {
			return fmt.Errorf("node %d: suspected by %b (%v, shunned %v), counted %b (%v, shunned %v)", i, suspecting,
				suspected, shunned, n.suspecting, believed, n.shunned)
		}
		untrusted += int(count(suspected))
	}
	if untrusted != w.board.Untrusted {
		return fmt.Errorf("%d nodes are suspected, counted %d", untrusted, w.board.Untrusted)
	}
	return w.each(func(_ int32, x *incident) error {
		agreed := false
		for h := x.first; h != none; h = w.holds[h].sibling {
			agreed = agreed || w.holds[h].known || w.plan.convinced(w.holds[h].noticed)
		}
		if x.kind == genuine && !w.planned(x) && agreed != (x.stage > models.Undetected) {
			return fmt.Errorf("noticed %v in stage %d", agreed, x.stage)
		}
		return nil
	})
}
