package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Limited stops while too much is unhealthy at once: then the detectors are wrong, or the recovery is the cause, and
// automation would make it worse. Limits of 5 to 20 % are usual. Meanwhile nothing is begun, and a fault that takes
// more than the limit at once stays until it heals; or, where a policy is named for it, that one decides: people.
type Limited struct {
	onward
	instead onward // its then is nil where everything is held
	most    float64
	again   sim.Duration
}

// LimitedConfig is what a user may choose.
type LimitedConfig struct {
	AtMost  unit.Ratio       `key:"at_most" doc:"share of nodes that may be suspected, below 100%"`
	Again   unit.Duration    `key:"again" doc:"time after which what is held is looked at again, 1s or more"`
	Instead models.Recoverer `key:"instead" doc:"policy beyond the limit; if not given, everything is held"`
	Then    models.Recoverer `key:"then" doc:"policy within the limit"`
}

var limitedRow = catalog.Define("limited",
	"Does what another policy says, but begins nothing while more than a share of the nodes is suspected.",
	LimitedConfig{AtMost: 0.2, Again: 10 * unit.Minute, Then: HandsOn{}}, NewLimited).
	WithExample("at_most: 10%, instead: { policy: repair }, then: { policy: restart }")

// NewLimited checks a configuration.
func NewLimited(c LimitedConfig) (models.Recoverer, error) {
	switch {
	case !(c.AtMost >= 0 && c.AtMost < 1):
		return nil, fmt.Errorf("at_most is %s; write a share from 0%% to below 100%%", c.AtMost)
	case !(c.Again >= unit.Second):
		return nil, fmt.Errorf("again is %s; write a time of 1s or more, as in 10m", c.Again)
	}
	l := &Limited{onward: before(c.Then, 0), most: float64(c.AtMost), again: sim.Duration(c.Again)}
	if c.Instead != nil {
		l.instead = before(c.Instead, len(l.then.Treatments()))
	}
	return l, nil
}

// Stalls reports whether nothing at all is begun while so many of all nodes are suspected.
func (l *Limited) Stalls(suspected, nodes float64) bool {
	return l.instead.then == nil && l.beyond(suspected, nodes)
}

// Treatments are those within the limit and those beyond it.
func (l *Limited) Treatments() []models.Treatment {
	list := l.onward.Treatments()
	if l.instead.then != nil {
		list = append(list[:len(list):len(list)], l.instead.Treatments()...)
	}
	return list
}

// beyond reports whether more than the limit of all nodes are suspected.
func (l *Limited) beyond(suspected, nodes float64) bool { return suspected > l.most*nodes }

// Recover looks at the share of nodes that are suspected.
func (l *Limited) Recover(v models.View, x models.Suspect) models.Decision {
	switch {
	case !l.beyond(float64(v.Untrusted()), float64(v.Nodes())):
		return l.recover(v, x)
	case l.instead.then != nil:
		return l.instead.recover(v, x)
	}
	return models.Decision{Treatment: models.Hold, After: l.again}
}

// Mitigate does nothing beyond the limit: draining nodes is what makes a wave of false alarms dangerous.
func (l *Limited) Mitigate(v models.View, about models.ComponentID) models.Decision {
	if l.beyond(float64(v.Untrusted()), float64(v.Nodes())) {
		return models.Decision{Treatment: models.Leave}
	}
	return l.onward.Mitigate(v, about)
}
