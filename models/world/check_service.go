package world

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/sim"
)

// checkUnits: the throughput that a service reaches and what each fault keeps from it follow from the nodes' holds.
func (w *World) checkUnits() error {
	for s := range w.services {
		state, p := &w.services[s], &w.plan.services[s]
		units, held, byStage := int64(0), make([]int64, len(w.Faults)+1), [models.Stages]int64{}
		for i, leaf := range w.Topology.Leaves {
			units += part(p.units[leaf.Class], w.condition(int32(i)).reach)
			w.addHeld(held, &byStage, int32(i), p.units[leaf.Class])
		}
		holding, excused := int64(0), int64(0)
		for f, h := range held {
			holding += h
			if f < len(w.Faults) && w.Faults[f].Uncounted {
				excused += h
			}
		}
		switch {
		case units != state.units || units+holding != p.allUnits:
			return fmt.Errorf("service %d: %d units reachable and %d held of %d, counted %d", s, units, holding,
				p.allUnits, state.units)
		case state.out != (state.down && (excused == 0 || holding > excused)):
			return fmt.Errorf("service %d: %d of %d units are excused (down %v, out %v)", s, excused, holding, state.down,
				state.out)
		case state.down && holding == 0:
			return fmt.Errorf("service %d is down for no cause", s)
		}
		if err := state.checkBlame(held, byStage, holding, excused); err != nil {
			return fmt.Errorf("service %d: %w", s, err)
		}
	}
	return nil
}

// checkBlame: a service that is down knows what each cause holds; one that does not keep it knows nothing.
func (s *serviceState) checkBlame(held []int64, byStage [models.Stages]int64, holding, excused int64) error {
	b := &s.blame
	if !b.kept {
		held, byStage, holding, excused = make([]int64, len(held)), [models.Stages]int64{}, 0, 0
	}
	switch {
	case s.down && !b.kept:
		return fmt.Errorf("it is down, and nobody knows whose fault it is")
	case byStage != b.stages:
		return fmt.Errorf("stages hold %v, counted %v", byStage, b.stages)
	case !slices.Equal(held, b.held) || holding != b.holding || excused != b.excused:
		return fmt.Errorf("causes hold %v, counted %v; %d excused, counted %d", held, b.held, excused, b.excused)
	}
	return nil
}

// addHeld adds what the holds on a node keep of its units, by cause and by stage.
func (w *World) addHeld(held []int64, byStage *[models.Stages]int64, leaf int32, units int64) {
	reach := 1.0
	for h := w.nodes[leaf].holds; h != none; h = w.holds[h].onNode {
		x := &w.incidents[w.holds[h].incident]
		before := part(units, reach)
		reach *= w.symptomOf(h).Keeps()
		held[w.cause(x)] += before - part(units, reach)
		if c := w.cause(x); c == len(w.Faults) || !w.Faults[c].Uncounted {
			byStage[x.stage] += before - part(units, reach)
		}
	}
}

// checkGates: every gate has what the nodes and the gates below it give, and a service is down iff its root is shut.
func (w *World) checkGates() error {
	have := make([]int64, len(w.gates))
	for s := range w.Services {
		p := &w.plan.services[s]
		for i, leaf := range w.Topology.Leaves {
			c := w.condition(int32(i))
			switch g := p.gateOf[w.Topology.Above(int32(i), p.depth)]; {
			case !slices.Contains(w.Services[s].Classes, int(leaf.Class)):
			case p.byNodes:
				have[g] += count(c.up)
			default:
				have[g] += part(p.units[leaf.Class], c.reach)
			}
		}
	}
	for g := len(w.gates) - 1; g >= 0; g-- {
		x := &w.gates[g]
		if have[g] != x.have {
			return fmt.Errorf("gate %d has %d, counted %d", g, have[g], x.have)
		}
		if x.parent >= 0 {
			have[x.parent] += count(x.open())
		}
	}
	for s := range w.services {
		if w.services[s].down != (w.services[s].gaps > 0 || !w.gates[w.plan.services[s].root].open()) {
			return fmt.Errorf("service %d and its rule do not agree", s)
		}
	}
	return nil
}

// near tells equal sums of rounded numbers from different ones.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b), 1) }

func (w *World) measuredUntil(t sim.Time) float64 { return float64(max(0, t-w.meter.start)) }

// checkNodeTimes: as many nodes are down as are counted, and the time spent with each number of them adds up.
func (w *World) checkNodeTimes() error {
	m := &w.meter
	fleet, classes := 0, make([]int, len(w.Classes))
	for i := range w.nodes {
		if w.nodes[i].downs > 0 {
			fleet++
			classes[w.Topology.Leaves[i].Class]++
		}
	}
	check := func(name string, down int, t tally, o *models.NodesOutcome) error {
		total, weighed := 0.0, 0.0
		for n, seconds := range o.Times {
			total += seconds
			weighed += float64(n) * seconds
		}
		if down != t.now || !near(total, w.measuredUntil(t.since)) || !near(weighed, o.Down) {
			return fmt.Errorf("%s: %d nodes down, counted %d, in %g s of %g", name, down, t.now, total, w.measuredUntil(t.since))
		}
		return nil
	}
	for c := range classes {
		if err := check(w.Classes[c].Name, classes[c], m.classes[c], &m.Classes[c]); err != nil {
			return err
		}
	}
	return check("fleet", fleet, m.fleet, &m.Fleet)
}

// checkServiceTimes: downtime belongs to causes second by second, and throughput is booked for all of the time.
func (w *World) checkServiceTimes() error {
	for s := range w.services {
		o, p := &w.meter.Services[s], &w.plan.services[s]
		shares, elapsed := 0.0, w.measuredUntil(w.services[s].settled)
		for _, share := range o.ByFault {
			shares += share
		}
		switch {
		case !near(shares, o.Downtime):
			return fmt.Errorf("service %d: causes have %g s of %g s of downtime", s, shares, o.Downtime)
		case !near(o.Lost.Total(), elapsed) || o.Downtime+o.Excused > elapsed*(1+1e-9):
			return fmt.Errorf("service %d: %g s of throughput booked in %g s", s, o.Lost.Total(), elapsed)
		case o.Capacity > elapsed*float64(p.allUnits)*p.perUnit*(1+1e-9):
			return fmt.Errorf("service %d reached more than is installed", s)
		}
	}
	return nil
}

// checkFlowTimes: what has arrived is the integral of the demand, and no more than that is lost.
func (w *World) checkFlowTimes() error {
	if !w.flow.on {
		return nil
	}
	origin := sim.Time(w.Time.Warmup)
	arrived := w.Traffic.Demand.Integral(float64(w.meter.start-origin), float64(w.flow.settled-origin))
	o := &w.meter.Flow
	if !near(o.Arrived, arrived) || o.Lost < 0 || o.Lost > o.Arrived*(1+1e-9) {
		return fmt.Errorf("%g requests arrived of %g, %g lost", o.Arrived, arrived, o.Lost)
	}
	return nil
}
