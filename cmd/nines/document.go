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
		return nil, usage("run nines sweep or nines compare with it",
			"%s starts from another scenario: it is a sweep or a comparison", path)
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
	if e.precision != "" {
		value, err := precisionValue(e.precision)
		if err != nil {
			return err
		}
		set("run.precision", value)
	}
	if e.changed("max-replications") {
		set("run.replications.max", fmt.Sprint(e.maxReplications))
	}
	if problems != nil {
		return problems
	}
	return e.fix(document)
}

// fix makes the number of replications a fixed one. The section run is written anew, because a precision that it holds
// has to go.
func (e *edits) fix(document *scenario.Document) error {
	if !e.changed("replications") {
		return nil
	}
	if e.precision != "" || e.changed("max-replications") {
		return usage("give --replications alone, or --precision with --max-replications",
			"--replications is a fixed number, so it leaves nothing to stop at")
	}
	s, err := document.Compile(scenario.DefaultCatalogs())
	if err != nil {
		return err
	}
	run := s.Spec.Run
	return document.Set("run", fmt.Sprintf("{replications: {min: %d, max: %d}, confidence: %s, seed: %s}",
		e.replications, e.replications, run.Confidence, run.Seed))
}

// precisionValue turns metric:5% or metric@scope:5% into the value of run.precision.
func precisionValue(text string) (string, error) {
	at := strings.LastIndexByte(text, ':')
	if at < 1 || at == len(text)-1 {
		return "", usage("write --precision request_success:5%, or --precision availability@service:api:5%",
			"--precision %q names no metric and precision", text)
	}
	metric, scope, _ := strings.Cut(text[:at], "@")
	value := "{metric: " + quoted(metric) + ", relative: " + quoted(text[at+1:])
	if scope != "" {
		value += ", scope: " + quoted(scope)
	}
	return value + "}", nil
}

// quoted makes a text one YAML scalar, whatever it holds.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
