package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// pointsTable is one row for each point that was looked at.
func (r *report) pointsTable(names map[string]string) *grid {
	g := &grid{}
	if len(r.looked) == 0 {
		return g
	}
	first, costs := &r.looked[0], make([]*result.Estimate, len(r.looked))
	for i := range r.looked {
		costs[i] = minimized(&r.looked[i])
	}
	c := column{}
	c.scale, c.bare = commonScale(costs)
	for _, p := range first.Params {
		g.header = append(g.header, names[p.Path])
	}
	g.header = append(g.header, result.Words(first.Metric)+","+c.scale.suffix, "nines", "replications", "verdict")
	for i := range r.looked {
		p := &r.looked[i]
		var cells []string
		for _, param := range p.Params {
			cells = append(cells, cleaned(param.Value))
		}
		g.add(append(cells, result.Unbroken(c.cell(costs[i], fartherEnd)), result.Unbroken(r.ninesWithin(p)),
			whole(p.Replications), r.verdictOn(p))...)
	}
	return g
}

// minimized is what is minimized of a point.
func minimized(p *result.PlanRow) *result.Estimate {
	return &result.Estimate{Metric: p.Metric, Unit: p.Unit, Mean: p.Mean, Low: p.Low, High: p.High}
}

// ninesWithin are the nines of a point with their interval.
func (r *report) ninesWithin(p *result.PlanRow) string {
	nines := strings.TrimSuffix(r.ninesOf(p), " nines")
	if half := math.Max(p.NinesHigh-p.Nines, p.Nines-p.NinesLow); half > 0 && !math.IsInf(half, 1) {
		nines += fmt.Sprintf(" ± %.2f", half)
	}
	return nines
}

// failure is why a point is not chosen: "availability>=99.9%", "without zone-a api has 4 of the 5 nodes that it needs".
func (r *report) failure(point int) string {
	if p := r.row(point); p != nil {
		return strings.Join(r.failings(p), " and ")
	}
	return ""
}

// failings are what a point lacks by its structure, else all objectives that it misses, that which decided first.
func (r *report) failings(p *result.PlanRow) []string {
	first := cleaned(cmp.Or(p.Lacks, p.Failing))
	if first == "" {
		return nil
	}
	names := []string{first}
	if p.Lacks != "" || p.Standing != "infeasible" {
		return names
	}
	for _, o := range r.of(p.Point).objectives() {
		if name := o.name(); o.verdict() == result.Violated && name != p.Failing {
			names = append(names, cleaned(name))
		}
	}
	return names
}

// misses says what a point does not keep to: "misses availability>=99.9%", or what its structure lacks.
func (r *report) misses(point int) string {
	if p := r.row(point); p != nil && p.Lacks != "" {
		return cleaned(p.Lacks)
	}
	return "misses " + r.failure(point)
}

// verdictOn says what was found of a point, and why.
func (r *report) verdictOn(p *result.PlanRow) string {
	why := ""
	if names := r.failings(p); len(names) > 0 {
		why = names[0]
		if more := len(names) - 1; more > 0 {
			why += fmt.Sprintf(" and %d more", more)
		}
	}
	switch p.Standing {
	case "feasible":
		if p.Role == "chosen" {
			return r.ink.good("✓") + " " + r.ink.bold("chosen")
		}
		return strings.TrimRight(r.ink.good("✓")+" "+p.Role, " ")
	case "infeasible":
		return r.ink.bad("✗") + " " + why
	}
	switch {
	case why == "":
		return r.ink.unsure("?") + " not judged"
	case math.IsInf(p.Needed, 1) || math.IsNaN(p.Needed):
		return r.ink.unsure("?") + " " + why + ", on its bound"
	}
	return r.ink.unsure("?") + " " + why + ", takes some " + countOf(p.Needed)
}

// frontTable is one row for each point of which nobody has as many nines for less, the cheapest first, with what each
// nine costs that it has more than the one before.
func (r *report) frontTable(names map[string]string) *grid {
	var front []*result.PlanRow
	for i := range r.looked {
		if r.looked[i].Front > 0 {
			front = append(front, &r.looked[i])
		}
	}
	if len(front) < 2 {
		return &grid{}
	}
	slices.SortFunc(front, func(a, b *result.PlanRow) int { return cmp.Compare(a.Mean, b.Mean) })
	g := &grid{header: []string{"nobody has as many nines for less", result.Words(front[0].Metric), "nines",
		"per nine more", "verdict"}}
	var last *result.PlanRow
	for _, p := range front {
		per := "–"
		if last != nil && !math.IsInf(p.Nines, 1) {
			per = r.perNine(last, p)
		}
		if per == "~" && p.Role == "" { // as many nines for more money, as far as can be told
			continue
		}
		last = p
		verdict, _, _ := strings.Cut(r.verdictOn(p), " ")
		if p.Role != "" {
			verdict = r.verdictOn(p)
		}
		g.add(pointName(&p.Key, names), price(p), strings.TrimSuffix(r.ninesOf(p), " nines"), per, verdict)
	}
	return g
}

