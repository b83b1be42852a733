package recovery

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Reboot starts the whole node again. Three to ten minutes are usual of servers, one to three of virtual machines; that
// it puts right 95 % of transient faults is a judgment.
type Reboot struct{ course }

// RebootConfig is what a user may choose.
type RebootConfig struct {
	Treating
	Afterwards
}

var rebootRow = catalog.Define("reboot", "Starts the whole node again, twice at most, and then hands over.",
	RebootConfig{
		Treating{Takes: dist.Write("uniform", "min", "3m", "max", "10m"), Attempts: 2, Fixes: local(0.95), Offline: true},
		settled(0.05, dist.Write("exponential", "mean", "1h")),
	}, NewReboot).WithExample("takes: 2m, attempts: 1, then: { policy: replace }")

// NewReboot checks a configuration.
func NewReboot(c RebootConfig) (models.Recoverer, error) {
	p, err := one("reboot", c.Treating, c.Afterwards)
	return &Reboot{p}, err
}
