package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
	"nines/plots/page"
	"nines/sim/unit"
)

// mostTold is how many incidents a page tells.
const mostTold = 3

// mostWeighed is how many of the longest incidents are played again, beside those that began the longest outages of the
// replication whose timeline the folder has, to find which are the worst.
const mostWeighed = 12

// worst tells what began the longest outages of the main service in the configuration that is shown. Where these are
// not found, it tells incidents by their own length.
func (t *telling) worst() error {
	told, err := false, error(nil)
	if !t.drawn() {
		told, err = t.worstOutages()
	}
	if err == nil && !told {
		err = t.worstIncidents()
	}
	if err != nil || t.drawn() {
		return err
	}
	return t.tellCostliest()
}

// worstIncidents tells the worst incidents that took a service down: of the configuration that is shown or, where the
// table has none of it or no configuration is more than one among others, of all. Where there was none, it tells the
// longest of the replication whose timeline the folder has. Beside it stands the longest outage of any configuration,
// whatever began it.
func (t *telling) worstIncidents() error {
	alike := t.drawn()
	rows, all, err := t.longest(func(row *result.IncidentRow) bool { return alike || row.SameConfiguration(&t.shown) })
	if err == nil && len(rows) == 0 && t.folder.Manifest.Verb != "run" {
		rows, all, err = t.longest(func(*result.IncidentRow) bool { return true })
	}
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return t.nothingFell()
	}
	of, rest := t.ofShown(), ""
	if alike {
		of = " of any point"
	} else if !rows[0].SameConfiguration(&t.shown) {
		of, rest = " of any point", ", and none"+t.ofShown()
	}
	told, weighed := t.weighed(rows)
	if err := t.longestOfAll(told[0].outage()); err != nil {
		return err
	}
	how := "the longest of the incidents" + of + " that took a service down"
	if weighed > 0 {
		how = fmt.Sprintf("those with the longest outages, of %d incidents%s that were played again: the longest that took "+
			"a service down, and those of the replication with the longest downtime", weighed, of)
	}
	kept := fmt.Sprintf("the folder has %s%s", plural(all, "such incident"), rest)
	if all >= experiments.MostIncidents {
		kept = fmt.Sprintf("the folder keeps the %s incidents of all configurations that lasted longest%s",
			whole(experiments.MostIncidents), rest)
	}
	text := how + "; " + kept
	blocks := []page.Block{page.Text(sentence(text))}
	if rules := t.rules(told); rules != "" {
		blocks = append(blocks, page.Text(rules))
	}
	t.reason(fmt.Sprintf("The worst of %s, in replication %d%s: %s.", searched(weighed, of), told[0].row.Replication,
		t.ofOther(told[0].row), t.called(told[0], ", ")))
	t.section("incidents", "The worst incidents", append(blocks, t.told(told)...)...)
	return nil
}

// called is an incident in a few words: "crash of node-3: api down for 2 h".
func (t *telling) called(e episode, between string) string {
	length := human(t.lasted(e.row))
	if e.found != nil {
		length = t.mainName() + " down for " + human(e.found.Length)
	}
	if e.story == nil {
		return e.row.Cause + between + length
	}
	if e.story.service != "" && !math.IsInf(e.story.outage, 1) {
		length = e.story.service + " down for " + human(e.story.outage)
	}
	return e.row.Cause + " of " + e.story.where + between + length
}

// ofOther says of which configuration an incident is, where it is not of the one that is shown.
func (t *telling) ofOther(row *result.IncidentRow) string {
	if row.SameConfiguration(&t.shown) {
		return ""
	}
	return " of " + t.nameOf(&row.Key)
}

// rules say when the services are up that incidents took down: "api is up when at least 2 nodes are up."
func (t *telling) rules(told []episode) string {
	var said []string
	for _, e := range told {
		s := t.systemOf(&e.row.Key)
		if s == nil {
			continue
		}
		x := &explanation{t.app, s, t.recipe}
		for i, service := range x.services().rows {
			rule := service[0] + " is " + service[2] + "."
			if e.row.Scope == "service:"+x.Blueprint.Services[i].Name && !slices.Contains(said, rule) {
				said = append(said, rule)
			}
		}
	}
	return strings.Join(said, " ")
}

