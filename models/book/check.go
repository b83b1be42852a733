package book

import (
	"fmt"
	"math"
	"slices"

	"nines/models"
	"nines/sim"
)

// Node is the truth about one node for a check: what it is worth, and what each case that holds it keeps, in the order
// of onset.
type Node struct {
	Class  int16
	Level  Level
	Serves int64 // for how many nodes of its class it serves
	Holds  []Share
	Host   int32 // where it is stood in for; none where it serves for itself
	Asks   Share // of the case that asked for that
}

// Share is the hold of one case: by which cause, in which stage, the share of throughput that it leaves, and whether it
// is work on somebody innocent.
type Share struct {
	Cause int
	Stage models.Stage
	Keeps float64
	Downs bool   // it takes the node down
	Cured uint64 // cures with which it would not hold it
	Vain  bool
}

// Check holds the book to the truth about all nodes and to how many mistakes each detector makes. Cost: O(everything).
func (b *Book) Check(nodes []Node, mistaken []int) error {
	for s := range b.services {
		if err := b.checkService(int16(s), nodes); err != nil {
			return fmt.Errorf("service %d: %w", s, err)
		}
		if err := b.checkTimes(s); err != nil {
			return fmt.Errorf("service %d: %w", s, err)
		}
	}
	if err := b.checkGates(nodes); err != nil {
		return err
	}
	if err := b.checkGains(nodes); err != nil {
		return err
	}
	for d := range mistaken {
		if mistaken[d] != b.mistaken[d].now {
			return fmt.Errorf("detector %d: %d mistakes, counted %d", d, mistaken[d], b.mistaken[d].now)
		}
	}
	return b.checkNodeTimes(nodes)
}

// checkService: the throughput that a service reaches and what each cause keeps from it follow from the nodes' holds.
func (b *Book) checkService(id int16, nodes []Node) error {
	s, p := &b.services[id], &b.plan.services[id]
	units, lost, want := int64(0), int64(0), blame{held: make([]int64, len(b.plan.Faults)+1)}
	for i := range nodes {
		whole := p.units[nodes[i].Class]
		part := Part(whole, nodes[i].Level.Reach)
		units += nodes[i].Serves * part
		lost += nodes[i].Serves * (whole - part)
		b.addHeld(&want, nodes, i, id)
	}
	holding, maintained := want.holding, b.maintenance(id, nodes)
	out := s.down && (p.never || len(s.apart) == 0 && want.counts() || len(s.apart) > 0 && b.answersFor(id))
	if b.plan.needs != nil {
		out = s.down && b.counts(id)
	}
	if !s.blame.kept {
		want = blame{held: make([]int64, len(want.held))}
	}
	switch got := &s.blame; {
	case units != s.units || units+lost != p.allUnits || holding < lost && p.members == nil:
		return fmt.Errorf("%d units reachable, %d lost and %d held of %d, counted %d", units, lost, holding, p.allUnits,
			s.units)
	case s.maintained != maintained:
		return fmt.Errorf("%d holds of maintenance, counted %d", maintained, s.maintained)
	case s.out != out:
		return fmt.Errorf("%d of %d units are excused (down %v, out %v)", want.excused, holding, s.down, s.out)
	case b.shut(id) && !p.never && (b.itself(id) && holding == 0 && !p.pressed && p.members == nil || !got.kept):
		return fmt.Errorf("it is down, and nobody knows whose fault it is")
	case want.stages != got.stages || !slices.Equal(want.held, got.held):
		return fmt.Errorf("causes hold %v, in stages %v, counted %v and %v", want.held, want.stages, got.held, got.stages)
	case want.holding != got.holding || want.excused != got.excused || want.vain != got.vain:
		return fmt.Errorf("%d held, %d excused and %d in vain, counted %d, %d and %d", want.holding, want.excused, want.vain,
			got.holding, got.excused, got.vain)
	}
	return nil
}

// maintenance are those of causes that do not count, on nodes that a service or what it needs runs on, if that is of
// interest.
func (b *Book) maintenance(id int16, nodes []Node) (n int32) {
	for i := range nodes {
		if slices.Contains(b.plan.touched[nodes[i].Class], id) {
			for _, h := range nodes[i].Holds {
				n += int32(count(b.plan.Maintains(h.Cause)))
			}
		}
	}
	return n
}

// addHeld adds what the holds on a node keep of the units of a service, by cause and by stage. One that is stood in for
// where it is missed is lost as a whole.
func (b *Book) addHeld(sum *blame, nodes []Node, i int, id int16) {
	n := &nodes[i]
	if !b.Owes(id, int32(i)) {
		return
	}
	units, times, reach := b.plan.services[id].units[n.Class], n.Serves, 1.0
	missed := n.Host != none && b.plan.Misses(id, int32(i), n.Host)
	times += count(missed)
	for _, h := range n.Holds {
		before := Part(units, reach)
		reach *= h.Keeps
		b.addShare(sum, &h, times*(before-Part(units, reach)))
	}
	if missed {
		b.addShare(sum, &n.Asks, Part(units, reach))
	}
}

