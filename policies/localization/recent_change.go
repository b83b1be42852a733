package localization

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// RecentChange blames what was changed last. If there was a change within the window before the alarm it is suspected
// with probability coverage: rightly where the cause is a change, otherwise an innocent change is taken back. If there
// was none, or it is not suspected, nobody is named. Which of several changes is meant is not asked: the last is taken
// to be the guilty one wherever one is guilty.
//
// The defaults are the project's judgment: changes are suspected in six to eight of ten such alarms, after a look at
// the list of deploys.
type RecentChange struct {
	guess
	takes    dist.Law
	window   sim.Duration
	coverage float64
}

var _ models.Localizer = RecentChange{}

// RecentChangeConfig is what a user may choose. The accuracy follows from the causes.
type RecentChangeConfig struct {
	Window   unit.Duration `key:"window" doc:"how far back a change is recent, above 0"`
	Takes    dist.Law      `key:"takes" doc:"time to look through the changes"`
	Coverage unit.Ratio    `key:"coverage" doc:"probability that a recent change is suspected, above 0%"`
	Wasted   dist.Law      `key:"wasted" doc:"time to clear an innocent; that of its treatment if not given"`
}

var recentChangeRow = catalog.Define("recent-change",
	"Suspects what was changed last, if that is not long ago; otherwise nobody; defaults by judgment.",
	RecentChangeConfig{
		Window: 4 * unit.Hour, Takes: dist.Write("uniform", "min", "1m", "max", "5m"), Coverage: 0.7,
	}, NewRecentChange).WithExample("window: 2h")

// NewRecentChange checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewRecentChange(c RecentChangeConfig) (models.Localizer, error) {
	switch p := float64(c.Coverage); {
	case !(c.Window > 0):
		return nil, fmt.Errorf("window is %s; write a time above 0, as in window: 4h", c.Window)
	case !(p > 0 && p <= 1):
		return nil, fmt.Errorf("coverage is %g; write a probability above 0%%, up to 100%%", p)
	}
	return RecentChange{guess{wasted: c.Wasted}, c.Takes, sim.Duration(c.Window), float64(c.Coverage)}, takesTime(c.Takes)
}

// Diagnose looks for a recent change.
func (l RecentChange) Diagnose(x models.Alarm) models.Odds {
	o := models.Odds{Takes: models.Wait{Law: l.takes}, Wasted: l.wasted}
	if x.Since <= l.window {
		o.Named = l.coverage
	}
	if x.Change && !x.False {
		o.Right = 1
	}
	return o
}
