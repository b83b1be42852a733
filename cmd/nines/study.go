package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// openSweep reads a sweep file, or a scenario with --vary, and applies the flags to the base.
func (e *edits) openSweep(path string, vary []string) (*scenario.Sweep, error) {
	document, err := openVaried(path, vary)
	if err != nil {
		return nil, err
	}
	var sweep *scenario.Sweep
	if document.IsStudy() {
		sweep, err = document.Sweep()
	} else {
		var axes []scenario.Vary
		axes, err = parseVary(path, vary)
		sweep = scenario.Varied(document, axes)
	}
	if err != nil {
		return nil, err
	}
	return sweep, e.applyTo(sweep.Base, sweep.Choose)
}

// openComparison reads a comparison file, or a scenario with --vary or with nothing but earlier results to be compared
// with, and applies the flags to the base. Folders of results, if any, are the baselines.
func (e *edits) openComparison(path string, vary, folders []string) (*scenario.Comparison, error) {
	document, err := openVaried(path, vary)
	if err != nil {
		return nil, err
	}
	var comparison *scenario.Comparison
	switch {
	case document.IsStudy():
		comparison, err = document.Comparison()
	case len(vary) == 0 && len(folders) > 0:
		comparison = scenario.Alone(document)
	default:
		comparison, err = comparedBy(document, path, vary)
	}
	if err != nil {
		return nil, err
	}
	if comparison.Best && len(folders) > 0 {
		return nil, usage("leave out find: best in "+path, "the best is found by playing on, and earlier results are not "+
			"played again")
	}
	if len(folders) > 0 {
		comparison.Baselines = nil
	}
	for _, folder := range folders {
		comparison.Baselines = append(comparison.Baselines, scenario.Baseline{Folder: folder})
	}
	return comparison, e.applyTo(comparison.Base, comparison.Choose)
}

// openVaried opens a document that says itself what to vary, or of which --vary does.
func openVaried(path string, vary []string) (*scenario.Document, error) {
	document, err := scenario.Open(path)
	switch {
	case err != nil:
		return nil, err
	case document.IsStudy() && len(vary) > 0:
		return nil, usage("name the scenario that the file starts from, or leave out --vary",
			"%s says itself what to vary", path)
	case document.IsPlan():
		return nil, usage("run nines plan with it", "%s says what to decide: it is a plan", path)
	}
	return document, nil
}

// comparedBy are the values of one setting of a scenario as variants.
func comparedBy(document *scenario.Document, path string, vary []string) (*scenario.Comparison, error) {
	if len(vary) > 1 {
		return nil, usage("write a comparison file to change several things at once",
			"compare takes one --vary, whose values are the variants")
	}
	axes, err := parseVary(path, vary)
	if err != nil {
		return nil, err
	}
	return scenario.Versus(document, axes[0]), nil
}

// applyTo makes the flags changes of the base of a study, and has it choose the metrics that they name. All that is
// wrong is reported together.
func (e *edits) applyTo(base *scenario.Document, choose func([]string) error) error {
	err := e.apply(base)
	problems, together := err.(scenario.Problems)
	if len(e.metrics) == 0 || err != nil && !together {
		return err
	}
	if wrong, ok := choose(e.metrics).(scenario.Problems); ok {
		return append(problems, wrong...)
	}
	return err
}

func parseVary(path string, vary []string) ([]scenario.Vary, error) {
	if len(vary) == 0 {
		return nil, usage("add for example --vary faults.crash.repair.mean=10m,20m,40m, or name a file with base: "+path,
			"%s is a scenario, and nothing says what to vary", path)
	}
	var all []scenario.Vary
	var problems scenario.Problems
	for _, flag := range vary {
		v, err := scenario.ParseVary(flag)
		if err != nil {
			problems = append(problems, err.(scenario.Problems)...)
			continue
		}
		all = append(all, v)
	}
	if problems != nil {
		return nil, problems
	}
	return all, nil
}

func compileWith(base *scenario.Document, set []scenario.Setting) (*scenario.Scenario, error) {
	document, err := base.With(set)
	if err != nil {
		return nil, err
	}
	if err := pointsWarmUp(set, document); err != nil {
		return nil, err
	}
	s, err := document.CompilePoint(scenario.DefaultCatalogs())
	if err == nil {
		err = experiments.Check(s)
	}
	return s, err
}

// hashOf names an experiment by everything that goes into it.
func hashOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// usualMetrics are those that a sweep reports where nobody says which.
func usualMetrics(s *scenario.Scenario) []string {
	var metrics []string
	if len(s.Blueprint.Traffic) > 0 {
		metrics = append(metrics, "request_success")
	}
	if len(s.Blueprint.Services) > 0 {
		metrics = append(metrics, "availability", "downtime")
	} else {
		metrics = append(metrics, "node_availability")
	}
	if slices.ContainsFunc(s.Spec.Classes, priced) {
		metrics = append(metrics, "cost")
	}
	return metrics
}

func priced(c scenario.Named[scenario.ClassSpec]) bool { return c.Value.Cost > 0 }

// text writes a sweep in its own language, starting from the resolved scenario beside it. Points that are not a whole
// grid are listed, so that nothing has to be drawn or looked up again, but for those of designs that ask what matters:
// how these hang together follows from how they are laid.
func (p *points) text() string {
	design := p.sweep.Design
	effective := scenario.HasEffects(design)
	if !effective && (p.sweep.Listed() || p.leftOut > 0) {
		design = scenario.ListDesign
	}
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nbase: %s\ndesign: %s\n", result.ScenarioFile, design)
	if effective && p.sweep.Scattered() {
		fmt.Fprintf(&b, "points: %d\nseed: %d\n", p.sweep.Asked(), p.sweep.Seed)
	}
	if p.sweep.Broken {
		b.WriteString("until: broken\n")
	}
	b.WriteString("vary:\n")
	for d, v := range p.sweep.Vary {
		fmt.Fprintf(&b, "  - path: %s\n    label: %s\n", quoted(v.Path), quoted(v.Label))
		if effective && v.Known != "" {
			fmt.Fprintf(&b, "    known: %s\n", v.Known)
			continue
		}
		if effective && v.Range != "" {
			fmt.Fprintf(&b, "    range: %s\n", quoted(v.Range))
			if v.Scale != "" {
				fmt.Fprintf(&b, "    scale: %s\n", v.Scale)
			}
			continue
		}
		b.WriteString("    values:\n")
		for _, value := range p.column(d, design) {
			fmt.Fprintf(&b, "      - %s\n", value)
		}
	}
	fmt.Fprintf(&b, "metrics: [%s]\n", strings.Join(p.metrics(), ", "))
	return b.String()
}

// column are the values of a dimension, of a list at each point.
func (p *points) column(d int, design string) []string {
	if design != scenario.ListDesign {
		return p.sweep.Choices(d)
	}
	var values []string
	for _, point := range p.settings {
		values = append(values, point[d].Value)
	}
	return values
}
