package scenario

import (
	"fmt"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/unit"
)

var turnsOccasion = occasion{
	key:     "every",
	takes:   "at",
	compile: (*compiler).planned,
	lone: func(c *compiler, f *FaultSpec, path string) {
		if f.AtATime != nil || f.Per != "" {
			c.failAt(path, "add every: 30d, or leave them out",
				"at_a_time and per say how targets take turns in planned work")
		}
		if c.given[join(path, ageOccasion.key)] != nil {
			return
		}
		if f.Budget != nil {
			c.failAt(join(path, "budget"), "add every: 30d, or leave it out", "a budget is what turns of planned work wait for")
		}
		if len(f.Renews) > 0 {
			c.failAt(join(path, "renews"), "add every: 30d or at_age: 30d, or leave it out",
				"renews says what planned work does for its targets")
		}
	},
}

// planned is work that comes round. Its first pass begins one period after the start of the run, or at a given time of
// the measured time. Targets take turns in the order of the topology, those of each domain of level `per` by
// themselves.
func (c *compiler) planned(f *FaultSpec, out *models.Fault, path string) {
	if f.Every == nil {
		return // it could not be read, and is reported
	}
	if !c.announced(f, path) {
		return
	}
	p := failure.Planned{First: sim.Time(*f.Every), Every: sim.Duration(*f.Every), Lasts: sim.Duration(*f.For)}
	if f.At != nil {
		p.First = c.measured(float64(*f.At))
	}
	if p.Turns = c.turns(f, out.Targets, path); p.Turns == nil {
		return
	}
	if pass := p.Pass(); float64(pass) > float64(p.Every)*(1+1e-12) {
		c.failAt(join(path, "every"),
			"raise at_a_time, say per: and a level whose members are worked on side by side, or make for shorter",
			"a pass over %s takes %s, longer than the %s until the next begins", plural(len(p.Turns), "target"),
			unit.Duration(pass).Human(), *f.Every)
		return
	}
	if first := unit.Duration(p.First); first >= c.spec.Time.Warmup.Length+c.spec.Time.Horizon {
		c.warnAt(join(path, "every"), "add at: 1d for an earlier first pass, or lengthen the horizon",
			"%s begins after %s, when the run is over: it has no effect", path, first.Human())
	}
	out.Failure, out.Course, out.Schedule = p, upkeep, c.passes(&p)
}

// upkeep is how work goes that everybody knows of.
var upkeep = models.Course{Trait: "planned", Announced: true}

// announced reports whether what is said of planned work makes sense, wherever it comes from.
func (c *compiler) announced(f *FaultSpec, path string) bool {
	before := c.failed
	c.endsByItself(f, path)
	if f.Effect.Effect != models.Down || f.Bad != nil {
		c.failAt(path, "leave effect and bad out, or say when it strikes with at, rate or replay",
			"%s is planned: it takes its targets down, every time", path)
	}
	if f.For == nil || *f.For < 1 {
		c.failAt(path, "write for: 2h", "%s needs how long it lasts for each target, 1s or more", path)
	}
	return c.failed == before
}

// passes says when planned work comes round and how long it takes.
func (c *compiler) passes(p *failure.Planned) string {
	human := func(t sim.Duration) string { return unit.Duration(t).Human() }
	return fmt.Sprintf("every %s from %s on, %s each, %s a pass", human(p.Every),
		human(sim.Duration(p.First)-sim.Duration(c.spec.Time.Warmup.Length)), human(p.Lasts), human(p.Pass()))
}

// turns says who is worked on together; nil after an error.
func (c *compiler) turns(f *FaultSpec, targets []models.ComponentID, path string) []int32 {
	depth, ok := 0, true
	if f.Per != "fleet" && f.Per != "" {
		depth, ok = c.depth(f.Per)
	}
	t := c.blueprint.Topology
	below := len(t.Levels)
	if _, leaf := t.Leaf(targets[0]); !leaf {
		below = t.Domains[targets[0]].Level
	}
	if !ok || depth >= below && depth > 0 {
		c.failAt(join(path, "per"), hint(f.Per, "levels", append([]string{"fleet"}, c.levelNames()...)),
			"targets take turns within a level above what the fault is on")
		return nil
	}
	if targets[0] == models.Fleet && (f.AtATime != nil || f.Per != "") {
		key := "at_a_time"
		if f.AtATime == nil {
			key = "per"
		}
		c.failAt(join(path, key), "leave it out, or say on: node",
			"%s works on the fleet as a whole: nobody takes turns", path)
		return nil
	}
	atATime := 1
	if f.AtATime != nil {
		atATime = int(*f.AtATime)
	}
	turns, seen := make([]int32, len(targets)), map[models.ComponentID]int{}
	for i, target := range targets {
		first, _ := t.Span(target)
		domain := t.Above(first, depth)
		turns[i] = int32(seen[domain] / atATime)
		seen[domain]++
	}
	return turns
}
