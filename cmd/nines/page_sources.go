package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
	"nines/sim/unit"
)

func sortByImportance(rows []result.ComponentRow) {
	slices.SortStableFunc(rows, func(a, b result.ComponentRow) int { return cmp.Compare(b.Importance, a.Importance) })
}

// statistics say how the numbers were made, and how far they can be trusted.
func (t *telling) statistics() error {
	m := &t.folder.Manifest
	played := plural(m.Replications, "replication") + ", each of " + human(t.horizon(&t.shown)) + " of simulated time"
	terms := page.Terms{{"replications", played}}
	if m.Verb != "run" {
		terms[0][1] = "up to " + terms[0][1] + "; every configuration is played on the same random numbers"
	}
	terms = append(terms, [2]string{"seed", fmt.Sprint(m.Seed)},
		[2]string{"intervals", t.confidence() + ": over replications, each of which is one observation; the column " +
			"ci_method of summary.csv says how each was made"})
	if t.system != nil {
		terms = append(terms, [2]string{"stopping rule", stopRule(t.system.Spec.Run)})
	}
	terms = append(terms, [2]string{"precision", sentence(t.reached())})
	blocks := []page.Block{terms}
	if methods := t.methods(); len(methods.rows) > 0 {
		blocks = append(blocks, tableOf(methods, "nnnf", "How the intervals of the key numbers were made"))
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
		e := t.estimateOf(metric, t.mainScope())
		if e == nil || dull(e) {
			continue
		}
		g.add(result.Words(metric), e.Scope, e.Method, whole(e.N), relativeWidth(e))
	}
	return g
}

// relativeWidth is half an interval over its estimate; of a share of success, over that of the failures.
func relativeWidth(e *result.Estimate) string {
	mean := e.Mean
	if m, ok := result.FindMetric(e.Metric, e.Scope); ok && e.Unit == "ratio" && m.Better == result.HigherIsBetter {
		mean = 1 - mean
	}
	if x := halfWidth(e) / math.Abs(mean); x > 0 && !math.IsInf(x, 0) {
		return "±" + unit.Ratio(x).Percent()
	}
	return "–"
}

// notes are the warnings of single estimates.
func (t *telling) notes() (list page.List) {
	for i := range t.summary.Estimates {
		e := &t.summary.Estimates[i]
		for _, w := range e.Warnings {
			if e.SameConfiguration(&t.shown) {
				list = append(list, sentence(fmt.Sprintf("%s of %s: %s", result.Words(e.Metric), e.Scope, w)))
			}
		}
	}
	return list
}

// carried are the files that a page carries if there is room, in the order of what is missed most.
var carried = []string{result.ScenarioFile, result.PlanFile, result.Comparisons.File(),
	result.Choices.File(), result.Plans.File(),
	result.Worths.File(), result.Estimates.File(),
	result.Incidents.File(), result.Timelines.File(), result.Components.File(), result.Series.File(),
	result.Histograms.File(), result.InputsFile}

// sources say where the numbers come from and carry the data.
func (t *telling) sources() error {
	m := &t.folder.Manifest
	words := make([]string, len(m.Command))
	for i, word := range m.Command {
		words[i] = shellWord(word)
	}
	version := cmp.Or(m.ToolVersion, "devel")
	if of := cmp.Or(m.Commit, m.Build); of != "" {
		version += " (" + of + ")"
	}
	terms := page.Terms{{"run", m.RunID}, {"scenario", m.Scenario + ", hash " + m.ScenarioHash}}
	if m.PlanHash != "" {
		terms = append(terms, [2]string{m.Verb, "hash " + m.PlanHash})
	}
	terms = append(terms, [2]string{"program", "nines " + version}, [2]string{"seed", fmt.Sprint(m.Seed)})
	files, err := t.files()
	if err != nil {
		return err
	}
	t.section("sources", "Where the numbers come from", terms,
		page.Text("They were made by this command; the one below it plays the whole experiment again from the folder, and "+
			"compares every byte."),
		page.Command(strings.Join(words, " ")), page.Command("nines rerun "+t.dir),
		page.Text("Below each chart is the command that draws it again. Commands name the folder of the results as "+
			t.dir+"; "+t.withoutFolder()),
		page.Heading("Data in this file"), files)
	return nil
}

// withoutFolder says what somebody can do who has the page alone.
func (t *telling) withoutFolder() string {
	if t.folder.Manifest.Verb != "run" || t.folder.Holds(result.InputsFile) {
		return "who has this file alone has its numbers and its scenario, below."
	}
	return "who has this file alone can save " + result.ScenarioFile + " from below and name that in place of the " +
		"folder to nines trace and nines run."
}

// files are the data of the folder.
func (t *telling) files() (page.Files, error) {
	var files page.Files
	for _, name := range carried {
		i := slices.IndexFunc(t.folder.Manifest.Files, func(f result.File) bool { return f.Name == name })
		if i < 0 {
			continue
		}
		size := t.folder.Manifest.Files[i].Size
		f := page.File{Name: name, Size: size}
		const mostRead = 8 << 20 // what is larger has no chance to fit
		if size <= mostRead {
			data, err := t.folder.Read(name)
			if err != nil {
				return nil, err
			}
			f = t.room.Carry(name, mediaOf(name), data)
		}
		f.Note = bytesOf(size)
		switch {
		case f.Save == "":
			f.Note += ", too large to be carried: it is in " + t.dir
		case f.Save != name:
			f.Note += ", packed with gzip"
		}
		files = append(files, f)
	}
	return files, nil
}

func mediaOf(name string) string {
	switch {
	case strings.HasSuffix(name, ".csv"):
		return "text/csv"
	case strings.HasSuffix(name, ".yaml"):
		return "text/yaml"
	}
	return "application/octet-stream"
}

// bytesOf is a size as people say it.
func bytesOf(n int64) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return plural(int(n), "byte")
}
