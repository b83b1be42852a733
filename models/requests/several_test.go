package requests_test

import (
	"testing"

	"nines/models/exact"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestSeveralBalancers would catch balancers that take turns together, or know of each other: two that draw who sends a
// request on, and each send in turn to two nodes, as a chain over whose turn it is at each of them and how many are at
// the first node. It lies between one in turn and nodes at random.
func TestSeveralBalancers(t *testing.T) {
	const rate, most = 1.6, 100
	state := func(first, second, n int) int { return (2*first+second)*(most+1) + n }
	c := exact.NewChain(4 * (most + 1))
	for n := range most + 1 {
		for turns := range 4 {
			first, second := turns/2, turns%2
			at := state(first, second, n)
			if n > 0 {
				c.Add(at, state(first, second, n-1), 1)
			}
			c.Add(at, state(1-first, second, min(most, n+1-first)), rate/2) // whose turn is 0 sends to the first node
			c.Add(at, state(first, 1-second, min(most, n+1-second)), rate/2)
		}
	}
	there := 0.0
	for i, share := range c.Stationary() {
		there += share * float64(i%(most+1))
	}
	p := farm(2, rate, exponential(1), balancing.RoundRobin{})
	p.Balancers = 2
	took := means(t, p, 6_000)
	stattest.Check(t, "two balancers", stattest.Mean(took, 2*there/rate))
	stattest.Alarm(t, "at random", stattest.Mean(took, 1/(1-rate/2)))
}

// TestBoard would catch a board that is read at times that are not equally far apart, or one that knows of what was
// sent since: two nodes, the shorter queue as it was up to a period ago, as a chain from reading to reading.
func TestBoard(t *testing.T) {
	b := exact.Board{Arrive: 1.4, Serve: 1}
	for _, every := range []float64{1, 3} {
		b.Every = every
		p := farm(2, b.Arrive, exponential(1), balancing.LeastConnections{})
		p.Staleness = sim.Duration(every)
		took := means(t, p, 5_000)
		stattest.Check(t, "sojourn", stattest.Mean(took, b.Sojourn(60)))
		b.Every *= 2
		stattest.Alarm(t, "half as often", stattest.Mean(took, b.Sojourn(60)))
	}
}

// TestNeverRead would catch a board that is read all the time: where what is in progress is never read after the start,
// the node with the fewest is any, and each is M/M/1 by itself. Where it is read now and then, requests take longer
// than by what is known at once.
func TestNeverRead(t *testing.T) {
	const rate = 1.4
	p := farm(2, rate, exponential(1), balancing.LeastConnections{})
	fresh := average(means(t, p, 2_000))
	p.Staleness = 1e9
	stattest.Check(t, "never read", stattest.Mean(means(t, p, 6_000), 1/(1-rate/2)))
	p.Staleness = 2
	if late := average(means(t, p, 2_000)); late < 1.05*fresh {
		t.Errorf("read every 2 s requests take %v s, known at once %v s", late, fresh)
	}
}
