package main

import (
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/models/exact"
	"nines/sim/unit"
)

// ceiling bounds the availability of a service in the long run from above.
type ceiling struct {
	atMost float64 // whatever fails together with what
	by     string  // the service whose own nodes hold it down
	apart  float64 // if no two of what it needs fail because of the same
}

// ceilings bounds services of which some need others, by what they run on and what they need; those that nothing bounds
// are left out.
func (x *explanation) ceilings() *grid {
	g := &grid{}
	if !x.dependent() {
		return g
	}
	up := x.nodesUp(models.Symptom.TakesDown)
	all, known := make([]ceiling, len(x.Blueprint.Services)), make([]bool, len(x.Blueprint.Services))
	for s := range all {
		if c := x.ceiling(s, up, all, known); c.atMost < 1 || c.apart < 1 {
			g.header = []string{"service", "up at most", "as is", "product, if all fail independently"}
			g.add(x.Blueprint.Services[s].Name, shareOr(c.atMost), c.by, x.product(s, c))
		}
	}
	return g
}

// shareOr is a share in percent, or that nothing bounds it.
func shareOr(share float64) string {
	if share >= 1 {
		return "–"
	}
	return unit.Ratio(share).Percent()
}

// product is what the availability of a service comes to where what it needs fails independently, or why it does not.
func (x *explanation) product(s int, c ceiling) string {
	if len(x.Blueprint.Services[s].Needs) == 0 {
		return ""
	}
	if together := x.together(s); together != "" {
		return "– (" + together + ")"
	}
	return shareOr(c.apart)
}

// ceiling bounds a service, after what it needs; in a circle of needs nothing is known of whoever is met again.
func (x *explanation) ceiling(s int, up []float64, all []ceiling, known []bool) ceiling {
	if known[s] {
		return all[s]
	}
	known[s], all[s] = true, ceiling{1, "", 1}
	service := &x.Blueprint.Services[s]
	own := x.ownCeiling(service, up)
	c := ceiling{own, "", own}
	if own < 1 {
		c.by = service.Name
	}
	for i := range service.Needs {
		if d := &service.Needs[i]; d.Soft == 0 {
			needed := x.ceilingOf(d, up, all, known)
			if c.apart *= needed.apart; needed.atMost < c.atMost {
				c.atMost, c.by = needed.atMost, needed.by
			}
		}
	}
	all[s] = c
	return c
}

// ceilingOf bounds the share of time in which a dependency is met. That k of n are up has at most the probability of
// the sum of theirs over k (Markov's inequality), and for k = n that of the least.
func (x *explanation) ceilingOf(d *models.Dependency, up []float64, all []ceiling, known []bool) ceiling {
	if len(d.Of) == 0 {
		return x.ceiling(d.Service, up, all, known)
	}
	least, sum, parts := ceiling{atMost: 1}, 0.0, make([]float64, len(d.Of))
	for i := range d.Of {
		c := x.ceilingOf(&d.Of[i], up, all, known)
		if sum, parts[i] = sum+c.atMost, c.apart; c.atMost < least.atMost {
			least = c
		}
	}
	if least.apart = 1 - exact.Below(exact.UpCount(parts...), d.AtLeast); d.AtLeast < len(d.Of) {
		least.atMost, least.by = min(1, sum/float64(d.AtLeast)), "its alternatives"
	}
	return least
}

// ownCeiling bounds the share of time in which the rule of a service holds for its own nodes; 1 where that is not told
// by the means of single nodes, as where others stand in for them.
func (x *explanation) ownCeiling(s *models.Service, up []float64) float64 {
	if slices.ContainsFunc(x.Blueprint.Recoverer.Actions(), func(a models.Action) bool { return a.Mitigates() }) {
		return 1
	}
	nodes, need := x.ownNodes(s, up), s.Rule.Nodes
	switch {
	case s.Log > 0 && x.Blueprint.Logs[s.Log-1].Changes != nil:
		return 1
	case s.Log > 0:
		need = x.Blueprint.Logs[s.Log-1].Majority()
	case len(nodes) == 0 || s.Rule.Each != nil:
		return 1
	case s.Rule.Majority:
		need = len(nodes)/2 + 1
	case s.Rule.Share > 0 && len(s.Classes) == 1:
		need = int(math.Ceil(s.Rule.Share * float64(len(nodes)) * (1 - 1e-9)))
	}
	const few = 1000 // nodes that are counted one by one
	switch {
	case need == 0 || need > len(nodes) || len(nodes) > few:
		return 1
	case need == len(nodes):
		return slices.Min(nodes)
	case x.singly(s.Classes):
		return 1 - exact.Below(exact.UpCount(nodes...), need)
	}
	sum := 0.0
	for _, p := range nodes {
		sum += p
	}
	return min(1, sum/float64(need))
}

