package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// field is a sweep on a page: its points with what was asked of them.
type field struct {
	table  *metricTable
	points [][]result.Estimate
	passes []int // the places of points that meet every objective
	judged int   // objectives
}

func (t *telling) field() (*field, error) {
	sweep, err := t.sweep()
	if err != nil {
		return nil, err
	}
	x := &field{points: t.configurations()}
	x.table = t.sweepTable(sweep, x.points)
	for i, point := range x.points {
		verdicts := t.pointVerdicts(point)
		x.judged = max(x.judged, len(verdicts))
		if len(verdicts) > 0 && !slices.ContainsFunc(verdicts, func(v result.Verdict) bool { return v != result.Met }) {
			x.passes = append(x.passes, i)
		}
	}
	return x, nil
}

// name says where a point is, in the words of the sweep.
func (x *field) name(i int) string {
	var words []string
	for k, value := range x.table.rows[i].names {
		words = append(words, x.table.names[k]+" "+value)
	}
	return strings.Join(words, ", ")
}

// ends are the places of the points with the best and the worst of a metric; −1 where neither way is better.
func (x *field) ends(column int, among []int) (best, worst int) {
	c := x.table.columns[column]
	m, _ := result.FindMetric(c.metric, c.scope)
	best, worst = -1, -1
	for _, i := range among {
		e := x.table.rows[i].estimates[column]
		if e == nil || math.IsNaN(e.Mean) || m.Better == result.Neutral {
			continue
		}
		better := func(than int) bool {
			return than < 0 || float64(m.Better)*(e.Mean-x.table.rows[than].estimates[column].Mean) > 0
		}
		if better(best) {
			best = i
		}
		if worst < 0 || !better(worst) && e.Mean != x.table.rows[worst].estimates[column].Mean {
			worst = i
		}
	}
	return best, worst
}

// unseen is at how many points nothing was seen of a metric, so that there is a bound only.
func (x *field) unseen(column int) (n int) {
	for i := range x.table.rows {
		if e := x.table.rows[i].estimates[column]; e != nil && neverSeen(e) {
			n++
		}
	}
	return n
}

// cheapest is the place of the point among some that costs least; −1 where there is none, or cost is not known.
func (x *field) cheapest(among []int) int {
	least := -1
	for _, i := range among {
		e := findIn(x.points[i], "cost", "fleet")
		if e != nil && (least < 0 || e.Mean < findIn(x.points[least], "cost", "fleet").Mean) {
			least = i
		}
	}
	return least
}

func (x *field) all() []int {
	all := make([]int, len(x.points))
	for i := range all {
		all[i] = i
	}
	return all
}

func (t *telling) answerSweep() error {
	switch {
	case t.forInputs():
		t.answerInputs()
		return nil
	case t.effects != nil:
		t.answerEffects()
		return nil
	}
	x, err := t.field()
	if err != nil {
		return err
	}
	points := len(x.points)
	t.page.Numbers = append(t.page.Numbers, page.Number{Label: "points", Value: whole(points),
		Interval: "up to " + plural(t.folder.Manifest.Replications, "replication") + " each"})
	if x.judged == 0 {
		t.page.Answer = plural(points, "point") + ", and no objective to judge them by."
	} else {
		t.answerField(x)
	}
	best, worst := x.ends(0, x.all())
	if c := x.table.columns[0]; best >= 0 {
		words := t.wordsOf(c.metric, c.scope)
		if unseen := x.unseen(0); unseen == 0 {
			t.number("best "+words, x.table.rows[best].estimates[0], "at "+x.name(best))
		} else { // what was never seen may be more or less than what was
			t.page.Numbers = append(t.page.Numbers, page.Number{Label: "points without " + words, Value: whole(unseen),
				Note: "none was seen there; the table says how much there may be"})
		}
		t.number("worst "+words, x.table.rows[worst].estimates[0], "at "+x.name(worst))
	}
	if given := t.given(); len(given) > 0 {
		t.leastCosts(x, given)
	} else if least := x.cheapest(x.passes); least >= 0 {
		t.number("least cost that meets all", findIn(x.points[least], "cost", "fleet"), "at "+x.name(least))
	}
	t.page.Reasons = append(t.page.Reasons, t.lossesAt(x)...)
	t.page.Reasons = append(t.page.Reasons, fmt.Sprintf("How sure: up to %s at each point, on the same random numbers, "+
		"with intervals at %s. %s", plural(t.folder.Manifest.Replications, "replication"), t.confidence(),
		sentence(t.reached())))
	return nil
}

