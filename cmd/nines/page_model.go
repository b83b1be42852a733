package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// figures are the tables with everything that was estimated.
func (t *telling) figures() error {
	var blocks []page.Block
	if verb := t.folder.Manifest.Verb; verb == "run" || verb == "plan" {
		g := t.one.headlines()
		g.header = []string{"metric", "estimate", t.confidence() + " CI", "note"}
		blocks = append(blocks, tableOf(g, "nf", ""))
	}
	if important := t.importances(); important != nil {
		blocks = append(blocks, important)
	}
	if components, err := t.components(); err != nil {
		return err
	} else if components != nil {
		blocks = append(blocks, components)
	}
	all := &grid{header: []string{"metric", "scope", "estimate", t.confidence() + " CI", "n"}}
	for i := range t.summary.Estimates {
		e := &t.summary.Estimates[i]
		if !e.SameConfiguration(&t.shown) {
			continue
		}
		point, interval := pointAndInterval(e)
		all.add(result.Words(e.Metric), e.Scope, point, interval, whole(e.N))
	}
	blocks = append(blocks, page.Fold{Summary: fmt.Sprintf("All %d estimates%s", len(all.rows), t.ofShown()),
		Blocks: []page.Block{tableOf(all, "nnf", "")}})
	t.section("tables", "Tables", blocks...)
	return nil
}

// mostComponents is how many components a page names.
const mostComponents = 15

