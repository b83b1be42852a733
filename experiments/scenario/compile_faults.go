package scenario

import (
	"math"
	"slices"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// maxPairs bounds the processes of a scenario, one for every fault on every component that it may strike.
const maxPairs = 2 * models.MaxComponents

// maxLemons bounds the variance of the rate multipliers; at 100 one node in a thousand has nearly all failures.
const maxLemons = 100

func (c *compiler) faults() {
	if len(c.spec.Faults) > models.MaxFaults {
		c.failAt("faults", "", "%d faults; at most %d can be simulated", len(c.spec.Faults), models.MaxFaults)
		return
	}
	correlated, pairs := len(c.spec.Faults) == 0, 0
	for _, f := range c.spec.Faults {
		path := join("faults", f.Name)
		targets, leaf, ok := c.targets(f.Value.On, join(path, "on"))
		if !ok {
			continue
		}
		if pairs += len(targets); pairs > maxPairs { // before more memory is spent
			c.failAt(path, "describe a smaller system", "more than %s pairs of fault and component",
				unit.Count(maxPairs))
			return
		}
		correlated = correlated || !leaf
		c.fault(f.Name, &f.Value, targets, leaf, path)
	}
	if !correlated {
		c.warnAt("faults",
			"add what strikes several nodes at once: a fault on a level above the nodes, or a share it hits",
			"all faults strike single nodes, independently; real systems lose several at a time")
	}
}

// fault enters one fault into the blueprint.
func (c *compiler) fault(name string, f *FaultSpec, targets []models.ComponentID, leaf bool, path string) {
	out := models.Fault{Name: name, Targets: targets, Hits: float64(f.Hits), Repair: f.Repair, Heals: f.Heals,
		Each: f.RepairEach, Operating: f.Ages == "operating", Lemons: f.Lemons}
	c.need(f, &out, path)
	out.Symptom, out.Peer = c.symptom(f, path), c.peer(f, targets, path)
	out.Change, out.Good = f.Change, c.harmless(f, path)
	c.cause(f, &out, path)
	out.Course = c.course(f, leaf, path)
	out.Triggers = c.cascade(f, targets[0], path)
	out.Planned, out.Uncounted = f.Every != nil, f.Counted != nil && !*f.Counted
	switch {
	case f.Hits == 0:
		c.failAt(join(path, "hits"), "leave the fault out", "%s hits nobody", path)
	case f.Hits < 1 && leaf:
		c.failAt(join(path, "hits"), "put the fault on a level above the nodes",
			"hits is a share of the nodes below a domain")
	case f.Lemons < 0 || f.Lemons > maxLemons:
		c.failAt(join(path, "lemons"), "0: all nodes alike; 1: as different as in the records of large clusters",
			"lemons is a variance from 0 to %d, got %g", maxLemons, f.Lemons)
	}
	out.Failure = c.failure(name, f, targets, path)
	out.Overload = c.overload(f, out.Failure, leaf, path)
	if out.Failure != nil {
		c.endless(&out, path)
		c.blueprint.Faults = append(c.blueprint.Faults, out)
	}
}

// need enters what a fault's repair needs.
func (c *compiler) need(f *FaultSpec, out *models.Fault, path string) {
	out.Crew, out.Spare = -1, -1
	if f.Needs == nil {
		return
	}
	at := join(path, "needs")
	if f.Needs.Crew != "" {
		out.Crew = c.known(f.Needs.Crew, "crew", names(c.spec.Resources.Crews), join(at, "crew"))
	}
	if f.Needs.Spare != "" {
		out.Spare = c.known(f.Needs.Spare, "spare", names(c.spec.Resources.Spares), join(at, "spare"))
	}
	switch {
	case f.Needs.Crew == "" && f.Needs.Spare == "":
		c.failAt(at, "write needs: { crew: hands, spare: disk }, or one of them", "%s names nothing", at)
	case c.given[join(path, "repair")] == nil:
		c.failAt(at, "add a repair", "%s needs a crew or a spare but has no repair", path)
	}
}

// known is the index of a resource.
func (c *compiler) known(name, kind string, all []string, path string) int {
	i := slices.Index(all, name)
	if i < 0 {
		c.failAt(path, hint(name, kind+"s", all), "unknown %s %s", kind, quote(name))
	}
	return i
}

// ways are the keys of which a fault has exactly one.
var ways = []string{"every", "time_to_failure", "rate", "probability", "at", "replay"}

// failure is when the fault strikes; nil after an error.
func (c *compiler) failure(name string, f *FaultSpec, targets []models.ComponentID, path string) models.Failure {
	var given []string
	for _, way := range ways {
		if c.given[join(path, way)] != nil && !(way == "at" && f.Every != nil) {
			given = append(given, way)
		}
	}
	if len(given) != 1 {
		c.failAt(path, "give exactly one of time_to_failure, rate, probability, at, every and replay",
			"%s has %s of saying when it strikes", path, plural(len(given), "way"))
		return nil
	}
	if f.Every == nil && (f.AtATime != nil || f.Per != "") {
		c.failAt(path, "add every: 30d, or leave them out", "at_a_time and per say how targets take turns in planned work")
	}
	switch {
	case given[0] == "at", given[0] == "replay":
		return c.record(f, given[0], targets, path)
	case f.Every != nil:
		return c.planned(f, targets, path)
	case given[0] == "every":
		return nil // it could not be read, and is reported
	}
	if c.given[join(path, "for")] != nil {
		c.failAt(join(path, "for"), "say how long with repair or heals", "for belongs to at and every")
	}
	c.lastingRepair(f, path)
	life := c.life(f, path)
	start := c.spec.Time.Start
	if life == nil {
		return nil
	}
	if life.Mean() == 0 {
		c.failAt(join(path, given[0]), "write a time above 0; for what is always down, leave its nodes out",
			"%s strikes again the moment it is over", path)
	}
	if start.Start == failure.Equilibrium && math.IsInf(life.Mean(), 1) {
		c.failAt(join(path, given[0]), "choose a law with a finite mean, or start: new",
			"%s has an infinite mean, so there is no equilibrium to start from", life)
	}
	return c.aged(f, failure.Renewal{Life: life, Start: start.Start, Age: sim.Duration(start.Age)}, path)
}

// lastingRepair warns where repairs are so heavy-tailed that nothing settles.
func (c *compiler) lastingRepair(f *FaultSpec, path string) {
	shortest, at := math.Inf(1), join(path, "heals")
	if f.Heals != nil {
		shortest = f.Heals.Mean()
	}
	if f.Repair != nil {
		shortest, at = min(shortest, f.Repair.Mean()), join(path, "repair")
	}
	if (f.Repair != nil || f.Heals != nil) && math.IsInf(shortest, 1) {
		c.warnAt(at, "choose a law with a finite mean, such as pareto with a shape above 1",
			"%s takes infinitely long on average: availability has no steady state and falls with the horizon", at)
	}
}

// life is the law of the time to failure, in whichever of three ways it is given; nil after an error.
func (c *compiler) life(f *FaultSpec, path string) dist.Law {
	mean := 0.0
	switch {
	case f.Life != nil:
		return f.Life
	case f.Rate != nil:
		mean = 1 / float64(*f.Rate)
	case f.Probability != nil:
		mean = -float64(f.Probability.Per) / math.Log1p(-float64(f.Probability.Share))
	}
	law, err := dist.NewExponential(mean)
	switch {
	case err == nil:
		return law
	case f.Rate != nil:
		c.failAt(join(path, "rate"), "write for example 4/y, or leave the fault out", "%s never strikes", path)
	case f.Probability != nil:
		c.failAt(join(path, "probability"), "write a share between 0% and 100%, as in 4% per 1y",
			"no life has a probability of exactly %s", f.Probability.Share)
	}
	return nil // a time_to_failure that could not be read is reported already
}
