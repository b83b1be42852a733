package recovery

import (
	"fmt"

	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Autoscale replaces a lost node by a new one, without hands: a metric tells after a lag, the controller decides at its
// next turn (15 s by default in the Kubernetes documentation, "Horizontal Pod Autoscaling"), an instance is provided
// and warms up. Usual times of clouds: lag 15–60 s, provisioning 1–5 min, warm-up 10 s–10 min. Of the common keys,
// takes is the provisioning and verify the warm-up.
type Autoscale struct {
	Lag      unit.Duration `key:"lag" doc:"age of the metrics"`
	Decision unit.Duration `key:"decision" doc:"time until the controller acts on them"`
	Doing
}

var autoscaleRow = catalog.Define("autoscale",
	"Replaces a node by a new instance, without hands: after lag and decision, takes provides it and verify warms it up.",
	Autoscale{
		30 * unit.Second, 15 * unit.Second,
		Doing{Takes: dist.Write("uniform", "min", "1m", "max", "5m"),
			Verify: dist.Write("lognormal", "median", "1m", "p95", "5m"), Attempts: 3, Fixes: reimaged(0.98),
			Permanent: true},
	}, NewAutoscale).WithExample("takes: 3m, verify: 30s")

// NewAutoscale checks a configuration.
func NewAutoscale(c Autoscale) (Action, error) {
	if c.Lag < 0 || c.Decision < 0 {
		return Action{}, fmt.Errorf("lag or decision is negative; write for example lag: 30s, decision: 15s")
	}
	a, err := c.action("autoscale")
	a.Wait = sim.Duration(c.Lag + c.Decision)
	return a, err
}
