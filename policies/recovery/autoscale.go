package recovery

import (
	"fmt"

	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Autoscale has new instances stand in for lost nodes, without hands: a metric tells after a lag, the controller
// decides at its next turn (15 s by default in the Kubernetes documentation, "Horizontal Pod Autoscaling"), an
// instance is provided beside a node that is well, outside of what is lost, and warms up. Usual times of clouds: lag
// 15–60 s, provisioning 1–5 min, warm-up 10 s–10 min. It restores the service and ends no fault: the stand-in serves
// until the lost node is back. Of the common keys, takes is the provisioning, verify the warm-up, and fixes the
// probability that an instance comes.
type Autoscale struct {
	Lag      unit.Duration `key:"lag" doc:"age of the metrics"`
	Decision unit.Duration `key:"decision" doc:"time until the controller acts on them"`
	Doing
}

var autoscaleRow = catalog.Define("autoscale",
	"Has new instances stand in for lost nodes, elsewhere, until they are back; it restores the service, not the fault.",
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
	return c.elsewhere("autoscale", sim.Duration(c.Lag+c.Decision))
}
