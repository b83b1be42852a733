package balancing_test

import (
	"slices"
	"testing"

	"nines/models"
	"nines/policies/balancing"
	"nines/sim/rng"
)

// TestSmoothByHand would catch weights served in blocks: the order that nginx gives.
func TestSmoothByHand(t *testing.T) {
	p := scene(balancing.Smooth{}, []float64{5, 1, 1}, nil)
	got := ""
	for range 14 {
		got += string(rune('a' + balancing.Smooth{}.Pick(p, models.Request{}, nil)))
	}
	if got != "aabacaaaabacaa" {
		t.Errorf("chosen %s", got)
	}
}

// TestSmoothAsDefined would catch a tournament that looks again too late: the definition, node by node, with nodes that
// are distrusted and trusted again, beyond the time of a reckoning.
func TestSmoothAsDefined(t *testing.T) {
	s := rng.Open(rng.Key{Seed: 1})
	for range 20 {
		weights := make([]float64, 1+s.IntN(40))
		for i := range weights {
			weights[i] = float64(1 + s.IntN(9))
		}
		p, credit := scene(balancing.Smooth{}, weights, nil), make([]float64, len(weights))
		for n := range 10_000 {
			if peer := int32(s.IntN(len(weights))); n%100 == 0 && (len(p.May()) > 1 || !p.MayBe(peer)) {
				p.Allow(peer, !p.MayBe(peer))
			}
			want := smoothest(p, credit)
			if got := (balancing.Smooth{}).Pick(p, models.Request{}, nil); got != want {
				t.Fatalf("request %d of weights %v goes to %d, want %d", n, weights, got, want)
			}
		}
	}
}

// TestSmoothForLong would catch what happens when credits are reckoned anew.
func TestSmoothForLong(t *testing.T) {
	weights := []float64{3, 1, 7, 2}
	p, credit := scene(balancing.Smooth{}, weights, nil), make([]float64, len(weights))
	for n := range 200_000 {
		want := smoothest(p, credit)
		if got := (balancing.Smooth{}).Pick(p, models.Request{}, nil); got != want {
			t.Fatalf("request %d goes to %d, want %d", n, got, want)
		}
	}
}

// smoothest is the definition.
func smoothest(p *models.Peers, credit []float64) int32 {
	total, best := 0.0, models.Nobody
	for _, peer := range slices.Sorted(slices.Values(p.May())) {
		total += p.Weight[peer]
		if credit[peer] += p.Weight[peer]; best == models.Nobody || credit[peer] > credit[best] {
			best = peer
		}
	}
	credit[best] -= total
	return best
}
