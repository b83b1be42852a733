package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/sim/unit"
)

// chosen is the point that a plan has chosen; nil if it has none.
func (r *report) chosen() *result.PlanRow { return r.inRole("chosen") }

func (r *report) inRole(role string) *result.PlanRow {
	i := slices.IndexFunc(r.looked, func(p result.PlanRow) bool { return p.Role == role })
	if i < 0 {
		return nil
	}
	return &r.looked[i]
}

// open are the points that were not decided and would be better answers than the one chosen.
func (r *report) open() (open []*result.PlanRow) {
	chosen := r.chosen()
	for i := range r.looked {
		if p := &r.looked[i]; p.Standing == "undecided" && p.Role != "today" && (chosen == nil || p.Mean < chosen.Mean) {
			open = append(open, p)
		}
	}
	return open
}

// planCode is how a plan ends: 0 with the cheapest, 4 without any, 5 where more replications would tell.
func (r *report) planCode() int {
	switch {
	case r.folder.Manifest.Status != result.Finished, len(r.open()) > 0, r.inRole("tied") != nil:
		return exitUndecided
	case r.chosen() == nil:
		return exitViolated
	}
	return exitDone
}

// writePlan writes what was chosen, why, and what one step more or less would do.
func (r *report) writePlan(w io.Writer) error {
	plan, err := r.plan()
	if err != nil {
		return err
	}
	names := r.variables()
	fmt.Fprintln(w, r.ink.bold(r.recipe.headline(r.folder.Manifest.Seed)))
	paragraph(w, "", asked(plan, names))
	fmt.Fprintln(w)
	if err := r.writeChoice(w, names); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s\n", r.ink.bold("Points, in the order in which they were looked at"+r.counted()))
	points := r.pointsTable(names)
	if err := points.folded(mostWide).text(w, "  ", r.ink); err != nil {
		return err
	}
	if len(r.worths) > 0 {
		fmt.Fprintf(w, "\n%s\n", r.ink.bold("One step from what was chosen, on the same random numbers"))
		if err := r.worthTable(names).folded(mostWide).text(w, "  ", r.ink); err != nil {
			return err
		}
	}
	if stuck := r.stuck(plan, names); stuck != nil {
		paragraph(w, "  ", "no step of "+cleaned(strings.Join(stuck, ", "))+" alone: where leaves no other value beside "+
			"the rest of what was chosen")
	}
	if front := r.frontTable(names); len(front.rows) > 0 {
		fmt.Fprintln(w)
		if err := front.folded(mostWide).text(w, "  ", r.ink); err != nil {
			return err
		}
	}
	if err := r.writeRunways(w, r.runwaysOfPlan(plan, names)); err != nil {
		return err
	}
	fmt.Fprintln(w)
	paragraph(w, "", r.why(plan))
	paragraph(w, "", r.spent(plan))
	r.writeNotes(w, r.any(ofMTTDL))
	return r.closing(w)
}

// variables are what is varied or decided, by path, in few words.
func (r *report) variables() map[string]string {
	axes, names := r.folder.Manifest.Axes, map[string]string{}
	for i, name := range result.AxisNames(axes) {
		names[axes[i].Path] = name
	}
	return names
}

// asked says what was to be decided.
func asked(plan *scenario.Plan, names map[string]string) string {
	var decided []string
	for _, v := range plan.Decide {
		values := strings.Join(v.Values, ", ")
		if n := len(v.Values); n > 4 {
			values = fmt.Sprintf("%s … %s (%d values)", v.Values[0], v.Values[n-1], n)
		}
		decided = append(decided, names[v.Path]+" "+values)
	}
	metric, _ := result.CutScope(plan.Minimize)
	return cleaned("plan: "+strings.Join(decided, "; ")+"; least "+result.Words(metric)+holds(plan)) +
		"; decided rightly with " + plan.Confidence.Percent() + " confidence"
}

// holds says what has to hold: " that meets all objectives, without one zone and without two nodes".
func holds(plan *scenario.Plan) string {
	text := " that meets all objectives"
	if len(plan.Terms) > 0 {
		var words []string
		for _, metric := range plan.Terms {
			words = append(words, result.Words(metric))
		}
		text = " that meets the objectives on " + strings.Join(words, ", ")
	}
	for i, loss := range plan.Survive {
		text += []string{", and survives the loss of ", ", or of "}[min(i, 1)] + loss.Text
	}
	return text
}

