package exact

import "math"

// ConstantRepair is the machine repairman with one crew whose repairs all take the same time: nodes with exponential
// lives, repaired first come first served; the queue M/D/1 with a finite source. With a crew for every node the law of
// repairs does not matter, so that Repairman is exact; between one crew and as many as nodes nothing of this kind is.
//
// Derivation: watched at the ends of repairs, the number of nodes down is a Markov chain, because a life has no memory.
// Of m nodes up at the beginning of a repair, Binomial(m, 1 − e^(−MTTR/MTTF)) fail during it. The chain gives the share
// of repairs that leave j nodes down, and those shares give everything else. Source: Takács, "Introduction to the
// Theory of Queues" (1962), ch. 5; Ashcroft, "The productivity of several machines under the care of one operator", J.
// Royal Statist. Soc. B 12 (1950).
type ConstantRepair struct {
	Nodes      int
	MTTF, MTTR float64 // mean life and duration of each repair without waiting; one unit of time
}

// left returns the shares of repairs at whose end 0 … Nodes−1 nodes are down.
func (r ConstantRepair) left() []float64 {
	c := NewChain(r.Nodes)
	fails := -math.Expm1(-r.MTTR / r.MTTF)
	for down := range r.Nodes {
		begin := max(down, 1) // an idle crew begins with the next failure
		for failed, p := range EqualUpCount(r.Nodes-begin, fails) {
			if next := begin - 1 + failed; next != down { // staying is no transition
				c.Add(down, next, p)
			}
		}
	}
	return c.Stationary()
}

// FailureRate returns the failures of the whole fleet per unit of time: one for each repair and, if the repair before
// left nobody down, the mean wait MTTF/Nodes for the next failure.
func (r ConstantRepair) FailureRate() float64 {
	return 1 / (r.MTTR + r.left()[0]*r.MTTF/float64(r.Nodes))
}

// MeanBusy returns the long-run share of time in which the crew is at work, its utilization.
func (r ConstantRepair) MeanBusy() float64 { return r.MTTR * r.FailureRate() }

// Down returns the long-run distribution of the number of nodes down; element k is P(k down). Failures find k nodes
// down as often as repairs leave k behind, and they come at rate (Nodes−k)/MTTF while k are down.
func (r ConstantRepair) Down() []float64 {
	left, rate := r.left(), r.FailureRate()
	down := make([]float64, r.Nodes+1)
	for k, p := range left {
		down[k] = rate * p * r.MTTF / float64(r.Nodes-k)
	}
	down[r.Nodes] = max(0, 1-sum(down)) // by subtraction: relative accuracy is lost where it is tiny
	return down
}

// MeanDown returns the mean number of nodes down, Nodes − FailureRate·MTTF.
func (r ConstantRepair) MeanDown() float64 { return float64(r.Nodes) - r.FailureRate()*r.MTTF }

// MeanWait returns the mean time from a failure to the beginning of its repair.
func (r ConstantRepair) MeanWait() float64 { return r.MeanDown()/r.FailureRate() - r.MTTR }
