package exact

import "gonum.org/v1/gonum/mathext"

// Repairman is the machine repairman (Palm 1947; Feller, "An Introduction to Probability Theory and Its Applications",
// vol. 1, XVII.7): nodes with exponential lives, repaired first come first served by a limited number of crews in an
// exponential time. Nodes that are up keep failing however many are down.
type Repairman struct {
	Nodes      int
	Crews      int     // 0: one for every node
	MTTF, MTTR float64 // means of a life and of the work of one repair, without waiting; one unit of time
}

// busy is the number of crews at work when down nodes are down.
func (r Repairman) busy(down int) int {
	if r.Crews == 0 {
		return down
	}
	return min(down, r.Crews)
}

// process is the birth–death process of the number of nodes down.
func (r Repairman) process() BirthDeath {
	b := BirthDeath{make([]float64, r.Nodes), make([]float64, r.Nodes)}
	for down := range r.Nodes {
		b.Birth[down] = float64(r.Nodes-down) / r.MTTF
		b.Death[down] = float64(r.busy(down+1)) / r.MTTR
	}
	return b
}

// Down returns the long-run distribution of the number of nodes down, waiting or in repair; element k is P(k down).
// With a crew for every node only the means of the laws matter; with fewer both must be exponential.
func (r Repairman) Down() []float64 { return r.process().Stationary() }

// MeanBusy returns the mean number of crews at work; over their number it is their utilization.
func (r Repairman) MeanBusy() float64 {
	var busy float64
	for down, p := range r.Down() {
		busy += p * float64(r.busy(down))
	}
	return busy
}

// FailureRate returns the failures of the whole fleet per unit of time.
func (r Repairman) FailureRate() float64 {
	return (float64(r.Nodes) - MeanCount(r.Down())) / r.MTTF
}

// MeanWait returns the mean time from a failure to the beginning of its repair (Little's law on the waiting line).
func (r Repairman) MeanWait() float64 {
	var waiting float64
	for down, p := range r.Down() {
		waiting += p * float64(down-r.busy(down))
	}
	return waiting / r.FailureRate()
}

// WaitSurvival returns the share of failures whose repair begins later than x ≥ 0 after the failure; at 0, the share
// that waits at all. A failure that finds k ≥ c nodes down waits for k−c+1 repairs ending at rate c/MTTR; it finds k
// with probability ∝ P(k down)·(Nodes−k), as an arrival from a finite source.
func (r Repairman) WaitSurvival(x float64) float64 {
	if r.Crews == 0 {
		return 0
	}
	var waits, all float64
	for down, p := range r.Down() {
		arrive := p * float64(r.Nodes-down)
		all += arrive
		if ahead := down - r.Crews; ahead >= 0 {
			waits += arrive * mathext.GammaIncRegComp(float64(ahead+1), float64(r.Crews)*x/r.MTTR)
		}
	}
	return waits / all
}