// pointName is a point in words: "node count 30, hands count 2".
func pointName(key *result.Key, names map[string]string) string {
	var parts []string
	for _, p := range key.Params {
		parts = append(parts, names[p.Path]+" "+p.Value)
	}
	return cleaned(strings.Join(parts, ", "))
}

// price is what a point costs, or what else is minimized.
func price(p *result.PlanRow) string {
	return spanned(minimized(p))
}

// writeChoice writes the answer: what was chosen with what it does, and the next best; or what came nearest.
func (r *report) writeChoice(w io.Writer, names map[string]string) error {
	chosen := r.chosen()
	if chosen == nil {
		return r.writeNone(w, names)
	}
	g := &grid{}
	g.add(r.ink.bold("Chosen"), pointName(&chosen.Key, names), price(chosen), r.ninesSaid(chosen))
	if next := r.inRole("runner-up"); next != nil {
		g.add("Runner-up", pointName(&next.Key, names), price(next), r.ninesSaid(next))
	}
	if today := r.inRole("today"); today != nil {
		g.add("Today", pointName(&today.Key, names), price(today), r.ninesSaid(today))
	}
	for i := range r.worths {
		if worth := &r.worths[i]; worth.Standing == "infeasible" && names[worth.Path] != "" {
			costs := ""
			if p := r.row(worth.Point); p != nil {
				costs = price(p)
			}
			does := r.misses(worth.Point)
			if !math.IsNaN(worth.Nines) {
				does = more(inNines, worth.Nines, worth.NinesLow, worth.NinesHigh) + " nines, " + does
			}
			g.add("One step less", pointName(&worth.Key, names), costs, does)
		}
	}
	if err := g.folded(mostWide).text(w, "", r.ink); err != nil {
		return err
	}
	r.of(chosen.Point).writeObjectives(w)
	return nil
}

// noChoice says that nothing was chosen.
func (r *report) noChoice() string {
	if r.planCode() == exitUndecided {
		return "No configuration is shown to meet the objectives, and some are not decided."
	}
	return "No configuration meets the objectives."
}

// writeNone says that nothing was chosen, and which point comes nearest.
func (r *report) writeNone(w io.Writer, names map[string]string) error {
	color := r.ink.bad
	if r.planCode() == exitUndecided {
		color = r.ink.unsure
	}
	fmt.Fprintln(w, color(r.noChoice()))
	if p := r.nearest(); p != nil {
		fmt.Fprintf(w, "Nearest: %s%s\n", pointName(&p.Key, names), r.fails(p))
		r.of(p.Point).writeObjectives(w)
	}
	return nil
}

// fails says what a point fails, or does not decide.
func (r *report) fails(p *result.PlanRow) string {
	why := r.failure(p.Point)
	switch {
	case why == "":
		return ", which is not decided"
	case p.Standing == "undecided":
		return ", which does not decide: " + why
	}
	return ", which fails: " + why
}

// nearest is the point that comes nearest to what was asked: with the most nines of those that were played, else that
// with the most of all.
func (r *report) nearest() (nearest *result.PlanRow) {
	for i := range r.looked {
		p := &r.looked[i]
		if nearest == nil || cmp.Or(cmp.Compare(number(p.Nines), number(nearest.Nines)), cmp.Compare(p.Mean,
			nearest.Mean)) > 0 {
			nearest = p
		}
	}
	return nearest
}

// number is a figure for comparison, that of nothing below all.
func number(x float64) float64 {
	if math.IsNaN(x) {
		return math.Inf(-1)
	}
	return x
}

// of is the report of one point alone.
func (r *report) of(point int) *report {
	one := *r
	one.summary.Estimates = nil
	for _, e := range r.summary.Estimates {
		if e.Point == point {
			one.summary.Estimates = append(one.summary.Estimates, e)
		}
	}
	one.runways = slices.DeleteFunc(slices.Clone(r.runways), func(x result.Runway) bool { return x.Key.Point != point })
	return &one
}

// ninesSaid are the nines of a point with their interval: "3.28 ± 0.09 nines"; "" where they are not known.
func (r *report) ninesSaid(p *result.PlanRow) string {
	if math.IsNaN(p.Nines) {
		return ""
	}
	return result.Unbroken(r.ninesWithin(p) + " nines")
}

