package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim/stat/stattest"
)

// pair is two nodes with queues as a Markov chain: requests come at a rate, are served at rates of their own, and go to
// the first with a chance that follows from how many there are at both.
type pair struct {
	rate   float64
	serves [2]float64
	first  func(a, b int) float64
}

// sojourn solves for the mean time from when a request comes until it is served, by Gauss and Seidel over the states
// with less than so many at each node, and Little's law.
func (c pair) sojourn(most int) float64 {
	p := make([][]float64, most+1)
	for a := range p {
		p[a] = make([]float64, most+1)
		for b := range p[a] {
			p[a][b] = math.Pow(0.7, float64(a+b))
		}
	}
	for change := 1.0; change > 1e-9; {
		change = c.sweep(p, most)
	}
	mass, here := 0.0, 0.0
	for a := range p {
		for b := range p[a] {
			mass += p[a][b]
			here += float64(a+b) * p[a][b]
		}
	}
	return here / mass / c.rate
}

// sweep balances the flow of every state once, and says by how much any has changed.
func (c pair) sweep(p [][]float64, most int) (change float64) {
	up := func(a, b int) (first, second float64) { // rates from a state
		f := c.first(a, b)
		if first, second = c.rate*f, c.rate*(1-f); a == most {
			first = 0
		}
		if b == most {
			second = 0
		}
		return first, second
	}
	for a := range p {
		for b := range p[a] {
			in := 0.0
			first, second := up(a, b)
			out := first + second
			if a > 0 {
				first, _ := up(a-1, b)
				in += p[a-1][b] * first
				out += c.serves[0]
			}
			if b > 0 {
				_, second := up(a, b-1)
				in += p[a][b-1] * second
				out += c.serves[1]
			}
			if a < most {
				in += p[a+1][b] * c.serves[0]
			}
			if b < most {
				in += p[a][b+1] * c.serves[1]
			}
			now := in / out
			change = max(change, math.Abs(now-p[a][b])/(now+1e-12))
			p[a][b] = now
		}
	}
	return change
}

// less is the chance of the first where the least is chosen, and of two that are alike either.
func less(a, b float64) float64 {
	switch {
	case a < b:
		return 1
	case a > b:
		return 0
	}
	return 0.5
}

// TestTwoNodes holds balancers before two nodes to the chain that they are, solved for itself: the shortest queue, of
// two choices with and without both the same node, an idle node or any, and queues by weight before a node that is
// twice as fast. Weighted at random each is M/M/1.
func TestTwoNodes(t *testing.T) {
	shortest := func(a, b int) float64 { return less(float64(a), float64(b)) }
	alike := [2]float64{1, 1}
	for _, c := range []struct {
		name string
		b    models.Balancer
		pair pair
	}{
		{"shortest queue", balancing.LeastConnections{}, pair{1.4, alike, shortest}},
		{"two different choices", balancing.Choices{Of: 2, Different: true}, pair{1.4, alike, shortest}},
		{"two choices", balancing.Choices{Of: 2}, pair{1.4, alike,
			func(a, b int) float64 { return 0.25 + shortest(a, b)/2 }}},
		{"idle node", balancing.IdleQueue{}, pair{1.4, alike,
			func(a, b int) float64 { return less(float64(min(a, 1)), float64(min(b, 1))) }}},
		{"queues by weight", balancing.WeightedLeastConnections{}, pair{2.1, [2]float64{2, 1},
			func(a, b int) float64 { return less(float64(a+1)/2, float64(b+1)) }}},
		{"weighted", balancing.Weighted{}, pair{2.1, [2]float64{2, 1}, func(int, int) float64 { return 2. / 3 }}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := farm(2, c.pair.rate, exponential(1), c.b)
			p.Speeds[0], p.Weight[0] = c.pair.serves[0], c.pair.serves[0]
			took, want := means(t, p, 6000), c.pair.sojourn(60)
			stattest.Check(t, "sojourn", stattest.Mean(took, want))
			stattest.Alarm(t, "a sixth longer", stattest.Mean(took, 7./6*want))
		})
	}
}

