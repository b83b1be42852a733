package exact

import "gonum.org/v1/gonum/stat/distuv"

// Parity is a group of data in fragments on nodes of its own, which fail at a constant rate and take what
// they have with them. A fragment is made anew, in an exponential time, with its node: all that are missing
// at a time, or one after the other. The group is lost when more are missing than it bears. Mirrors, copies,
// parity groups of disks and Reed–Solomon codes are of this kind.
//
// Source: Trivedi (see TwoState), ch. 8; for disks Patterson, Gibson and Katz, "A case for redundant arrays of
// inexpensive disks", SIGMOD 1988.
type Parity struct {
	Fragments, Bears int     // 0 ≤ Bears < Fragments
	Life, Rebuild    float64 // means, in one unit of time
	Serial           bool    // one at a time is made anew
}

// repairman is the chain of the number of fragments that are missing.
func (p Parity) repairman() Repairman {
	r := Repairman{Nodes: p.Fragments, MTTF: p.Life, MTTR: p.Rebuild}
	if p.Serial {
		r.Crews = 1
	}
	return r
}

func (p Parity) service() KofN { return KofN{p.repairman(), p.Fragments - p.Bears} }

// LossBy returns the probability that the group, whole at first, is lost by t.
func (p Parity) LossBy(t float64) float64 { return p.service().OutageBy(t) }

// MeanLoss returns the mean time until a group that is whole at first is lost, its MTTDL.
func (p Parity) MeanLoss() float64 { return p.service().MeanFirstOutage() }

// MeanPerLoss returns the mean time without a loss within t for each group, whole at first, that is lost by then: what
// a mean time to loss comes to that is estimated from runs of that length. It is MeanLoss where losses have no memory,
// and for long t; before, it is longer, as a group that is whole has further to go than one that has just not been
// lost.
//
// Cost: some hundred times LossBy.
func (p Parity) MeanPerLoss(t float64) float64 {
	safe := func(x float64) float64 { return 1 - p.LossBy(x) }
	return integral(safe, 0, t, t) / p.LossBy(t)
}

// Refilled is the chain of a group that is filled with other data when it is lost, which is complete when all fragments
// are there: states 0 … Bears count those that are missing before a loss, and the ones behind those that are missing
// after it, from 1 to Fragments.
func (p Parity) Refilled() *Chain {
	c := NewChain(p.Bears + 1 + p.Fragments)
	lost := func(missing int) int { return p.Bears + missing }
	r := p.repairman()
	for missing := range p.Fragments {
		fails, mends := float64(p.Fragments-missing)/p.Life, float64(r.busy(missing+1))/p.Rebuild
		if missing < p.Bears {
			c.Add(missing, missing+1, fails)
			c.Add(missing+1, missing, mends)
		}
		if missing == p.Bears {
			c.Add(missing, lost(missing+1), fails)
		}
		if missing > 0 {
			c.Add(lost(missing), lost(missing+1), fails)
			c.Add(lost(missing+1), lost(missing), mends)
		} else {
			c.Add(lost(1), 0, mends)
		}
	}
	return c
}

// LossRate returns how often a group that is refilled is lost in the long run.
func (p Parity) LossRate() float64 {
	return p.Refilled().Stationary()[p.Bears] * float64(p.Fragments-p.Bears) / p.Life
}

// Missing returns for how much of the time a group that is refilled is lost, and lacks so many fragments and is not.
func (p Parity) Missing() (lost float64, missing []float64) {
	all := p.Refilled().Stationary()
	return sum(all[p.Bears+1:]), all[:p.Bears+1]
}

// Window returns the probability of a loss within a time by the method of windows: time is cut into as many as rebuilds
// follow each other, and a window is one in which more fail than the group bears, none of which is back before its end
// (Klein, "Backblaze durability calculates at 99.999999999 %", 2018). It is below what a chain gives.
func (p Parity) Window(t float64) float64 {
	b := distuv.Binomial{N: float64(p.Fragments), P: p.Rebuild / p.Life}
	windows, tail := t/p.Rebuild, 0.0
	for k := p.Fragments; k > p.Bears; k-- { // from the smallest
		tail += b.Prob(float64(k))
	}
	return windows * tail
}
