package balancing_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/rng"
)

// scene is what a balancer sees when peers of these weights have so many requests, and those that are named are not
// trusted.
func scene(b models.Balancer, weights []float64, active []int32, distrusted ...int32) *models.Peers {
	b, p := models.Prepared(b, weights), new(models.Peers)
	p.Reset(weights, b)
	for peer, n := range active {
		for range n {
			p.Add(int32(peer), 1, 1)
		}
	}
	for _, peer := range distrusted {
		p.Allow(peer, false)
	}
	return p
}

// chosen lists who is chosen of a scene, with shares in percent, of many requests that are over at once.
func chosen(b models.Balancer, p *models.Peers) []int {
	const n = 40_000
	s := rng.Open(rng.Key{Seed: 3})
	counts := make([]int, p.All())
	for range n {
		counts[b.Pick(p, models.Request{Key: s.Uint64(), Try: 1}, &s)]++
	}
	for i := range counts {
		counts[i] = (100*counts[i] + n/2) / n
	}
	return counts
}

// TestWhoIsChosen would catch ties that go to the first, weights upside down, the request to come left out of the
// count, a busy node before an idle one, and a node that is distrusted being chosen or still counted.
func TestWhoIsChosen(t *testing.T) {
	alike, uneven := []float64{1, 1, 1, 1}, []float64{1, 2, 4, 1}
	for _, c := range []struct {
		name       string
		b          models.Balancer
		weights    []float64
		active     []int32
		distrusted []int32
		want       []int
	}{
		{"least", balancing.LeastConnections{}, alike, []int32{1, 0, 2, 0}, nil, []int{0, 50, 0, 50}},
		{"least of the trusted", balancing.LeastConnections{}, alike, []int32{1, 0, 2, 0}, []int32{1, 3},
			[]int{100, 0, 0, 0}},
		{"by weight", balancing.WeightedLeastConnections{}, uneven, []int32{0, 1, 3, 0}, nil, []int{25, 25, 25, 25}},
		{"by weight, one more", balancing.WeightedLeastConnections{}, uneven, []int32{0, 1, 4, 1}, nil,
			[]int{50, 50, 0, 0}},
		{"by weight, one less", balancing.WeightedLeastConnections{}, uneven, []int32{0, 1, 2, 0}, nil,
			[]int{0, 0, 100, 0}},
		{"by weight, of the trusted", balancing.WeightedLeastConnections{}, uneven, []int32{9, 9, 0, 9}, []int32{2},
			[]int{0, 100, 0, 0}},
		{"idle", balancing.IdleQueue{}, alike, []int32{1, 0, 7, 0}, nil, []int{0, 50, 0, 50}},
		{"none idle", balancing.IdleQueue{}, alike, []int32{1, 2, 7, 1}, nil, []int{25, 25, 25, 25}},
		{"none idle that is trusted", balancing.IdleQueue{}, alike, []int32{1, 0, 7, 1}, []int32{1}, []int{33, 0, 33, 33}},
		{"work", balancing.LeastWork{}, uneven, []int32{1, 1, 3, 2}, nil, []int{0, 100, 0, 0}},
		{"as much work", balancing.LeastWork{}, uneven, []int32{1, 2, 4, 0}, []int32{3}, []int{33, 33, 33, 0}},
		{"weighted", balancing.Weighted{}, uneven, nil, nil, []int{13, 25, 50, 13}},
		{"weighted, the heaviest distrusted", balancing.Weighted{}, uneven, nil, []int32{2}, []int{25, 50, 0, 25}},
		{"weighted, one left", balancing.Weighted{}, uneven, nil, []int32{0, 1, 2}, []int{0, 0, 0, 100}},
	} {
		got := chosen(c.b, scene(c.b, c.weights, c.active, c.distrusted...))
		if !slices.EqualFunc(got, c.want, func(a, b int) bool { return max(a-b, b-a) <= 1 }) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestWorkIsWhole would catch requests that are counted instead of their work, and work that is left by rounding.
func TestWorkIsWhole(t *testing.T) {
	p, s := scene(balancing.LeastWork{}, []float64{1, 1}, nil), rng.Open(rng.Key{})
	pick := func() int32 { return balancing.LeastWork{}.Pick(p, models.Request{}, &s) }
	p.Add(0, 1, 10)
	p.Add(1, 1, 0.1)
	p.Add(1, 1, 0.7)
	if to := pick(); to != 1 {
		t.Error("two short requests count for more than a long one")
	}
	p.Add(1, -1, 0.1)
	p.Add(1, -1, 0.7)
	if p.Work[1] != 0 {
		t.Errorf("an idle node has %g to do", p.Work[1])
	}
	p.Add(0, -1, 10)
	if p.Leaders() != 2 {
		t.Error("idle nodes are not alike")
	}
}

// TestPeakEWMA would catch a peak that is averaged, a time that is not forgotten, and load that does not count. Two
// nodes, by hand: times of 1 s and 3 s at time 0, with a decay of 10 s.
func TestPeakEWMA(t *testing.T) {
	b := balancing.PeakEWMA{Decay: 10}
	p, s := scene(b, []float64{1, 1}, nil), rng.Open(rng.Key{})
	prefers := func(what string, want int32) {
		t.Helper()
		if got := b.Pick(p, models.Request{}, &s); got != want {
			t.Errorf("%s: node %d is chosen", what, got)
		}
	}
	took := func(at sim.Time, peer int32, seconds sim.Duration) {
		p.Now = at
		b.Learn(p, peer, seconds, true)
	}
	took(0, 0, 1)
	p.Add(1, 1, 1)
	prefers("one that has a request and never ended any", 0)
	p.Add(1, -1, 1)
	prefers("one that is not known and idle", 1)
	took(0, 1, 3)
	prefers("1 s before 3 s", 0)
	p.Add(0, 2, 0)
	p.Add(0, 1, 0)
	prefers("3 s before four times 1 s", 1)
	p.Add(0, -3, 0)
	took(0, 0, 4)
	prefers("a peak of 4 s", 1)
	took(10, 0, 1) // 4/e + 1 − 1/e = 2.10, and the other is 3/e = 1.10
	if got, want := p.Numbers[0], 1+3/math.E; math.Abs(got-want) > 1e-12 {
		t.Errorf("4 s and, a decay later, 1 s are %v, want %v", got, want)
	}
	prefers("what is forgotten", 1)
}

// TestZonesByHand would catch requests that leave a zone that has enough, that stay in one that has none, and that
// spill to their own zone. Three zones of 4, 4 and 2 nodes, of which 4, 2 and none are trusted; below 80 % requests
// leave. Of the second's, 50 / 80 stay, and the rest goes to the first; those of the third go to any of the six.
func TestZonesByHand(t *testing.T) {
	b := balancing.ZoneAware{SpillBelow: 0.8}
	p := scene(b, slices.Repeat([]float64{1}, 10), nil)
	copy(p.Zone, []int32{0, 1, 0, 1, 0, 1, 0, 1, 2, 2})
	for _, peer := range []int32{1, 3, 8, 9} {
		p.Allow(peer, false)
	}
	got := chosen(b, p)
	first, second := 0.4/4+0.4*0.375/4+0.2/6, 0.4*0.625/2+0.2/6
	for i, want := range []float64{first, 0, first, 0, first, second, first, second, 0, 0} {
		if math.Abs(float64(got[i])-100*want) > 1.2 {
			t.Errorf("node %d is chosen for %d %%, want %.3g %%", i, got[i], 100*want)
		}
	}
}
