package detection

import (
	"math"
	"slices"
	"testing"

	"nines/sim/rng"
)

// Three helpers who say nothing make each period of a member three longer, up to awareness; without helpers it is one.
func TestSwimAwareness(t *testing.T) {
	for _, c := range []struct {
		indirect, awareness int
		want                []int
	}{{3, 8, []int{1, 4, 7, 8, 8}}, {3, 1, []int{1, 1, 1, 1, 1}}, {0, 4, []int{1, 2, 3, 4, 4}}} {
		w := swimOf(t, 10, func(s *SwimConfig) { s.Indirect, s.Awareness = c.indirect, c.awareness })
		var got []int
		for k := range c.want {
			got = append(got, w.doubts(k))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%d helpers, awareness %d: %v, want %v", c.indirect, c.awareness, got, c.want)
		}
	}
}

// A lone accuser has nobody who confirms: of 1000 members the first death comes 73 to 74 s after it was deaf, and a
// rumor.
func TestSwimLoneAccuser(t *testing.T) {
	w := swimOf(t, 1000, func(c *SwimConfig) { c.Gossip = 1e-6 })
	first := drawn(2000, 200, func(s *rng.Stream) float64 { return float64(w.Accuses(0).Sample(s)) })
	if least, most := slices.Min(first), slices.Max(first); math.Abs(least-73) > 0.01 || math.Abs(most-74) > 0.01 {
		t.Errorf("the first death comes after %g to %g s, want 73 to 74", least, most)
	}
	if got := w.Accuses(1).Plus; got != 4 {
		t.Errorf("and the next %g s later, want 4", float64(got))
	}
}
