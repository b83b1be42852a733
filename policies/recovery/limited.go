package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Limited stops while too much is unhealthy at once, see Guard. Limits of 5 to 20 % are usual. Meanwhile nothing is
// begun, and a fault that takes more than the limit at once stays until it heals; or, where a policy is named for it,
// that one decides: people. It is short for the guard at_most on every rule of another policy, those for alarms among
// them: draining nodes is what makes a wave of false alarms dangerous.
type Limited struct {
	Limit
	Instead models.Recoverer `key:"instead" doc:"policy beyond the limit; if not given, everything is held"`
	Then    models.Recoverer `key:"then" doc:"policy within the limit"`
}

// Limit is a share of nodes.
type Limit struct {
	AtMost unit.Ratio    `key:"at_most" doc:"share of nodes that may be suspected, below 100%"`
	Again  unit.Duration `key:"again" doc:"time after which what is held is looked at again, 1s or more"`
}

// Into sets the guard.
func (c Limit) Into(g *Guard) error {
	switch {
	case !(c.AtMost >= 0 && c.AtMost < 1):
		return fmt.Errorf("at_most is %s; write a share from 0%% to below 100%%", c.AtMost)
	case !(c.Again >= unit.Second):
		return fmt.Errorf("again is %s; write a time of 1s or more, as in 10m", c.Again)
	}
	g.Limited, g.AtMost, g.Again = true, float64(c.AtMost), sim.Duration(c.Again)
	return nil
}

var limitedRow = catalog.Define("limited",
	"Does what another policy says, but begins nothing while more than a share of the nodes is suspected.",
	Limited{Limit: Limit{0.2, 10 * unit.Minute}, Then: HandsOn{}}, NewLimited).
	WithExample("at_most: 10%, instead: { policy: repair }, then: { policy: restart }")

// NewLimited checks a configuration.
func NewLimited(c Limited) (models.Recoverer, error) {
	if err := c.Into(&Guard{}); err != nil {
		return nil, err
	}
	rules, err := rulesOf("then", c.Then)
	if err != nil {
		return nil, err
	}
	var instead []Step
	if c.Instead != nil {
		if instead, err = stepsOf(c.Instead); err != nil {
			return nil, err
		}
	}
	for i := range rules {
		g := &rules[i].Guard
		if _ = c.Into(g); !rules[i].Alarm {
			g.Instead = instead
		}
	}
	return NewRunbook(rules)
}

// stepsOf are the steps of a policy that does the same about everything.
func stepsOf(r models.Recoverer) ([]Step, error) {
	rules, err := rulesOf("instead", r)
	if err != nil {
		return nil, err
	}
	if only := &rules[0]; len(rules) == 1 && !only.Alarm && only.When.all() && only.Guard.open() {
		return append(only.Do[:len(only.Do):len(only.Do)], Step{Action: Hands()}), nil
	}
	return nil, fmt.Errorf("instead has rules, alarms or guards of its own; name what is done, as in { policy: repair }")
}
