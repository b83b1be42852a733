package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
	"nines/models"
	"nines/plots/page"
	"nines/sim/unit"
)

// mostSearched is how much work the replications may take that are played again to find the longest outages, in events.
const mostSearched = mostReplayed

// outageSearch is what was found of the longest outages of the main service in a configuration.
type outageSearch struct {
	longest []experiments.Outage // the longest first
	sure    bool                 // no other is longer than these
	most    int                  // replications that were played again at most
	of      int                  // that there are
}

// mainName is the name of the service that the page is about first of all.
func (t *telling) mainName() string { return strings.TrimPrefix(t.mainScope(), "service:") }

// longestOutages plays replications of a configuration again to find so many of the longest outages of the main
// service; nil where they cannot be played.
func (t *telling) longestOutages(k *result.Key, wanted int) (*outageSearch, error) {
	e := t.downtimeOf(k)
	if e == nil || !t.playable(k) {
		return nil, nil
	}
	system := t.systemOf(k)
	service := slices.IndexFunc(system.Blueprint.Services, func(s models.Service) bool { return s.Name == t.mainName() })
	downtimes, err := t.downtimesIn(k, e.N)
	if err != nil || service < 0 {
		return nil, err
	}
	x := &outageSearch{of: e.N, most: int(mostSearched / math.Max(1, estimate(system.Blueprint).work))}
	x.longest, x.sure, err = experiments.LongestOutages(t.ctx, system, *k, service, downtimes, wanted, x.most)
	return x, err
}

// downtimeOf is the downtime of the main service in a configuration; nil where there is none.
func (t *telling) downtimeOf(k *result.Key) *result.Estimate {
	for i := range t.summary.Estimates {
		e := &t.summary.Estimates[i]
		if e.Metric == "downtime" && e.Scope == t.mainScope() && e.SameConfiguration(k) {
			return e
		}
	}
	return nil
}

// downtimesIn are the downtimes of the replications of a configuration. Where the ledger is not read they may be as
// long as the run, and that of the timeline comes first.
func (t *telling) downtimesIn(k *result.Key, n int) (all []experiments.Downtime, err error) {
	var values []replicated
	if verb := t.folder.Manifest.Verb; verb == "run" || verb == "compare" { // that of many points is mostly of others
		values, err = t.valuesOf(k, "downtime", t.mainScope())
	}
	for _, v := range values {
		seconds := v.value / float64(unit.Year) * t.horizon(k)
		all = append(all, experiments.Downtime{Replication: v.replication, Seconds: seconds})
	}
	if len(values) > 0 || err != nil {
		return all, err
	}
	first, err := t.toldIn(k)
	for replication := range n {
		all = append(all, experiments.Downtime{Replication: replication, Seconds: t.horizon(k)})
	}
	if first > 0 && first < n {
		all[0], all[first] = all[first], all[0]
	}
	return all, err
}

// toldIn is the replication of a configuration whose timeline the folder has; −1 where it has none.
func (t *telling) toldIn(k *result.Key) (int, error) {
	if !result.Has(t.folder, result.Timelines) {
		return -1, nil
	}
	for row, err := range result.Rows(t.folder, result.Timelines) {
		if err != nil || row.SameConfiguration(k) {
			return row.Replication, err
		}
	}
	return -1, nil
}

// worstOutages tells the longest outages of the main service in the configuration that is shown, each with the incident
// that began it; told is false where none is known.
func (t *telling) worstOutages() (told bool, err error) {
	x, err := t.longestOutages(&t.shown, mostTold)
	if err != nil || x == nil {
		return false, err
	}
	var episodes []episode
	for i := range x.longest {
		if outage := &x.longest[i]; outage.Began != nil {
			episodes = append(episodes, t.episode(outage.Began, outage))
		}
	}
	if len(episodes) == 0 {
		return false, nil
	}
	if err := t.longestOfAll(x.longest[0].Length); err != nil {
		return false, err
	}
	blocks := []page.Block{page.Text(sentence(t.howFound(x)))}
	if rules := t.rules(episodes); rules != "" {
		blocks = append(blocks, page.Text(rules))
	}
	first, which := &episodes[0], ""
	if x.longest[0].Began == nil {
		which = " that an incident began"
		t.tellOutage("", &t.shown, &x.longest[0])
	}
	lost := ""
	if first.story != nil {
		lost = " " + first.story.lost()
	}
	t.reason(strings.TrimSpace(fmt.Sprintf("The longest outage%s%s that was seen, in replication %d: %s.%s", which,
		t.ofShown(), first.row.Replication, t.called(*first, ", "), lost)))
	t.section("incidents", "The worst incidents", append(blocks, t.told(episodes)...)...)
	return true, nil
}

