package transactions

import (
	"nines/models/chance"
	"nines/sim/num"
)

// Two-phase commit: what comes of transactions, and what somebody who goes down leaves of them.

// found is the share of transactions whose participants are all up.
func (f *flow) found() float64 {
	share := 1.0
	for i := range f.parties {
		share *= f.present(i)
	}
	return share
}

// present is the share of a participant's nodes that is up, or whether it is itself.
func (f *flow) present(i int) float64 { return float64(f.parties[i].up) / float64(f.sizes[i]) }

// judgeVotes is what comes of transactions by two-phase commit while coordinators are open.
func (f *flow) judgeVotes() fate {
	found := f.found()
	free := found * (1 - f.locked())
	committed := free * (1 - f.late)
	return fate{missing: 1 - found, conflicting: found - free, late: free * f.late, committed: committed,
		votes: free * f.Rate * f.votes, inTime: f.inTime(), doubt: committed * f.Rate * f.decides}
}

// inTime is the share of those voting whose last vote is not too late.
func (f *flow) inTime() float64 {
	if f.late == 0 {
		return 1
	}
	return 1 - float64(f.late*float64(f.TwoPhase.Timeout))/f.votes
}

// locked is the share of all work that those in doubt keep from a lock.
func (f *flow) locked() float64 {
	if f.halted == 0 || f.TwoPhase.Conflicts == 0 {
		return 0
	}
	return 1 - num.Pow(1-f.TwoPhase.Conflicts, float64(f.halted))
}

// leaveInDoubt has the transactions of a coordinator that is lost abort if votes are still due, and be in doubt if they
// are not.
func (f *flow) leaveInDoubt(x *coordinator, q *chance.Draws, share float64) {
	f.instead(&f.count.ByCoordinator, float64(q.Number(f.was.votes*f.left*share)))
	x.halted = q.Number(f.was.doubt * share)
}

// strandVotes has those abort whose participants have gone down before all have voted. Who has voted and goes down
// learns of the decision when it is back; the others do not wait for it.
func (f *flow) strandVotes(q *chance.Draws, share float64) {
	spared := 1.0
	for i := range f.parties {
		if p := &f.parties[i]; p.gone > 0 {
			spared *= 1 - float64(p.gone)/float64(p.up)
		}
	}
	f.instead(&f.count.ByParticipant, float64(q.Number(f.was.votes*f.left*share*(1-spared))))
	f.left *= spared
}

// instead has so many of those voting, which would have committed or timed out, abort for another reason.
func (f *flow) instead(reason *float64, aborted float64) {
	committed := float64(aborted * f.was.inTime)
	f.count.Committed -= committed
	f.count.ByTimeout -= aborted - committed
	*reason += aborted
}
