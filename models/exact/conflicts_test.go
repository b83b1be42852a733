package exact

import (
	"math"
	"testing"
)

// TestConflicts holds conflicts to two keys counted by hand, and means over the length of a cut to the integral.
func TestConflicts(t *testing.T) {
	near(t, "one key, for ever", Conflicts{1, 3, 2}.After(1e3), 1, 1e-12)
	near(t, "hardly a write", Conflicts{5, 1, 2}.After(1e-4), 2e-8/5, 1e-3)
	near(t, "hardly two writes", Conflicts{5, 1, 2}.LostAfter(1e-4), 2e-8/5, 1e-3)
	near(t, "most of many, in halves", Conflicts{1, 1, 1}.LostAfter(1e4), 1e4-0.5, 1e-9)
	c := Conflicts{40, 3, 7}
	const length, step = 5.0, 1e-3
	mean, lost := 0.0, 0.0
	for x := step / 2; x < 40*length; x += step {
		density := math.Exp(-x/length) / length * step
		mean += density * c.After(x)
		lost += density * c.LostAfter(x)
	}
	near(t, "mean", c.Mean(length), mean, 1e-6)
	near(t, "mean lost", c.MeanLost(length), lost, 1e-6)
}
