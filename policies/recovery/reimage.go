package recovery

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Reimage installs a node anew, which also ends a drift of its configuration and damage to what is stored on it. It is
// the third of the actions of Autopilot (M. Isard, "Autopilot: automatic data center management", Operating Systems
// Review 41, 2007); its times and its 90 % are judgments.
type Reimage struct{ course }

// ReimageConfig is what a user may choose.
type ReimageConfig struct {
	Treating
	Afterwards
}

var reimageRow = catalog.Define("reimage", "Installs the node anew; Isard 2007.", ReimageConfig{
	Treating{Takes: dist.Write("uniform", "min", "20m", "max", "60m"), Attempts: 1, Fixes: reimaged(0.9), Offline: true},
	settled(0.05, dist.Write("exponential", "mean", "1h")),
}, NewReimage).WithExample("takes: 30m, fixes: { corrupt: 95% }")

func reimaged(p unit.Ratio) Fixes {
	f := local(p)
	f.Corrupt = p
	return f
}

// NewReimage checks a configuration.
func NewReimage(c ReimageConfig) (models.Recoverer, error) {
	p, err := one("reimage", c.Treating, c.Afterwards)
	return &Reimage{p}, err
}
