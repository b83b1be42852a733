package load

import (
	"fmt"

	"nines/models/book"
	"nines/models/fleet"
	"nines/sim"
)

// Check verifies every invariant of the room between two events: the flow is that of the truth about all nodes, and
// clocks of overload know whom they may strike. Cost: O(everything).
func (l *Load) Check() error {
	if l.Plays() {
		return l.checkLanes()
	}
	if !l.On() {
		return nil
	}
	for i := range l.nodes {
		if n := l.look(int32(i)); n != l.nodes[i] {
			return fmt.Errorf("node %d: its users are told %v, not %v", i, l.nodes[i], n)
		}
	}
	for k := range l.flows {
		f := &l.flows[k]
		if told := l.hear(f, f.told.drag); told != f.told {
			return fmt.Errorf("the flow is told %v, not %v", f.told, told)
		}
		if err := f.check(l.fleet, l.nodes, l.book.Start()); err != nil {
			return err
		}
	}
	return l.checkStrains()
}

// checkStrains: clocks of overload know whom they may strike, and run if there is anybody.
func (l *Load) checkStrains() error {
	for k := range l.strains {
		x, ready := &l.strains[k], [2]int64{}
		for leaf, p := range l.plans[k].processOf {
			if at := l.readiness(int32(leaf), p); at != unready {
				ready[at-1]++
			}
		}
		switch {
		case ready != x.ready:
			return fmt.Errorf("overload clock %d: %v nodes ready, counted %v", k, ready, x.ready)
		case l.strained || x.rate > 0 && l.loaded(k) == 0:
			return fmt.Errorf("overload clock %d strikes nobody, or at the wrong time", k)
		}
	}
	return nil
}

// check holds the flow to the truth about all nodes: those of a class, by how slow they are, their qualities and those
// that are trusted are what the balancer is told and the traffic meets; no pace but full speed is kept without nodes;
// and what has arrived since the start is the integral of the demand. Cost: O(everything).
func (f *flow) check(truth *fleet.Fleet, nodes []counted, start sim.Time) error {
	if f.sent != f.audience() {
		return fmt.Errorf("flow: work is sent to %v, not %v", f.sent, f.audience())
	}
	kept := int64(0)
	for at := range f.classes {
		trusted := int64(0)
		for i := range nodes {
			if int(f.plan.places[truth.Class(int32(i))]) == at {
				trusted += nodes[i].trusted()
			}
		}
		if trusted != f.classes[at].trusted {
			return fmt.Errorf("flow of class %d: %d nodes trusted, counted %d", at, trusted, f.classes[at].trusted)
		}
		kept -= f.classes[at].all
	}
	for i := range f.paces {
		if err := f.checkPace(i, truth, nodes); err != nil {
			return err
		}
		kept += f.paces[i].all.nodes
	}
	if kept != 0 {
		return fmt.Errorf("flow: paces have %d nodes more than classes", kept)
	}
	return f.checkRequests(start)
}

func (f *flow) checkPace(at int, truth *fleet.Fleet, nodes []counted) error {
	p := &f.paces[at]
	var all, trusted worth
	for i, n := range nodes {
		if int(f.plan.places[truth.Class(int32(i))]) != p.class || n.condition.slow != p.slow {
			continue
		}
		what := n.condition.worth(n.times)
		all.add(what)
		if n.chosen {
			trusted.add(what)
		}
	}
	if all != p.all || trusted != p.trusted || all.nodes == 0 && at >= len(f.classes) {
		return fmt.Errorf("flow of class %d at pace %g: %v nodes, %v trusted, counted %v and %v", p.class, p.slow, all,
			trusted, p.all, p.trusted)
	}
	return nil
}

// checkRequests: what has arrived is the integral of the demand, and no more than that is lost.
func (f *flow) checkRequests(start sim.Time) error {
	origin := sim.Time(f.plan.Time.Warmup)
	arrived := f.plan.demand.Integral(float64(start-origin), float64(f.settled-origin))
	o := &f.booked
	if measured := float64(f.settled - start); o.Failing < 0 || o.Failing > measured*(1+1e-9) {
		return fmt.Errorf("most requests are lost for %g s of %g", o.Failing, measured)
	}
	if !book.Near(o.Arrived, arrived) || o.Lost < 0 || o.Lost > o.Arrived*(1+1e-9) {
		return fmt.Errorf("%g requests arrived of %g, %g lost", o.Arrived, arrived, o.Lost)
	}
	return nil
}
