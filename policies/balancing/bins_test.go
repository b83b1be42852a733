package balancing_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/policies/balancing"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// TestBallsInBins would catch choices that are drawn too often or too seldom, one of which is not looked at, and bins
// that are favoured among equals: ten requests that never end, at ten nodes, and how many the fullest has.
func TestBallsInBins(t *testing.T) {
	const bins, throws = 10, 20_000
	for name, c := range map[string]struct {
		b       models.Balancer
		choices int
	}{
		"random": {balancing.Random{}, 1}, "one choice": {balancing.Choices{Of: 1}, 1},
		"two choices":   {balancing.Choices{Of: 2, Different: true}, 2},
		"three choices": {balancing.Choices{Of: 3, Different: true}, 3},
	} {
		s, seen := rng.Open(rng.Key{Seed: 5}), make([]int, bins+1)
		for range throws {
			p := scene(c.b, slices.Repeat([]float64{1}, bins), nil)
			for range bins {
				p.Add(c.b.Pick(p, models.Request{Key: s.Uint64()}, &s), 1, 1)
			}
			seen[slices.Max(p.Active)]++
		}
		expected := exact.MostInBins(bins, bins, c.choices)
		for k := range expected {
			expected[k] *= throws
		}
		stattest.Check(t, name, stattest.ChiSquare(seen, expected, 0))
		other := exact.MostInBins(bins, bins, c.choices%3+1)
		for k := range other {
			other[k] *= throws
		}
		stattest.Alarm(t, name+" by others", stattest.ChiSquare(seen, other, 0))
	}
}

// largestShare is what part of a ring the largest of some nodes has on average: points cut it like gaps of a Poisson
// process, so that the shares of nodes are gammas over their sum, of which they are independent.
func largestShare(nodes, points int) float64 {
	most := 0.0 // the mean of the largest of gammas with a mean of points, by its tail
	const step = 0.01
	for x := step / 2; x < 4*float64(points)+40; x += step {
		term, below := math.Exp(-x), 1.0
		for k := range points {
			below -= term
			term *= x / float64(k+1)
		}
		most += step * (1 - math.Pow(below, float64(nodes)))
	}
	return most / float64(nodes*points)
}

// TestLargestOfRing would catch points that lie where others do, and nodes that have more points than others: of 150
// rings of eight nodes, which are parts of one, the largest share.
func TestLargestOfRing(t *testing.T) {
	const nodes, rings, keys = 8, 150, 4_000
	for _, points := range []int{1, 10} {
		b, p := hashing(balancing.Ring{Points: points}, nodes*rings)
		for node := range int32(nodes * rings) {
			p.Allow(node, false)
		}
		var largest []float64
		for ring := range int32(rings) {
			counts := make([]int, nodes)
			for node := range int32(nodes) {
				p.Allow(ring*nodes+node, true)
			}
			for _, to := range keysFor(b, p, keys) {
				counts[to-ring*nodes]++
			}
			for node := range int32(nodes) {
				p.Allow(ring*nodes+node, false)
			}
			largest = append(largest, float64(slices.Max(counts))/keys)
		}
		stattest.Check(t, "largest share", stattest.Mean(largest, largestShare(nodes, points)))
		stattest.Alarm(t, "of twice the points", stattest.Mean(largest, largestShare(nodes, 2*points)))
	}
	harmonic := 0.0
	for k := range nodes {
		harmonic += 1 / float64(k+1)
	}
	if got, want := largestShare(nodes, 1), harmonic/nodes; math.Abs(got/want-1) > 1e-4 {
		t.Errorf("the largest of %d gaps is %v, want %v", nodes, got, want)
	}
}
