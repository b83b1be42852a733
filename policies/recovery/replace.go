package recovery

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Replace puts in a new part or a new node, which ends permanent faults too. New parts die young: the share of relapses
// is their infant mortality. All its figures are judgments; hours are usual where the part is on the shelf.
type Replace struct{ course }

// ReplaceConfig is what a user may choose.
type ReplaceConfig struct {
	Treating
	Afterwards
}

var replaceRow = catalog.Define("replace",
	"Puts in a new part, from a stock of spares where needs names one; some new parts die young.",
	ReplaceConfig{
		Treating{Takes: dist.Write("gamma", "shape", "2", "mean", "4h"), Attempts: 2, Fixes: reimaged(0.98),
			Permanent: true, Offline: true},
		settled(0.02, dist.Write("exponential", "mean", "30d")),
	}, NewReplace).WithExample("takes: 2h, relapse: 1%")

// NewReplace checks a configuration.
func NewReplace(c ReplaceConfig) (models.Recoverer, error) {
	p, err := one("replace", c.Treating, c.Afterwards)
	return &Replace{p}, err
}
