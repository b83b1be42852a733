package correlation

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Window groups an alarm with the first of its incident if it comes within a window after it, with a probability and
// independently of all others; what comes later is a case of its own. Of n further alarms within the window
// (1 − groups)·n are left alone on average.
//
// The defaults are the project's judgment: correlators group 50 to 95 % of what belongs together.
type Window struct {
	groups float64
	window sim.Duration
}

var _ models.Correlator = Window{}

// WindowConfig is what a user may choose.
type WindowConfig struct {
	Groups unit.Ratio    `key:"groups" doc:"probability that an alarm within the window is grouped, above 0%"`
	Window unit.Duration `key:"window" doc:"time after the first alarm in which others may be grouped, above 0"`
}

var windowRow = catalog.Define("window",
	"Groups an alarm that comes soon after the first of its incident, with a probability; defaults by judgment.",
	WindowConfig{Groups: 0.8, Window: 5 * unit.Minute}, NewWindow).WithExample("groups: 90%, window: 5m")

// NewWindow checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewWindow(c WindowConfig) (models.Correlator, error) {
	switch p := float64(c.Groups); {
	case !(p > 0 && p <= 1):
		return nil, fmt.Errorf("groups is %g; write a probability above 0%%, up to 100%%, or policy: none", p)
	case !(c.Window > 0):
		return nil, fmt.Errorf("window is %s; write a time above 0, as in window: 5m, or policy: none", c.Window)
	}
	return Window{float64(c.Groups), sim.Duration(c.Window)}, nil
}

// Joins is 0 beyond the window; an alarm exactly at its end still may be grouped.
func (c Window) Joins(later sim.Duration) float64 {
	if later > c.window {
		return 0
	}
	return c.groups
}
