package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"nines/experiments/result"
)

// A results folder as Markdown is what one pastes into a review: all that the terminal shows, warnings included.

// markdown is a text of unknown origin as Markdown that shows it as it is: no HTML, no table, no emphasis, no link, and
// no formula for the spreadsheet that it may be copied into.
func markdown(text string) string {
	text = markers.Replace(strings.TrimSpace(cleaned(text)))
	if text != "" && strings.ContainsRune("=@#", rune(text[0])) {
		return `\` + text
	}
	return text
}

var markers = strings.NewReplacer("&", "&amp;", "<", "&lt;", `\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`,
	"_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`, "$", `\$`)

// writeMarkdown writes the report of an experiment for a review.
func (r *report) writeMarkdown(w io.Writer) error {
	var b strings.Builder
	err := r.markdownBody(&b)
	if err != nil {
		return err
	}
	r.markdownRemarks(&b)
	_, err = io.WriteString(w, b.String())
	return err
}

func (r *report) markdownBody(b *strings.Builder) error {
	m := &r.folder.Manifest
	fmt.Fprintf(b, "### %s\n\n", markdown(r.recipe.headline(m.Seed)))
	switch m.Verb {
	case "sweep":
		sweep, err := r.sweep()
		if err != nil {
			return err
		}
		table := r.sweepTable(sweep, r.configurations())
		fmt.Fprintf(b, "%s, up to %s each, intervals at %s\n\n", plural(len(table.rows), "point"),
			plural(m.Replications, "replication"), r.confidence())
		if err := table.grid(bothEnds, len(table.columns)).markdown(b); err != nil {
			return err
		}
		if slices.ContainsFunc(table.rows, metricRow.neverUp) {
			fmt.Fprintf(b, "\n%s\n", markdown(starred))
		}
		return r.markdownRunways(b, r.runwaysOfSweep(table.names))
	case "compare":
		return r.markdownComparison(b)
	case "plan":
		return r.markdownPlan(b)
	}
	return r.markdownRun(b)
}

func (r *report) markdownRun(b *strings.Builder) error {
	fmt.Fprintf(b, "Result after %s\n\n", plural(r.folder.Manifest.Replications, "replication"))
	table := r.headlines()
	table.header = []string{"metric", "estimate", r.confidence() + " CI", "note"}
	if err := table.markdown(b); err != nil {
		return err
	}
	if slo := r.objectivesTable(); len(slo.rows) > 0 {
		b.WriteString("\n")
		if err := slo.markdown(b); err != nil {
			return err
		}
	}
	b.WriteString("\n")
	for _, o := range r.objectives() {
		if text := r.runwayOf(&o); text != "" {
			fmt.Fprintf(b, "- **Runway** of %s: %s\n", markdown(o.claim(r)), markdown(text))
		}
	}
	for _, x := range r.breakdown() {
		fmt.Fprintf(b, "- **%s:** %s\n", markdown(x.label), markdown(strings.ReplaceAll(x.text, "  ", ", ")))
	}
	return nil
}

func (r *report) markdownComparison(b *strings.Builder) error {
	levels := r.levels()
	fmt.Fprintf(b, "%s%s, intervals at %s\n\n", plural(r.folder.Manifest.Replications, "replication"), r.shared(),
		r.confidence())
	for _, text := range r.origins() {
		fmt.Fprintf(b, "%s\n\n", markdown(text))
	}
	if err := levels.grid(bothEnds, len(levels.columns)).markdown(b); err != nil {
		return err
	}
	for _, baseline := range r.subtracted() {
		b.WriteString("\n")
		if err := r.differences(baseline).markdown(b); err != nil {
			return err
		}
	}
	fmt.Fprintf(b, "\n%s\n", markdown(r.comparisonKey()))
	return nil
}

// markdownRemarks are what a reader has to know of the numbers.
func (r *report) markdownRemarks(b *strings.Builder) {
	b.WriteString("\n")
	for _, text := range r.recipe.unseen() {
		fmt.Fprintf(b, "- **Note:** %s\n", markdown(text))
	}
	if r.any(ofMTTDL) {
		fmt.Fprintf(b, "- **Note:** %s\n", markdown(upsideDown))
	}
	if s := r.folder.Manifest.Status; s != result.Finished {
		fmt.Fprintf(b, "- **Warning:** this is not finished: it is %s\n", markdown(string(s)))
	}
	for _, text := range r.summary.Warnings {
		fmt.Fprintf(b, "- **Warning:** %s\n", markdown(text))
	}
}
