package recovery

import (
	"nines/sim/catalog"
	"nines/sim/dist"
)

// A replacement puts in a new part or a new node, which ends permanent faults too. New parts die young: the share of
// relapses is their infant mortality. All its figures are judgments; hours are usual where the part is on the shelf.
var replaceRow = catalog.Define("replace",
	"Puts in a new part, from a stock of spares where needs names one; some new parts die young.",
	Doing{Takes: dist.Write("gamma", "shape", "2", "mean", "4h"), Attempts: 2, Fixes: reimaged(0.98), Permanent: true,
		Offline: true, Lasting: relapsing(0.02, "30d")}, called("replace")).
	WithExample("takes: 2h, relapse: 1%")
