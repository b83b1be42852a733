package recovery

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Rollback takes a change back where a change is blamed, and leaves everything else to the policy then. Two minutes to
// an hour, with success in 80 to 97 % of cases, are usual; the defaults are within and a judgment.
type Rollback struct{ course }

// RollbackConfig is what a user may choose.
type RollbackConfig struct {
	Treating
	Afterwards
}

var rollbackRow = catalog.Define("rollback",
	"Takes back the change that is blamed for a fault; everything else is left to then.",
	RollbackConfig{
		Treating{On: "any", Takes: dist.Write("lognormal", "median", "10m", "p95", "40m"), Attempts: 1, Fixes: every(0.9),
			Permanent: true},
		settled(0, nil),
	}, NewRollback).WithExample("takes: 5m, then: { policy: restart }")

// NewRollback checks a configuration.
func NewRollback(c RollbackConfig) (models.Recoverer, error) {
	p, err := one("rollback", c.Treating, c.Afterwards)
	return &Rollback{p}, err
}

// Recover rolls back changes.
func (r *Rollback) Recover(v models.View, x models.Suspect) models.Decision {
	if x.Change {
		return r.course.Recover(v, x)
	}
	return r.recover(v, x)
}
