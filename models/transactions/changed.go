package transactions

import (
	"math"

	"nines/models"
	"nines/sim"
)

// What becomes of the transactions that are kept when something changes.

// never is how long it takes to stand still.
var never = sim.Time(math.Inf(1))

// see looks which participants are up.
func (t *Transactions) see(f *flow) {
	for _, leaf := range t.turned {
		for i, p := range f.Participants {
			if p.Kind == models.OfClass && p.Index == int(t.fleet.Class(leaf)) {
				f.ups[f.first[i]+t.ranks[leaf]] = t.up[leaf]
			}
		}
	}
	for i, p := range f.Participants {
		if p.Kind != models.OfClass {
			f.ups[f.first[i]] = f.parties[i].up > 0
		}
	}
}

// sweep plays all that are kept up to a time, until which nothing changes, and drops those that are over.
func (f *flow) sweep(until sim.Time) {
	f.drop(func(x *single) bool { return f.play(x, until) })
	f.lasting = len(f.kept)
}

// leave has the transactions of coordinators that have gone down abort if votes are due, and stand still otherwise.
// Sagas that are at their first step have done nothing, and do not count as halted.
func (t *Transactions) leave(f *flow) {
	f.drop(func(x *single) (over bool) {
		if x.point >= undoing || t.leads(f, int(x.coordinator)) {
			return false
		}
		if x.point <= lagging {
			return x.counts(&f.count.ByCoordinator)
		}
		if x.point, x.takes = halted, never; f.Protocol == models.ByTwoPhase || x.done > 0 {
			f.coordinators[x.coordinator].halted++
		}
		return false
	})
}

// goOn has what coordinators have left go on that are open again.
func (t *Transactions) goOn(f *flow) {
	f.drop(func(x *single) (over bool) {
		return x.point == halted && f.coordinators[x.coordinator].open && t.resumes(f, x)
	})
}

// resumes has a transaction that stood still go on, and reports whether it is over.
func (t *Transactions) resumes(f *flow, x *single) (over bool) {
	x.takes = t.now() - x.begun
	switch {
	case f.Protocol == models.ByTwoPhase:
		return f.commits(x)
	case f.Saga.Resumes:
		return f.visit(x)
	}
	return f.fails(x, &f.count.ByCoordinator)
}

// lack has those end that wait for the vote or the step of a node that has gone down.
func (t *Transactions) lack(f *flow) {
	t.see(f)
	f.drop(func(x *single) (over bool) {
		switch {
		case x.point <= lagging && !f.hasAll(x):
			return x.counts(&f.count.ByParticipant)
		case x.point == working && !f.has(x, int(x.done)):
			x.takes = t.now() - x.begun
			return f.fails(x, &f.count.ByParticipant)
		}
		return false
	})
}

// drop visits all that are kept, and drops those that are over.
func (f *flow) drop(over func(x *single) bool) {
	left := f.kept[:0]
	for i := range f.kept {
		if x := &f.kept[i]; !over(x) {
			left = append(left, *x)
		}
	}
	f.kept = left
}
