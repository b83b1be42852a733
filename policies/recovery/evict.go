package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Evict starts the work of a node that is lost again on another, as Kubernetes does: pods tolerate a node that is not
// ready or cannot be reached for 300 s (documentation, "Taints and Tolerations") and are then started elsewhere. What
// returns in time is not evicted.
type Evict struct{ course }

// EvictConfig is what a user may choose. Of the common keys, takes is the start-up elsewhere.
type EvictConfig struct {
	Toleration unit.Duration `key:"toleration" doc:"time from the diagnosis to the eviction"`
	Treating
	Afterwards
}

var evictRow = catalog.Define("evict",
	"Starts the work of a lost node elsewhere once the toleration has passed; Kubernetes, taints and tolerations.",
	EvictConfig{
		300 * unit.Second,
		Treating{Takes: dist.Write("lognormal", "median", "30s", "p95", "2m"), Attempts: 3,
			Fixes: Fixes{Down: 1, Partition: 1}, Permanent: true},
		settled(0, nil),
	}, NewEvict).WithExample("toleration: 30s, takes: 1m")

// NewEvict checks a configuration.
func NewEvict(c EvictConfig) (models.Recoverer, error) {
	if c.Toleration < 0 {
		return nil, fmt.Errorf("toleration is negative; write for example 300s")
	}
	p, err := one("evict", c.Treating, c.Afterwards)
	p.wait = sim.Duration(c.Toleration)
	return &Evict{p}, err
}
