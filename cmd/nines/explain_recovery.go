package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// treatments are what the recovery policy may do besides hands-on repair, in the order in which its list has it.
func (x *explanation) treatments() *grid {
	g := &grid{header: []string{"action", "takes on average", "clears", "needs", "besides"}}
	for _, t := range x.Blueprint.Recoverer.Actions() {
		g.add(t.Name, spent(t.Takes, t.Verify), chances(&t), waitsFor(&t), x.besides(&t))
	}
	return g
}

// ends are what can end each fault, mode by mode.
func (x *explanation) ends() *grid {
	g := &grid{}
	for i := range x.Blueprint.Faults {
		f := &x.Blueprint.Faults[i]
		for m := range f.Kinds() {
			mode := f.Mode(m)
			g.add(modeName(f, &mode), strings.Join(x.endsOf(f, m, &mode), "; "))
		}
	}
	return g
}

// endsOf are what can end a fault in one of its modes.
func (x *explanation) endsOf(f *models.Fault, m int, mode *models.Mode) (ways []string) {
	if _, recorded := f.Failure.(models.Recorded); recorded {
		return []string{"ends at its own time, whatever is done"}
	}
	for _, a := range x.does(f) {
		if p := x.Blueprint.Chance(&a, f, m); p > 0 {
			ways = append(ways, fmt.Sprintf("%s %s, %s", a.Name, unit.Ratio(p).Percent(), spent(a.Takes, a.Verify)))
		}
	}
	if mode.Repair != nil {
		ways = append(ways, "hands-on repair, "+unit.Duration(mode.Repair.Mean()).Human())
	}
	if mode.Heals != nil {
		ways = append(ways, "passes by itself, "+unit.Duration(mode.Heals.Mean()).Human())
	}
	return ways
}

// does is what may be done about a fault whose cause is known.
func (x *explanation) does(f *models.Fault) (all []models.Action) {
	actions := x.Blueprint.Recoverer.Actions()
	for _, i := range x.doesOf(f) {
		all = append(all, actions[i])
	}
	return all
}

// doesOf are the numbers of those actions.
func (x *explanation) doesOf(f *models.Fault) []int {
	suspect := x.Blueprint.Suspected(f)
	return recovery.Does(x.Blueprint.Recoverer, &suspect)
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
func chances(t *models.Action) string {
	if t.Service != "" {
		return "moves the role in " + unit.Ratio(t.Coverage).Percent()
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(t.Clears)) {
		if p := t.Clears[name]; p > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", name, unit.Ratio(p).Percent()))
		}
	}
	return strings.Join(parts, ", ")
}

func waitsFor(t *models.Action) string {
	var parts []string
	for _, need := range [][2]string{{"crew ", t.Crew}, {"spare ", t.Spare}, {"bandwidth ", t.Pool}} {
		if need[1] != "" {
			parts = append(parts, need[0]+need[1])
		}
	}
	return strings.Join(parts, ", ")
}

