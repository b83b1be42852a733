package recovery

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Ladder is a runbook of one rule, with its actions in place: they are tried in turn, from the cheapest to the surest,
// each so many times, and it ends in hands-on repair: the repair service of Autopilot (M. Isard, "Autopilot: automatic
// data center management", Operating Systems Review 41, 2007), with its probation. Actions that have no chance against
// what is blamed are passed over. Successes last unless relapse says otherwise; 2 to 10 % come back in the field.
type Ladder struct {
	Steps []Rung `key:"steps" doc:"actions in the order in which they are tried"`
	Lasting
	Afterwards
}

// Rung is an action of a ladder.
type Rung struct {
	Action string `key:"action" required:"true" doc:"its name, as reports call it"`
	Doing
	Attempts  *int  `key:"attempts" doc:"how often it is tried; 1 if not given"`
	Permanent *bool `key:"permanent" unless:"clears" doc:"fixes holds for permanent, too; if not given, as in the catalog"`
}

var ladderRow = catalog.Define("ladder",
	"Tries actions in turn, the cheapest first, and ends in then; the repair service of Autopilot, Isard 2007.",
	Ladder{
		[]Rung{
			{Action: "restart", Doing: Doing{Takes: dist.Write("lognormal", "median", "15s", "p95", "1m"),
				Fixes: local(0.9), Offline: true}},
			{Action: "reboot", Doing: Doing{Takes: dist.Write("uniform", "min", "3m", "max", "10m"),
				Fixes: local(0.95), Offline: true}},
			{Action: "reimage", Doing: Doing{Takes: dist.Write("uniform", "min", "20m", "max", "60m"),
				Fixes: reimaged(0.9), Offline: true}},
		},
		Lasting{}, Settled(0),
	}, NewLadder).WithExample("steps: [ { action: restart, takes: 30s, fixes: { down: 85% } } ], probation: 1h")

// mostSteps bounds a ladder.
const mostSteps = 100

// NewLadder checks a configuration.
func NewLadder(c Ladder) (models.Recoverer, error) {
	if len(c.Steps) == 0 || len(c.Steps) > mostSteps {
		return nil, fmt.Errorf("a ladder of %d steps; write 1 to %d of them", len(c.Steps), mostSteps)
	}
	var (
		do  []Step
		bad []error
	)
	for i := range c.Steps {
		a, err := c.Steps[i].action(c.Lasting)
		do = append(do, Step{Action: a})
		bad = append(bad, models.At("steps."+strconv.Itoa(i), err))
	}
	if err := errors.Join(bad...); err != nil {
		return nil, err
	}
	return c.then(do)
}

// action is what a rung says, with what the ladder says of all successes.
func (r Rung) action(after Lasting) (Action, error) {
	if r.Takes == nil {
		return Action{}, fmt.Errorf("%s takes no time; add for example takes: 30s", r.Action)
	}
	c := r.Doing
	c.Attempts, c.Permanent = 1, !slices.Contains([]string{"restart", "reboot", "reimage"}, r.Action)
	if r.Attempts != nil {
		c.Attempts = *r.Attempts
	}
	if r.Permanent != nil {
		c.Permanent = *r.Permanent
	}
	if c.Relapse == 0 {
		c.Lasting = after
	}
	return c.action(r.Action)
}
