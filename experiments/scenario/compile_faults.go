package scenario

import (
	"slices"

	"nines/models"
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
	out := models.Fault{Name: name, Targets: targets, Hits: float64(f.Hits.Share), Exactly: int(f.Hits.Exactly),
		Spares: f.Strikes == "up", Repair: f.Repair, Heals: f.Heals, Each: f.RepairEach,
		Operating: f.Ages == "operating", Lemons: f.Lemons, Cost: f.Cost}
	c.need(f, &out, path)
	out.Symptom, out.Peer = c.symptom(f, path), c.peer(f, targets, path)
	out.Change, out.Good = f.Change, c.harmless(f, path)
	c.cause(f, &out, path)
	out.Course = c.course(f, leaf, path)
	out.Triggers = c.cascade(f, targets[0], path)
	out.Destroys = c.destroys(f, &out, path)
	out.Corrupts = c.corrupts(f, &out, path)
	out.Uncounted = f.Counted != nil && !*f.Counted
	c.hits(f, targets, leaf, path)
	c.occasion(f, &out, path)
	out.Overload = c.overload(f, out.Failure, leaf, path)
	if out.Failure != nil {
		c.endless(&out, path)
		c.blueprint.Faults = append(c.blueprint.Faults, out)
	}
}

// corrupts is the share of what nodes keep that a fault puts errors into.
func (c *compiler) corrupts(f *FaultSpec, out *models.Fault, path string) float64 {
	at := join(path, "corrupts_data")
	switch {
	case f.Corrupts == nil:
		return 0
	case f.LosesData:
		c.failAt(at, "leave one of them out", "%s loses all data that its nodes keep: nothing is left to be corrupted", path)
	case out.Symptom.Effect == models.Partition || out.Course.Announced:
		c.failAt(at, "leave it out", "%s corrupts data, and nothing happens to its nodes", path)
	case len(c.spec.Stores) == 0:
		c.warnAt(at, "add a section stores, or leave it out", "%s corrupts data, and no store keeps any", path)
	}
	return float64(*f.Corrupts)
}

// destroys reports whether a fault loses what nodes keep: one that does takes them down, so that nobody reads what is
// not there.
func (c *compiler) destroys(f *FaultSpec, out *models.Fault, path string) bool {
	if f.LosesData && (!out.Symptom.TakesDown() || out.Symptom.Effect == models.Partition || out.Course.Announced) {
		c.failAt(join(path, "loses_data"), "write effect: down, or leave it out",
			"%s loses data, and does not take nodes down",
			path)
	}
	return f.LosesData
}

// hits judges whom a fault hits of those below its targets.
func (c *compiler) hits(f *FaultSpec, targets []models.ComponentID, leaf bool, path string) {
	exactly := int(f.Hits.Exactly)
	switch {
	case exactly == 0 && f.Hits.Share == 0:
		c.failAt(join(path, "hits"), "leave the fault out", "%s hits nobody", path)
	case (exactly > 0 || f.Hits.Share < 1) && leaf:
		c.failAt(join(path, "hits"), "put the fault on a level above the nodes",
			"hits is a share or a number of the nodes below a domain")
	case f.Strikes == "up" && f.Every != nil:
		c.failAt(join(path, "strikes"), "leave it out", "planned work takes its turn with all of its targets")
	}
	for _, target := range targets {
		if first, last := c.blueprint.Topology.Span(target); exactly > int(last-first) && !leaf {
			c.failAt(join(path, "hits"), "write a number up to that, or a share as in 33%", "%s cannot hit %s: %s holds %s",
				path, plural(exactly, "node"), c.blueprint.Topology.Path(target), unit.Count(last-first))
			return
		}
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
