package models

import (
	"fmt"

	"nines/sim"
)

// checkBeliefs: a belief sees what shows, and what is pending is what the table at belief says (or lies beyond the end,
// when the timer is zero).
func (w *World) checkBeliefs() error {
	mistaken := make([]int, len(w.Watches))
	for i := range w.beliefs {
		b := &w.beliefs[i]
		leaf, watch := int32(i/len(w.Watches)), i%len(w.Watches)
		visible, noticed := w.countSeen(leaf, watch)
		idle := b.suspected && b.visible > 0
		mistaken[watch] += int(count(b.mistaken))
		switch {
		case visible != b.visible:
			return fmt.Errorf("node %d, detector %d: %d faults show, counted %d", leaf, watch, visible, b.visible)
		case b.mistaken && !(b.suspected && visible == 0):
			return fmt.Errorf("node %d, detector %d: mistaken with cause", leaf, watch)
		case idle && w.pending(b.timer), !idle && !w.pending(b.timer) && b.timer != (sim.Timer{}):
			return fmt.Errorf("node %d, detector %d: what is pending is not what should be", leaf, watch)
		case b.suspected && noticed != visible, !b.suspected && noticed > 0:
			return fmt.Errorf("node %d, detector %d: %d of %d faults noticed", leaf, watch, noticed, visible)
		}
	}
	for d := range mistaken {
		if mistaken[d] != w.meter.mistaken[d].now {
			return fmt.Errorf("detector %d: %d mistakes, counted %d", d, mistaken[d], w.meter.mistaken[d].now)
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

// checkTrust: a node is suspected by as many detectors as it says, and an incident has raised its alarm if and only if
// a detector has noticed it on some node.
func (w *World) checkTrust() error {
	untrusted := int64(0)
	for i := range w.nodes {
		suspecting := int64(0)
		for d := range w.Watches {
			b := w.believed(int32(i), d)
			suspecting += count(b.suspected)
		}
		if suspecting != int64(w.nodes[i].suspecting) {
			return fmt.Errorf("node %d: %d detectors suspect it, counted %d", i, suspecting, w.nodes[i].suspecting)
		}
		untrusted += min(suspecting, 1)
	}
	if untrusted != int64(w.census.untrusted) {
		return fmt.Errorf("%d nodes are suspected, counted %d", untrusted, w.census.untrusted)
	}
	return w.each(func(_ int32, x *incident) error {
		noticed := uint16(0)
		for h := x.first; h != none; h = w.holds[h].sibling {
			noticed |= w.holds[h].noticed
		}
		if (noticed != 0) != (x.stage > undetected) {
			return fmt.Errorf("noticed by %b in stage %d", noticed, x.stage)
		}
		return nil
	})
}