func (b *Book) addShare(sum *blame, of *Share, units int64) {
	sum.held[of.Cause] += units
	sum.holding += units
	if b.plan.uncounted != nil && b.plan.uncounted[of.Cause] {
		sum.excused += units
		return
	}
	sum.stages[of.Stage] += units
	if of.Vain {
		sum.vain += units
	}
}

// checkGates: every gate has what the nodes and the gates below it give, and a service is down iff its root is shut.
func (b *Book) checkGates(nodes []Node) error {
	have := make([]int64, len(b.gates))
	for s := range b.plan.services {
		b.countNodes(have, s, nodes)
		if b.plan.needs == nil || b.services[s].down {
			continue
		}
		for _, g := range b.plan.needs.feeds[s] {
			have[g]++
		}
	}
	for g := len(b.gates) - 1; g >= 0; g-- {
		x := &b.gates[g]
		if have[g] != x.have {
			return fmt.Errorf("gate %d has %d, counted %d", g, have[g], x.have)
		}
		if x.parent >= 0 {
			have[x.parent] += count(x.open())
		}
	}
	for s := range b.services {
		if b.services[s].down != b.falls(int16(s)) {
			return fmt.Errorf("service %d and its rule do not agree", s)
		}
	}
	return nil
}

// countNodes adds to what leaf gates have what a service's nodes give.
func (b *Book) countNodes(have []int64, service int, nodes []Node) {
	p := &b.plan.services[service]
	for i := range nodes {
		switch class := nodes[i].Class; {
		case !slices.Contains(b.plan.Services[service].Classes, int(class)):
		case p.byNodes:
			have[p.gateOf[b.plan.Topology.Above(int32(i), p.depth)]] += nodes[i].Serves * count(nodes[i].Level.Up)
		default:
			have[p.gateOf[b.plan.Topology.Above(int32(i), p.depth)]] += nodes[i].Serves *
				Part(p.units[class], nodes[i].Level.Reach)
		}
	}
}

// Near tells equal sums of rounded numbers from different ones.
func Near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b), 1) }

func (b *Book) measuredUntil(t sim.Time) float64 { return float64(max(0, t-b.start)) }

// checkNodeTimes: as many nodes are down as are counted, and the time spent with each number of them adds up.
func (b *Book) checkNodeTimes(nodes []Node) error {
	fleet, classes := 0, make([]int, len(b.classes))
	for i := range nodes {
		if !nodes[i].Level.Up {
			fleet++
			classes[nodes[i].Class]++
		}
	}
	check := func(name string, down int, t tally, o *models.NodesOutcome) error {
		total, weighed := 0.0, 0.0
		for n, seconds := range o.Times {
			total += seconds
			weighed += float64(float64(n) * seconds)
		}
		if down != t.now || !Near(total, b.measuredUntil(t.since)) || !Near(weighed, o.Down) {
			return fmt.Errorf("%s: %d nodes down, counted %d, in %g s of %g", name, down, t.now, total,
				b.measuredUntil(t.since))
		}
		return nil
	}
	for c := range classes {
		if err := check(b.plan.Classes[c].Name, classes[c], b.classes[c], &b.outcome.Classes[c]); err != nil {
			return err
		}
	}
	return check("fleet", fleet, b.fleet, &b.outcome.Fleet)
}

// checkTimes: downtime belongs to causes second by second, and throughput is booked for all of the time.
func (b *Book) checkTimes(s int) error {
	o, p := &b.outcome.Services[s], &b.plan.services[s]
	shares, roots, elapsed := 0.0, 0.0, b.measuredUntil(b.services[s].settled)
	for _, share := range o.ByFault {
		shares += share
	}
	for _, share := range o.ByService {
		roots += share
	}
	begun := 0
	for _, n := range o.Begun {
		begun += n
	}
	switch {
	case begun > o.Outages || slices.ContainsFunc(o.Saved, func(x float64) bool { return x > o.Downtime*(1+1e-9) }):
		return fmt.Errorf("causes began %d of %d outages, cures save %g of %g s", begun, o.Outages, o.Saved, o.Downtime)
	case b.plan.needs != nil && !Near(roots, o.Downtime):
		return fmt.Errorf("services have %g s of %g s of downtime", roots, o.Downtime)
	case b.plan.faulty() && !Near(shares, o.Downtime), shares > o.Downtime*(1+1e-9):
		return fmt.Errorf("causes have %g s of %g s of downtime", shares, o.Downtime)
	case !Near(o.Lost.Total(), elapsed) || o.Downtime+o.Excused > elapsed*(1+1e-9):
		return fmt.Errorf("%g s of throughput booked in %g s", o.Lost.Total(), elapsed)
	case o.Capacity > elapsed*float64(p.allUnits)*p.perUnit*(1+1e-9):
		return fmt.Errorf("more reached than is installed")
	}
	return nil
}

// faulty reports whether all downtime is some fault's: not that of rules which ask for more than is installed, nor that
// of logs that elect a leader when the fault is over, or of stores with errors that no fault has begun.
func (p *Plan) faulty() bool {
	return p.unmet == nil && !slices.ContainsFunc(p.services, func(s service) bool { return s.pressed }) &&
		!slices.ContainsFunc(p.Services, func(s models.Service) bool { return s.Log > 0 || s.Leans() })
}

// Start is when the measured time began.
func (b *Book) Start() sim.Time { return b.start }
