package main

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/plots/page"
)

// lead says what was simulated.
func (t *telling) lead() {
	p, r := t.page, t.recipe
	if r.Description != "" {
		p.Lead = append(p.Lead, r.Description)
	}
	system := strings.TrimPrefix(r.headline(t.folder.Manifest.Seed), cleaned(r.Name)+" · ")
	if t.folder.Manifest.Verb != "run" { // which has others, too
		system = "The scenario as it is: " + system
	}
	p.Lead = append(p.Lead, system)
}

// answer is what whoever opens the page wants to know first, with what to beware of and the numbers behind it.
func (t *telling) answer() error {
	if s := t.folder.Manifest.Status; s != result.Finished {
		t.warn("This is not finished: the experiment is %s, and these are the replications that were played until then.", s)
	}
	for _, w := range t.summary.Warnings {
		t.warn("%s", w)
	}
	if err := t.doubtfulAnswers(); err != nil {
		return err
	}
	var err error
	switch t.folder.Manifest.Verb {
	case "sweep":
		err = t.answerSweep()
	case "compare":
		t.answerComparison()
	case "plan":
		err = t.answerPlan()
	default:
		t.answerRun()
	}
	t.tellFull()
	t.page.Title = t.recipe.Name + ": " + t.page.Answer
	return err
}

// doubtfulAnswers warns of what makes verdicts on objectives less sure than they look, and of a system that has not
// settled.
func (t *telling) doubtfulAnswers() error {
	for _, o := range t.one.objectives() {
		rests := o.met // what the verdict rests on
		if o.In.Mean {
			rests = o.mean
		}
		for _, w := range rests.Warnings {
			if !slices.ContainsFunc(t.summary.Warnings, func(said string) bool { return strings.HasSuffix(said, w) }) {
				t.warn("The verdict on %s%s: %s", o.claim(t.one), t.ofShown(), w)
			}
		}
	}
	text, drifts, err := t.settles()
	if drifts {
		t.warn("%s", text)
	}
	return err
}

func (t *telling) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if first, _, _ := strings.Cut(text, " "); strings.Contains(first, ".") { // the name of a file
		t.page.Warnings = append(t.page.Warnings, strings.TrimSuffix(text, ".")+".")
		return
	}
	t.page.Warnings = append(t.page.Warnings, sentence(text))
}

func (t *telling) answerRun() {
	t.page.Answer = tally(t.judge(), len(t.objectives()))
	if kept := t.kept(); kept != "" && len(t.objectives()) == 0 {
		t.page.Answer = "No objective is stated. " + kept
	} else if kept != "" {
		t.page.Reasons = append(t.page.Reasons, kept)
	}
	const most = 4
	for _, x := range slices.Concat(t.failed(), t.losses(), t.destroyed(), t.downtimes()) {
		further := strings.HasPrefix(x.label, " ") || x.label == "Downtime by stage"
		if !further && len(t.page.Reasons) < most {
			t.page.Reasons = append(t.page.Reasons, x.label+": "+x.inline()+".")
		}
	}
	t.page.Reasons = append(t.page.Reasons, t.sureness())
	t.keyNumbers()
}

// inline is the text of a line within a sentence.
func (x *labeled) inline() string { return strings.ReplaceAll(strings.TrimSpace(x.text), "  ", ", ") }

var tones = map[result.Verdict]page.Tone{result.Met: page.Good, result.OnAverage: page.Unsure,
	result.Undecided: page.Unsure, result.Violated: page.Bad}

