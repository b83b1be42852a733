package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Restart starts the failed process again, the first time at once and then after pauses that double: the crash loop of
// the Kubernetes documentation ("Pod Lifecycle", container restart policy), where the pauses are 10 s, 20 s, 40 s, …
// up to 300 s and ten healthy minutes begin them anew, which is the default probation. That nine restarts in ten put a
// transient fault right is a judgment.
type Restart struct{ course }

// RestartConfig is what a user may choose.
type RestartConfig struct {
	Treating
	BackOff     unit.Duration `key:"back_off" doc:"pause before the second attempt; it doubles from then on"`
	MostBackOff unit.Duration `key:"most_back_off" doc:"bound of the pause, back_off or more"`
	Afterwards
}

var restartRow = catalog.Define("restart",
	"Starts the process again, with pauses that double from 10 s to 300 s; Kubernetes, crash loop back-off.",
	RestartConfig{
		Treating: Treating{Takes: dist.Write("lognormal", "median", "15s", "p95", "1m"), Attempts: 6, Fixes: local(0.9),
			Offline: true},
		BackOff: 10 * unit.Second, MostBackOff: 300 * unit.Second,
		Afterwards: settled(0.05, dist.Write("exponential", "mean", "1h")),
	}, NewRestart).WithExample("attempts: 3, fixes: { down: 85%, hang: 95% }")

// NewRestart checks a configuration.
func NewRestart(c RestartConfig) (models.Recoverer, error) {
	if c.MostBackOff < c.BackOff || c.BackOff < 0 {
		return nil, fmt.Errorf("most_back_off %s is below back_off %s; raise it", c.MostBackOff, c.BackOff)
	}
	p, err := one("restart", c.Treating, c.Afterwards)
	if err != nil {
		return nil, err
	}
	p.backOff, p.most = sim.Duration(c.BackOff), sim.Duration(c.MostBackOff)
	return &Restart{p}, nil
}