// howFound says of which outages those are the longest that are told, and what began others.
func (t *telling) howFound(x *outageSearch) string {
	text := fmt.Sprintf("what began the longest outages of %s%s in all %s", t.mainName(), t.ofShown(),
		plural(x.of, "replication"))
	if !x.sure {
		text = fmt.Sprintf("what began the longest outages of %s%s, in %s that were played again, of %s; others may have "+
			"longer ones", t.mainName(), t.ofShown(), plural(min(x.most, x.of), "replication"), whole(x.of))
	}
	for _, outage := range x.longest {
		if outage.Began == nil {
			text += fmt.Sprintf("; one of %s in replication %d, from %s on, is not told, since no incident struck then",
				human(outage.Length), outage.Replication, clockTime(outage.Start))
		}
	}
	return text
}

// longestOfAll enters which services are never up in some configuration, and the longest outage of the main service in
// any, unless one as long is told.
func (t *telling) longestOfAll(told float64) error {
	t.neverUp()
	longest, err := t.longestInHistograms()
	const near = 0.01
	if err != nil || longest == nil || longest.Upper <= told*(1+near) {
		return err
	}
	x, err := t.longestOutages(&longest.Key, 1)
	if err != nil {
		return err
	}
	if x == nil || len(x.longest) == 0 {
		t.reason(fmt.Sprintf("The longest outage of %s that was seen to end, whatever began it: about %s%s.", t.mainName(),
			human(longest.Upper), t.commaOf(&longest.Key)))
		return nil
	}
	among := ""
	switch {
	case !x.sure:
		among = fmt.Sprintf("in %s that were played again", plural(x.most, "replication"))
	case t.nameOf(&longest.Key) != "":
		among = "of any configuration that is ever up"
	}
	if x.longest[0].Length > told {
		t.tellOutage(among, &longest.Key, &x.longest[0])
	}
	return nil
}

// commaOf says of which configuration something is, where a folder has several: ", of hands 2".
func (t *telling) commaOf(k *result.Key) string {
	if name := t.nameOf(k); name != "" {
		return ", of " + name
	}
	return ""
}

// tellOutage enters an outage of the main service, the longest among some, with the command that tells it.
func (t *telling) tellOutage(among string, k *result.Key, outage *experiments.Outage) {
	ends := ""
	if outage.Open {
		ends = ", up to the end of the run"
	}
	w := around(outage.Start, outage.Length)
	w.to = math.Min(w.to, t.horizon(k))
	t.reason(fmt.Sprintf("%s: %s down for %s%s%s, in replication %d, which this tells: %s.",
		strings.TrimSpace("The longest outage "+among), t.mainName(), human(outage.Length), ends, t.commaOf(k),
		outage.Replication, t.replayCommand(k, outage.Replication, w)))
}

// longestInHistograms is the range of durations with the longest outage of the main service that has ended, in any
// configuration; nil where none has.
func (t *telling) longestInHistograms() (longest *result.HistogramRow, err error) {
	if !result.Has(t.folder, result.Histograms) {
		return nil, nil
	}
	for row, err := range result.Rows(t.folder, result.Histograms) {
		if err != nil {
			return nil, err
		}
		if row.Metric == "mttr" && row.Scope == t.mainScope() && (longest == nil || row.Upper > longest.Upper) {
			longest = &row
		}
	}
	return longest, nil
}

// neverUp enters which services are down all the time in every replication of some configurations.
func (t *telling) neverUp() {
	var scopes []string
	where := map[string][]string{}
	for i := range t.summary.Estimates {
		e := &t.summary.Estimates[i]
		if e.Metric != "availability" || e.Mean != 0 || e.N == 0 {
			continue
		}
		if where[e.Scope] == nil {
			scopes = append(scopes, e.Scope)
		}
		where[e.Scope] = append(where[e.Scope], t.nameOf(&e.Key))
	}
	for _, scope := range scopes {
		const few = 3
		names := where[scope]
		text := "Service " + strings.TrimPrefix(scope, "service:") + " is never up, in any replication"
		if names[0] != "" {
			text += " of " + strings.Join(names[:min(len(names), few)], "; ")
		}
		if more := len(names) - few; more > 0 {
			text += fmt.Sprintf("; and of %s more", plural(more, "configuration"))
		}
		if rule := t.ruleFor(t.one.find("availability", scope)); rule != "" {
			text += " (it is " + strings.TrimPrefix(rule, "; ") + ")"
		}
		t.reason(text + ".")
	}
}
