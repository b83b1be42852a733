package main

import (
	"fmt"
	"slices"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// points are the configurations of a sweep. All are compiled once before the first is played, so that mistakes show
// then. Of the first small ones the scenarios are held until they are played; of all others only outlines are, and they
// are compiled again when their turn comes, however large the systems are.
type points struct {
	sweep    *scenario.Sweep
	base     *scenario.Scenario
	settings [][]scenario.Setting
	leftOut  int             // by conditions
	broken   map[string]bool // rows of points along the last dimension that have broken an objective
	outlines []outline
	held     []*scenario.Scenario // by point; nil where it is to be compiled again
	weight   int                  // of those that are held, see mostHeld
}

// mostHeld is how much of compiled scenarios a sweep holds, in components and fault processes: some 25 MB. One without
// any takes as much as perPoint of them.
const mostHeld, perPoint = 100_000, 40

// mostLaid is how many components and fault processes the points of a sweep may have together: more take hours to lay
// out, before anything is played.
const mostLaid = 2_000_000_000

// pointsOf outlines the points of a sweep; one that installs less than a service asks for is a point
// like any other, at which the service is never up. A warning that several of them have is passed on once.
func (a *app) pointsOf(sweep *scenario.Sweep) (*points, error) {
	base, err := sweep.Base.CompilePoint(scenario.DefaultCatalogs())
	if err != nil {
		return nil, err
	}
	if err := a.passed(base); err != nil {
		return nil, err
	}
	p := &points{sweep: sweep, base: base}
	if p.settings, p.leftOut, err = sweep.Points(base); err != nil {
		return nil, err
	}
	p.held = make([]*scenario.Scenario, len(p.settings))
	doubts, measured, laid := further{base: base.Warnings}, make([]bool, len(sweep.Metrics)), 0
	for i, set := range p.settings {
		s, err := compileWith(sweep.Base, set)
		if err != nil {
			return nil, sweep.Placed(err)
		}
		for m, metric := range sweep.Metrics {
			name, scope := result.CutScope(metric)
			measured[m] = measured[m] || experiments.Measures(s, name, scope)
		}
		key := result.Key{Params: p.params(i), Point: i}
		doubts.add(key, s.Warnings)
		p.outlines = append(p.outlines, outlineOf(key.Name(), s))
		p.hold(i, s)
		if laid += p.outlines[i].parts; laid > mostLaid {
			return nil, usage("vary less, or sweep a smaller fleet", "the first %s of %s have more than %s components "+
				"together", plural(i+1, "point"), whole(len(p.settings)), whole(mostLaid))
		}
	}
	a.furtherDoubts(&doubts, len(p.settings))
	return p, p.measuredSomewhere(measured)
}

// measuredSomewhere checks that each metric of a sweep is measured at some point.
func (p *points) measuredSomewhere(measured []bool) error {
	var problems scenario.Problems
	for i, metric := range p.sweep.Metrics {
		if !measured[i] {
			name, scope := result.CutScope(metric)
			problems = append(problems, p.sweep.Unmeasured(i, name, scope, ""))
		}
	}
	if problems != nil {
		return problems
	}
	return nil
}

// metrics are those that the sweep reports.
func (p *points) metrics() []string {
	if len(p.sweep.Metrics) > 0 {
		return p.sweep.Metrics
	}
	return usualMetrics(p.base)
}

// params are what a point sets.
func (p *points) params(i int) []result.Param {
	var params []result.Param
	for _, x := range p.settings[i] {
		params = append(params, result.Param(x))
	}
	return params
}

// hold keeps the scenario of a point until it is played, if there is room. One that reads files may be large, and is to
// be compiled again to see whether they have stayed as they were.
func (p *points) hold(i int, s *scenario.Scenario) {
	if weight := perPoint + p.outlines[i].parts; len(s.Files) == 0 && p.weight+weight <= mostHeld {
		p.held[i] = s
		p.weight += weight
	}
}

// compile makes the scenario of a point, which must be what it was when it was outlined.
func (p *points) compile(i int) (*scenario.Scenario, error) {
	if s := p.held[i]; s != nil {
		p.held[i] = nil
		return s, nil
	}
	s, err := compileWith(p.sweep.Base, p.settings[i])
	if err == nil && s.Hash != p.outlines[i].hash {
		err = &complaint{exitInput, fmt.Errorf("%s: a file that the scenario reads has changed since the sweep began",
			p.outlines[i].name), "sweep again, with files that stay as they are"}
	}
	return s, err
}

// whole is the sweep as what can be cut into shards: by replications only where all points have the same number.
func (p *points) whole() experiments.Whole {
	w := experiments.Whole{Points: len(p.outlines), Compile: p.compile, Fixed: fixed(&p.outlines[0].run)}
	for i := range p.outlines {
		if fixed(&p.outlines[i].run) != w.Fixed {
			w.Fixed = 0
		}
	}
	return w
}

// unchanged is the first point that leaves the scenario as it was; nil if there is none.
func (p *points) unchanged() *result.Base {
	i := slices.IndexFunc(p.outlines, func(o outline) bool { return o.hash == p.base.Hash })
	if i < 0 {
		return nil
	}
	return &result.Base{Point: i}
}

// row names the points that differ from one in the last dimension alone; of a list all are one row.
func (p *points) row(i int) string {
	if p.sweep.Design != scenario.GridDesign {
		return ""
	}
	return fmt.Sprint(p.settings[i][:len(p.settings[i])-1])
}

// judge notes whether a point breaks an objective.
func (p *points) judge(i int, r *experiments.Result) {
	violated := func(e result.Estimate) bool { return e.SLOVerdict == result.Violated }
	if p.sweep.Broken && slices.ContainsFunc(r.Estimates, violated) {
		if p.broken == nil {
			p.broken = map[string]bool{}
		}
		p.broken[p.row(i)] = true
	}
}

// over reports that a point before one in its row has broken an objective.
func (p *points) over(i int) bool { return p.sweep.Broken && p.broken[p.row(i)] }