func (x *explanation) besides(t *models.Action) string {
	var parts []string
	add := func(say bool, format string, args ...any) {
		if say {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(t.Data > 0, "copies %s", unit.Bytes(t.Data).Human())
	if p, named := t.Clears[recovery.Outlasting]; named && p == 0 {
		add(true, "transient faults only")
	}
	add(t.Scope != models.OnNode, "done to %s", doneTo(t.Scope))
	add(t.Offline, "out of service meanwhile")
	if t.Relapse > 0 {
		add(true, "%s relapse after %s", unit.Ratio(t.Relapse).Percent(), unit.Duration(t.Relapses.Mean()).Human())
	}
	if t.Loses != nil {
		add(true, "loses %s of work", unit.Duration(t.Loses.Mean()).Human())
	}
	add(t.Service != "", "moves the role of %s at the alarm; %s", t.Service, x.holders(t))
	add(t.Drains, "at the alarm")
	add(t.Elsewhere, "serves elsewhere until the fault is over, and does not end it")
	add(t.Pace.Rate > 0, "%s", x.paced(&t.Pace))
	return strings.Join(parts, ", ")
}

// paced says how fast an action comes to node after node.
func (x *explanation) paced(p *models.Pace) string {
	depth, _ := x.Blueprint.Topology.PaceDepth(p)
	within := "in each " + x.Blueprint.Topology.LevelName(depth)
	if depth == 0 {
		within = "in the whole fleet"
	}
	text := fmt.Sprintf("node by node, %s %s", unit.Rate(p.Rate), within)
	if p.Part < 1 {
		text += fmt.Sprintf(", none while %s or more of it is suspected and not all (of more than %s: %s)",
			unit.Ratio(p.Part).Percent(), plural(p.Large, "node"), unit.Rate(p.Slow))
	}
	if depth > 0 {
		text += ", nor while the whole fleet is"
	}
	return text
}

// holders says which nodes of a service have its role at the start.
func (x *explanation) holders(t *models.Action) string {
	if t.Active == 0 {
		return "all its nodes have it"
	}
	i := slices.IndexFunc(x.Blueprint.Services, func(s models.Service) bool { return s.Name == t.Service })
	serves := x.Blueprint.Services[i].Classes
	first := slices.IndexFunc(x.Blueprint.Topology.Leaves, func(l models.Leaf) bool {
		return slices.Contains(serves, int(l.Class))
	})
	name := x.Blueprint.Topology.Path(x.Blueprint.Topology.Node(int32(first)))
	if t.Active == 1 {
		return name + " has it at the start"
	}
	return fmt.Sprintf("%s from %s on have it at the start", plural(t.Active, "node"), name)
}

// doneTo says at which level an action is done.
func doneTo(s models.Scope) string {
	switch s {
	case models.Anywhere:
		return "what the cause sits in"
	case "fleet":
		return "the whole fleet"
	}
	return "a whole " + string(s)
}

// resources are what repairs and treatments share.
func (x *explanation) resources() *grid {
	g := &grid{}
	for i, crew := range x.Blueprint.Crews {
		text := plural(crew.Count, "repair") + " at a time, " + x.dispatch(crew.Name)
		if crew.Depth > 0 {
			text += ", in each " + x.Blueprint.Topology.Levels[crew.Depth-1].Name
		}
		if crew.Cost > 0 {
			text += ", each " + unit.Price(crew.Cost).String() + " on duty or not"
		}
		g.add("crew "+crew.Name, text, x.duty(i))
	}
	for _, spare := range x.Blueprint.Spares {
		orders := "none are ordered"
		if spare.Lead != nil {
			orders = fmt.Sprintf("at %d an order fills up, there after %s", spare.Reorder, spare.Lead)
		}
		g.add("spare "+spare.Name, plural(spare.Stock, "part"), orders+prices(spare))
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

// dispatch says whom a crew turns to first.
func (x *explanation) dispatch(crew string) string {
	policy := flat(below(below(below(below(x.tree(), "resources"), "crews"), crew), "dispatch"))
	if policy = strings.TrimPrefix(policy, "policy "); policy == "fifo" {
		return "first come first served"
	}
	return "dispatch " + policy
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
	text := fmt.Sprintf("on duty %s h a week; ", unit.SI(float64(hours)/float64(unit.Hour)))
	paid := "unpaid"
	if c.Overtime > 0 {
		paid = unit.Price(c.Overtime).String()
	}
	switch stays := "finishes then what it has begun"; {
	case c.Stops && c.CallOut == nil:
		return text + "stops at the end of a shift, all waits for the next"
	case c.Stops:
		return text + fmt.Sprintf("stops at its end, else called out (%s): %s", paid, c.CallOut)
	case c.CallOut == nil:
		return text + stays + " (" + paid + "), the rest waits"
	default:
		return text + fmt.Sprintf("%s, else called out (both %s): %s", stays, paid, c.CallOut)
	}
}
