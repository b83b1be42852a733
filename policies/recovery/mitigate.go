package recovery

import (
	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// MitigateFirst drains the nodes that an alarm is about at once, so that users are served elsewhere while the cause is
// looked for. In a study of severe incidents of a large service, mitigation often came before the diagnosis (S. Ghosh
// et al., "How to fight production incidents?", SoCC 2022).
type MitigateFirst struct {
	drain models.Treatment
	onward
}

// MitigateFirstConfig is what a user may choose.
type MitigateFirstConfig struct {
	Takes dist.Law         `key:"takes" doc:"time until no more work is sent to the nodes; at once if not given"`
	Then  models.Recoverer `key:"then" doc:"policy once the cause is known"`
}

var mitigateFirstRow = catalog.Define("mitigate-first",
	"Drains the nodes at the alarm, before the cause is known, and then does what another policy says; Ghosh et al. 2022.",
	MitigateFirstConfig{Then: HandsOn{}}, NewMitigateFirst).WithExample("takes: 10s, then: { policy: restart }")

// NewMitigateFirst checks a configuration.
func NewMitigateFirst(c MitigateFirstConfig) (models.Recoverer, error) {
	t := models.Treatment{Name: "drain", Takes: c.Takes, Fixes: every(1).list(), Permanent: true, Drains: true}
	return &MitigateFirst{t, before(c.Then, 1)}, nil
}

// Treatments are the drain and those of the policy inside.
func (m *MitigateFirst) Treatments() []models.Treatment {
	return append([]models.Treatment{m.drain}, m.onward.Treatments()...)
}

// Mitigate drains.
func (m *MitigateFirst) Mitigate(models.View, models.ComponentID) models.Decision {
	return models.Decision{}
}

// Recover is the decision of the policy inside.
func (m *MitigateFirst) Recover(v models.View, x models.Suspect) models.Decision {
	return m.recover(v, x)
}