// components are those that had most part in the downtime.
func (t *telling) components() (page.Block, error) {
	if !result.Has(t.folder, result.Components) {
		return nil, nil
	}
	var rows []result.ComponentRow
	for row, err := range result.Rows(t.folder, result.Components) {
		if err != nil {
			return nil, err
		}
		if row.SameConfiguration(&t.shown) && (row.Importance > 0 || row.RiskReduction > 0) {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(rows, func(a, b result.ComponentRow) int {
		return cmp.Or(cmp.Compare(b.RiskReduction, a.RiskReduction), cmp.Compare(b.Importance, a.Importance))
	})
	g := &grid{header: []string{"component", "downtime gone without it", t.confidence() + " CI",
		"downtime in outages it began", "outages begun", "failures", "of them took a service down"}}
	for _, row := range rows[:min(len(rows), mostComponents)] {
		gone, interval := pointAndInterval(&result.Estimate{Metric: "risk_reduction", Unit: "ratio",
			Mean: row.RiskReduction, Low: row.RiskLow, High: row.RiskHigh})
		g.add(row.Component, gone, interval, wholePercent(row.Importance), wholePercent(row.OutageShare),
			whole(int(row.Failures)), whole(int(row.DowningFailures)))
	}
	of := ""
	if t.several() {
		of = " of all services, added up"
	}
	title := "The components with most part in the downtime" + of + t.ofShown() + ", over all replications"
	return page.Fold{Summary: title, Blocks: []page.Block{tableOf(g, "nf", "")}}, nil
}

// model is what was simulated, as it was understood.
func (t *telling) model() error {
	resolved, err := t.folder.Scenario()
	if err != nil {
		return err
	}
	var blocks []page.Block
	if m := t.folder.Manifest; m.Verb != "run" {
		plan, err := t.folder.Read(result.PlanFile)
		if err != nil {
			return err
		}
		blocks = append(blocks, page.Text("The scenario below is what all start from; this is what was changed in it."),
			page.Fold{Summary: result.PlanFile, Blocks: []page.Block{listing(result.PlanFile, string(plan))}})
	}
	if t.system != nil {
		title := "The model" + t.ofShown() + " in words, with every law, policy and default"
		blocks = append(blocks, page.Fold{Summary: title,
			Blocks: []page.Block{listing("the model in words", t.explained())}})
	} else {
		blocks = append(blocks, page.Text(sentence("this program cannot read the scenario any more, which another version "+
			"has written: "+firstLine(t.unread))))
	}
	blocks = append(blocks, page.Fold{Summary: result.ScenarioFile + ", with every default", Blocks: []page.Block{
		listing(result.ScenarioFile, string(resolved))}})
	t.section("model", "The model as simulated", blocks...)
	return nil
}

// listing is a text in lines, without the end of one that is very long.
func listing(label, text string) page.Listing {
	if len(text) > mostText {
		end := strings.LastIndexByte(text[:mostText], '\n') + 1
		text = text[:end] + "…\n"
	}
	return page.Listing{Label: label, Text: text}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// explained is what nines explain says of the system.
func (t *telling) explained() string {
	var b bytes.Buffer
	quiet := &app{out: bufio.NewWriter(&b), err: io.Discard, clock: t.app.clock, color: "never", quiet: true}
	if err := quiet.explain(t.system); err != nil {
		return err.Error()
	}
	_ = quiet.out.Flush() // to memory
	return b.String()
}

// limits are the assumptions and what cannot be seen.
func (t *telling) limits() error {
	var list page.List
	for _, text := range t.recipe.unseen() {
		list = append(list, sentence(text))
	}
	switch {
	case t.any(givenRecord):
		list = append(list, sentence(oneRecord))
	case t.any(ofDraws):
		list = append(list, sentence(draws))
	}
	if t.any(ofMTTDL) {
		list = append(list, sentence(upsideDown))
	}
	list = append(list, t.unseenFaults()...)
	list = append(list, "Laws are taken at their word: a tail beyond what was ever measured is an extrapolation, and "+
		"rare outages hang on it most.")
	blocks := []page.Block{list}
	if t.system != nil {
		x := &explanation{t.app, t.system, t.recipe}
		blocks = append(blocks, page.Heading("Choices that decide the answer"), termsOf(x.choices()))
		if doubts := t.doubts(); len(doubts) > 0 {
			blocks = append(blocks, page.Heading("What is doubtful about the scenario"), doubts)
		}
	}
	blocks = append(blocks, page.Fold{Summary: "What the words mean", Blocks: []page.Block{t.glossary()}})
	t.section("limits", "Assumptions and limits", blocks...)
	return nil
}

// glossary is for whoever sees such a page for the first time.
var glossary = page.Terms{
	{"replication", "the system played once through the whole time, with random numbers of its own; all are equally " +
		"likely"},
	{"incident", "one occurrence of one fault, from its onset to its end, whether users notice it or not"},
	{"outage", "a time in which a service is down by its rule, from its fall to its rise"},
	{"CI", "confidence interval: of 100 experiments such as this, about as many hold the true value as its percentage " +
		"says; it allows for chance, and not for a model that is wrong"},
	{"nines", "of what is served or up: 99.9 % has three"},
	{"MTTR", "of a service, the mean outage; of faults, the mean time from onset to end: to detect, to locate, to wait " +
		"for hands or parts, to repair and to verify"},
	{"1 year in 20", "the 95th percentile over replications: one in twenty is worse"},
	{"met with confidence", "the interval at that confidence lies wholly on the right side of the bound"},
	{"seed", "where all random numbers begin: the same seed, scenario and program give the same bytes"},
}

// storeWords and logWords are the same for who keeps data.
var (
	storeWords = page.Terms{
		{"group", "what is stored together, and lost together: it is cut or copied into fragments on different nodes"},
		{"degraded, endangered", "a group of which a fragment is not reached, and one that the next loss destroys"},
		{"unreadable", "data of which too few fragments are reached, for now or for good; unwritable likewise"},
		{"remade, rebuilt", "a fragment that is made anew elsewhere from others, once the grace is over in which its node " +
			"may come back with it"},
	}
	logWords = page.Terms{
		{"member, majority", "a node with a copy of the log; more than half of them, without which nothing is committed"},
		{"leader, election", "the member through which all entries go; how another one is found when it is lost"},
		{"commit", "an entry is safe once a majority has it; in time where that takes no longer than commit_timeout"},
		{"writable", "the share of the time in which entries are committed in time: a slow leader counts against it, and " +
			"against no availability"},
	}
)

// glossary are the words that the page needs.
func (t *telling) glossary() page.Terms {
	words := glossary
	if t.keeps() {
		words = slices.Concat(words, storeWords)
	}
	if len(scopesOf(t.summary.Estimates, "log")) > 0 {
		words = slices.Concat(words, logWords)
	}
	return words
}

// doubts are the warnings about the scenario.
func (t *telling) doubts() (list page.List) {
	for _, w := range t.system.Warnings {
		text := sentence(w.Message)
		if w.Help != "" {
			text += " Remedy: " + sentence(w.Help)
		}
		list = append(list, text)
	}
	return list
}

// unseenFaults says which faults did not strike in any replication: what they would do is not in the numbers.
func (t *telling) unseenFaults() (list page.List) {
	var names []string
	for i := range t.summary.Estimates {
		e := &t.summary.Estimates[i]
		if name, of := strings.CutPrefix(e.Scope, "fault:"); of && e.Metric == "incidents" && e.Mean == 0 &&
			e.SameConfiguration(&t.shown) {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		list = append(list, sentence("never seen in any replication, so that what they do is not in these numbers: "+
			strings.Join(names, ", ")))
	}
	return list
}

// termsOf are the rows of a grid of two columns as words and what they mean.
func termsOf(g *grid) page.Terms {
	var terms page.Terms
	for _, row := range g.rows {
		terms = append(terms, [2]string{row[0], strings.Join(row[1:], " ")})
	}
	return terms
}
