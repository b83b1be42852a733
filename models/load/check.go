package load

import (
	"fmt"

	"nines/models/book"
	"nines/sim"
)

// Node is the truth about one node for a check.
type Node struct {
	Class     int16
	Condition Condition
	Trusted   bool
}

// Check holds the flow to the truth about all nodes: those of a class, by how slow they are, their qualities and those
// that are trusted are what the balancer is told and the traffic meets; no pace but full speed is kept without nodes;
// and what has arrived since the start is the integral of the demand. Cost: O(everything).
func (f *Flow) Check(nodes []Node, start sim.Time) error {
	kept := int64(0)
	for at := range f.classes {
		trusted := int64(0)
		for i := range nodes {
			if nodes[i].Trusted && f.of(nodes[i].Class) == at {
				trusted++
			}
		}
		if trusted != f.classes[at].trusted {
			return fmt.Errorf("flow of class %d: %d nodes trusted, counted %d", at, trusted, f.classes[at].trusted)
		}
		kept -= f.classes[at].all
	}
	for i := range f.paces {
		if err := f.checkPace(i, nodes); err != nil {
			return err
		}
		kept += f.paces[i].all.nodes
	}
	if kept != 0 {
		return fmt.Errorf("flow: paces have %d nodes more than classes", kept)
	}
	return f.checkRequests(start)
}

func (f *Flow) checkPace(i int, nodes []Node) error {
	p := &f.paces[i]
	var all, trusted worth
	for _, n := range nodes {
		if f.of(n.Class) != p.class || n.Condition.Slow != p.slow {
			continue
		}
		all.add(1, n.Condition.worth())
		if n.Trusted {
			trusted.add(1, n.Condition.worth())
		}
	}
	if all != p.all || trusted != p.trusted || all.nodes == 0 && i >= len(f.classes) {
		return fmt.Errorf("flow of class %d at pace %g: %v nodes, %v trusted, counted %v and %v", p.class, p.slow, all,
			trusted, p.all, p.trusted)
	}
	return nil
}

// checkRequests: what has arrived is the integral of the demand, and no more than that is lost.
func (f *Flow) checkRequests(start sim.Time) error {
	if !f.On() {
		return nil
	}
	origin := sim.Time(f.plan.Time.Warmup)
	arrived := f.plan.Traffic.Demand.Integral(float64(start-origin), float64(f.settled-origin))
	o := &f.booked
	if !book.Near(o.Arrived, arrived) || o.Lost < 0 || o.Lost > o.Arrived*(1+1e-9) {
		return fmt.Errorf("%g requests arrived of %g, %g lost", o.Arrived, arrived, o.Lost)
	}
	return nil
}
