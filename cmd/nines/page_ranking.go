package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// primary are the differences in the metric that decides, which is the first where none is said to be.
func (t *telling) primary() []*result.CompareRow {
	metric, scope := t.compared[0].Metric, t.compared[0].Scope
	if study, err := t.comparison(); err == nil && study.Primary() != nil {
		k := study.Primary()
		metric, scope = k.Name, cmp.Or(k.Scope, scope)
	}
	var rows []*result.CompareRow
	for i := range t.compared {
		if row := &t.compared[i]; row.Metric == metric && row.Scope == scope {
			rows = append(rows, row)
		}
	}
	return rows
}

// answerComparison says what is better than each baseline, and shows how the variants stand.
func (t *telling) answerComparison() {
	rows := t.primary()
	var best *result.CompareRow
	var answers []string
	for i, baseline := range t.subtracted() {
		answer, better := t.answerAgainst(baseline, rows)
		if answers = append(answers, answer); i == 0 {
			best = better
		}
	}
	t.page.Answer = strings.Join(answers, " ")
	if t.choices != nil { // which is what was asked
		t.page.Answer = t.report.choice()
		t.page.Reasons = append(t.page.Reasons, answers...)
	}
	for _, x := range slices.Concat(t.one.losses(), t.one.destroyed(), t.one.unled()) {
		if !strings.HasPrefix(x.label, " ") {
			t.page.Reasons = append(t.page.Reasons, x.label+t.ofShown()+": "+x.inline()+".")
		}
	}
	if text := t.downtimesBeside(); text != "" {
		t.page.Reasons = append(t.page.Reasons, text)
	}
	t.page.Reasons = append(t.page.Reasons, fmt.Sprintf("How sure: %s%s, intervals at %s; marks allow for all %d "+
		"differences together.", t.playedOfEach(), t.shared(), t.confidence(), len(t.compared)))
	for _, text := range t.origins() {
		t.page.Reasons = append(t.page.Reasons, sentence(text))
	}
	t.numbersOfVariants(rows, best)
}

// playedOfEach is how many replications the variants have: where the best is found these are not as many of each.
func (t *telling) playedOfEach() string {
	most := plural(t.folder.Manifest.Replications, "replication")
	if t.choices == nil {
		return most + " of each variant"
	}
	var each []string
	for _, x := range t.choices {
		each = append(each, fmt.Sprintf("%s %s", x.Variant, whole(x.Replications)))
	}
	return "up to " + most + " of a variant (" + strings.Join(each, ", ") + ")"
}

// answerAgainst says what is better than a baseline in the metric of some rows, shows how each variant stands against
// it, and returns the best that is better; nil if nothing is.
func (t *telling) answerAgainst(baseline string, rows []*result.CompareRow) (answer string, best *result.CompareRow) {
	m, _ := result.FindMetric(rows[0].Metric, rows[0].Scope)
	worse, differ, all := 0, 0, 0
	for _, row := range rows {
		if row.Baseline != baseline {
			continue
		}
		all++
		s := standingOf(row, t.folder.Manifest.Confidence)
		switch s.mark {
		case "▲":
			if best == nil || float64(m.Better)*(row.Diff-best.Diff) > 0 {
				best = row
			}
		case "▼":
			worse++
		case "≠":
			differ++
		}
		card := t.verdictOf(row, s)
		t.besides(&card, row)
		t.page.Verdicts = append(t.page.Verdicts, card)
	}
	words, called := t.criterion(rows[0]), baseline+", the baseline"
	if !t.oneBaseline() {
		called = baseline + ", a baseline"
	}
	switch {
	case m.Better == result.Neutral:
		return fmt.Sprintf("In %s, %d of %s %s shown to differ from %s.", words, differ, plural(all, "variant"),
			isOrAre(differ), called), nil
	case best != nil:
		return fmt.Sprintf("In %s, %s is better than %s.", words, best.Variant, called), best
	case worse == all:
		return fmt.Sprintf("In %s, nothing is as good as %s.", words, called), nil
	}
	return fmt.Sprintf("In %s, nothing is shown to be better than %s.", words, called), nil
}

