package main

import (
	"fmt"

	"nines/experiments/scenario"
	"nines/sim/unit"
)

// windows says in which times requests are played, and what stands for the others.
func (x *explanation) windows() *grid {
	g, w := &grid{}, x.Blueprint.Glimpses
	if w == nil {
		return g
	}
	human := func(seconds float64) string { return unit.Duration(seconds).Human() }
	g.add("windows", fmt.Sprintf("about %s a replication, of about %s each, drawn at random: of each kind of times by "+
		"the square root of how long it lasts, and at least %s where it is so long", whole(w.Count), human(float64(w.Length)),
		whole(w.Each)))
	g.add("kinds of times", "as many nodes are as well and as trusted, a few of them exactly and many to a power of two, "+
		"at the same quarter of the range of demand; or that changed in the window or its lead, from what to what")
	g.add("weights", "a window counts for all times of its kind over those that were drawn: sums are right on average "+
		"over the draw, and intervals, over replications that each draw their own, allow for it")
	g.add("before", fmt.Sprintf("requests come for %s, from empty queues on, and are not counted", human(float64(w.Lead))))
	g.add("after", fmt.Sprintf("those of the window are followed until they are over, for %s at most",
		human(float64(w.Lead))))
	all, some := scenario.Come(x.Blueprint), scenario.Played(x.Blueprint)
	g.add("effort", fmt.Sprintf("about %s requests a replication, of %s: one in %s", countOf(some), countOf(all),
		countOf(all/some)))
	g.add("exact", "are what nodes alone decide, such as availability, downtime and cost: all faults are played")
	return g
}

// unseen says what each fidelity cannot see, that of the scenario first.
func (x *explanation) unseen() *grid {
	g := &grid{}
	if len(x.Blueprint.Traffic) > 0 {
		own := x.recipe.fidelity()
		g.add(own+" (this one)", blindness[own])
		for _, other := range []string{"structural", "flow", "request", "windows"} {
			if other != own {
				g.add(other, blindness[other])
			}
		}
	}
	for _, of := range x.recipe.dealt() {
		g.add(of+" (transactions)", dealing[of])
	}
	return g
}
