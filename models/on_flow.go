package models

import "nines/sim"

// flow is the traffic of one service as rates between events. Within a class every trusted node is sent the same, so
// a class is three numbers, and a fault costs O(classes). A node serves at most its throughput and answers the share
// of it that its quality allows; the rest is lost, and so is all that is sent to a node that is down but trusted. Where
// nobody is trusted, work is sent to everybody: suspecting all of them helps nobody.
type flow struct {
	on      bool
	blind   bool // nobody is trusted
	stale   bool // trust has changed since the split was asked for
	settled sim.Time
	classes []flowClass // of the service, in order
	groups  []Group     // of the classes that have nodes to send work to
	shares  []float64   // of the groups
}

type flowClass struct {
	class   int
	all     flowNodes
	trusted flowNodes
	share   float64 // of the offered load that one node is sent, if it is sent any
}

// flowNodes is a number of nodes and the sum of their qualities in units of 1/full: whole numbers stay exact.
type flowNodes struct{ nodes, quality int64 }

// used are the nodes of a class to which work is sent.
func (f *flow) used(c *flowClass) flowNodes {
	if f.blind {
		return c.all
	}
	return c.trusted
}

const full = 1 << 30

func (w *World) resetFlow() {
	f := &w.flow
	f.on, f.stale, f.settled = w.Traffic != nil, true, 0
	f.classes = f.classes[:0]
	if !f.on {
		return
	}
	for _, c := range w.Services[w.Traffic.Service].Classes {
		f.classes = append(f.classes, flowClass{class: c})
	}
	for _, leaf := range w.Topology.Leaves {
		if c := f.of(int(leaf.Class)); c != nil {
			c.all.nodes++
			c.all.quality += full
			c.trusted = c.all
		}
	}
}

// of returns the class's part of the flow, nil where the service does not run on it or there is no traffic.
func (f *flow) of(class int) *flowClass {
	for i := range f.classes {
		if f.classes[i].class == class {
			return &f.classes[i]
		}
	}
	return nil
}

// flowChanged is told of a node's new quality; the caller has settled.
func (w *World) flowChanged(leaf int32, before, after float64) {
	c := w.flow.of(int(w.nodes[leaf].class))
	if c == nil {
		return
	}
	gained := part(full, after) - part(full, before)
	c.all.quality += gained
	if w.nodes[leaf].suspecting == 0 {
		c.trusted.quality += gained
	}
}

// distrust counts one more (1) or one less (−1) detector that suspects a node. The first takes it out of the balancer's
// sight, the last brings it back.
func (w *World) distrust(leaf int32, by int8) {
	n := &w.nodes[leaf]
	before := n.suspecting
	if c := w.flow.of(int(w.nodes[leaf].class)); c != nil && min(before, before+by) == 0 {
		w.settleFlow()
		c.trusted.nodes -= int64(by)
		c.trusted.quality -= int64(by) * part(full, w.condition(leaf).quality)
		w.flow.stale = true
	}
	if min(before, before+by) == 0 {
		w.census.untrusted += int(by)
	}
	n.suspecting += by
}

// settleFlow books what arrived and what was lost since the last change.
func (w *World) settleFlow() {
	f := &w.flow
	if !f.on || w.now() <= f.settled {
		return
	}
	if f.stale {
		w.split()
	}
	origin := float64(w.Time.Warmup)
	a, b := float64(f.settled)-origin, float64(w.now())-origin
	demand := &w.Traffic.Demand
	arrived := demand.Integral(a, b)
	served := 0.0
	for i := range f.classes {
		c := &f.classes[i]
		if quality := f.used(c).quality; c.share > 0 && quality > 0 {
			limit := w.Classes[c.class].Throughput / c.share
			sent := c.share * (arrived - demand.Overflow(a, b, limit))
			served += sent * float64(quality) / full
		}
	}
	w.meter.Flow.Arrived += arrived
	w.meter.Flow.Lost += max(0, arrived-served)
	w.bookMargin(a, b)
	f.settled = w.now()
}

// split asks the balancer anew.
func (w *World) split() {
	f := &w.flow
	f.stale, f.blind = false, true
	for i := range f.classes {
		f.blind = f.blind && f.classes[i].trusted.nodes == 0
	}
	f.groups = f.groups[:0]
	for i := range f.classes {
		c := &f.classes[i]
		c.share = 0
		if nodes := f.used(c).nodes; nodes > 0 {
			class := &w.Classes[c.class]
			f.groups = append(f.groups, Group{c.class, int(nodes), class.Weight, class.Throughput})
		}
	}
	f.shares = refill(f.shares, len(f.groups), 0)
	w.Splitter.Split(View{w}, f.groups, f.shares)
	for g, share := range f.shares {
		f.of(f.groups[g].Class).share = share / float64(f.groups[g].Nodes)
	}
}

// bookMargin records how far the throughput reachable lies above demand, hour by hour unless demand is constant.
func (w *World) bookMargin(a, b float64) {
	demand := &w.Traffic.Demand
	capacity := float64(w.services[w.Traffic.Service].units) * w.plan.services[w.Traffic.Service].perUnit
	for from := a; from < b; {
		to := min(b, demand.nextHour(from))
		if rate := demand.At((from + to) / 2); rate > 0 {
			w.meter.Flow.Margin.add(capacity/rate-1, to-from)
		}
		from = to
	}
}
