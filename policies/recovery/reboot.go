package recovery

import (
	"nines/sim/catalog"
	"nines/sim/dist"
)

// A reboot starts the whole node again. Three to ten minutes are usual of servers, one to three of virtual machines;
// that it puts right 95 % of transient faults is a judgment.
var rebootRow = catalog.Define("reboot", "Starts the whole node again, twice at most, and then hands over.",
	Doing{Takes: dist.Write("uniform", "min", "3m", "max", "10m"), Attempts: 2, Fixes: local(0.95), Offline: true,
		Lasting: relapsing(0.05, "1h")}, called("reboot")).
	WithExample("takes: 2m, attempts: 1")
