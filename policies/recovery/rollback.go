package recovery

import (
	"nines/sim/catalog"
	"nines/sim/dist"
)

// A rollback takes a change back where a change is blamed, wherever it went. Two minutes to an hour, with success in 80
// to 97 % of cases, are usual; the defaults are within and a judgment.
var rollbackRow = catalog.Define("rollback",
	"Takes back the change that is blamed for a fault, wherever it sits; what is no change is left to the next action.",
	Doing{On: "any", Takes: dist.Write("lognormal", "median", "10m", "p95", "40m"), Attempts: 1, Fixes: every(0.9),
		Permanent: true},
	func(c Doing) (Action, error) {
		a, err := c.action("rollback")
		a.ForChanges = true
		return a, err
	}).WithExample("takes: 5m")
