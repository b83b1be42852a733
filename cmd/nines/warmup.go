package main

import (
	"context"
	"errors"

	"nines/experiments"
	"nines/experiments/scenario"
)

// warmUp finds the warm-up of a scenario that says auto, and puts it in the place of the word: what is
// played, saved and named by its hash from then on has a warm-up like any other.
func (a *app) warmUp(ctx context.Context, document *scenario.Document, jobs int) error {
	if !document.FindsWarmup() {
		return nil
	}
	var s *scenario.Scenario
	err := inTime(ctx, func() (err error) {
		if s, err = document.CompilePoint(scenario.DefaultCatalogs()); err == nil {
			err = experiments.Check(s)
		}
		return err
	})
	if err != nil {
		return err
	}
	o := experiments.Options{Workers: a.workers(jobs, outlineOf("", s))}
	found, err := experiments.FindWarmup(ctx, s, o)
	switch {
	case err != nil && ctx.Err() != nil:
		return tooSoon(ctx)
	case err != nil:
		return err
	}
	document.Warm(found)
	a.say("warm-up %s, found %s", found.Length.Human(), found.Found)
	return nil
}

// unsettled refuses to play a configuration of a results folder with a warm-up that would have to be found.
func unsettled(s *scenario.Scenario) error {
	if w := &s.Spec.Time.Warmup; w.Auto {
		return w.Unfound("name the scenario instead, or write a time: warmup=30d", "a warm-up is found for a scenario, and "+
			"that of a results folder is what was found")
	}
	return nil
}

// pointsWarmUp refuses points or variants that have their warm-up found.
func pointsWarmUp(set []scenario.Setting, document *scenario.Document) error {
	if scenario.SetsWarmup(set) && document.FindsWarmup() {
		return &complaint{exitInput, errors.New("a point or variant says warmup: auto, but the warm-up is found once for " +
			"all of them, which then differ in nothing else"),
			"write time: { warmup: auto } in the scenario that they start from"}
	}
	return nil
}