// nothingFell tells the longest incidents where none took a service down.
func (t *telling) nothingFell() error {
	rows, which, err := t.worstKept()
	if err == nil && len(rows) == 0 {
		rows, err = t.harmless()
	}
	if err != nil {
		return err
	}
	if err := t.longestOfAll(0); err != nil {
		return err
	}
	text := "no incident took a service down"
	of := t.ofShown()
	if which != "" {
		of = cmp.Or(t.ofOther(&rows[0]), of)
		text += fmt.Sprintf("; with these most was lost, or they struck most nodes, in replication %d%s, in which %s",
			rows[0].Replication, of, which)
	} else if len(rows) > 0 {
		text += fmt.Sprintf("; these are the longest of replication %d%s", rows[0].Replication, t.ofShown())
	}
	told := make([]episode, len(rows))
	for i := range rows {
		told[i] = t.episode(&rows[i], nil)
	}
	if len(told) > 0 && told[0].story != nil {
		if fared := told[0].story.fared(t); fared != "" {
			t.reason(fmt.Sprintf("What an incident did, in replication %d: %s. %s", told[0].row.Replication,
				t.called(told[0], ", "), strings.TrimSpace(fared)))
		}
	}
	if which != "" {
		behind := "What struck most nodes in it: "
		if told[0].story != nil && told[0].story.lostGroups() > 0 {
			behind = "Most was lost with "
		}
		t.reason(fmt.Sprintf("The worst that data went through, in replication %d%s: %s. %s%s.", rows[0].Replication,
			of, which, behind, t.called(told[0], ", ")))
	}
	title := "The longest incidents"
	if which != "" {
		title = "The worst run for data"
	}
	blocks := append([]page.Block{page.Text(sentence(text))}, t.told(told)...)
	t.section("incidents", title, blocks...)
	return nil
}

// weighed are those incidents with the longest outages, of as many as are played again for that; 0 where none is.
func (t *telling) weighed(rows []result.IncidentRow) (told []episode, weighed int) {
	most := mostTold
	if s := t.systemOf(&rows[0].Key); s != nil {
		most = max(mostTold, int(2*mostReplayed/math.Max(1, estimate(s.Blueprint).work)))
	}
	for i := range rows[:min(len(rows), most)] {
		told = append(told, t.episode(&rows[i], nil))
	}
	if !slices.ContainsFunc(told, func(e episode) bool { return e.story == nil }) && len(told) > mostTold {
		weighed = len(told)
		slices.SortStableFunc(told, func(a, b episode) int { return cmp.Compare(b.story.outage, a.story.outage) })
	}
	return told[:min(len(told), mostTold)], weighed
}

// told are the blocks of incidents.
func (t *telling) told(all []episode) (blocks []page.Block) {
	for i, e := range all {
		blocks = append(blocks, t.incident(i+1, e)...)
	}
	return blocks
}

// longest are the longest of the incidents that fit, and how many fit. What a script does in every replication, and
// what takes down several services, is one of them.
func (t *telling) longest(fits func(*result.IncidentRow) bool) (rows []result.IncidentRow, all int, err error) {
	type occasion struct {
		point int
		cause string
		start float64
	}
	seen := map[occasion]bool{}
	for row, err := range result.Rows(t.folder, result.Incidents) {
		if err != nil {
			return nil, 0, err
		}
		if !fits(&row) {
			continue
		}
		all++
		if id := (occasion{row.Point, row.Cause, row.Start}); !seen[id] {
			seen[id] = true
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b result.IncidentRow) int { return cmp.Compare(t.lasted(&b), t.lasted(&a)) })
	longest := slices.Clip(rows[:min(len(rows), mostWeighed)])
	outages, err := t.outages()
	for _, row := range rows[len(longest):] {
		if slices.ContainsFunc(outages, func(x result.TimelineRow) bool { return began(&row, &x) }) {
			longest = append(longest, row)
		}
	}
	return longest, all, err
}

// outages are the longest of the timeline.
func (t *telling) outages() (rows []result.TimelineRow, err error) {
	if !result.Has(t.folder, result.Timelines) {
		return nil, nil
	}
	for row, err := range result.Rows(t.folder, result.Timelines) {
		if err != nil {
			return nil, err
		}
		if row.Incident == 0 && row.SameConfiguration(&t.shown) {
			rows = append(rows, row)
		}
	}
	lasted := func(row *result.TimelineRow) float64 { return t.ended(row) - row.Start }
	slices.SortStableFunc(rows, func(a, b result.TimelineRow) int { return cmp.Compare(lasted(&b), lasted(&a)) })
	return rows[:min(len(rows), mostTold)], nil
}

