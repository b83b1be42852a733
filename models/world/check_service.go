package world

import (
	"fmt"

	"nines/models/book"
	"nines/sim"
)

// checkBook holds the book to who holds which node.
func (w *World) checkBook() error {
	nodes, mistaken := make([]book.Node, len(w.nodes)), make([]int, len(w.Watches))
	for i := range nodes {
		n := &nodes[i]
		n.Class, n.Level = w.nodes[i].class, w.condition(int32(i)).level()
		for h := w.nodes[i].holds; h != none; h = w.holds[h].onNode {
			x := &w.incidents[w.holds[h].incident]
			n.Holds = append(n.Holds, book.Share{Cause: w.cause(x), Stage: x.stage, Keeps: w.symptomOf(h).Keeps()})
		}
	}
	for i := range w.beliefs {
		mistaken[i%len(w.Watches)] += int(count(w.beliefs[i].mistaken))
	}
	return w.book.Check(nodes, mistaken)
}

// checkFlowTimes: what has arrived is the integral of the demand, and no more than that is lost.
func (w *World) checkFlowTimes() error {
	if !w.flow.on {
		return nil
	}
	origin := sim.Time(w.Time.Warmup)
	arrived := w.Traffic.Demand.Integral(float64(w.book.Start()-origin), float64(w.flow.settled-origin))
	o := &w.flow.booked
	if !book.Near(o.Arrived, arrived) || o.Lost < 0 || o.Lost > o.Arrived*(1+1e-9) {
		return fmt.Errorf("%g requests arrived of %g, %g lost", o.Arrived, arrived, o.Lost)
	}
	return nil
}
