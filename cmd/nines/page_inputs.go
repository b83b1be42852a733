package main

import (
	"fmt"

	"nines/experiments/result"
	"nines/plots/page"
)

// answerInputs is what a sweep whose inputs are not known exactly says first: how likely each objective is met.
func (t *telling) answerInputs() {
	points := len(t.configurations())
	t.page.Answer = "No objective is stated: this is what is known of what to expect."
	for i, row := range t.likely().rows {
		claim, met, interval, kept := row[0], row[1], row[2], row[3]
		if i == 0 {
			t.page.Answer = sentence(claim + " is met with a probability of " + met)
		}
		t.page.Verdicts = append(t.page.Verdicts, page.Verdict{Tone: page.Plain, Mark: met, Claim: claim,
			Decision: sentence("met with a probability of " + met + " by what is known of the inputs (" + interval +
				"); kept in " + kept)})
	}
	for _, of := range t.effectsBy() {
		if of[0].Measure != "known" {
			continue
		}
		k := knowledgeOf(of)
		point, interval := pointAndInterval(&result.Estimate{Unit: k.known.Unit, Mean: k.known.Estimate, Low: k.known.Low,
			High: k.known.High})
		t.page.Numbers = append(t.page.Numbers, page.Number{Label: aboutMetric(k.known), Value: point, Interval: interval,
			Note: "where " + t.confidence() + " of the points are"})
		if len(t.page.Reasons) == 0 {
			t.page.Reasons = append(t.page.Reasons, "Of "+aboutMetric(k.known)+": "+k.advice())
		}
	}
	t.page.Reasons = append(t.page.Reasons, fmt.Sprintf("How sure: %s, at each of which the inputs were drawn from what "+
		"is known of them, with up to %s and random numbers of its own.", plural(points, "point"),
		plural(t.folder.Manifest.Replications, "replication")))
}

// inputs is what is known of each metric, where that rests on, and what would narrow it.
func (t *telling) inputs() error {
	if !t.forInputs() {
		return nil
	}
	names := t.variables()
	var blocks []page.Block
	for _, of := range t.effectsBy() {
		if of[0].Measure != "known" {
			continue
		}
		k := knowledgeOf(of)
		blocks = append(blocks, page.Heading("What is known of "+aboutMetric(k.known)),
			tableOf(k.remedies(names, t.confidence()), "nff", "What is known, and what would narrow it"),
			tableOf(k.sources(names, t.confidence()), "nff", "Where the variance comes from"), page.Text(k.advice()))
	}
	if g := t.likely(); len(g.rows) > 0 {
		blocks = append(blocks, page.Heading("The objectives"), tableOf(g, "nfff", ""))
	}
	t.section("inputs", "How sure the answer is", append(blocks, page.Text(inputsKey(t.confidence())))...)
	return nil
}
