package correlation

import (
	"strings"
	"testing"

	"nines/sim"
	"nines/sim/unit"
)

// Within the window, its end included, the probability is the one that was asked for; beyond, it is 0.
func TestWindow(t *testing.T) {
	window, err := NewWindow(WindowConfig{Groups: 0.8, Window: 5 * unit.Minute})
	if err != nil {
		t.Fatal(err)
	}
	for later, want := range map[sim.Duration]float64{0: 0.8, 300: 0.8, 300.001: 0} {
		if p := window.Joins(later); p != want {
			t.Errorf("after %g s an alarm is grouped with probability %g, want %g", float64(later), p, want)
		}
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
