package recovery

import (
	"fmt"

	"nines/sim/catalog"
)

// A custom action is whatever a scenario says it is.
var customRow = catalog.Define("custom", "An action of your own: say what it clears and how long it takes.",
	Doing{Attempts: 1, Permanent: true}, func(c Doing) (Action, error) {
		if c.Takes == nil {
			return Action{}, fmt.Errorf("takes is not given; write how long it takes, as in takes: 30s")
		}
		return c.action("custom")
	}).WithExample("clears: { down: 98% }, takes: 4h")
