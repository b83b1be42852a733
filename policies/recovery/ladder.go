package recovery

import (
	"fmt"
	"slices"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
)

// Ladder tries its steps in turn, from the cheapest to the surest, each so many times, and ends in hands-on repair: the
// repair service of Autopilot (M. Isard, "Autopilot: automatic data center management", Operating Systems Review 41,
// 2007), with its probation: a fault that is back on its component within that time goes on at the step where it ended.
// Steps that have no chance against the effect as diagnosed are passed over. Successes last unless relapse says
// otherwise; 2 to 10 % come back in the field.
type Ladder struct{ course }

// LadderConfig is what a user may choose.
type LadderConfig struct {
	Steps []Step `key:"steps" doc:"actions in the order in which they are tried"`
	Afterwards
}

// Step is an action of a ladder.
type Step struct {
	Action string `key:"action" required:"true" doc:"its name, as reports call it"`
	Treating
	Attempts  *int  `key:"attempts" doc:"how often it is tried; 1 if not given"`
	Permanent *bool `key:"permanent" doc:"it ends permanent faults too; if not given, unless a restart, reboot or reimage"`
}

var ladderRow = catalog.Define("ladder",
	"Tries actions in turn, the cheapest first, and ends in then; the repair service of Autopilot, Isard 2007.",
	LadderConfig{
		[]Step{
			{Action: "restart", Treating: Treating{Takes: dist.Write("lognormal", "median", "15s", "p95", "1m"),
				Fixes: local(0.9), Offline: true}},
			{Action: "reboot", Treating: Treating{Takes: dist.Write("uniform", "min", "3m", "max", "10m"),
				Fixes: local(0.95), Offline: true}},
			{Action: "reimage", Treating: Treating{Takes: dist.Write("uniform", "min", "20m", "max", "60m"),
				Fixes: reimaged(0.9), Offline: true}},
		},
		settled(0, nil),
	}, NewLadder).WithExample("steps: [ { action: restart, takes: 30s, fixes: { down: 85% } } ], probation: 1h")

// mostSteps bounds a ladder.
const mostSteps = 100

// NewLadder checks a configuration.
func NewLadder(c LadderConfig) (models.Recoverer, error) {
	if len(c.Steps) == 0 || len(c.Steps) > mostSteps {
		return nil, fmt.Errorf("a ladder of %d steps; write 1 to %d of them", len(c.Steps), mostSteps)
	}
	p, err := newCourse(c.Afterwards, len(c.Steps))
	for i := 0; i < len(c.Steps) && err == nil; i++ {
		if err = p.climb(c.Steps[i], c.Afterwards); err != nil {
			err = fmt.Errorf("steps.%d: %w", i, err)
		}
	}
	return &Ladder{p}, err
}

// climb appends a step.
func (p *course) climb(s Step, after Afterwards) error {
	if s.Takes == nil {
		return fmt.Errorf("%s takes no time; add for example takes: 30s", s.Action)
	}
	c := s.Treating
	c.Attempts, c.Permanent = 1, !slices.Contains([]string{"restart", "reboot", "reimage"}, s.Action)
	if s.Attempts != nil {
		c.Attempts = *s.Attempts
	}
	if s.Permanent != nil {
		c.Permanent = *s.Permanent
	}
	return p.add(s.Action, c, after)
}
