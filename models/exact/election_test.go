package exact

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestElection holds the closed forms to what they must be in the limit and to elections that are played here, by
// another program than the simulator.
func TestElection(t *testing.T) {
	near := Election{Followers: 4, Votes: 2, Low: 1, High: 2, Heartbeat: 0.5}
	if got := near.First(); math.Abs(got-0.95) > 1e-12 {
		t.Errorf("first of four: %v, want 0.95", got)
	}
	far := Election{Followers: 2, Votes: 1, Low: 1, High: 2, Trip: 0.4}
	if got, want := far.Split(), 1-0.8*0.8; math.Abs(got-want) > 1e-12 {
		t.Errorf("split: %v, want %v", got, want)
	}
	far.Trip = 0
	if got := far.Mean(); math.Abs(got-far.First()) > 1e-12 {
		t.Errorf("with no way to go: %v, want %v", got, far.First())
	}
	far.Trip = 0.6
	const runs = 200_000
	s, sum, squares := rand.New(rand.NewPCG(1, 2)), 0.0, 0.0
	for range runs {
		x := 0.3 + far.elect(s)
		sum, squares = sum+x, squares+x*x
	}
	mean := sum / runs
	error := math.Sqrt((squares/runs - mean*mean) / runs)
	if got := far.Mean(); math.Abs(got-mean) > 5*error {
		t.Errorf("mean: %v, played %v ± %v", got, mean, error)
	}
}

// elect plays an election of two, from when both have heard of the leader last.
func (e Election) elect(s *rand.Rand) float64 {
	wait := func() float64 { return e.Low + (e.High-e.Low)*s.Float64() }
	a, b := wait(), wait()
	for math.Abs(a-b) < e.Trip/2 {
		a, b = a+wait(), b+wait()
	}
	return min(a, b) + e.Trip
}

// TestCommits is by hand: of five members, all up, the second of four.
func TestCommits(t *testing.T) {
	c := Commits{Members: 5, Trip: 12}
	for up, want := range map[int]float64{5: 3 + 4, 4: 4 + 6, 3: 6 + 12} {
		if got := c.Mean(up); math.Abs(got-want) > 1e-12 {
			t.Errorf("%d up: %v, want %v", up, got, want)
		}
	}
	if got := c.MeanOf(1); math.Abs(got-7) > 1e-12 {
		t.Errorf("all up: %v, want 7", got)
	}
}