// counted says of what nines are counted: " (nines of request success)".
func (r *report) counted() string {
	if len(r.looked) == 0 || r.looked[0].Measure == "" {
		return ""
	}
	return " (nines of " + result.Words(r.looked[0].Measure) + ")"
}

// ninesOf are the nines of a point: "3.28 nines", "≥ 4.10 nines" where nothing was lost, and "∞ nines" where nothing
// can be.
func (r *report) ninesOf(p *result.PlanRow) string {
	switch {
	case math.IsNaN(p.Nines):
		return ""
	case math.IsInf(p.NinesLow, 1):
		return "∞ nines"
	case math.IsInf(p.Nines, 1):
		return fmt.Sprintf("≥ %.2f nines", p.NinesLow)
	}
	return fmt.Sprintf("%.2f nines", p.Nines)
}

// row is what was found of a point; nil where it was not looked at.
func (r *report) row(point int) *result.PlanRow {
	i := slices.IndexFunc(r.looked, func(p result.PlanRow) bool { return p.Point == point })
	if i < 0 {
		return nil
	}
	return &r.looked[i]
}

// why says why the search has ended.
func (r *report) why(plan *scenario.Plan) string {
	open, judged := r.open(), 0
	for i := range r.looked {
		judged += r.looked[i].Judged
	}
	switch {
	case r.folder.Manifest.Status != result.Finished:
		return "stopped: before the search was over; --resume goes on"
	case len(open) > 0:
		needed := open[0].Needed
		for _, p := range open {
			needed = math.Max(needed, p.Needed)
		}
		text := fmt.Sprintf("stopped: %s that would be cheaper could not be decided", plural(len(open), "point"))
		if r.chosen() == nil {
			text = fmt.Sprintf("stopped: %s could not be decided", plural(len(open), "point"))
		}
		if needed > 0 && !math.IsInf(needed, 1) {
			return text + "; it would take about " + countOf(needed) + " replications: raise --max-replications, " +
				"--budget (events) or budget: in the plan"
		}
		return text + ", within " + plural(plan.Budget, "replication") + " and " + "the budget of events of each"
	case r.inRole("tied") != nil:
		return "stopped: it could not be told which of the chosen and those marked as tied costs less; more replications " +
			"would tell"
	case r.chosen() == nil:
		return "stopped: every point was ruled out"
	}
	return "stopped: every other point costs more, or was ruled out by one that fails and has no less of anything"
}

// spent says what the search has played, of what a grid would have taken.
func (r *report) spent(plan *scenario.Plan) string {
	points, judged, played, hardest := r.pointsLeft(plan), 0, 0, 0
	for i := range r.looked {
		p := &r.looked[i]
		judged += p.Judged
		if hardest = max(hardest, p.Judged); p.Judged > 0 {
			played++
		}
	}
	text := fmt.Sprintf("effort: %s of %s and %s played to decide", whole(played), pointsIn(points),
		plural(judged, "replication"))
	if hardest == 0 {
		return text
	}
	share := unit.Ratio(float64(judged) / (points * float64(hardest)))
	return text + fmt.Sprintf(": %s of what a grid takes that plays every point as often as the hardest was (%s)",
		share.Percent(), whole(hardest))
}

// markdownPlan is the same for a review.
func (r *report) markdownPlan(b *strings.Builder) error {
	plan, err := r.plan()
	if err != nil {
		return err
	}
	names := r.variables()
	fmt.Fprintf(b, "%s\n\n", markdown(asked(plan, names)))
	about := r.chosen()
	if about != nil {
		fmt.Fprintf(b, "**Chosen: %s**, %s, %s\n\n", markdown(pointName(&about.Key, names)), markdown(price(about)),
			markdown(r.ninesOf(about)))
	} else {
		fmt.Fprintf(b, "**%s**\n\n", r.noChoice())
		about = r.nearest()
	}
	tables := []*grid{r.of(about.Point).objectivesTable(), r.pointsTable(names), r.worthTable(names), r.frontTable(names)}
	for _, t := range tables {
		if len(t.rows) == 0 {
			continue
		}
		if err := t.markdown(b); err != nil {
			return err
		}
		b.WriteString("\n")
	}
	if err := r.markdownRunways(b, r.runwaysOfPlan(plan, names)); err != nil {
		return err
	}
	fmt.Fprintf(b, "%s\n\n%s\n", markdown(r.why(plan)), markdown(r.spent(plan)))
	return nil
}
