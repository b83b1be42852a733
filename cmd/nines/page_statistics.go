package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
	"nines/sim/unit"
)

// precise are the charts of how sure the numbers are, by verb; those of a sweep would read the ledgers of all points.
var precise = map[string][]string{"run": {"precision"}, "compare": {"precision"}, "plan": {"precision"}}

// warmed are the charts of how the system settles, by verb.
var warmed = map[string][]string{"run": {"welch"}, "compare": {"welch"}}

// statistics say how the numbers were made, and how far they can be trusted.
func (t *telling) statistics() error {
	m := &t.folder.Manifest
	played := plural(m.Replications, "replication") + ", each of " + human(t.horizon(&t.shown)) + " of simulated time"
	terms := page.Terms{{"replications", played}}
	if m.Verb != "run" {
		terms[0][1] = "up to " + terms[0][1] + "; every configuration is played on "
		if t.forInputs() {
			terms[0][1] += "random numbers of its own"
		} else {
			terms[0][1] += "the same random numbers"
		}
	}
	terms = append(terms, [2]string{"seed", fmt.Sprint(m.Seed)},
		[2]string{"intervals", t.confidence() + ": over replications, each of which is one observation; the column " +
			"ci_method of summary.csv says how each was made"})
	if rule := t.stoppingRule(); rule != "" {
		terms = append(terms, [2]string{"stopping rule", rule})
	}
	blocks := []page.Block{append(terms, [2]string{"precision", sentence(t.reached())})}
	if methods := t.methods(); len(methods.rows) > 0 {
		blocks = append(blocks, tableOf(methods, "nnnf", "How the intervals of the key numbers were made"))
	}
	pictures, err := t.pictures(precise[m.Verb])
	if err != nil {
		return err
	}
	if len(pictures) > 0 {
		blocks = append(blocks, pictures)
	}
	settles, _, err := t.settles()
	if err != nil {
		return err
	}
	blocks = append(blocks, page.Heading("Has it settled when measuring begins?"))
	if text := t.recipe.foundWarmup(); text != "" {
		blocks = append(blocks, page.Text(sentence(text)))
	}
	blocks = append(blocks, page.Text(settles))
	if pictures, err = t.pictures(warmed[m.Verb]); err != nil {
		return err
	}
	if len(pictures) > 0 {
		blocks = append(blocks, pictures)
	}
	if checks := t.crossChecks(); len(checks) > 0 {
		blocks = append(append(blocks, page.Heading("Does it agree with what can be computed?")), checks...)
	}
	if notes := t.notes(); len(notes) > 0 {
		blocks = append(blocks, page.Fold{Summary: plural(len(notes), "remark") + " on single estimates",
			Blocks: []page.Block{notes}})
	}
	t.section("statistics", "How sure the numbers are", blocks...)
	return nil
}

// methods say of the metrics that people ask for first how their intervals were made.
func (t *telling) methods() *grid {
	g := &grid{header: []string{"metric", "scope", "method", "n", "relative half-width"}}
	for _, metric := range slices.Concat(mostAsked, playedOf[1:4]) {
		e := t.estimateOf(metric, t.scopeFor(metric))
		if e == nil || dull(e) {
			continue
		}
		g.add(result.Words(metric), e.Scope, e.Method, whole(e.N), relativeWidth(e))
	}
	return g
}

// relativeWidth is half an interval over its estimate; of a share of success, over that of the failures.
func relativeWidth(e *result.Estimate) string {
	m, _ := result.FindMetric(e.Metric, e.Scope)
	if x := halfWidth(e) / math.Abs(m.Lost(e.Mean)); x > 0 && !math.IsInf(x, 0) {
		of := ""
		if m.OfSuccess() {
			of = " of what is lacking"
		}
		return "±" + unit.Ratio(x).Percent() + of
	}
	return "–"
}

// notes are the warnings of single estimates, each once with all that it is about.
func (t *telling) notes() (list page.List) {
	about := map[string][]string{}
	var order []string
	for i := range t.summary.Estimates {
		e := &t.summary.Estimates[i]
		for _, w := range e.Warnings {
			if !e.SameConfiguration(&t.shown) {
				continue
			}
			if about[w] == nil {
				order = append(order, w)
			}
			about[w] = append(about[w], result.Words(e.Metric)+" of "+e.Scope)
		}
	}
	for _, w := range order {
		list = append(list, sentence(strings.Join(about[w], ", ")+": "+w))
	}
	return list
}

// settles says whether what is measured in the first tenth of the time differs from the rest by more than chance.
func (t *telling) settles() (text string, drifts bool, err error) {
	if t.system != nil && t.system.Spec.Time.Warmup.Length == 0 {
		return t.drift("There is no warm-up: what is measured begins with the start of the system. ")
	}
	return t.drift("")
}

