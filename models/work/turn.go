package work

import (
	"nines/models"
	"nines/sim"
)

// nextOf is the case that free hands of a team turn to, none where nobody waits: who has waited longest, unless the
// crew has a dispatcher. Cost: O(cases that wait) with one, and what its margins take.
func (w *Work) nextOf(at int32) int32 {
	crew, next := &w.crews[w.crewOf[at]], w.teams[at].queue.head
	if crew.picky == nil || next == none || w.jobs[next].next == none {
		return next
	}
	if crew.wary {
		w.Book.FindMargins(&w.margins, w.sight.Board(), w.now())
	}
	best := crew.picky.Rank(w.view(), w.waiting(next, crew.wary))
	for id := w.jobs[next].next; id != none; id = w.jobs[id].next {
		if rank := crew.picky.Rank(w.view(), w.waiting(id, crew.wary)); rank < best {
			next, best = id, rank
		}
	}
	return next
}

// waiting is what a dispatcher is told of a case. Cost: O(nodes of its component) where margins are told, else O(1).
func (w *Work) waiting(id int32, margins bool) models.Queued {
	j := &w.jobs[id]
	first, last := w.Topology.Span(j.search.target)
	x := models.Queued{Suspect: w.suspectOf(id), Nodes: int(last - first)}
	switch {
	case j.action >= 0:
		if law := w.actions[j.action].Takes; law != nil {
			x.Takes = sim.Duration(law.Mean())
		}
	case j.search.blame != int16(none):
		x.Takes = w.repairs[j.search.blame]
	}
	if margins {
		services := uint64(0)
		for i := first; i < last; i++ {
			services |= w.serving[w.fleet.Class(i)]
		}
		x.Margin = w.margins.Of(services)
	}
	return x
}
