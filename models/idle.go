package models

import (
	"math"

	"nines/sim/num"
)

// Stint is a number of nodes that serve one request at a time, each for as long.
type Stint struct {
	Nodes float64
	Takes float64 // seconds for which a request keeps one of them busy on average, ≥ 0; +Inf: for ever
	Fails float64 // share of the requests that fail when their turn comes, and take no time, in [0, 1]; Takes is of all
	Each  float64 // requests a second that one of them is sent: the answer of a Seeker
}

// Bears is how many requests a second nodes end that are never idle; +Inf where some fail requests at once.
func Bears(all []Stint) (rate float64) {
	for i := range all {
		if s := &all[i]; s.Nodes > 0 {
			rate += s.Nodes / s.Takes
		}
	}
	return rate
}

// Idle are balancers that send each request to one of the nodes that have none, chosen uniformly, while there are any.
type Idle struct{}

var _ Seeker = Idle{}

// Seek is SeekIdle.
func (Idle) Seek(rate float64, all []Stint, scratch []float64) []float64 {
	SeekIdle(rate, all)
	return scratch
}

// Bends appends what nodes can do.
func (Idle) Bends(all []Stint, to []float64) []float64 { return append(to, Bears(all)) }

// SeekIdle finds how many requests nodes are sent where each of so many a second goes to one that is idle, chosen
// uniformly, while there is one. The times that they take may follow any law.
//
// Where some nodes fail requests at once, one is always idle, nobody queues, and the answer is exact for any number of
// nodes, which are whole: who is busy balances in detail, and has a product form. A sum over how many are idle, with
// n! = ∫ uⁿ·exp(−u) du, makes the rate of a node the mean of 1/(x + Takes) over an x of density exp(−rate·x)·Π(x +
// Takes), the product over all nodes. Else it is that of a great many nodes, where x is the peak of that, IdleTime.
// Cost: O(stints), some hundred times where nodes fail at once.
func SeekIdle(rate float64, all []Stint) {
	idle, failing := IdleTime(rate, all), 0.0
	for i := range all {
		s := &all[i]
		if s.Each = 0; s.Nodes > 0 && s.Takes == 0 {
			failing += s.Nodes
		}
	}
	if !(failing > 0 && rate > 0) {
		weigh(idle, 1, all)
		return
	}
	// By the trapezoidal rule over log x, which is good to ten digits: the density falls to 0 fast on both sides.
	sharp := 0.0 // minus the second derivative of the logarithm of the density at the peak, ≥ failing
	for i := range all {
		if s := &all[i]; s.Nodes > 0 {
			part := idle / (idle + s.Takes)
			sharp += float64(s.Nodes * part * part)
		}
	}
	step := 1 / (3 * math.Sqrt(sharp))
	total := weigh(idle, 1, all)
	for _, by := range [...]float64{step, -step} {
		for at := by; ; at += by {
			x := idle * num.Exp(at)
			weight := num.Exp(at + density(rate, idle, x, all))
			total += weigh(x, weight, all)
			if weight*max(1, idle/x) < 1e-13*total {
				break
			}
		}
	}
	for i := range all {
		all[i].Each /= total
	}
}

// weigh adds what nodes are sent if they wait for x seconds, by a weight, which it returns.
func weigh(x, weight float64, all []Stint) float64 {
	for i := range all {
		if s := &all[i]; s.Nodes > 0 {
			s.Each += weight / (x + s.Takes)
		}
	}
	return weight
}

// density is the logarithm of that of x over that of the peak.
func density(rate, peak, x float64, all []Stint) float64 {
	sum := rate * (peak - x)
	for i := range all {
		if s := &all[i]; s.Nodes > 0 && !math.IsInf(s.Takes, 1) {
			sum += float64(s.Nodes * num.Log((x+s.Takes)/(peak+s.Takes)))
		}
	}
	return sum
}

// IdleTime is for how many seconds a node waits for its next request on average, where each of so many a second is sent
// to a node that is idle, chosen uniformly: all nodes wait alike, so that one is sent a request every IdleTime + Takes.
// It is 0 where they are more than all can do. It is so in the limit of many nodes, in which one is always idle below
// that (A. L. Stolyar, "Pull-based load distribution in large-scale heterogeneous service systems", Queueing Systems
// 80, 2015). A node that fails requests at once is always idle, and is sent the more, the fewer others are.
// Cost: O(stints) for each of Newton's steps, which are few unless all are nearly busy.
func IdleTime(rate float64, all []Stint) float64 {
	if !(rate > 0) {
		return math.Inf(1)
	}
	idle := 0.0 // never too long: those of one stint would take all requests
	for i := range all {
		if s := &all[i]; s.Nodes > 0 {
			idle = max(idle, s.Nodes/rate-s.Takes)
		}
	}
	for {
		// What nodes take falls with the time, ever more slowly, so that a step from below stays below.
		takes, falls := 0.0, 0.0
		for i := range all {
			if s := &all[i]; s.Nodes > 0 {
				each := 1 / (idle + s.Takes)
				takes += float64(s.Nodes * each)
				falls += float64(s.Nodes * each * each)
			}
		}
		next := idle + (takes-rate)/falls
		if !(next > idle*(1+1e-14)) {
			return idle
		}
		idle = next
	}
}
