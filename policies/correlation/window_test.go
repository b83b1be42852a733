package correlation

import (
	"math"
	"strings"
	"testing"

	"nines/sim"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// grouped is the p-value that a correlator groups a share of the alarms that come so much later.
func grouped(t *testing.T, c WindowConfig, later sim.Duration, share float64) float64 {
	window, err := NewWindow(c)
	if err != nil {
		t.Fatal(err)
	}
	const n = 100_000
	joined := 0
	for i := range uint64(n) {
		s := rng.Open(rng.Key{Seed: 1, Occurrence: i})
		if window.Joins(later, &s) {
			joined++
		}
	}
	return stattest.Normal(float64(joined)/n, share, math.Sqrt(share*(1-share)/n))
}

// Within the window, its end included, the share that is grouped is the one that was asked for; beyond, it is 0. A
// share that is 2 % off is seen.
func TestWindow(t *testing.T) {
	c := WindowConfig{Groups: 0.8, Window: 5 * unit.Minute}
	for name, later := range map[string]sim.Duration{"at once": 0, "at the end": 300} {
		stattest.Check(t, name, grouped(t, c, later, 0.8))
		stattest.Alarm(t, name, grouped(t, WindowConfig{Groups: 0.784, Window: c.Window}, later, 0.8))
	}
	if w, _ := NewWindow(c); w.Joins(300.001, new(rng.Stream)) {
		t.Error("an alarm after the window is grouped")
	}
}

func TestWindowRefuses(t *testing.T) {
	for want, c := range map[string]WindowConfig{
		"groups is 0; write a probability above 0%": {Window: 1},
		"groups is 2; write a probability above 0%": {Window: 1, Groups: 2},
		"window is 0s; write a time above 0":        {Groups: 0.5},
	} {
		if _, err := NewWindow(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
}
