package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// carried are the files that a page carries if there is room, in the order of what is missed most.
var carried = []string{result.ScenarioFile, result.PlanFile, result.Comparisons.File(),
	result.Choices.File(), result.Plans.File(),
	result.Worths.File(), result.Estimates.File(), result.Runways.File(), result.Survivals.File(),
	result.Incidents.File(), result.Timelines.File(), result.Components.File(), result.Series.File(),
	result.Opening.File(),
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
		if t.folder.Manifest.Verb == "run" || t.forInputs() {
			return "who has this file alone has its numbers and its scenario, below."
		}
		return "who has this file alone can save " + result.ScenarioFile + " from below, name that in place of the folder " +
			"to nines trace and nines run, and add --set PATH=VALUE, in place of --point or --variant, for each thing that " +
			"the configuration changes."
	}
	return "who has this file alone can save " + result.ScenarioFile + " from below and name that in place of the " +
		"folder to nines trace and nines run."
}

// files are the data of the folder.
func (t *telling) files() (page.Files, error) {
	carry := map[string]page.File{}
	for _, small := range []bool{true, false} { // which are too small to leave room if they are left out
		for _, name := range carried {
			f, there, err := t.file(name, small)
			if err != nil {
				return nil, err
			}
			if there {
				carry[name] = f
			}
		}
	}
	var files page.Files
	for _, name := range carried {
		if f, there := carry[name]; there {
			files = append(files, f)
		}
	}
	return files, nil
}

// file is one of them, if it is as small, or as large, as wanted.
func (t *telling) file(name string, small bool) (f page.File, there bool, err error) {
	i := slices.IndexFunc(t.folder.Manifest.Files, func(f result.File) bool { return f.Name == name })
	if i < 0 || small != (t.folder.Manifest.Files[i].Size <= page.Smallest) {
		return f, false, nil
	}
	size := t.folder.Manifest.Files[i].Size
	f = page.File{Name: name, Size: size}
	const mostRead = 8 << 20 // what is larger has no chance to fit
	if size <= mostRead {
		data, err := t.folder.Read(name)
		if err != nil {
			return f, false, err
		}
		f = t.room.Carry(name, mediaOf(name), data)
	}
	f.Note = bytesOf(size)
	switch {
	case f.Save == "":
		f.Note += ", for which this file has no room: it is in " + t.dir
	case f.Save != name:
		f.Note += ", packed with gzip"
	}
	return f, true, nil
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
