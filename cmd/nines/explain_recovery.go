package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// treatments are what the recovery policy may do besides hands-on repair, in the order in which its list has it.
func (x *explanation) treatments() *grid {
	g := &grid{header: []string{"action", "takes on average", "fixes", "needs", "besides"}}
	for _, t := range x.Blueprint.Recoverer.Treatments() {
		g.add(t.Name, spent(t.Takes, t.Verify), chances(&t), waitsFor(&t), besides(&t))
	}
	return g
}

// ends are what can end each fault.
func (x *explanation) ends() *grid {
	g := &grid{}
	for i := range x.Blueprint.Faults {
		f := &x.Blueprint.Faults[i]
		var ways []string
		for _, t := range x.Blueprint.Recoverer.Treatments() {
			if p := x.Blueprint.Chance(&t, f); p > 0 && t.Service == "" && !t.Drains {
				ways = append(ways, fmt.Sprintf("%s %s, %s", t.Name, unit.Ratio(p).Percent(), spent(t.Takes, t.Verify)))
			}
		}
		if f.Repair != nil {
			ways = append(ways, "hands-on repair, "+unit.Duration(f.Repair.Mean()).Human())
		}
		if f.Heals != nil {
			ways = append(ways, "passes by itself, "+unit.Duration(f.Heals.Mean()).Human())
		}
		if _, recorded := f.Failure.(models.Recorded); recorded {
			ways = []string{"lasts as long as recorded, whatever is done"}
		}
		g.add(f.Name, strings.Join(ways, "; "))
	}
	return g
}

// spent is the mean time of a treatment and of its verification.
func spent(takes, verify dist.Law) string {
	text := "no time"
	if takes != nil {
		text = unit.Duration(takes.Mean()).Human()
	}
	if verify != nil {
		text += " + " + unit.Duration(verify.Mean()).Human()
	}
	return text
}

// chances are the probabilities of success above 0.
func chances(t *models.Treatment) string {
	var parts []string
	for e, p := range t.Fixes {
		if p > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", models.Effect(e), unit.Ratio(p).Percent()))
		}
	}
	for _, fault := range slices.Sorted(maps.Keys(t.FixesFault)) {
		parts = append(parts, fmt.Sprintf("%s %s", fault, unit.Ratio(t.FixesFault[fault]).Percent()))
	}
	return strings.Join(parts, ", ")
}

func waitsFor(t *models.Treatment) string {
	var parts []string
	for _, need := range [][2]string{{"crew ", t.Crew}, {"spare ", t.Spare}, {"bandwidth ", t.Pool}} {
		if need[1] != "" {
			parts = append(parts, need[0]+need[1])
		}
	}
	return strings.Join(parts, ", ")
}

func besides(t *models.Treatment) string {
	var parts []string
	add := func(say bool, format string, args ...any) {
		if say {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(t.Data > 0, "copies %s", unit.Bytes(t.Data).Human())
	add(!t.Permanent, "transient faults only")
	add(t.Offline, "out of service meanwhile")
	if t.Relapse > 0 {
		add(true, "%s relapse after %s", unit.Ratio(t.Relapse).Percent(), unit.Duration(t.Relapses.Mean()).Human())
	}
	if t.Loses != nil {
		add(true, "loses %s of work", unit.Duration(t.Loses.Mean()).Human())
	}
	add(t.Service != "", "moves the role of %s at the alarm", t.Service)
	add(t.Drains, "at the alarm")
	return strings.Join(parts, ", ")
}

// resources are what repairs and treatments share.
func (x *explanation) resources() *grid {
	g := &grid{}
	for i, crew := range x.Blueprint.Crews {
		text := plural(crew.Count, "repair") + " at a time, first come first served"
		if crew.Depth > 0 {
			text += ", in each " + x.Blueprint.Topology.Levels[crew.Depth-1].Name
		}
		g.add("crew "+crew.Name, text, x.duty(i))
	}
	for _, spare := range x.Blueprint.Spares {
		orders := "none are ordered"
		if spare.Lead != nil {
			orders = fmt.Sprintf("at %d an order fills up, there after %s", spare.Reorder, spare.Lead)
		}
		g.add("spare "+spare.Name, plural(spare.Stock, "part"), orders)
	}
	for _, pool := range x.Blueprint.Pools {
		text := unit.Bandwidth(pool.Rate).Human() + ", shared equally"
		if !math.IsInf(pool.Each, 1) {
			text += ", " + unit.Bandwidth(pool.Each).Human() + " each at most"
		}
		drag := ""
		if pool.Drag > 0 {
			drag = "users lose " + unit.Ratio(pool.Drag).Percent() + " of every node's throughput at full rate"
		}
		g.add("bandwidth "+pool.Name, text, drag)
	}
	return g
}

// duty says when a crew works.
func (x *explanation) duty(crew int) string {
	c := &x.Blueprint.Crews[crew]
	if len(c.Shifts) == 0 {
		return "always on duty"
	}
	hours := sim.Duration(0)
	for _, s := range c.Shifts {
		hours += s.To - s.From
	}
	text := fmt.Sprintf("on duty %s h a week", unit.SI(float64(hours)/float64(unit.Hour)))
	if c.CallOut == nil {
		return text + ", what is left waits for the next shift"
	}
	return text + ", else called out: " + c.CallOut.String()
}