// answerField says how many points meet the objectives, all of them and each.
func (t *telling) answerField(x *field) {
	points, passes := len(x.points), len(x.passes)
	of := "the objective"
	switch {
	case x.judged == 2:
		of = "both objectives"
	case x.judged > 2:
		of = fmt.Sprintf("all %d objectives", x.judged)
	}
	t.page.Answer = fmt.Sprintf("%s of %s points meet %s.", whole(passes), whole(points), of)
	if passes == points {
		t.page.Answer = fmt.Sprintf("All %s points meet %s.", whole(points), of)
	}
	if passes == 0 {
		t.page.Answer = fmt.Sprintf("None of %s points meets %s.", whole(points), of)
	}
	t.page.Numbers = append(t.page.Numbers, page.Number{Label: "points that meet " + of, Value: whole(passes),
		Note: "with " + t.confidence() + " confidence or more"})
	for i, o := range t.objectives() {
		counts := map[result.Verdict]int{}
		for _, point := range x.points {
			if verdicts := t.pointVerdicts(point); i < len(verdicts) {
				counts[verdicts[i]]++
			}
		}
		t.page.Verdicts = append(t.page.Verdicts, verdictOver(o.claim(t.report), counts, points))
	}
}

// verdictOver judges an objective over points.
func verdictOver(claim string, counts map[result.Verdict]int, points int) page.Verdict {
	v := page.Verdict{Tone: page.Plain, Mark: fmt.Sprintf("%d/%d", counts[result.Met], points), Claim: claim}
	switch counts[result.Met] {
	case points:
		v.Tone, v.Mark = page.Good, "✓"
	case 0:
		v.Tone, v.Mark = page.Bad, "✗"
	}
	var parts []string
	for _, x := range []struct {
		verdict result.Verdict
		word    string
	}{{result.Met, "met"}, {result.OnAverage, "met on average only"}, {result.Undecided, "undecided"},
		{result.Violated, "violated"}} {
		if n := counts[x.verdict]; n > 0 {
			parts = append(parts, x.word+" at "+plural(n, "point"))
		}
	}
	v.Decision = sentence(strings.Join(parts, ", "))
	return v
}

// mostRows is how many rows of a table are shown at once.
const mostRows = 40

// points is the table of a sweep.
func (t *telling) points() error {
	x, err := t.field()
	if err != nil {
		return err
	}
	g := x.table.grid(bothEnds, len(x.table.columns))
	t.addMainCauses(g, x.points)
	lead := []string{"point"}
	if x.table.marked { // before the figures, so that a narrow screen shows it
		lead = append(lead, "SLO")
	}
	at := slices.Index(g.header, "SLO")
	for i := range g.rows {
		name := strconv.Itoa(x.points[i][0].Point)
		if t.folder.Manifest.Base != nil && x.points[i][0].SameConfiguration(&t.shown) {
			name += " (base)"
		}
		before := []string{name}
		if x.table.marked {
			before = append(before, g.rows[i][at])
			g.rows[i] = slices.Delete(g.rows[i], at, at+1)
		}
		g.rows[i] = append(before, g.rows[i]...)
	}
	if x.table.marked {
		g.header = slices.Delete(g.header, at, at+1)
	}
	g.header = append(append(lead, g.header...), "replications")
	for i := range g.rows {
		g.rows[i] = append(g.rows[i], whole(playedOfPoint(x.points[i])))
	}
	kinds := "n" + strings.Repeat("f", len(lead)-1) + strings.Repeat("n", len(x.table.names)) + "f"
	blocks := []page.Block{page.Text(t.varied())}
	if ends := t.extremes(x, g); len(g.rows) > mostRows && len(ends) > 0 {
		short := &grid{header: append([]string{""}, g.header...), rows: ends}
		blocks = append(blocks, tableOf(short, "n"+kinds, "The ends of the sweep"),
			page.Fold{Summary: "All " + plural(len(g.rows), "point"), Blocks: []page.Block{tableOf(g, kinds, "")}})
	} else {
		blocks = append(blocks, tableOf(g, kinds, ""))
	}
	if slices.ContainsFunc(x.table.rows, metricRow.neverUp) {
		blocks = append(blocks, page.Text(sentence(starred)))
	}
	blocks = append(blocks, page.Text(sentence("cells are means, with the "+t.confidence()+" interval as ± or in "+
		"parentheses"+t.markKey(x.judged))))
	blocks = append(blocks, t.runwayBlocks(t.runwaysOfSweep(x.table.names))...)
	t.section("points", "The points", blocks...)
	return nil
}