// TestPairsByHand would catch a chain that is solved for something else: two M/M/1, and M/M/2 at 0.7, below which no
// queues before two nodes can come.
func TestPairsByHand(t *testing.T) {
	random := pair{1, [2]float64{1, 1}, func(int, int) float64 { return 0.5 }}
	if got := random.sojourn(60); math.Abs(got-2) > 1e-6 {
		t.Errorf("two M/M/1: %v, want 2", got)
	}
	shortest := pair{1.4, [2]float64{1, 1}, func(a, b int) float64 { return less(float64(a), float64(b)) }}
	if got, least := shortest.sojourn(60), 1/(1-0.7*0.7); got < least || got > 1.15*least {
		t.Errorf("shortest queue: %v, with one queue before both %v", got, least)
	}
}

// TestFewNodes holds balancers before three and four nodes to the chain of how many are there in order: the shortest
// queue, and two choices of nodes that differ or may be one.
func TestFewNodes(t *testing.T) {
	for _, c := range []struct {
		name  string
		b     models.Balancer
		exact exact.Choices
	}{
		{"shortest of three", balancing.LeastConnections{}, exact.Choices{Nodes: 3, Of: 3, Different: true}},
		{"two of three", balancing.Choices{Of: 2, Different: true}, exact.Choices{Nodes: 3, Of: 2, Different: true}},
		{"two of four", balancing.Choices{Of: 2, Different: true}, exact.Choices{Nodes: 4, Of: 2, Different: true}},
		{"two of four, or one", balancing.Choices{Of: 2}, exact.Choices{Nodes: 4, Of: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.exact.Arrive, c.exact.Serve = 0.7*float64(c.exact.Nodes), 1
			p := farm(c.exact.Nodes, c.exact.Arrive, exponential(1), c.b)
			took := means(t, p, 4000)
			stattest.Check(t, "sojourn", stattest.Mean(took, c.exact.Sojourn(16)))
			c.exact.Of = 5 - c.exact.Of // three for two, and the other way round
			stattest.Alarm(t, "another number of choices", stattest.Mean(took, c.exact.Sojourn(16)))
		})
	}
}

// TestWeightsInTurn would catch smooth weights that send more than one of three in a row to the heavier of two: Erlang
// arrivals at the lighter, E3/M/1 at three times the load of its weight.
func TestWeightsInTurn(t *testing.T) {
	p := farm(2, 2.1, exponential(1), balancing.Smooth{})
	p.Speeds[0], p.Weight[0] = 1000, 2 // at which a request takes no time worth counting
	sigma := 0.0
	for x := 0.5; math.Abs(x-sigma) > 1e-15; { // E3/M/1
		sigma = x
		x = math.Pow(2.1/(2.1+1-x), 3)
	}
	heavy := 1 / 1000. // within 1e-5
	stattest.Check(t, "sojourn", stattest.Mean(means(t, p, 5000), (1/(1-sigma)+2*heavy)/3))
}

// TestZonesReachBalancers would catch nodes that are all in one zone for their balancer: of two zones with two nodes
// and one, requests stay in the first when one of its nodes is distrusted, and two thirds go to the other.
func TestZonesReachBalancers(t *testing.T) {
	p := farm(3, 1, exponential(0.1), balancing.ZoneAware{SpillBelow: 0.5})
	p.Zone = []int32{0, 0, 1}
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, 0)
	l.Reset(p, d, 0)
	l.Trust(0, false)
	for done := false; !done; {
		_, done = l.Advance(30_000)
	}
	if sent := l.Finish().Sent; sent[0] > 0 || math.Abs(float64(sent[1])-20_000) > 500 {
		t.Errorf("sent %d, want about 0, 20000 and 10000", sent)
	}
}
