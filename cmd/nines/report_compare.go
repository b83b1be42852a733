package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"nines/experiments/result"
)

// writeComparison writes what each variant does, and how it differs from each baseline.
func (r *report) writeComparison(w io.Writer) error {
	levels := r.levels()
	upTo := ""
	if r.choices != nil {
		upTo = "up to "
	}
	fmt.Fprintf(w, "%s\n%s%s%s, intervals at %s\n", r.ink.bold(r.recipe.headline(r.folder.Manifest.Seed)), upTo,
		plural(r.folder.Manifest.Replications, "replication"), r.shared(), r.confidence())
	for _, text := range r.origins() {
		paragraph(w, "", text)
	}
	fmt.Fprintln(w)
	if err := r.fitted(w, levels); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if r.choices != nil {
		paragraph(w, "", r.choice())
		fmt.Fprintln(w)
	}
	if err := r.writeDifferences(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	paragraph(w, "", r.comparisonKey())
	r.writeNotes(w, slices.ContainsFunc(levels.columns, column.ofMTTDL))
	return r.closing(w)
}

// shared says that all variants share their random numbers, where they do.
func (r *report) shared() string {
	if slices.ContainsFunc(r.compared, func(row result.CompareRow) bool { return row.Pairs == 0 }) {
		return ""
	}
	return " on the same random numbers"
}

// origins say where variants come from that were not played, and whether their replications are paired with others.
func (r *report) origins() (texts []string) {
	for _, o := range r.folder.Manifest.Earlier {
		paired := "paired with those that it is compared with"
		if slices.ContainsFunc(r.compared, func(row result.CompareRow) bool {
			return row.Pairs == 0 && (row.Variant == o.Variant || row.Baseline == o.Variant)
		}) {
			paired = "not paired"
		}
		by := "nines " + o.ToolVersion
		if m := &r.folder.Manifest; o.ToolVersion != m.ToolVersion || o.Commit != m.Commit || o.Build != m.Build {
			by = "another version, " + by + strings.TrimRight(" "+o.Commit, " ")
		}
		texts = append(texts, fmt.Sprintf("earlier results %s: %s of %s, seed %d, played on %s by %s; not played again, %s",
			cleaned(o.Variant), plural(o.Replications, "replication"), cleaned(o.RunID), o.Seed,
			o.Finished.Format("2006-01-02"), cleaned(by), paired))
	}
	return texts
}

// baselines are the names of what the variants are held against, in the order of the comparison; those that anything is
// held against where the file that says so is not understood.
func (r *report) baselines() (names []string) {
	study, err := r.comparison()
	if err != nil {
		return r.subtracted()
	}
	for _, b := range study.Baselines {
		if b.Folder != "" {
			names = append(names, filepath.Base(b.Folder))
		} else {
			names = append(names, study.Variants[b.Variant].Name)
		}
	}
	return names
}

// subtracted are the baselines that anything is held against: all but the last where nothing but baselines is compared.
func (r *report) subtracted() (names []string) {
	for i := range r.compared {
		if name := r.compared[i].Baseline; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// less says what a difference is from: "less the baseline", or which of several.
func (r *report) less(baseline string) string {
	if r.oneBaseline() {
		return "less the baseline"
	}
	return "less " + baseline
}

// oneBaseline reports whether nobody has to be told which baseline is meant.
func (r *report) oneBaseline() bool { return len(r.baselines()) == 1 }

// comparisonKey says how to read the differences.
func (r *report) comparisonKey() string {
	text := "~: no evidence of a difference. identical: the same in every replication, to the last bit, at " +
		"this fidelity. p: adjusted for the number of differences. pairing: how many times more replications the same " +
		"interval would take without common random numbers."
	if r.choices == nil {
		text += " P(best): how likely the variant is the best of all in the metric, drawing the replications anew."
	}
	if slices.ContainsFunc(r.compared, func(row result.CompareRow) bool { return row.Undecided() }) {
		text += " undecided: nothing was seen of a difference, which may be anywhere between the ends."
	}
	if slices.ContainsFunc(r.compared, r.byBound) {
		text += " What was never seen of a variant is taken for anything up to its bound; where that leaves P(best) open, " +
			"it is not told."
	}
	return text
}

// byBound reports whether of the variant of a row, or of its baseline, only a bound is known.
func (r *report) byBound(row result.CompareRow) bool {
	c := column{metric: row.Metric, scope: row.Scope}
	return slices.ContainsFunc(estimatesOf(c, r.configurations()), func(e *result.Estimate) bool {
		return (e.Variant == row.Variant || e.Variant == row.Baseline) && boundOf(e) != neither
	})
}

// choice says which variant is the best, and when the others were given up.
func (r *report) choice() string {
	var best string
	var when []int
	var open []string
	out := map[int][]string{}
	for _, x := range r.choices {
		switch {
		case x.Standing == "best":
			best = x.Variant
		case x.GivenUp > 0:
			out[x.GivenUp] = append(out[x.GivenUp], x.Variant)
			when = append(when, x.GivenUp)
		default:
			open = append(open, x.Variant)
		}
	}
	metric, least := r.raced()
	text, others := fmt.Sprintf("Best in %s, to %s with %s confidence: ", metric, least, r.confidence()), "still open"
	if best == "" {
		text += "not known"
	} else {
		text, others = text+r.ink.bold(best), "no worse than that"
	}
	if len(open) > 0 {
		text += "; " + others + ": " + strings.Join(open, ", ")
	}
	slices.Sort(when)
	for _, n := range slices.Compact(when) {
		text += fmt.Sprintf("; given up after %s: %s", plural(n, "replication"), strings.Join(out[n], ", "))
	}
	return text + "."
}

// raced are the metric that the best is found in, and the difference that does not matter, as written.
func (r *report) raced() (metric, least string) {
	study, err := r.comparison()
	if err != nil || study.Primary() == nil {
		return "the primary metric", "what interests"
	}
	k := study.Primary()
	return r.wordsOf(k.Name, k.Scope), k.Smallest
}

// settled reports whether the best was found, if it was to be.
func (r *report) settled() bool {
	best := func(x result.ChoiceRow) bool { return x.Standing == "best" }
	return r.choices == nil || slices.ContainsFunc(r.choices, best)
}

// resolved reports whether every difference in the primary metric is known to the smallest that interests.
func (r *report) resolved() bool {
	study, err := r.comparison()
	if err != nil {
		return false
	}
	if study.Best {
		return true // what is given up is not played to that precision
	}
	for _, k := range study.Criteria {
		for _, row := range r.compared {
			half := math.Max(row.High-row.Diff, row.Diff-row.Low)
			if k.Primary && k.Least > 0 && row.Metric == k.Name && row.Scope == k.Scope && half > k.Least {
				return false
			}
		}
	}
	return true
}

// levels is one row for each variant with every metric compared, and what else it takes to choose among stores.
func (r *report) levels() *metricTable {
	var columns []column
	for _, row := range r.compared {
		c := column{metric: row.Metric, scope: row.Scope, title: r.criterion(&row)}
		if !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	points := r.configurations()
	columns = append(columns, r.schemes(columns, points)...)
	baselines := r.baselines()
	t := &metricTable{names: []string{"variant"}, columns: metricColumns(columns, points)}
	for _, point := range points {
		row, name := t.row(point), point[0].Variant
		if slices.Contains(baselines, name) {
			name += " (baseline)"
		}
		row.names = []string{name}
		t.rows = append(t.rows, row)
	}
	return t
}

// schemes are columns of what schemes of a store are chosen by, whatever they are compared in: each takes more or less
// bytes and traffic for being lost more or less often.
func (r *report) schemes(compared []column, points [][]result.Estimate) (columns []column) {
	for _, of := range compared {
		if !strings.HasPrefix(of.scope, "data:") {
			continue
		}
		for _, metric := range []string{"data_loss", "storage_overhead", "rebuild_traffic"} {
			c := column{metric: metric, scope: of.scope, title: r.wordsOf(metric, of.scope)}
			shown := func(other column) bool { return other.metric == c.metric && other.scope == c.scope }
			if !slices.ContainsFunc(slices.Concat(compared, columns), shown) && len(estimatesOf(c, points)) > 0 {
				columns = append(columns, c)
			}
		}
	}
	return columns
}

// differences is one row for each variant and metric, less one of the baselines.
func (r *report) differences(baseline string) *grid {
	g := &grid{header: r.differenceHeader(baseline)}
	last := ""
	for i := range r.compared {
		row := &r.compared[i]
		if row.Baseline != baseline {
			continue
		}
		name := row.Variant
		if name == last {
			name = ""
		}
		last = row.Variant
		g.add(append([]string{name, r.criterion(row)}, r.difference(row)...)...)
	}
	return g
}

// writeDifferences writes the differences from each baseline, those of one metric after those of another where all in
// one table would be wider than a page.
func (r *report) writeDifferences(w io.Writer) error {
	write, baselines := r.writeTogether, r.subtracted()
	tooWide := func(baseline string) bool { return r.differences(baseline).folded(mostWide).width() > mostWide }
	if slices.ContainsFunc(baselines, tooWide) {
		write = r.writeByMetric
	}
	for i, baseline := range baselines {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := write(w, baseline); err != nil {
			return err
		}
	}
	return nil
}

// writeTogether writes all differences from a baseline in one table.
func (r *report) writeTogether(w io.Writer, baseline string) error {
	return r.differences(baseline).folded(mostWide).text(w, "  ", r.ink)
}

// writeByMetric writes the differences from a baseline in a table for each metric.
func (r *report) writeByMetric(w io.Writer, baseline string) error {
	var metrics []string
	for i := range r.compared {
		if name := r.compared[i].Metric + "@" + r.compared[i].Scope; !slices.Contains(metrics, name) {
			metrics = append(metrics, name)
		}
	}
	fmt.Fprintf(w, "  %s:\n", strings.Replace(r.less(baseline), "l", "L", 1))
	for _, name := range metrics {
		fmt.Fprintln(w)
		g := &grid{header: append([]string{"variant", ""}, r.differenceHeader(baseline)[3:]...)}
		for j := range r.compared {
			if row := &r.compared[j]; row.Baseline == baseline && row.Metric+"@"+row.Scope == name {
				g.header[1] = r.criterion(row)
				g.add(append([]string{row.Variant}, r.difference(row)...)...)
			}
		}
		if err := g.text(w, "  ", r.ink); err != nil {
			return err
		}
	}
	return nil
}

// criterion is what variants are compared by, in words: with the service where there are several, and of slo_met with
// its objective.
func (r *report) criterion(row *result.CompareRow) string {
	scope, objective, of := strings.Cut(row.Scope, "@")
	words := r.wordsOf(row.Metric, scope)
	if of && row.Metric == "slo_met" {
		words += ": " + objective
	}
	return words
}
