package scenario

import (
	"slices"

	"nines/models"
	"nines/models/failure"
	"nines/sim/dist"
)

// regenerative has runs cut at the moments at which all is as new, and refuses all that remembers more than that: what
// follows would depend on what was before.
func (c *compiler) regenerative() {
	if !c.spec.Run.Regenerative {
		return
	}
	c.blueprint.Cycles = true
	c.measurable()
	for i := range c.blueprint.Faults {
		c.forgetfulFault(&c.blueprint.Faults[i])
	}
	for i := range c.blueprint.Watches {
		c.forgetfulWatch(&c.blueprint.Watches[i])
	}
	c.forgetfulWork()
	for _, kept := range []struct {
		section string
		any     bool
	}{{"stores", len(c.blueprint.Stores) > 0}, {"logs", len(c.blueprint.Logs) > 0},
		{"transactions", len(c.blueprint.Transactions) > 0}} {
		if kept.any {
			c.unforgetful(kept.section, "estimate it by replications after a warm-up", "what is kept in "+kept.section+
				" may differ though all nodes are up")
		}
	}
	unsteady := func(s int) bool {
		demand := c.blueprint.DemandOn(s)
		return !demand.Steady()
	}
	switch {
	case c.blueprint.Plays():
		c.unforgetful("traffic", "write fidelity: flow", "requests are under way whatever the nodes do")
	case slices.ContainsFunc(c.blueprint.Flows(), unsteady):
		c.unforgetful("traffic", "leave out its profile and its growth", "demand goes by the clock")
	}
}

// unforgetful refuses what remembers something though all is as new.
func (c *compiler) unforgetful(at, remedy, why string) {
	c.failAt(at, remedy+", or leave out run.regenerative", "%s, so that runs cannot be cut into cycles that are alike "+
		"(run.regenerative)", why)
}

// measurable checks that there is something to estimate, and that it is asked for as cycles have it.
func (c *compiler) measurable() {
	if w := c.spec.Time.Warmup; w.Auto || w.Length > 0 {
		c.failAt("time.warmup", "leave out the warm-up", "cycles begin with the run and take no warm-up "+
			"(run.regenerative)")
	}
	if len(c.spec.Services) == 0 {
		c.failAt("run.regenerative", "add the section services", "there is no service whose availability could be "+
			"estimated")
	}
}

// forgetfulFault refuses a fault that strikes by age, by the calendar or by what has been.
func (c *compiler) forgetfulFault(f *models.Fault) {
	path := join("faults", f.Name)
	renewal, ok := f.Failure.(failure.Renewal)
	if ok {
		_, ok = renewal.Life.(dist.Exponential)
	}
	switch {
	case f.Failure == nil: // which is reported
	case f.AtAge > 0 || len(f.Renews) > 0 || !ok:
		at := path
		if life := join(path, "time_to_failure"); c.given[life] != nil {
			at = life
		}
		c.unforgetful(at, "write a bare duration, such as time_to_failure: 30d, or a rate", path+" strikes by age or by the "+
			"calendar")
	case f.Lemons > 0:
		c.unforgetful(join(path, "lemons"), "leave out lemons", "components of "+path+" differ from run to run")
	case f.Budget != nil:
		c.unforgetful(path, "leave out its budget", path+" remembers what was done in its period")
	case f.Overload != nil:
		c.unforgetful(path, "name its time_to_failure", path+" strikes as load has been borne")
	}
}

// forgetfulWatch refuses a detector that errs by what has been.
func (c *compiler) forgetfulWatch(w *models.Watch) {
	path := join("detection", w.Name)
	if _, poisson := w.Mistake().(models.Unremembering); !poisson {
		c.unforgetful(path, "choose instant, or a detector whose mistakes come as a Poisson process", "when "+path+" last "+
			"erred tells when it will again")
	}
}

// forgetfulWork refuses work that goes by the calendar or by what has been done.
func (c *compiler) forgetfulWork() {
	b := c.blueprint
	for _, crew := range b.Crews {
		if crew.Shifts != nil {
			path := join("resources.crews", crew.Name)
			c.unforgetful(path, "leave out its shifts", path+" goes by the hours of the week")
		}
	}
	for _, s := range b.Spares {
		if s.Stock > 0 && s.Lead == nil {
			path := join("resources.spares", s.Name)
			c.unforgetful(path, "give it a lead_time", path+" is never full again")
		}
	}
	if b.Recoverer == nil {
		return
	}
	patient, ok := b.Recoverer.(models.Patient)
	if ok && patient.Remembers() {
		c.unforgetful("recovery", "write probation: 0s", "recovery remembers what was tried on a component before")
	}
	marks := func(a models.Action) bool { return a.Relapse > 0 || a.Service != "" || a.Pace.Rate > 0 }
	if slices.ContainsFunc(b.Recoverer.Actions(), marks) {
		c.unforgetful("recovery", "leave out relapse, pace and roles that move", "what was treated is not as new")
	}
}
