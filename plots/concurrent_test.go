package plots

import (
	"math"
	"testing"
)

// Of four nodes, each down in a tenth of the time, at least so many are down by the binomial law.
func TestIndependentNodes(t *testing.T) {
	x := crowd{nodes: 4, mean: 0.4}
	got := x.independent()
	want := []float64{1, 1 - 0.6561, 1 - 0.6561 - 0.2916, 4*0.001*0.9 + 0.0001, 0.0001}
	for k := range want {
		if math.Abs(got[k]-want[k]) > 1e-12 {
			t.Errorf("at least %d: %v, want %v", k, got[k], want[k])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d shares, want %d", len(got), len(want))
	}
}
