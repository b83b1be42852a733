package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/experiments/result"
	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// topology is the tree of failure domains, a row for each level.
func (x *explanation) topology() *grid {
	t := x.Blueprint.Topology
	g := &grid{}
	g.add("fleet", "1", "")
	for i := range t.Levels {
		level, text := &t.Levels[i], x.held(i)
		if level.Names != nil {
			text += ": " + strings.Join(level.Names, ", ")
		}
		g.add(strings.Repeat("  ", i+1)+level.Name, whole(len(t.AtDepth(i+1))), strings.TrimPrefix(text, ": "))
	}
	return g
}

// held says what each parent of a level holds, or how much that differs: "18 web, 2 db per rack", "1 to 3 db per rack".
func (x *explanation) held(i int) string {
	level := &x.Blueprint.Topology.Levels[i]
	last := i == len(x.Blueprint.Topology.Levels)-1
	if !last && i == 0 {
		return ""
	}
	if !last {
		return perParents(level.Counts) + x.perParent(i)
	}
	var classes []string
	for c := range x.Blueprint.Classes {
		counts := make([]int, len(level.Nodes))
		for k, held := range level.Nodes {
			for _, n := range held {
				if n.Class == c {
					counts[k] = n.Count
				}
			}
		}
		classes = append(classes, perParents(counts)+" "+x.Blueprint.Classes[c].Name)
	}
	return strings.Join(classes, ", ") + x.perParent(i)
}

// perParents is what parents hold: one number where all hold as much, else one for each, "2/2/1", or the range of many.
func perParents(counts []int) string {
	least, most := slices.Min(counts), slices.Max(counts)
	switch {
	case least == most:
		return whole(most)
	case len(counts) > 6:
		return whole(least) + " to " + whole(most)
	}
	text := make([]string, len(counts))
	for i, n := range counts {
		text[i] = whole(n)
	}
	return strings.Join(text, "/")
}

func (x *explanation) perParent(level int) string {
	if level == 0 {
		return ""
	}
	return " per " + x.Blueprint.Topology.Levels[level-1].Name
}

func (x *explanation) classes() *grid {
	g := &grid{header: []string{"class", "nodes", "throughput", "weight", "cost"}}
	for i, c := range x.Blueprint.Classes {
		throughput, cost := "not given: all alike", "–"
		if c.Rated {
			throughput = unit.Rate(c.Throughput).String()
		}
		if c.Cost > 0 {
			cost = unit.Price(c.Cost).String()
		}
		g.add(c.Name, whole(len(x.Blueprint.Topology.OfClass(i))), throughput, fmt.Sprintf("%g", c.Weight), cost)
	}
	return g
}

func (x *explanation) faults() *grid {
	g := &grid{header: []string{"fault", "strikes", "effect", "clock", "hands", "expected"}}
	for i := range x.Blueprint.Faults {
		f, spec := &x.Blueprint.Faults[i], x.Spec.Faults[i].Value
		reach := spec.On
		if n := len(f.Targets); n > 1 || f.Targets[0] != models.Fleet {
			reach += " (" + whole(n) + ")"
		}
		switch {
		case f.Exactly > 0:
			reach = fmt.Sprintf("%s of %s", plural(f.Exactly, "node"), reach)
		case !f.Whole():
			reach = fmt.Sprintf("%s of the nodes of %s", unit.Ratio(f.Hits).Percent(), reach)
		}
		if f.Spares {
			reach += " that are up"
		}
		clock := "calendar"
		if f.Operating {
			clock = "operating"
		}
		if f.Lemons > 0 {
			clock += fmt.Sprintf(", lemons %g", f.Lemons)
		}
		clock += afterRepair(f) + x.manner(f)
		g.add(f.Name, reach, x.effectOf(f), clock, x.hands(f), rateOf(incidentsPerYear(x.Blueprint, f)))
	}
	return g
}

// effectOf says what a fault does and how much of it.
func (x *explanation) effectOf(f *models.Fault) string {
	if f.Peer != models.Fleet {
		return f.Symptom.Effect.String() + " from " + x.Blueprint.Topology.Path(f.Peer)
	}
	return effectOf(f.Symptom)
}

func effectOf(x models.Symptom) string {
	switch {
	case x.Effect == models.Slow:
		return fmt.Sprintf("slow %gx", x.Slow)
	case !x.TakesDown() && x.Loss > 0:
		return x.Effect.String() + " " + unit.Ratio(x.Loss).Percent()
	case x.Cut != models.BothWays:
		return x.Effect.String() + " " + x.Cut.String()
	}
	return x.Effect.String()
}

func (x *explanation) hands(f *models.Fault) string {
	switch {
	case f.Repair == nil:
		return "none: it passes by itself"
	case f.Crew >= 0:
		return "crew " + x.Blueprint.Crews[f.Crew].Name
	}
	return "always free"
}

// rateOf writes how often something is expected.
func rateOf(perYear float64) string {
	if perYear >= 100 {
		return countOf(perYear) + "/y"
	}
	return unit.SI(perYear) + "/y"
}