// tally says how many of all objectives are met: "2 of 3 objectives are met, 1 is undecided."
func tally(counts map[result.Verdict]int, all int) string {
	if all == 0 {
		return "No objective is stated: this is what to expect."
	}
	words := map[result.Verdict]string{result.Met: "met", result.OnAverage: "met on average only",
		result.Violated: "violated", result.Undecided: "undecided"}
	var parts []string
	for _, v := range []result.Verdict{result.Violated, result.Undecided, result.OnAverage, result.Met} {
		switch n := counts[v]; {
		case n == all && all == 1:
			return "The objective is " + words[v] + "."
		case n == all && all == 2:
			return "Both objectives are " + words[v] + "."
		case n == all:
			return fmt.Sprintf("All %d objectives are %s.", all, words[v])
		case n > 0 && parts == nil:
			parts = append(parts, fmt.Sprintf("%d of %d objectives %s %s", n, all, isOrAre(n), words[v]))
		case n > 0:
			parts = append(parts, fmt.Sprintf("%d %s %s", n, isOrAre(n), words[v]))
		}
	}
	return strings.Join(parts, ", ") + "."
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// sureness says in a sentence how well the numbers are known.
func (t *telling) sureness() string {
	return fmt.Sprintf("How sure: %s were played, each %s of the system with random numbers of its own; intervals are at "+
		"%s. %s", plural(t.folder.Manifest.Replications, "replication"), human(t.horizon(&t.shown)), t.confidence(),
		sentence(t.reached()))
}

// mostAsked are the metrics of the main service that key numbers are taken from, in their order; played are those where
// requests are played one by one.
var (
	mostAsked = []string{"request_success", "availability", "downtime", "mttr", "cost", "outages", "capacity_margin_p05"}
	playedOf  = []string{"request_success", "latency_p99", "tries", "wasted_work", "downtime", "cost_per_million",
		"latency_p50", "utilization"}
)

// keyNumbers are five of those that people ask for first.
func (t *telling) keyNumbers() {
	metrics := mostAsked
	if t.system != nil && t.system.Blueprint.Plays() {
		metrics = playedOf
	}
	const most = 5
	if len(t.services()) == 0 {
		t.numbersOfStores(most)
	}
	for _, metric := range metrics {
		e := findIn(t.summary.Estimates, metric, t.scopeFor(metric))
		if metric == "cost" {
			e = findIn(t.summary.Estimates, metric, "fleet")
		}
		if e != nil && e.Scope == "fleet" && metric == "mttr" {
			continue // it is one of those below
		}
		if e != nil && len(t.page.Numbers) < most && !dull(e) {
			t.number(t.named(e.Scope)+result.Words(metric), e, strings.TrimPrefix(t.remark(e)+t.ruleFor(e), "; "))
		}
	}
	t.usersLose()
	for _, more := range []struct{ label, metric string }{{"MTTR (faults)", "mttr"}, {"nodes up", "node_availability"}} {
		e := findIn(t.summary.Estimates, more.metric, "fleet")
		if e != nil && len(t.page.Numbers) < most && !dull(e) {
			t.number(more.label, e, "")
		}
	}
}

// dull reports an estimate that says nothing: there is none, or it is as if nothing could ever happen.
func dull(e *result.Estimate) bool {
	point, interval := pointAndInterval(e)
	return point == "–" || interval == "" && boundOf(e) == neither && (e.Mean == 0 || e.Unit == "ratio" && e.Mean == 1)
}

func (t *telling) number(label string, e *result.Estimate, note string) {
	point, interval := pointAndInterval(e)
	if interval != "" {
		interval = t.confidence() + " CI " + interval
	}
	t.page.Numbers = append(t.page.Numbers, page.Number{Label: label, Value: point, Interval: interval, Note: note})
}

// tellFull says which nodes are the first to be full, and warns where that is just above the peak.
func (t *telling) tellFull() {
	if t.system == nil {
		return
	}
	const near = 0.05
	x := &explanation{t.app, t.system, t.recipe}
	for _, s := range x.Blueprint.Flows() {
		text, room := x.firstFull(s)
		if text == "" {
			continue
		}
		text = "First to be full" + t.ofShown() + ", as requests are balanced: " + text
		if room < near {
			t.warn("%s. Little more demand than is expected has requests lost every day: what is stated of demand decides.",
				text)
		} else {
			t.reason(text + ".")
		}
	}
}
