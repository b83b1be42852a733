package recovery

import (
	"fmt"

	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Restart is a restart of the failed process, the first time at once and then after pauses that double: the crash loop
// of the Kubernetes documentation ("Pod Lifecycle", container restart policy), where the pauses are 10 s, 20 s, 40 s, …
// up to 300 s and ten healthy minutes begin them anew, which is the default probation. That nine restarts in ten put a
// transient fault right is a judgment.
type Restart struct {
	Doing
	BackOff     unit.Duration `key:"back_off" doc:"pause before the second attempt; it doubles from then on"`
	MostBackOff unit.Duration `key:"most_back_off" doc:"bound of the pause, back_off or more"`
}

var restartRow = catalog.Define("restart",
	"Starts the process again, with pauses that double from 10 s to 300 s; Kubernetes, crash loop back-off.",
	Restart{
		Doing: Doing{Takes: dist.Write("lognormal", "median", "15s", "p95", "1m"), Attempts: 6, Fixes: local(0.9),
			Offline: true, Lasting: relapsing(0.05, "1h")},
		BackOff: 10 * unit.Second, MostBackOff: 300 * unit.Second,
	}, NewRestart).WithExample("attempts: 3, fixes: { down: 85%, hang: 95% }")

// NewRestart checks a configuration.
func NewRestart(c Restart) (Action, error) {
	if c.MostBackOff < c.BackOff || c.BackOff < 0 {
		return Action{}, fmt.Errorf("most_back_off %s is below back_off %s; raise it", c.MostBackOff, c.BackOff)
	}
	a, err := c.action("restart")
	a.BackOff, a.MostBackOff = sim.Duration(c.BackOff), sim.Duration(c.MostBackOff)
	return a, err
}
