package recovery

import (
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// A reimage installs a node anew, which also ends a drift of its configuration and damage to what is stored on it. It
// is the third of the actions of Autopilot (M. Isard, "Autopilot: automatic data center management", Operating Systems
// Review 41, 2007); its times and its 90 % are judgments.
var reimageRow = catalog.Define("reimage", "Installs the node anew; Isard 2007.",
	Doing{Takes: dist.Write("uniform", "min", "20m", "max", "60m"), Attempts: 1, Fixes: reimaged(0.9), Offline: true,
		Lasting: relapsing(0.05, "1h")}, called("reimage")).
	WithExample("takes: 30m, fixes: { corrupt: 95% }")

func reimaged(p unit.Ratio) Fixes {
	f := local(p)
	f.Corrupt = p
	return f
}