// began reports whether an outage began with an incident.
func began(row *result.IncidentRow, outage *result.TimelineRow) bool {
	return row.SameConfiguration(&outage.Key) && row.Replication == outage.Replication && row.Start == outage.Start
}

// lasted is how long an incident took, up to the end of its run where it was not over then.
func (t *telling) lasted(row *result.IncidentRow) float64 {
	if math.IsNaN(row.End) {
		return t.horizon(&row.Key) - row.Start
	}
	return row.End - row.Start
}

// horizon is how long a replication of a configuration lasts.
func (t *telling) horizon(k *result.Key) float64 {
	if text, varied := k.Param("time.horizon"); varied {
		if d, err := unit.ParseDuration(text); err == nil {
			return float64(d)
		}
	}
	return t.folder.Manifest.Horizon
}

// incident tells one, with what was played again of it.
func (t *telling) incident(rank int, e episode) []page.Block {
	blocks := []page.Block{
		page.Heading(fmt.Sprintf("%d. %s", rank, t.called(e, ": "))),
		page.Text(t.chain(e)),
	}
	if e.story != nil {
		blocks = append(blocks, page.Fold{Summary: "Its timeline", Blocks: []page.Block{e.story.table()}, Open: rank == 1})
	}
	return append(blocks, page.Command(t.replayCommand(&e.row.Key, e.row.Replication, t.windowOf(e))))
}

// chain says in sentences what an incident was: what struck what, who noticed, what it waited for, what ended it, and
// what it cost.
func (t *telling) chain(e episode) string {
	row, s := e.row, e.story
	var text strings.Builder
	fmt.Fprintf(&text, "In replication %d%s, at %s, %s struck", row.Replication, t.ofOther(row), clockTime(row.Start),
		row.Cause)
	if s != nil {
		text.WriteString(" " + s.where)
	}
	if row.NodesAffected > 1 {
		fmt.Fprintf(&text, " and held %s", plural(row.NodesAffected, "node"))
		if row.CapacityLost > 0 {
			fmt.Fprintf(&text, ", %.3g %% of the installed throughput", 100*row.CapacityLost)
		}
	}
	text.WriteString(". ")
	text.WriteString(stepsOf(row, s))
	if e.found != nil {
		text.WriteString(alsoBroken(e.found.Besides))
	}
	if s != nil {
		text.WriteString(s.cost(t))
	}
	return strings.TrimSpace(text.String())
}

// replayCommand tells a part of a replication again.
func (t *telling) replayCommand(k *result.Key, replication int, w window) string {
	return fmt.Sprintf("nines trace %s --replication %d%s --from %s --to %s", t.dir, replication, t.selected(k),
		spelled(w.from), spelled(w.to))
}

// spelled is a whole number of seconds as a flag takes it: "191d5h45m19s".
func spelled(seconds float64) string {
	rest, text := int64(seconds), ""
	for _, u := range []struct {
		size int64
		name string
	}{{86_400, "d"}, {3600, "h"}, {60, "m"}, {1, "s"}} {
		if n := rest / u.size; n > 0 {
			text += fmt.Sprintf("%d%s", n, u.name)
		}
		rest %= u.size
	}
	return cmp.Or(text, "0s")
}

// windowOf is what is told of an incident and the outage that it began: both, and a little before and after, in whole
// seconds within the run.
func (t *telling) windowOf(e episode) window {
	row, lasted := e.row, t.lasted(e.row)
	if e.found != nil {
		lasted = math.Max(lasted, e.found.Start+e.found.Length-row.Start)
	}
	w := around(row.Start, lasted)
	if s := t.systemOf(&row.Key); s != nil && s.Blueprint.Plays() { // queues and clients take their time to recover
		w.to = math.Ceil(row.Start + 20*lasted)
	}
	w.to = math.Min(w.to, t.horizon(&row.Key))
	return w
}

// around is a time with a little before and after it, in whole seconds.
func around(start, lasted float64) window {
	margin := math.Max(1, math.Min(60, lasted/10))
	return window{from: math.Max(0, math.Floor(start-margin)), to: math.Ceil(start + lasted + margin)}
}
