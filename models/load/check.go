package load

import (
	"fmt"
	"math"
	"slices"

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
		if err := f.check(l.fleet, l.nodes); err != nil {
			return err
		}
		if err := f.checkDues(l.fleet, l.nodes); err != nil {
			return err
		}
	}
	for k := range l.flows {
		if err := l.checkRequests(k); err != nil {
			return err
		}
	}
	if err := l.checkPresses(); err != nil {
		return err
	}
	return l.checkStrains()
}

// checkPresses: a service that has to meet the demand on it knows whether it does, unless that turns in this moment.
func (l *Load) checkPresses() error {
	const moment, rounding = 2e-3, 1e-6 // s; of the demand
	for k := range l.presses {
		f := &l.streams[l.pressed[k]]
		if due, ok := l.calendar.Pending(l.presses[k].timer); ok && due == l.now() {
			continue
		}
		now, reaches := float64(l.now()-sim.Time(l.Time.Warmup)), l.book.Reaches(f.service)
		before, after := f.demand.At(now-moment), f.demand.At(now+moment)
		exceeds := l.book.Exceeds(f.service)
		if !exceeds && min(before, after) > reaches*(1+rounding) || exceeds && max(before, after) < reaches*(1-rounding) {
			return fmt.Errorf("service %d reaches %v/s of %v/s, noted %v", f.service, reaches, after, exceeds)
		}
	}
	return nil
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
// that are trusted are what the balancer is told and the traffic meets, and no pace but full speed is kept without
// nodes. Cost: O(everything).
func (f *flow) check(truth *fleet.Fleet, nodes []counted) error {
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
	return nil
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

// checkRequests: what has arrived is what users have sent and the calls for what nodes of callers have taken in, and
// goes on so; and no more than that is lost.
func (l *Load) checkRequests(k int) error {
	f, d := &l.flows[k], l.demand(k)
	arrived := f.plan.users * d.Integral(-float64(l.Time.Warmup), float64(l.settled)-float64(l.Time.Warmup))
	rate := f.plan.users * d.Mean
	for i := range l.flows {
		for _, c := range l.streams[i].calls {
			if c.flow == k {
				arrived += float64(c.PerRequest * l.flows[i].taken)
				rate += float64(c.PerRequest * l.flows[i].takes(d.Mean))
			}
		}
	}
	if err := f.checkOwing(); err != nil {
		return err
	}
	o := &f.booked
	measured := float64(l.settled - l.book.Start())
	switch {
	case o.Failing < 0 || o.Failing > measured*(1+1e-9):
		return fmt.Errorf("flow %d: most requests are lost for %g s of %g", k, o.Failing, measured)
	case !book.Near(f.arrived, arrived) || o.Lost < 0 || o.Lost > o.Arrived*(1+1e-9) || f.taken > f.arrived*(1+1e-9):
		return fmt.Errorf("flow %d: %g requests arrived of %g, %g of %g lost, %g taken in", k, f.arrived, arrived, o.Lost,
			o.Arrived, f.taken)
	case !book.Near(f.offered.at(d.Mean), rate):
		return fmt.Errorf("flow %d: %g requests a second come of %g", k, f.offered.at(d.Mean), rate)
	}
	return nil
}

// checkOwing: all that is lost is owed by a cause, and was lost in a way.
func (f *flow) checkOwing() error {
	o, owed, ways := &f.booked, 0.0, 0.0
	for _, lost := range o.Owing {
		owed += lost
	}
	for _, lost := range o.Ways {
		ways += lost
	}
	if rounding := 1e-9 * o.Arrived; math.Abs(owed-o.Lost) > rounding || math.Abs(ways-o.Lost) > rounding {
		return fmt.Errorf("of %g requests lost %g are owed, and %g lost in some way", o.Lost, owed, ways)
	}
	return nil
}

// checkDues: nodes that are ill or not trusted are counted by why.
func (f *flow) checkDues(truth *fleet.Fleet, nodes []counted) error {
	counts := flow{}
	for i := range nodes {
		if at := f.plan.places[truth.Class(int32(i))]; at != fleet.None {
			counts.owe(int(at), nodes[i], nodes[i].times)
		}
	}
	if len(counts.dues) != len(f.dues) {
		return fmt.Errorf("flow: nodes are ill or not trusted in %d ways, counted %d", len(counts.dues), len(f.dues))
	}
	for i := range counts.dues {
		if !slices.Contains(f.dues, counts.dues[i]) {
			return fmt.Errorf("flow: %v are ill or not trusted, counted %v", counts.dues[i], f.dues)
		}
	}
	return nil
}

// takes is how many requests a second nodes answer at a demand.
func (f *flow) takes(x float64) (rate float64) {
	for i := range f.paces {
		p := &f.paces[i]
		if share := f.classes[p.class].share; share > 0 && !f.told.interrupted {
			rate += share * min(f.offered.at(x), f.limit(p)) * float64(f.used(p).answers) / full
		}
	}
	return rate
}
