package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// Balancer holds a balancer to its port: it sends requests only to those that may be sent some, to each of them sooner
// or later where all are alike, decides alike in like situations and allocates nothing. One that is a Splitter too is
// held to that, and sends each node the share that it says.
func Balancer(t testing.TB, b models.Balancer) {
	weights := []float64{1, 1, 1, 2, 2, 4, 1, 1}
	counts := picks(t, b, weights, 7)
	if again := picks(t, b, weights, 7); again != counts {
		t.Errorf("asked the same again, it chooses %v instead of %v", again, counts)
	}
	splitter, ok := b.(models.Splitter)
	if !ok {
		return
	}
	Splitter(t, splitter)
	groups := make([]models.Group, 0, len(weights))
	for i, w := range weights {
		if i != shut {
			groups = append(groups, models.Group{Class: i, Nodes: 1, Weight: w, Throughput: w})
		}
	}
	for g, share := range split(splitter, groups) {
		got, want := float64(counts[groups[g].Class])/requestsSent, share
		if math.Abs(got-want) > 5*math.Sqrt(want/requestsSent) {
			t.Errorf("a node of weight %g is sent %g of all requests, and the rates say %g", groups[g].Weight, got, want)
		}
	}
}

const (
	requestsSent = 20_000
	shut         = 2 // the peer that may not be sent requests
)

// picks sends requests that are served at once, the n-th before the last but one is, and counts who was chosen.
func picks(t testing.TB, b models.Balancer, weights []float64, seed uint64) (counts [8]int) {
	t.Helper()
	p, s := new(models.Peers), new(rng.Stream)
	*s = rng.Open(rng.Key{Seed: seed})
	p.Reset(weights, b)
	p.Allow(shut, false)
	learns, _ := b.(models.Learning)
	under := [3]int32{-1, -1, -1}
	send := func(n int) {
		p.Now++
		to := b.Pick(p, models.Request{Key: s.Uint64(), Try: 1}, s)
		if to < 0 || int(to) >= len(weights) || to == shut {
			t.Fatalf("it chooses peer %d, which may not be sent requests", to)
		}
		counts[to]++
		p.Add(to, 1)
		if done := under[n%3]; done >= 0 {
			p.Add(done, -1)
			if learns != nil {
				learns.Learn(p, done, 3, true)
			}
		}
		under[n%3] = to
	}
	for n := range requestsSent {
		send(n)
	}
	for i, n := range counts {
		if n == 0 && i != shut {
			t.Errorf("it never chooses peer %d", i)
		}
	}
	n, before := requestsSent, counts
	allocates(t, func() { send(n); n++ })
	return before
}
