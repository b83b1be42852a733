package recovery

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// MitigateFirst drains the nodes that an alarm is about and then does what another policy says: short for a runbook
// whose first rule is to drain at the alarm.
type MitigateFirst struct {
	Takes dist.Law         `key:"takes" doc:"time until no more work is sent to the nodes; at once if not given"`
	Then  models.Recoverer `key:"then" doc:"policy once the cause is known"`
}

var mitigateFirstRow = catalog.Define("mitigate-first",
	"Drains the nodes at the alarm, before the cause is known, and then does what another policy says; Ghosh et al. 2022.",
	MitigateFirst{Then: HandsOn{}}, NewMitigateFirst).WithExample("takes: 10s, then: { policy: restart }")

// NewMitigateFirst checks a configuration.
func NewMitigateFirst(c MitigateFirst) (models.Recoverer, error) {
	drain, _ := drainRow.Build(func(config any) error {
		config.(*Drain).Takes = c.Takes
		return nil
	})
	return Short(drain, Afterwards{Then: c.Then})
}
