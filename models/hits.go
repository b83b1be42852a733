package models

import "nines/sim/num"

// Whole reports whether every occurrence of a fault hits its target itself, with all that is in it.
func (f *Fault) Whole() bool { return f.Exactly == 0 && f.Hits >= 1 }

// MeanHit is how many of so many nodes below its target an occurrence hits on average, those that it spares among them.
func (f *Fault) MeanHit(nodes int) float64 {
	if f.Exactly > 0 {
		return float64(min(f.Exactly, nodes))
	}
	return f.Hits * float64(nodes)
}

// MeanHit is how many nodes a strike of a fault hits, on average over its targets. Cost: O(targets).
func (b *Blueprint) MeanHit(f *Fault) float64 {
	nodes := 0.0
	for _, target := range f.Targets {
		first, last := b.Topology.Span(target)
		nodes += f.MeanHit(int(last-first)) / float64(len(f.Targets))
	}
	return nodes
}

// HitsNone is the probability that an occurrence hits none of so many nodes that has a mark, where each has one with a
// probability of its own: with 1, that it hits nobody.
func (f *Fault) HitsNone(nodes int, marked float64) float64 {
	if f.Exactly > 0 {
		return num.Pow(1-marked, f.MeanHit(nodes))
	}
	return num.Exp(float64(nodes) * num.Log1p(-f.Hits*marked))
}