// addMainCauses enters what most of the downtime and of the lost requests of the main service at each point is due to,
// and of the data that is lost, where any is known.
func (t *telling) addMainCauses(g *grid, points [][]result.Estimate) {
	service, several := t.mainName(), t.several()
	add := func(title, metric, of string, several bool) {
		causes, any := make([]string, len(points)), false
		for i, point := range points {
			causes[i] = mainCause(metric, point, of, several)
			any = any || causes[i] != ""
		}
		if !any {
			return
		}
		g.header = append(g.header, "most of the "+title)
		for i := range g.rows {
			g.rows[i] = append(g.rows[i], cmp.Or(causes[i], "–"))
		}
	}
	named := t.named(t.mainScope())
	add(named+"downtime", "downtime_share", service, several)
	add(named+"lost requests", "lost_share", service, several)
	for _, store := range scopesOf(t.summary.Estimates, "data") {
		add("lost "+store, "data_loss_share", store, true)
	}
}

// mainCause is the cause with the largest share of the downtime of a service at a point, or of what it loses: "crash
// 87 %"; "" where none has any.
func mainCause(metric string, point []result.Estimate, service string, several bool) string {
	one := report{summary: result.Summary{Estimates: point}}
	causes := one.largest(metric, "fault:", service, several)
	if len(causes) == 0 {
		return ""
	}
	return nameIn(causes[0].Scope) + " " + wholePercent(causes[0].Mean) + one.mostly(metric, service, several)
}

// mostly says in which stage most of a downtime passes, if that is not the work itself: "; in stage wait 93 %".
func (r *report) mostly(metric, service string, several bool) string {
	const most = 0.5
	if metric != "downtime_share" {
		return ""
	}
	stages := r.largest(metric, "stage:", service, several)
	if len(stages) == 0 || !(stages[0].Mean > most) {
		return ""
	}
	stage := nameIn(stages[0].Scope)
	if stage == "repair" {
		return ""
	}
	return "; in stage " + stage + " " + wholePercent(stages[0].Mean)
}

// playedOfPoint is how many replications a point has.
func playedOfPoint(point []result.Estimate) (n int) {
	for i := range point {
		n = max(n, point[i].N)
	}
	return n
}

// varied says what the points differ in, and where in the scenario that is.
func (t *telling) varied() string {
	axes := t.folder.Manifest.Axes
	parts := result.AxisNames(axes)
	for i, axis := range axes {
		if parts[i] != axis.Path {
			parts[i] += " (" + axis.Path + ")"
		}
	}
	return "What was varied: " + strings.Join(parts, "; ") + "."
}

// markKey says what the marks in a table mean.
func (t *telling) markKey(judged int) string {
	if judged == 0 {
		return ""
	}
	return "; SLO has a mark for each objective in its order: ✓ met, ! met on average only, ? undecided, ✗ violated"
}

// extremes are the rows of the best and worst points by each metric, and of the cheapest that meets all objectives.
func (t *telling) extremes(x *field, g *grid) (rows [][]string) {
	add := func(what string, i int) {
		if i >= 0 {
			rows = append(rows, append([]string{what}, g.rows[i]...))
		}
	}
	for k, c := range x.table.columns {
		best, worst := x.ends(k, x.all())
		add("best "+t.wordsOf(c.metric, c.scope), best)
		add("worst "+t.wordsOf(c.metric, c.scope), worst)
	}
	if t.effects == nil && len(t.given()) == 0 { // of a design that moves what nobody chooses
		add("least cost that meets all", x.cheapest(x.passes))
	}
	return rows
}
