package main

import (
	"fmt"
	"strings"

	"nines/experiments/result"
)

// stoppingRule says what ended the experiment: of a comparison how well differences are known, of a plan that its
// points are decided, whatever precision the scenario asks of a run; "" where that is not known any more.
func (t *telling) stoppingRule() string {
	switch t.folder.Manifest.Verb {
	case "compare":
		return t.comparisonRule()
	case "plan":
		if plan, err := t.plan(); err == nil {
			return fmt.Sprintf("each point until its objectives are decided, all of them rightly with %s confidence; at most "+
				"%s in all", plan.Confidence.Percent(), plural(plan.Budget, "replication"))
		}
		return ""
	}
	if t.system == nil {
		return ""
	}
	return stopRule(t.system.Spec.Run)
}

// comparisonRule says until when a comparison plays.
func (t *telling) comparisonRule() string {
	study, err := t.comparison()
	switch {
	case err != nil:
		return ""
	case t.choices != nil:
		_, least := t.raced()
		return "until the best is known, to " + least
	case study.Primary() == nil || !(study.Primary().Least > 0):
		return plural(t.folder.Manifest.Replications, "replication") + " of each variant"
	}
	k := study.Primary()
	return fmt.Sprintf("until every difference in %s is known to ±%s, which is the smallest that interests",
		t.wordsOf(k.Name, k.Scope), k.Smallest)
}

// differencesReached says whether the differences of a comparison are known as well as was asked for.
func (t *telling) differencesReached() string {
	study, err := t.comparison()
	switch {
	case err != nil || study.Primary() == nil || !(study.Primary().Least > 0):
		return "no precision was asked for"
	case t.choices != nil && t.settled(), t.choices == nil && t.resolved():
		return "the differences are known as well as that"
	}
	return "the differences are not known as well as that"
}

// reached says whether the precision that was asked for was reached.
func (t *telling) reached() string {
	switch t.folder.Manifest.Verb {
	case "compare":
		return t.differencesReached()
	case "plan":
		return "whatever it takes to decide: no metric is to be known to some precision by itself"
	}
	var asked []string
	for _, g := range t.recipe.goals() {
		asked = append(asked, fmt.Sprintf("%s be known to ±%s", result.Words(g.Metric), g.Relative.Percent()))
	}
	if asked == nil {
		return "no precision was asked for"
	}
	goal := fmt.Sprintf("that %s was asked for, and ", strings.Join(asked, " and "))
	points := t.configurations()
	met := 0
	for _, point := range points {
		if t.preciseIn(point) {
			met++
		}
	}
	switch {
	case met == len(points):
		return goal + "reached"
	case met == 0:
		return goal + "not reached"
	}
	return goal + fmt.Sprintf("reached by %d of %d configurations", met, len(points))
}