// verdictOf is how a variant stands against the baseline, in words.
func (t *telling) verdictOf(row *result.CompareRow, s standing) page.Verdict {
	v := page.Verdict{Tone: s.Tone, Mark: s.mark, Claim: row.Variant}
	in := " in " + t.criterion(row)
	switch {
	case s.mark == "=":
		v.Decision = sentence("identical to " + row.Baseline + in + ", in every replication, at this fidelity")
		return v
	case s.mark == "?":
		v.Decision = sentence("undecided against " + row.Baseline + in)
	case s.Tone == page.Plain:
		v.Decision = sentence(s.word + " from " + row.Baseline + in)
	default:
		v.Decision = sentence(s.word + " than " + row.Baseline + in)
	}
	detail := strings.Replace(t.less(row.Baseline), "l", "L", 1) + ": " + t.apart(row)
	if !math.IsNaN(row.ProbBest) {
		detail += "; P(best) " + chanceOf(row.ProbBest)
	}
	v.Details = []string{detail + "."}
	if lacks := t.lacking(row); lacks != "" {
		v.Details = append(v.Details, lacks)
	}
	if seen := t.seldom(row.Variant); seen != "" {
		v.Details = append(v.Details, sentence(seen))
	}
	return v
}

// seldom says in how many replications anything was seen at all of what decides, where that is less than half of them;
// "" where it is not known.
func (t *telling) seldom(variant string) string {
	by := t.primary()[0]
	e := findIn(t.variant(variant), by.Metric, by.Scope)
	if e == nil || !(e.Mean > 0) || e.P50 != 0 {
		return ""
	}
	values, err := t.valuesOf(&e.Key, e.Metric, e.Scope)
	if err != nil || len(values) == 0 {
		return ""
	}
	zeros := slices.IndexFunc(values, func(v replicated) bool { return v.value > 0 })
	return fmt.Sprintf("some was seen in %s of %s", whole(len(values)-zeros), plural(len(values), "replication"))
}

// apart is a difference in words; one of percentages is in percentage points.
func (t *telling) apart(row *result.CompareRow) string {
	text := strings.TrimPrefix(strings.ReplaceAll(t.difference(row)[0], "\u00a0", " "), "undecided ")
	if row.Unit == "ratio" {
		text = strings.Replace(text, " %", " percentage points", 1)
	}
	return text
}

// numbersOfVariants are what the baseline and the best do, and how far they are apart.
func (t *telling) numbersOfVariants(rows []*result.CompareRow, best *result.CompareRow) {
	first := rows[0]
	words := t.criterion(first)
	for _, point := range t.configurations() {
		e := findIn(point, first.Metric, first.Scope)
		if e == nil {
			continue
		}
		switch {
		case slices.Contains(t.subtracted(), point[0].Variant):
			note := "the baseline"
			if !t.oneBaseline() {
				note = "a baseline"
			}
			if neverSeen(e) {
				note += "; none was seen, in " + plural(t.folder.Manifest.Replications, "replication")
			}
			t.number(words+", "+point[0].Variant, e, note)
		case best != nil && point[0].Variant == best.Variant:
			t.number(words+", "+best.Variant, e, "the best that is shown to be better")
		}
	}
	if best != nil {
		cells := t.difference(best)
		t.page.Numbers = append(t.page.Numbers, page.Number{Label: best.Variant + " less " + first.Baseline,
			Value: t.apart(best),
			Note:  "p " + cells[1] + ", after the correction for several differences"})
	}
	with := "with the baseline"
	if !t.oneBaseline() {
		with = "with the baselines"
	}
	t.page.Numbers = append(t.page.Numbers, page.Number{Label: "variants", Value: whole(len(t.configurations())),
		Note: with})
	if first.Pairs > 0 && t.choices == nil { // which has not as many of each
		t.page.Numbers = append(t.page.Numbers, page.Number{Label: "pairs", Value: whole(first.Pairs),
			Note: "replications that each variant played"})
	}
}

