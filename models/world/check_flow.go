package world

import (
	"fmt"

	"nines/models/book"
)

// checkFlow: the nodes of a class, by how slow they are, their qualities and those that are trusted are what the
// balancer is told and the traffic meets; no pace but full speed is kept without nodes.
func (w *World) checkFlow() error {
	f := &w.flow
	for i := range f.classes {
		trusted := int64(0)
		for leaf := range w.nodes {
			trusted += count(f.of(w.nodes[leaf].class) == i && w.trusted(int32(leaf)))
		}
		if trusted != f.classes[i].trusted {
			return fmt.Errorf("flow of class %d: %d nodes trusted, counted %d", i, trusted, f.classes[i].trusted)
		}
	}
	nodes := int64(0)
	for i := range f.paces {
		if err := w.checkPace(i); err != nil {
			return err
		}
		nodes += f.paces[i].all.nodes
	}
	for i := range f.classes {
		nodes -= f.classes[i].all
	}
	if nodes != 0 {
		return fmt.Errorf("flow: paces have %d nodes more than classes", nodes)
	}
	return nil
}

func (w *World) checkPace(i int) error {
	p := &w.flow.paces[i]
	var all, trusted flowNodes
	for leaf := range w.nodes {
		x := w.condition(int32(leaf))
		if w.flow.of(w.nodes[leaf].class) != p.class || x.slow != p.slow {
			continue
		}
		all.add(1, book.Part(full, x.quality))
		if w.trusted(int32(leaf)) {
			trusted.add(1, book.Part(full, x.quality))
		}
	}
	if all != p.all || trusted != p.trusted || all.nodes == 0 && i >= len(w.flow.classes) {
		return fmt.Errorf("flow of class %d at pace %g: %v nodes, %v trusted, counted %v and %v", p.class, p.slow, all,
			trusted, p.all, p.trusted)
	}
	return nil
}

// checkStrains: clocks of overload know whom they may strike, and run if there is anybody.
func (w *World) checkStrains() error {
	for k := range w.strains {
		x, ready := &w.strains[k], [2]int64{}
		for leaf, p := range w.plan.strains[k].processOf {
			if p != none && w.ready(int32(leaf), p) {
				ready[count(w.trusted(int32(leaf)))]++
			}
		}
		runs := x.rate > 0
		switch {
		case ready != x.ready:
			return fmt.Errorf("overload clock %d: %v nodes ready, counted %v", k, ready, x.ready)
		case w.strained || runs && w.loaded(k) == 0:
			return fmt.Errorf("overload clock %d strikes nobody, or at the wrong time", k)
		}
	}
	return nil
}
