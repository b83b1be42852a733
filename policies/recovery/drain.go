package recovery

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Drain has balancers shun the nodes that an alarm is about, so that users are served elsewhere while the cause is
// looked for. In a study of severe incidents of a large service, mitigation often came before the diagnosis (S. Ghosh
// et al., "How to fight production incidents?", SoCC 2022).
type Drain struct {
	Takes dist.Law `key:"takes" doc:"time until no more work is sent to the nodes; at once if not given"`
}

var drainRow = catalog.Define("drain", "Keeps work away from the nodes that an alarm is about; Ghosh et al. 2022.",
	Drain{}, func(c Drain) (Action, error) {
		return Action{from: new(Doing), Attempts: 1, Action: models.Action{Name: "drain", Takes: c.Takes, Drains: true}}, nil
	}).WithExample("takes: 10s")
