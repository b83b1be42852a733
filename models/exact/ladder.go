package exact

import "math"

// Step is a rung of an escalation ladder: an action that may be tried several times, each time followed by a
// verification that shows whether it has helped.
type Step struct {
	Action   float64 // mean duration of one try
	Verify   float64 // mean duration of the verification of one try; may be 0
	Success  float64 // probability that one try helps, 0 … 1, independent of all others
	Attempts int     // tries before the next step, ≥ 1
}

// Ladder is an escalation: the steps in order, until one helps; at the end a repair, which always does.
type Ladder struct {
	Steps  []Step
	Repair float64 // mean duration of the repair, with its verification; positive
}

// reached returns the probability of coming to each step and, at the end, to the repair.
func (l Ladder) reached() []float64 {
	p := []float64{1}
	for i, s := range l.Steps {
		p = append(p, p[i]*math.Pow(1-s.Success, float64(s.Attempts)))
	}
	return p
}

// EndsAt returns the probability that each step is the one that helps, and in the last element that of the repair.
func (l Ladder) EndsAt() []float64 {
	p := l.reached()
	for i := range l.Steps {
		p[i] -= p[i+1]
	}
	return p
}

// MeanTries returns the mean number of tries of each step, of those that never come to it included: with P the
// probability of coming to it, P·(1 − (1−s)ⁿ)/s.
func (l Ladder) MeanTries() []float64 {
	tries := l.reached()[:len(l.Steps)]
	for i, s := range l.Steps {
		var expected float64
		for k := range s.Attempts {
			expected += math.Pow(1-s.Success, float64(k))
		}
		tries[i] *= expected
	}
	return tries
}

// Mean returns the mean time to recovery, for any laws with these means.
func (l Ladder) Mean() float64 {
	total := l.reached()[len(l.Steps)] * l.Repair
	for i, tries := range l.MeanTries() {
		total += tries * (l.Steps[i].Action + l.Steps[i].Verify)
	}
	return total
}

// RecoveredBy returns P(recovered by x) when all durations are exponential. Cost: Chain.Transient on up to two states
// per try.
func (l Ladder) RecoveredBy(x float64) float64 {
	c := l.Chain()
	return c.HitBy(Only(c.Len(), 0), func(state int) bool { return state == c.Len()-1 }, x)
}

// Chain returns the ladder with exponential durations as a chain that begins in state 0 and ends in its last state:
// for each try its action and its verification, then the repair.
func (l Ladder) Chain() *Chain {
	phases := l.phases()
	end := len(phases)
	c := NewChain(end + 1)
	for i, p := range phases {
		c.Add(i, end, p.done/p.mean)
		if i+1 < end {
			c.Add(i, i+1, (1-p.done)/p.mean)
		}
	}
	return c
}

// phase is one exponential duration, after which recovery is complete with probability done.
type phase struct{ mean, done float64 }

func (l Ladder) phases() []phase {
	var all []phase
	for _, s := range l.Steps {
		for range s.Attempts {
			if s.Verify > 0 {
				all = append(all, phase{s.Action, 0}, phase{s.Verify, s.Success})
			} else {
				all = append(all, phase{s.Action, s.Success})
			}
		}
	}
	return append(all, phase{l.Repair, 1})
}
