package models

import (
	"slices"
)

// Failing is which share of all requests to a service fails because of a fault, in a fleet in which all else is well
// and at the mean demand: while nodes that it hits are sent work, and once they are not. Of several targets it is the
// one where most fail; 0 without traffic. It needs no preparation. Cost: O(nodes below the targets × services).
func (b *Blueprint) Failing(f *Fault, service int) (sent, shunned float64) {
	if service < 0 || b.DemandOn(service).Mean <= 0 || b.Splitter == nil && b.Seeker == nil {
		return 0, 0
	}
	for _, target := range f.Targets {
		hit := b.meanHit(f, target)
		if share := b.failing(service, f.Symptom, hit, true); share > sent {
			sent, shunned = share, b.failing(service, f.Symptom, hit, false)
		}
	}
	return sent, shunned
}

// meanHit is how many nodes of each class a fault of a target hits, on average.
func (b *Blueprint) meanHit(f *Fault, target ComponentID) []float64 {
	hit, share := make([]float64, len(b.Classes)), 1.0
	first, last := b.Topology.Span(target)
	if _, node := b.Topology.Leaf(target); !node {
		share = f.MeanHit(int(last-first)) / float64(last-first)
	}
	for _, leaf := range b.Topology.Leaves[first:last] {
		hit[leaf.Class] += share
	}
	return hit
}

// failing is the share of requests to a service that fail where so many nodes of each class show a symptom and are sent
// work, or are not. Where no others are left they are in any case.
func (b *Blueprint) failing(service int, x Symptom, hit []float64, sent bool) float64 {
	offered, answered, succeeds := make([]float64, len(b.Services)), make([]float64, len(b.Services)),
		make([]float64, len(b.Services))
	for i := range b.Traffic {
		offered[b.Traffic[i].Service] = b.Traffic[i].Demand.Mean
	}
	order := b.Callers()
	for _, s := range order {
		answered[s] = b.answered(s, offered[s], x, hit, sent)
		for _, c := range b.Services[s].Calls {
			offered[c.Service] += float64(c.PerRequest * answered[s])
		}
	}
	slices.Reverse(order)
	for _, s := range order {
		if succeeds[s] = 1; offered[s] > 0 {
			succeeds[s] = min(answered[s]/offered[s], 1)
		}
		for i := range b.Services[s].Calls {
			c := &b.Services[s].Calls[i]
			succeeds[s] *= c.Passes(succeeds[c.Service])
		}
	}
	return 1 - succeeds[service]
}

// answered is how many of the requests to a service its nodes answer, where some of them show a symptom.
func (b *Blueprint) answered(service int, demand float64, x Symptom, hit []float64, sent bool) float64 {
	nodes := b.Topology.ByClass()
	var groups []Group
	var well, ill []float64
	for _, c := range b.Services[service].Classes {
		healthy, held := float64(nodes[c])-hit[c], 0.0
		if sent {
			held = hit[c]
		}
		if all := healthy + held; all > 1e-9 {
			like := &b.Classes[c]
			groups = append(groups,
				Group{Class: c, Nodes: max(1, int(all+0.5)), Weight: like.Weight, Throughput: like.Throughput})
			well, ill = append(well, healthy), append(ill, held)
		}
	}
	switch {
	case len(groups) == 0 && sent:
		return 0
	case len(groups) == 0:
		return b.answered(service, demand, x, hit, true)
	}
	if b.Seeker != nil {
		return b.answeredBy(demand, x, groups, well, ill)
	}
	shares := make([]float64, len(groups))
	b.Splitter.Split(View{}, groups, shares)
	answered := 0.0
	for i, g := range groups {
		each := shares[i] * demand / (well[i] + ill[i])
		answered += float64(well[i]*min(each, g.Throughput)) +
			float64(ill[i]*min(each, g.Throughput/x.Pace())*(1-x.Fails()))
	}
	return answered
}

// answeredBy is answered by groups of which some nodes are well and some ill, where balancers look at what they have to
// do: in the limit of many nodes, as these may be parts of one.
func (b *Blueprint) answeredBy(demand float64, x Symptom, groups []Group, well, ill []float64) (answered float64) {
	const many = 1e6
	var all []Stint
	for i, g := range groups {
		all = append(all, Stint{Nodes: many * well[i], Takes: 1 / g.Throughput},
			Stint{Nodes: many * ill[i], Takes: x.Occupies() / g.Throughput, Fails: x.Fails()})
	}
	b.Seek(many*demand, all, nil)
	for i, s := range all {
		if s.Nodes > 0 {
			answers := 1.0
			if i%2 == 1 {
				answers -= x.Fails()
			}
			answered += float64(s.Nodes * answers * s.Each / many)
		}
	}
	return answered
}

// Sight is the probability that a detector can notice a node that a fault hits, on a fleet in which all is well; 0
// where it stands on the wrong side of every cut or, of one that looks at requests, where too few fail even if nodes
// that are hit go on being sent work. It needs no preparation. Cost: O(nodes).
func (b *Blueprint) Sight(f *Fault, w *Watch) float64 {
	x := f.Symptom
	if x.Effect == Partition {
		x.Loss = 1
		if !slices.ContainsFunc(f.Targets, func(c ComponentID) bool { return b.across(f, c, w.From) }) {
			return 0
		}
	}
	if meter, ok := w.Detector.(Meter); ok {
		if share, _ := b.Failing(f, b.Overseen(meter.Alert())); meter.Alert().Fires(share, forever, share) == forever {
			return 0
		}
	}
	return w.Sees(x)
}

// across reports whether an observer stands where the cut between a target and the others shows.
func (b *Blueprint) across(f *Fault, target, place ComponentID) bool {
	if place == Fleet {
		return f.Peer == Fleet
	}
	return !b.Topology.Holds(target, place) && (f.Peer == Fleet || b.Topology.Holds(f.Peer, place))
}
