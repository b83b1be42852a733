package main

import (
	"fmt"
	"strings"

	"nines/experiments/scenario"
)

// open reads a scenario file and applies the flags to it.
func (e *edits) open(path string) (*scenario.Document, error) {
	document, err := scenario.Open(path)
	if err != nil {
		return nil, err
	}
	if document.IsStudy() {
		return nil, usage("run nines sweep, nines compare or nines plan with it",
			"%s starts from another scenario: it is a sweep, a comparison or a plan", path)
	}
	return document, e.apply(document)
}

// apply makes every flag that was given a change of the document. All that is wrong is reported together.
func (e *edits) apply(document *scenario.Document) error {
	var problems scenario.Problems
	set := func(path, value string) {
		if err := document.Set(path, value); err != nil {
			problems = append(problems, err.(scenario.Problems)...)
		}
	}
	for _, text := range e.set {
		path, value, err := pairOf("set", text)
		if err != nil {
			return err
		}
		set(path, value)
	}
	if e.changed("seed") {
		set("run.seed", fmt.Sprint(e.seed))
	}
	if len(e.precision) > 0 {
		value, err := precisionValue(e.precision)
		if err != nil {
			return err
		}
		set("run.precision", value)
	}
	if e.budget != "" {
		set("run.budget", e.budget)
	}
	if problems != nil {
		return problems
	}
	if e.changed("max-replications") {
		return e.limit(document)
	}
	return e.fix(document)
}

// limit sets the number of replications to give up after, which may not lie below the least.
func (e *edits) limit(document *scenario.Document) error {
	if e.changed("replications") {
		return e.contradiction()
	}
	if err := checkCount("max-replications", e.maxReplications); err != nil {
		return err
	}
	const path, ample = "run.replications.max", "1M" // for the least that the scenario wants, whatever else it says
	if err := document.Set(path, ample); err != nil {
		return err
	}
	s, err := document.Compile(scenario.DefaultCatalogs())
	if err != nil {
		return err
	}
	if least := uint64(s.Spec.Run.Replications.Min); e.maxReplications < least {
		return usage(fmt.Sprintf("write --max-replications %d or more, or lower the least with --set "+
			"run.replications.min=%d", least, e.maxReplications), "--max-replications %d: the scenario wants at least %d",
			e.maxReplications, least)
	}
	return document.Set(path, fmt.Sprint(e.maxReplications))
}

// contradiction is a fixed number of replications beside a rule for when to stop.
func (e *edits) contradiction() error {
	return usage("give --replications alone, or --precision with --max-replications",
		"--replications is a fixed number, so it leaves nothing to stop at")
}

// fix makes the number of replications a fixed one. The section run is written anew, because a precision that it holds
// has to go.
func (e *edits) fix(document *scenario.Document) error {
	if !e.changed("replications") {
		return nil
	}
	if len(e.precision) > 0 {
		return e.contradiction()
	}
	if err := checkCount("replications", e.replications); err != nil {
		return err
	}
	s, err := document.Compile(scenario.DefaultCatalogs())
	if err != nil {
		return err
	}
	run := s.Spec.Run
	return document.Set("run", fmt.Sprintf("{replications: {min: %d, max: %d}, confidence: %s, seed: %s}",
		e.replications, e.replications, run.Confidence, run.Seed))
}

// precisionValue turns metric:5% or metric@scope:5%, one or several, into the value of run.precision.
func precisionValue(texts []string) (string, error) {
	var goals []string
	for _, text := range texts {
		goal, err := goalOf(text)
		if err != nil {
			return "", err
		}
		goals = append(goals, goal)
	}
	if len(goals) == 1 {
		return "{" + goals[0] + "}", nil
	}
	return "{" + goals[0] + ", and: [{" + strings.Join(goals[1:], "}, {") + "}]}", nil
}

func goalOf(text string) (string, error) {
	at := strings.LastIndexByte(text, ':')
	if at < 1 || at == len(text)-1 {
		return "", usage("write --precision request_success:5%, or --precision availability@service:api:5%",
			"--precision %q names no metric and precision", text)
	}
	metric, scope, _ := strings.Cut(text[:at], "@")
	if err := checkPrecision(metric, text[at+1:]); err != nil {
		return "", err
	}
	goal := "metric: " + quoted(metric) + ", relative: " + quoted(text[at+1:])
	if scope != "" {
		goal += ", scope: " + quoted(scope)
	}
	return goal, nil
}

// quoted makes a text one YAML scalar, whatever it holds.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