// times are the laws of lives and repairs, and of nothing else that is drawn: those stand with their policies.
func (x *explanation) times() *grid {
	g := &grid{header: []string{"time", "law", "mean", "5 %", "50 %", "95 %"}}
	for i := range x.Blueprint.Faults {
		f := &x.Blueprint.Faults[i]
		if lives, ok := failure.LivesOf(f.Failure); ok {
			g.law(f.Name+" life", lives.Life)
		} else if f.Schedule != "" {
			g.add(f.Name, f.Schedule)
		} else if known, ok := f.Failure.(failure.Known); ok {
			g.add(f.Name, plural(known.Before(sim.Time(math.Inf(1))), "strike")+" known in advance")
		}
		if f.Repair != nil {
			g.law(f.Name+" repair", f.Repair)
		}
		if f.Heals != nil {
			g.law(f.Name+" heals", f.Heals)
		}
		for _, phase := range f.Course.Phases {
			if phase.Name != "" {
				g.law(f.Name+" "+phase.Name, phase.Lasts)
			}
		}
	}
	return g
}

func (g *grid) law(name string, law dist.Law) {
	human := func(x float64) string { return unit.Duration(x).Human() }
	g.add(name, shapeOf(law), human(law.Mean()), human(law.Quantile(0.05)), human(law.Quantile(0.5)),
		human(law.Quantile(0.95)))
}

// shapeOf is a law without what stands beside it in the table: how long it lasts on average, and how often longer.
func shapeOf(law dist.Law) string {
	family, inside, _ := strings.Cut(strings.TrimSuffix(law.String(), ")"), "(")
	if strings.Contains(inside, "(") {
		return fmt.Sprintf("%s of %d laws", family, strings.Count(inside, "("))
	}
	texts := []string{family}
	for _, text := range strings.Split(inside, ", ") {
		word, value, _ := strings.Cut(text, " ")
		if slices.Contains([]string{"mean", "median", "scale", "value", ""}, word) {
			continue
		}
		if x, err := strconv.ParseFloat(value, 64); err == nil {
			text = word + " " + strconv.FormatFloat(x, 'g', 2, 64)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}

// bounds are the availabilities of single nodes from independent faults with their mean times alone.
func (x *explanation) bounds() *grid {
	g := &grid{}
	for class := range x.Blueprint.Classes {
		availability, endless := x.atMost(class)
		if availability == 0 {
			continue
		}
		name := "a node of class " + x.Blueprint.Classes[class].Name
		if endless != "" {
			g.add(name, "–", "the repair of "+endless+" has no finite mean")
			continue
		}
		e := result.Estimate{Mean: availability}
		g.add(name, "up for at most "+unit.Ratio(availability).Percent(), ninesOf(&e))
	}
	return g
}

// atMost bounds the share of time for which a node of a class is up, the luckiest of them; 0 where there is none. Where
// a fault has no finite mean to be mended in, it is named: nothing is known then.
func (x *explanation) atMost(class int) (availability float64, endless string) {
	up := x.nodesUp(models.Symptom.TakesDown)
	for i, leaf := range x.Blueprint.Topology.Leaves {
		if int(leaf.Class) == class {
			availability = max(availability, up[i])
		}
	}
	for i := range x.Blueprint.Faults {
		if f := &x.Blueprint.Faults[i]; f.Repair != nil && math.IsInf(f.Mending(), 1) {
			endless = f.Name
		}
	}
	return availability, endless
}

// away is the share of time in which a fault holds a target; 0 where that is not told by means.
func (x *explanation) away(f *models.Fault) float64 {
	switch failing := f.Failure.(type) {
	case failure.Renewal:
		if age, _ := x.Blueprint.RenewedAt(f); !math.IsInf(float64(age), 1) {
			return 0 // more or less than by its mean life
		}
		if mean := failing.Life.Mean(); !math.IsInf(mean, 1) && f.Course.Steady() {
			outage := (1 - f.Good) * x.quickest(f)
			return outage / (mean + outage)
		}
	case models.Cyclic:
		every, lasts := failing.Cycle()
		return float64(lasts / every)
	}
	return 0
}

// quickest is the least mean time in which a fault may end, by its repair, by itself or by an action that helps, over
// its modes.
func (x *explanation) quickest(f *models.Fault) float64 {
	mean := 0.0
	for m := range f.Kinds() {
		mode := f.Mode(m)
		least := math.Inf(1)
		for _, law := range []dist.Law{mode.Repair, mode.Heals} {
			if law != nil {
				least = min(least, law.Mean())
			}
		}
		for _, a := range x.does(f) {
			switch {
			case x.Blueprint.Chance(&a, f, m) == 0:
			case a.Takes == nil:
				least = 0
			default:
				least = min(least, a.Takes.Mean())
			}
		}
		mean += mode.Share * least
	}
	if math.IsInf(mean, 1) {
		return 0 // nothing is known of its end
	}
	return mean
}
