package models

import "nines/sim/num"

// Overload makes a fault strike nodes sooner the more work they are sent: the hazard of a node at utilization ρ is
// Rate·exp(Steepness·max(0, ρ − Above)), the law of software that fails by exhaustion (Beyer et al., "Site Reliability
// Engineering", ch. 22, describes how). What a node is spared others are sent, so overload can cascade.
//
// ρ is the work that a node of its class is sent over the throughput of a healthy one; how slow the node is and what
// restores take of it do not enter. A node that is down, or that balancers shun, has the hazard Rate. No hazard exceeds
// Rate by more than one strike per second.
type Overload struct {
	Rate      float64 // of strikes on a node that is not overloaded, per second: its Failure has exponential lives
	Above     float64 // ≥ 0
	Steepness float64 // > 0; 20: e times as often for each 5 % of utilization
}

// Excess is by how much the hazard at a utilization exceeds Rate, per second.
func (o *Overload) Excess(utilization float64) float64 {
	const most = 1
	return min(o.Rate*num.Expm1(o.Steepness*max(0, utilization-o.Above)), most)
}

// Hazard is the rate at which a node at a utilization is struck, per second.
func (o *Overload) Hazard(utilization float64) float64 { return o.Rate + o.Excess(utilization) }
