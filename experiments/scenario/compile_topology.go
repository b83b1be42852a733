package scenario

import (
	"cmp"
	"slices"
	"strconv"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/unit"
)

// Bounds that keep a hostile scenario cheap to refuse.
const (
	maxReports = 1000 // instants of point availability
	maxLevels  = 16
	maxClasses = 1000
	maxNames   = 10_000 // of the members of a level
)

// timing carries the section time over.
func (c *compiler) timing() {
	t := c.spec.Time
	c.long()
	c.lasting()
	if len(t.ReportAt) > maxReports {
		c.failAt("time.report_at", "", "time.report_at lists %d instants; at most %d are kept", len(t.ReportAt),
			maxReports)
	}
	timing := models.Timing{Warmup: sim.Duration(t.Warmup.Length), Horizon: sim.Duration(t.Horizon),
		New: t.Start.Start == failure.New}
	for i, at := range t.ReportAt {
		switch path := join("time.report_at", strconv.Itoa(i)); {
		case at > t.Horizon:
			c.failAt(path, "keep to the horizon, or lengthen it",
				"time.report_at: %s lies after the horizon of %s", at, t.Horizon)
		case slices.Contains(t.ReportAt[:i], at):
			c.failAt(path, "name each instant once", "time.report_at names %s twice", at)
		}
		timing.ReportAt = append(timing.ReportAt, sim.Duration(at))
	}
	c.blueprint.Time = timing
}

// topology lays the tree, unless its section is wrong.
func (c *compiler) topology() {
	before := c.failed
	if len(c.spec.Classes) > maxClasses {
		c.failAt("classes", "", "%d classes; at most %d can be simulated", len(c.spec.Classes), maxClasses)
		return
	}
	if len(c.spec.Topology) > maxLevels {
		c.failAt("topology", "leave out the levels that no fault and no service is about",
			"%d levels; at most %d can be simulated", len(c.spec.Topology), maxLevels)
		return
	}
	levels := c.levels()
	c.unusedClasses()
	if c.failed > before || !c.fits(levels) {
		return
	}
	topology, err := models.Lay(levels, len(c.blueprint.Classes))
	if err != nil {
		c.failAt("topology", "describe a smaller system", "%s", err)
		return
	}
	c.blueprint.Topology = topology
}

// fits refuses a system that is too large, at the level that makes it so.
func (c *compiler) fits(levels []models.Level) bool {
	total, width, most, largest := 1.0, 1.0, 0.0, 0
	for i := range levels {
		sum := 0.0
		for k := range max(len(levels[i].Counts), len(levels[i].Nodes)) {
			sum += float64(levels[i].Under(k))
		}
		if levels[i].Even() {
			sum *= width
		}
		if sum/width > most {
			most, largest = sum/width, i
		}
		width = sum
		total += width
	}
	if total > models.MaxComponents {
		c.failAt(join(join("topology", strconv.Itoa(largest)), "count"), "describe a smaller system",
			"about %s components in all; at most %s can be simulated", unit.SI(total), unit.Count(models.MaxComponents))
	}
	return total <= models.MaxComponents
}

// class enters a class into the blueprint.
func (c *compiler) class(name, path string) int {
	spec := ClassSpec{}
	i := slices.IndexFunc(c.spec.Classes, func(k Named[ClassSpec]) bool { return k.Name == name })
	switch {
	case i >= 0:
		spec = c.spec.Classes[i].Value
	case len(c.spec.Classes) > 0:
		c.failAt(path, hint(name, "classes", names(c.spec.Classes)), "unknown class %s in %s", quote(name), path)
	}
	out := models.Class{Name: name, Throughput: 1, Cost: float64(spec.Cost), Weight: 1}
	if spec.Throughput != nil {
		out.Throughput, out.Rated = float64(*spec.Throughput), true
	}
	switch {
	case spec.Weight != nil:
		out.Weight = *spec.Weight
	case !slices.ContainsFunc(c.spec.Classes, func(k Named[ClassSpec]) bool { return k.Value.Weight != nil }):
		out.Weight = out.Throughput
	}
	if !(out.Throughput > 0) || !(out.Weight > 0) {
		c.failAt(join("classes", name), "give both a value above 0", "class %s has no throughput or no weight", name)
	}
	c.blueprint.Classes = append(c.blueprint.Classes, out)
	return len(c.blueprint.Classes) - 1
}

func (c *compiler) unusedClasses() {
	for _, k := range c.spec.Classes {
		if _, ok := c.classID(k.Name); !ok && len(c.problems.Errors()) == 0 {
			path := join("classes", k.Name)
			c.warnAt(path, cmp.Or(c.near[c.given[path]], "give it a count in the topology, or leave it out"),
				"there are no nodes of class %s", k.Name)
		}
	}
}

func (c *compiler) classID(name string) (int, bool) {
	i := slices.IndexFunc(c.blueprint.Classes, func(k models.Class) bool { return k.Name == name })
	return i, i >= 0
}

// depth is the depth of a level in the tree, 1 for the outermost.
func (c *compiler) depth(level string) (int, bool) {
	i := slices.IndexFunc(c.spec.Topology, func(l LevelSpec) bool { return l.Level == level })
	return i + 1, i >= 0
}

func (c *compiler) levelNames() []string {
	var all []string
	for _, l := range c.spec.Topology {
		all = append(all, l.Level)
	}
	return all
}

func (c *compiler) classNames() []string {
	var all []string
	for _, k := range c.blueprint.Classes {
		all = append(all, k.Name)
	}
	return all
}

func names[T any](o Ordered[T]) []string {
	all := make([]string, len(o))
	for i, e := range o {
		all[i] = e.Name
	}
	return all
}