// perNine is what each nine costs that one point has more than another: of a step whose worth is known, the same as
// there; "~" where their intervals overlap, so that there may be none.
func (r *report) perNine(from, to *result.PlanRow) string {
	for i := range r.worths {
		x := &r.worths[i]
		if chosen := r.chosen(); chosen != nil && (from.Point == chosen.Point && x.Point == to.Point ||
			to.Point == chosen.Point && x.Point == from.Point) {
			return r.stepPerNine(x)
		}
	}
	if from.NinesHigh >= to.NinesLow {
		return "~"
	}
	per := (to.Mean - from.Mean) / (to.Nines - from.Nines)
	return r.inUnit(per, per).text(per)
}

// stepPerNine is what each nine costs that a step adds, or spares that it loses; "~" where it may do neither.
func (r *report) stepPerNine(x *result.WorthRow) string {
	switch {
	case math.IsNaN(x.PerNine):
		return "–"
	case x.NinesLow <= 0 && x.NinesHigh >= 0:
		return "~"
	}
	return r.inUnit(x.PerNine, x.PerNine).text(x.PerNine)
}

// more is a difference with what its interval leaves open: "+0.72 ± 0.13", or both ends where they lie unevenly.
func more(s scale, point, low, high float64) string {
	if math.IsNaN(point) {
		return "–"
	}
	if point == 0 {
		point = 0 // which may have a sign
	}
	half := math.Max(high-point, point-low)
	switch uneven := math.Abs(high+low-2*point) > 0.2*half; {
	case !(half > 0):
		return signed(s, point)
	case uneven || math.IsNaN(low) || math.IsNaN(high):
		return result.Unbroken(signed(s, point) + " (" + signed(s, low) + " – " + signed(s, high) + ")")
	}
	return result.Unbroken(signed(s, point) + " ± " + s.number(half))
}

// inNines and inMinutes are how differences are written.
var inNines = scale{size: 1, decimals: 2}

func inMinutes(low, high float64) scale {
	return scale{size: 60, decimals: max(0, decimalsOf((high-low)/60)-1)}
}

// inUnit is a scale for differences between two ends, of what is minimized.
func (r *report) inUnit(low, high float64) scale {
	return scaleFor(r.looked[0].Unit, math.Max(math.Abs(low), math.Abs(high)))
}

// worthTable is what each step would do.
func (r *report) worthTable(names map[string]string) *grid {
	g := &grid{header: []string{"step", "nines", "min/y lost", result.Words(r.looked[0].Metric), "per nine", "verdict"}}
	for i := range r.worths {
		x := &r.worths[i]
		minutes := more(inMinutes(x.LostLow, x.LostHigh), x.Lost, x.LostLow, x.LostHigh)
		money := r.inUnit(x.MoneyLow, x.MoneyHigh)
		cost := more(money, x.Money, x.MoneyLow, x.MoneyHigh) + money.suffix
		standing := map[string]string{"feasible": r.ink.good("✓"), "infeasible": r.ink.bad("✗")}[x.Standing]
		nines := more(inNines, x.Nines, x.NinesLow, x.NinesHigh)
		name := cmp.Or(names[x.Path], result.ShortNames([]string{x.Path})[0])
		g.add(cleaned(name+" "+x.From+" → "+x.To), nines, minutes, cost, r.stepPerNine(x),
			cmp.Or(standing, r.ink.unsure("?")))
	}
	return g
}

// pointsLeft is how many points a plan may choose from.
func (r *report) pointsLeft(plan *scenario.Plan) float64 {
	q := experiments.Question{Decide: plan.Decide}
	q.Where, _ = plan.Admission(nil) // which was asked before anything was played
	return q.Points()
}

// stuck lists the variables of which conditions leave nothing else beside what was chosen: no step of these alone has
// a worth.
func (r *report) stuck(plan *scenario.Plan, names map[string]string) (all []string) {
	if len(plan.Conditions()) == 0 || r.chosen() == nil || r.folder.Manifest.Status != result.Finished {
		return nil
	}
	for _, v := range plan.Decide {
		stepped := func(x result.WorthRow) bool { return x.Path == v.Path }
		if len(v.Values) > 1 && !slices.ContainsFunc(r.worths, stepped) {
			all = append(all, names[v.Path])
		}
	}
	return all
}