// drift compares the means of the number of nodes up at the beginning and later. Of means over replications at
// instants, of which those of one replication hang together, the standard error of one is taken for that of all.
func (t *telling) drift(prefix string) (text string, drifts bool, err error) {
	var early, late []float64
	noise := 0.0
	if result.Has(t.folder, result.Series) {
		for row, err := range result.Rows(t.folder, result.Series) {
			if err != nil {
				return "", false, err
			}
			if row.Point > t.shown.Point {
				break // rows are in the order of points
			}
			if row.Metric != "nodes_up" || row.Scope != "fleet" || !row.SameConfiguration(&t.shown) || row.N < 2 {
				continue
			}
			const normal = 2 * 1.6449 // standard deviations between the 5th and the 95th percentile
			noise = math.Max(noise, (row.P95-row.P05)/normal/math.Sqrt(float64(row.N)))
			if row.T <= t.horizon(&t.shown)/10 {
				early = append(early, row.Mean)
			} else {
				late = append(late, row.Mean)
			}
		}
	}
	if len(early) == 0 || len(late) == 0 {
		return prefix + "The folder does not tell how many nodes are up over time.", false, nil
	}
	before, after := mean(early), mean(late)
	seen := fmt.Sprintf("Nodes up: %.6g on average in the first tenth of the time, %.6g later. ", before, after)
	if t.system != nil {
		all := float64(len(t.system.Blueprint.Topology.Leaves))
		seen = fmt.Sprintf("Nodes down: %.3g on average in the first tenth of the time, %.3g later, of %s. ", all-before,
			all-after, whole(int(all)))
	}
	switch apart := math.Abs(before - after); {
	case apart <= 1e-9*math.Abs(after):
		return prefix + seen + "There is no difference.", false, nil
	case apart <= 3*noise:
		return prefix + seen + "That is within what chance alone does, so that nothing speaks against it.", false, nil
	}
	return prefix + seen + "That is more than chance alone does: either the system is meant to change, or it had not " +
		"settled, and a longer time.warmup changes the numbers.", true, nil
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// crossChecks hold what was seen to what follows from the laws alone.
func (t *telling) crossChecks() (blocks []page.Block) {
	if t.system == nil {
		return nil
	}
	x := &explanation{t.app, t.system, t.recipe}
	up := &grid{header: []string{"nodes of class", "up for at most, in closed form", "as simulated",
		t.confidence() + " CI", ""}}
	for class := range x.Blueprint.Classes {
		name := x.Blueprint.Classes[class].Name
		most, endless := x.atMost(class)
		e := t.estimateOf("node_availability", "class:"+name)
		if e == nil || endless != "" || most == 0 {
			continue
		}
		verdict := "✓ not above by more than chance"
		if e.Low > most {
			verdict = "✗ above by more than chance"
		}
		point, interval := pointAndInterval(e)
		up.add(name, unit.Ratio(most).Percent(), point, interval, verdict)
	}
	if len(up.rows) > 0 {
		blocks = append(blocks, page.Text("How long nodes can be up in the long run, if every fault is mended as quickly as "+
			"it may be, is the product of mean life ÷ (mean life + quickest mend). The true value of what is simulated is no "+
			"larger, by what detection, diagnosis and waiting take; its estimate may be, by chance: tested is whether the "+
			"whole interval lies above."), tableOf(up, "nf", ""))
	}
	if long := t.longRun(); len(long.rows) > 0 {
		blocks = append(blocks, page.Text("What the long run comes to is told by cycles between moments when all is as new, "+
			"too, which takes no warm-up. Where the two are further apart than chance has it, the horizon is not the long run: "+
			"what was new at its start is still felt."), tableOf(long, "nfnfn", ""))
	}
	if often := t.frequencies(); len(often.rows) > 0 {
		blocks = append(blocks, page.Text("How often faults strike follows from their laws, if mending takes hands-on work "+
			"alone. Of many intervals at "+t.confidence()+", some miss by chance; waiting makes faults that stop with their "+
			"node rarer."),
			tableOf(often, "nf", ""))
	}
	return blocks
}

// frequencies are how often faults strike, by their laws and as simulated.
func (t *telling) frequencies() *grid {
	g := &grid{header: []string{"fault", "a year, by its law", "as simulated", t.confidence() + " CI", "ratio"}}
	b := t.system.Blueprint
	for i := range b.Faults {
		e := t.estimateOf("incidents", "fault:"+b.Faults[i].Name)
		expected := incidentsPerYear(b, &b.Faults[i])
		if e == nil || math.IsNaN(expected) || !(expected > 0) || boundOf(e) != neither {
			continue
		}
		point, interval := pointAndInterval(e)
		s := scaleFor(e.Unit, expected)
		g.add(b.Faults[i].Name, s.text(expected), point, interval, fmt.Sprintf("%.3f", e.Mean/expected))
	}
	return g
}

// longRun are the availabilities over the horizon beside those that cycles tell.
func (t *telling) longRun() *grid {
	ci := t.confidence() + " CI"
	g := &grid{header: []string{"service", "over the horizon", ci, "in the long run", ci, "cycles"}}
	for _, service := range t.system.Blueprint.Services {
		scope := "service:" + service.Name
		over, long := t.estimateOf("availability", scope), t.estimateOf("long_run_availability", scope)
		if over == nil || long == nil {
			continue
		}
		a, within := pointAndInterval(over)
		b, around := pointAndInterval(long)
		g.add(service.Name, a, within, b, around, whole(long.N))
	}
	return g
}
