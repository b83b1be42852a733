package scenario

import (
	"fmt"
	"slices"
	"strconv"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
)

var ageOccasion = occasion{key: "at_age", compile: (*compiler).atAge}

// atAge is work that comes when what it renews is so old.
func (c *compiler) atAge(f *FaultSpec, out *models.Fault, path string) {
	if f.AtAge == nil || !c.announced(f, path) {
		return
	}
	if len(f.Renews) != 1 {
		c.failAt(path, "write renews: NAME, of the fault whose lives count", "%s needs one fault whose age it is", path)
		return
	}
	if *f.AtAge >= c.spec.Time.Warmup.Length+c.spec.Time.Horizon {
		c.warnAt(join(path, "at_age"), "lower it, or lengthen the horizon",
			"nothing comes to the age of %s before the run is over: %s has no effect", *f.AtAge, path)
	}
	out.AtAge, out.Failure = sim.Duration(*f.AtAge), failure.Replacement{Lasts: sim.Duration(*f.For)}
	out.Course = upkeep
	out.Schedule = fmt.Sprintf("at an age of %s of %s, %s each", f.AtAge.Human(), f.Renews[0], f.For.Human())
}

// renewals enters what work renews, now that all faults are known.
func (c *compiler) renewals() {
	faults := c.blueprint.Faults
	for i := range faults {
		at := slices.IndexFunc(c.spec.Faults, func(f Named[FaultSpec]) bool { return f.Name == faults[i].Name })
		path := join(join("faults", faults[i].Name), "renews")
		for k, name := range c.spec.Faults[at].Value.Renews {
			path := join(path, strconv.Itoa(k))
			if c.known(name, "fault", names(c.spec.Faults), path) < 0 {
				continue
			}
			of := slices.IndexFunc(faults, func(f models.Fault) bool { return f.Name == name })
			if of < 0 || !c.renewable(&faults[i], &faults[of], path) {
				continue // one that is not there is reported
			}
			faults[i].Renews = append(faults[i].Renews, of)
			faults[i].Operating = faults[i].AtAge > 0 && faults[of].Operating
		}
	}
}

// renewable reports whether work can renew the targets of a fault.
func (c *compiler) renewable(work, of *models.Fault, path string) bool {
	lives, ok := failure.LivesOf(of.Failure)
	_, keeps := of.Failure.(failure.Imperfect)
	switch {
	case !ok:
		c.failAt(path, "name a fault with a time_to_failure, a rate or a probability",
			"%s has no lives that could begin anew", of.Name)
	case of.Overload != nil:
		c.failAt(path, "leave one of them out", "%s strikes by load, whatever its age", of.Name)
	case !slices.Equal(work.Targets, of.Targets):
		c.failAt(path, "put both on the same targets", "%s is on other targets than %s", of.Name, work.Name)
	case work.AtAge > 0 && keeps && lives.Start != failure.New:
		c.failAt(path, "write start: new, with a warmup",
			"nobody knows how old the targets of %s are at the start, after repairs that leave a part of their age", of.Name)
	default:
		return true
	}
	return false
}
