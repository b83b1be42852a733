package main

import (
	"math"
	"testing"

	"nines/experiments/result"
)

// No estimate without its interval, and never a bare 0 where nothing was seen.
func TestEstimatesAsWritten(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		unit            string
		mean, low, high float64
		point, interval string
	}{
		{"ratio", 0.999712, 0.999692, 0.999732, "99.9712 %", "99.9692 – 99.9732"},
		{"ratio", 0, 0, 3e-4, "≤ 0.0300 %", ""},
		{"ratio", 1, 0.9997, 1, "≥ 99.9700 %", ""},
		{"s/y", 9060, 8460, 9720, "151 min/y", "141 – 162"},
		{"s/y", 0, 0, 0.018, "≤ 0.000300 min/y", ""},
		{"s/y", 31536000, 29260440, 31536000, "≥ 487,674 min/y", ""},
		{"s/y", 2.2e6, 2.1e6, 2.3e6, "36,667 min/y", "35,000 – 38,333"},
		{"s", 444, 420, 474, "7.40 min", "7.00 – 7.90"},
		{"s", 1546560, 1477440, 1624320, "17.9 d", "17.1 – 18.8"},
		{"s", nan, 3.2e7, nan, "≥ 1.01 y", ""},
		{"s", nan, nan, 60, "≤ 1.00 min", ""},
		{"s", nan, 0, nan, "–", ""},
		{"s", 60, nan, 90, "1.00 min", "≤ 1.50"},
		{"s", 60, 30, nan, "1.00 min", "≥ 0.50"},
		{"ratio", 0.5, -0.5, 0.5, "50.0 %", "-50.0 – 50.0"}, // a quantile, of the largest value
		{"1/s", 420000, 419000, 421000, "420 k/s", "419 – 421"},
		{"money/y", 1.34e6, 1.34e6, 1.34e6, "1.34 M/y", ""},
		{"count", 358.1, 357.9, 358.3, "358.1", "357.9 – 358.3"},
		{"1/y", 0.25, 0.2, 0.3, "0.250/y", "0.200 – 0.300"},
	} {
		e := result.Estimate{Unit: c.unit, Mean: c.mean, Low: c.low, High: c.high}
		if point, interval := pointAndInterval(&e); point != c.point || interval != c.interval {
			t.Errorf("%s %g [%g, %g]: got %q and %q, want %q and %q", c.unit, c.mean, c.low, c.high, point, interval,
				c.point, c.interval)
		}
	}
}

// The first cell begins and the last ends with what was seen, so a quantile is never beyond it, and that of one is it.
func TestQuantileOfCells(t *testing.T) {
	cells := []result.HistogramRow{{Lower: 0, Upper: 10, Weight: 9}, {Lower: 20, Upper: 30, Weight: 1}}
	for p, want := range map[float64]float64{0.45: 5, 0.9: 10, 0.95: 25, 1: 30} {
		if got := quantileOf(cells, p); got != want {
			t.Errorf("quantile %g is %g, want %g", p, got, want)
		}
	}
	one := []result.HistogramRow{{Lower: 1000, Upper: 1000, Weight: 1}}
	if got := quantileOf(one, 0.95); got != 1000 {
		t.Errorf("a quantile of 1000 alone is %g", got)
	}
	if got := quantileOf(nil, 0.5); !math.IsNaN(got) {
		t.Errorf("a quantile of nothing is %g", got)
	}
}