// ranking is what a comparison has to say: what was compared, who stands where, and by how much all differ.
func (t *telling) ranking() error {
	changes, err := t.changes()
	if err != nil {
		return err
	}
	rows := t.primary()
	words := t.criterion(rows[0])
	order := "the best mean of " + words + " comes first"
	if m, _ := result.FindMetric(rows[0].Metric, rows[0].Scope); m.Better == result.Neutral {
		order = "in the order of the comparison, since no " + words + " is better in itself"
	}
	table, judged := t.ranked(rows)
	if slices.ContainsFunc(table.rows, func(row []string) bool { return row[0] == "none seen" }) {
		order += "; of those without a rank nothing was seen in any replication, which says how much there may be, and not " +
			"which of them is better"
	}
	blocks := []page.Block{tableOf(changes, "nt", "What was compared"),
		page.Text(sentence(order + "; ~ says that the order of a variant and the baseline may as well be the other" +
			t.markKey(judged))),
		tableOf(table, strings.Repeat("n", 2+len(t.subtracted()))+"f", "")}
	for _, baseline := range t.subtracted() {
		title := strings.Replace(t.less(baseline), "l", "L", 1)
		if t.shared() != "" {
			title += "," + t.shared()
		}
		blocks = append(blocks, page.Heading(title), tableOf(t.allDifferences(baseline), "nnf", ""))
	}
	t.section("ranking", "Ranking", append(blocks,
		page.Text(sentence(t.comparisonKey()+" Differences of percentages are in percentage points.")))...)
	return nil
}

// ranked is the table of the variants in their order, and how many objectives it has marks for.
func (t *telling) ranked(rows []*result.CompareRow) (ranked *grid, judged int) {
	points, levels := t.configurations(), t.levels()
	for i := range levels.rows {
		levels.rows[i].marks = t.marks(points[i])
		judged = max(judged, len(t.pointVerdicts(points[i])))
	}
	all := levels.grid(bothEnds, len(levels.columns))
	var against []string
	for _, baseline := range t.subtracted() {
		called := "the baseline"
		if !t.oneBaseline() {
			called = baseline
		}
		against = append(against, t.criterion(rows[0])+" against "+called)
	}
	if judged > 0 {
		against = append(against, "SLO")
	}
	// What was found stands before the figures, so that a narrow screen shows it.
	ranked = &grid{header: slices.Concat([]string{"rank", all.header[0]}, against, all.header[1:])}
	order := t.rank(rows[0], points)
	var inOrder [][]result.Estimate
	for k, i := range order {
		inOrder = append(inOrder, points[i])
		rank := whole(k + 1)
		if e := findIn(points[i], rows[0].Metric, rows[0].Scope); e != nil && neverSeen(e) {
			rank = "none seen"
		}
		if k > 0 && t.level(rows[0], points[i]) == t.level(rows[0], points[order[k-1]]) {
			rank = ranked.rows[k-1][0]
		}
		found := t.standings(points[i][0].Variant, rows)
		if judged > 0 {
			found = append(found, levels.rows[i].marks)
		}
		ranked.rows = append(ranked.rows, slices.Concat([]string{rank, all.rows[i][0]}, found, all.rows[i][1:]))
	}
	t.addMainCauses(ranked, inOrder)
	return ranked, judged
}

// standings say how a variant stands against each baseline, in rows of one metric.
func (t *telling) standings(variant string, rows []*result.CompareRow) (words []string) {
	for _, baseline := range t.subtracted() {
		word := "–" // two baselines are compared once
		if variant == baseline {
			word = "the baseline"
		}
		for _, row := range rows {
			if row.Variant == variant && row.Baseline == baseline {
				s := standingOf(row, t.folder.Manifest.Confidence)
				word = s.mark + " " + s.word
			}
		}
		words = append(words, word)
	}
	return words
}

// allDifferences is the table of differences from a baseline, each row with its variant.
func (t *telling) allDifferences(baseline string) *grid {
	g := t.differences(baseline)
	for i, row := range g.rows {
		if i > 0 {
			row[0] = cmp.Or(row[0], g.rows[i-1][0])
		}
		for len(row) < len(g.header) {
			row = append(row, "–")
		}
		g.rows[i] = row
	}
	return g
}

// rank are the places of the variants by a metric, the best first; as they stand where neither way is better.
func (t *telling) rank(by *result.CompareRow, points [][]result.Estimate) []int {
	m, _ := result.FindMetric(by.Metric, by.Scope)
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(float64(m.Better)*t.level(by, points[j]), float64(m.Better)*t.level(by, points[i]))
	})
	return order
}

// level is the mean that a variant has of what is compared.
func (t *telling) level(by *result.CompareRow, point []result.Estimate) float64 {
	if e := findIn(point, by.Metric, by.Scope); e != nil {
		return e.Mean
	}
	return math.NaN()
}
