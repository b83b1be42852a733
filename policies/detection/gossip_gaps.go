package detection

import (
	"errors"
	"math"

	"nines/sim/dist"
	"nines/sim/num"
)

var errAlone = errors.New("a fleet of one node has no members to watch each other; use another policy, as heartbeat")

// How mistakes follow. Let late(a) be the share of members whom a counter has not reached a after it was raised, nor a
// newer one. A message from a random member brings news to whoever holds a counter of age u with probability
// 1 − late(u − 1), as only one raised later is news. News of age a arrive at the rate
// rate·(late(a − 1) − late(a))·late(a): the sender holds just this one, the receiver an older. The next news after one
// of age a stay out for the timeout with a probability that falls with the sum of the chances meanwhile. The product,
// summed over a, is the rate of mistakes.

// perInterval is how many points of an interval are looked at.
const perInterval = 32

// findGaps computes the mean time to a mistake and the mean length of one.
func (g *Gossip) findGaps() {
	reach := int(math.Ceil((num.Log(g.others)+30)/g.rate))*perInterval + perInterval // by then all have heard
	late := g.late(reach)
	before := func(i int) float64 { // late one interval earlier
		if i < perInterval {
			return 1
		}
		return late[i-perInterval]
	}
	chance := func(i int) float64 { return g.chance(1 - before(min(i, reach-1))) }
	wait := int(g.timeout * perInterval)
	sum := make([]float64, reach+wait+1) // of chances up to a point
	for i := range reach + wait {
		sum[i+1] = sum[i] + float64(chance(i)/perInterval)
	}
	silence := func(i int) float64 { return num.Exp(sum[i] - sum[i+wait]) }
	mistakes := g.rate / g.others * silence(0) // after news from the member itself
	for i := range reach {
		mistakes += float64(g.rate * (before(i) - late[i]) * late[i] * silence(i) / perInterval)
	}
	g.lasting = 1 / chance(reach-1)
	g.good = max(1/mistakes-g.lasting, 1./perInterval) // no finer than the points
}

// chance is the rate, per interval, at which news would come if each other member had some with probability has: the
// logarithm of the probability that none of them tells the observer.
func (g *Gossip) chance(has float64) float64 {
	tells := min(g.rate/g.others, 1-1e-12)
	if has <= 0 {
		return 0
	}
	return float64(-(g.others-1)*num.Log1p(-tells*has)) - num.Log1p(-tells)
}

// late tabulates the share that has not heard, averaged over what chance does at the beginning. The member whose
// counter it is goes on telling at each interval.
func (g *Gossip) late(reach int) []float64 {
	const parts = 32
	variance := (g.variance + g.loss) / g.rate * num.Tanh(g.rate/2)
	law, _ := dist.NewGamma(1/variance, variance)
	table := make([]float64, reach)
	for part := range parts {
		w := law.Quantile((float64(part) + 0.5) / parts)
		for i := range table {
			a := float64(i) / perInterval
			tells := math.Floor(a) + 1
			told := g.rate * -num.Expm1(-g.rate*tells) / -num.Expm1(-g.rate)
			odds := float64(told * w / max(1e-9, g.others-g.rate) * num.Exp(g.rate*a))
			table[i] += float64(1 / (1 + odds) / parts)
		}
	}
	return table
}