// ownNodes are how much of the time each node of a service is up, or each member of its log runs.
func (x *explanation) ownNodes(s *models.Service, up []float64) (nodes []float64) {
	if s.Log > 0 {
		up = x.nodesUp(stops)
		for _, leaf := range x.Blueprint.Logs[s.Log-1].Members {
			nodes = append(nodes, up[leaf])
		}
		return nodes
	}
	for i, leaf := range x.Blueprint.Topology.Leaves {
		if slices.Contains(s.Classes, int(leaf.Class)) {
			nodes = append(nodes, up[i])
		}
	}
	return nodes
}

// stops reports whether a node under a symptom does not run; one that is cut off does.
func stops(x models.Symptom) bool { return x.TakesDown() && x.Effect != models.Partition }

// nodesUp are the shares of time in which nodes are up at most, from independent faults that take them down, with their
// mean times alone.
// Faults whose clocks stop while a node is down never overlap, so that they take, for each second up, the sum of their
// mean outages over mean lives; other faults overlap as independent processes do.
func (x *explanation) nodesUp(down func(models.Symptom) bool) []float64 {
	up := slices.Repeat([]float64{1}, len(x.Blueprint.Topology.Leaves))
	taken := make([]float64, len(up))
	for i := range x.Blueprint.Faults {
		f := &x.Blueprint.Faults[i]
		away := x.away(f)
		if !down(f.Symptom) || away == 0 {
			continue
		}
		for _, target := range f.Targets {
			first, last := x.Blueprint.Topology.Span(target)
			hit := f.MeanHit(int(last-first)) / float64(last-first)
			for leaf := first; leaf < last; leaf++ {
				if f.Operating {
					taken[leaf] += hit * away / (1 - away)
				} else {
					up[leaf] *= 1 - hit*away
				}
			}
		}
	}
	for leaf := range up {
		up[leaf] = min(up[leaf], 1/(1+taken[leaf]))
	}
	return up
}

// singly reports whether nothing strikes several nodes of some classes at a time.
func (x *explanation) singly(classes []int) bool {
	return x.striking(func(class int16) int { return slices.Index(classes, int(class)) + 1 }, true) == ""
}

// together says why services that one needs, or it and they, do not fail independently; "" if they do.
func (x *explanation) together(service int) string {
	var several []string
	behind, owner := x.Blueprint.Hard(service), map[int]int{}
	for s := range x.Blueprint.Services {
		if !behind[s] {
			continue
		}
		if x.Blueprint.Services[s].Leans() {
			several = append(several, x.Blueprint.Services[s].Name+" needs data or a lock")
		}
		for _, class := range x.Blueprint.Services[s].Classes {
			if other := owner[class]; other > 0 {
				several = append(several, x.Blueprint.Services[other-1].Name+" and "+x.Blueprint.Services[s].Name+
					" share nodes")
			}
			owner[class] = s + 1
		}
	}
	if name := x.striking(func(class int16) int { return owner[int(class)] }, false); name != "" {
		several = append(several, name+" strikes several of them together")
	}
	if s := x.reachedTwice(service); s != "" {
		several = append(several, "several of them need "+s)
	}
	return strings.Join(several, "; ")
}

// striking is a fault that strikes at a time nodes of more than one group, or more than one node of any; groups are
// numbered from 1, and 0 is none.
func (x *explanation) striking(group func(class int16) int, nodes bool) string {
	for i := range x.Blueprint.Faults {
		f := &x.Blueprint.Faults[i]
		if f.Triggers != nil {
			return f.Name
		}
		for _, target := range f.Targets {
			first, last := x.Blueprint.Topology.Span(target)
			struck, hit := 0, 0
			for _, leaf := range x.Blueprint.Topology.Leaves[first:last] {
				at := group(leaf.Class)
				if at > 0 {
					hit++
				}
				if at > 0 && struck > 0 && at != struck || nodes && hit > 1 {
					return f.Name
				}
				struck = max(struck, at)
			}
		}
	}
	return ""
}

// reachedTwice is a service to which needs lead from another on more than one way; "" if there is none.
func (x *explanation) reachedTwice(from int) string {
	seen, twice := make([]bool, len(x.Blueprint.Services)), ""
	var visit func(s int)
	visit = func(s int) {
		if seen[s] {
			twice = x.Blueprint.Services[s].Name
			return
		}
		seen[s] = true
		for i := range x.Blueprint.Services[s].Needs {
			if d := &x.Blueprint.Services[s].Needs[i]; d.Soft == 0 {
				d.Each(visit)
			}
		}
	}
	visit(from)
	return twice
}
