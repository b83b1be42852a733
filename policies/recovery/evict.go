package recovery

import (
	"fmt"

	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Evict starts the work of a node that is lost again beside another, as Kubernetes does: pods tolerate a node that is
// not ready or cannot be reached for 300 s (documentation, "Taints and Tolerations") and are then started elsewhere.
// What returns in time is not evicted. It ends no fault: the work runs elsewhere until the node is back. Of the common
// keys, takes is the start-up elsewhere.
type Evict struct {
	Toleration unit.Duration `key:"toleration" doc:"time from the diagnosis to the eviction"`
	Doing
}

var evictRow = catalog.Define("evict",
	"Starts the work of a lost node elsewhere, until it is back, once the toleration has passed; Kubernetes, taints.",
	Evict{
		300 * unit.Second,
		Doing{Takes: dist.Write("lognormal", "median", "30s", "p95", "2m"), Attempts: 3,
			Fixes: Fixes{Down: 1, Partition: 1}, Permanent: true},
	}, NewEvict).WithExample("toleration: 30s, takes: 1m")

// NewEvict checks a configuration.
func NewEvict(c Evict) (Action, error) {
	if c.Toleration < 0 {
		return Action{}, fmt.Errorf("toleration is negative; write for example 300s")
	}
	return c.elsewhere("evict", sim.Duration(c.Toleration))
}
