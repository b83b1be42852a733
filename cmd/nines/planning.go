package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// planning is a plan that is ready to be made.
type planning struct {
	plan     *scenario.Plan
	base     *scenario.Scenario
	question experiments.Question
	probes   []outline // of the cheapest point, of the one with the most of all, and of one with each other value
}

// planningOf checks what can be checked before anything is played: systems at the ends, and one with each value of what
// is not ordered.
func (a *app) planningOf(plan *scenario.Plan) (*planning, error) {
	base, err := plan.Base.CompilePoint(scenario.DefaultCatalogs())
	if err != nil {
		return nil, err
	}
	if err := a.passed(base); err != nil {
		return nil, err
	}
	if plan.Confidence == 0 {
		plan.Confidence = base.Spec.Run.Confidence
	}
	p := &planning{plan: plan, base: base, question: experiments.Question{Decide: plan.Decide, Terms: plan.Terms,
		Confidence: float64(plan.Confidence), Budget: plan.Budget, Today: plan.Today()}}
	p.question.Compile = p.compile
	p.question.Levers, p.question.With = p.levers, p.with
	if p.question.Where, err = plan.Admission(base); err != nil {
		return nil, err
	}
	if err := p.probe(a); err != nil {
		return nil, err
	}
	q := &p.question
	q.Metric, _ = result.CutScope(plan.Minimize)
	if q.Scope, err = plan.MinimizedScope(base); err != nil {
		return nil, err
	}
	return p, p.complete()
}

// complete asks whether there is something to minimize, and something to keep that from being nothing.
func (p *planning) complete() error {
	q := &p.question
	var problems scenario.Problems
	_, most := q.Ends()
	top, err := p.compile(most)
	if err != nil {
		return err
	}
	if !experiments.Measures(top, q.Metric, q.Scope) {
		problems = append(problems, p.plan.Unpriced(q.Metric, q.Scope))
	}
	judged := func(o scenario.Objective) bool {
		return len(q.Terms) == 0 || slices.Contains(q.Terms, o.Metric.Name)
	}
	if !slices.ContainsFunc(top.Objectives, judged) && (len(p.plan.Survive) == 0 || len(q.Terms) > 0) {
		problems = append(problems, p.plan.Boundless())
	}
	var levels []string
	for _, level := range top.Blueprint.Topology.Levels {
		levels = append(levels, level.Name)
	}
	for i, loss := range p.plan.Survive {
		at := loss.At(levels)
		if at < 0 {
			problems = append(problems, p.plan.UnknownLevel(i, levels))
			continue
		}
		q.Survive = append(q.Survive, experiments.Loss{Count: loss.Count, Depth: at + 1, Text: loss.Text})
	}
	if problems != nil {
		return problems
	}
	return nil
}

// probe compiles points of all kinds.
func (p *planning) probe(a *app) error {
	least, most := p.question.Ends()
	points := [][]int{least, most}
	for i, v := range p.plan.Decide {
		for k := 1; k < len(v.Values) && !v.Ordered; k++ {
			point := slices.Clone(least)
			if point[i] = k; p.question.Where != nil {
				point = p.question.Where.Least(i, k)
			}
			if point != nil {
				points = append(points, point)
			}
		}
	}
	doubts := further{base: p.base.Warnings}
	for i, point := range points {
		s, err := p.compile(point)
		if err != nil {
			return err
		}
		key := result.Key{Params: p.question.Params(point), Point: i}
		doubts.add(key, s.Warnings)
		p.probes = append(p.probes, outlineOf(key.Name(), s))
	}
	a.furtherDoubts(&doubts, 0)
	return nil
}

// levers are those of a system that are not decided.
func (p *planning) levers(s *scenario.Scenario) []scenario.Lever {
	return slices.DeleteFunc(s.Levers(), func(l scenario.Lever) bool { return p.plan.Decides(l.Path) })
}

var errExcluded = errors.New("where excludes it")

// with is a point with a lever pulled, unless a condition excludes that.
func (p *planning) with(values []int, beside scenario.Setting) (*scenario.Scenario, error) {
	set := append(p.question.Settings(values), beside)
	out, err := p.plan.Excludes(set, p.base)
	if err != nil {
		return nil, err
	}
	if out {
		return nil, errExcluded
	}
	return compileWith(p.plan.Base, set)
}

func (p *planning) compile(values []int) (*scenario.Scenario, error) {
	s, err := compileWith(p.plan.Base, p.question.Settings(values))
	return s, p.plan.Placed(err)
}

// text writes the plan in its own language, starting from the resolved scenario beside it.
func (p *planning) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nbase: %s\ndecide:\n", result.ScenarioFile)
	for _, v := range p.plan.Decide {
		fmt.Fprintf(&b, "  - path: %s\n    label: %s\n    ordered: %t\n    values:\n", quoted(v.Path), quoted(v.Label),
			v.Ordered)
		for _, value := range v.Values {
			fmt.Fprintf(&b, "      - %s\n", value)
		}
	}
	if texts := p.plan.Conditions(); texts != nil {
		b.WriteString("where:\n")
		for _, text := range texts {
			fmt.Fprintf(&b, "  - %s\n", quoted(text))
		}
	}
	fmt.Fprintf(&b, "minimize: %s\nsubject_to:\n", quoted(p.question.Metric+"@"+p.question.Scope))
	if len(p.plan.Terms) > 0 {
		fmt.Fprintf(&b, "  slo: [%s]\n", strings.Join(p.plan.Terms, ", "))
	}
	var losses []string
	for _, l := range p.plan.Survive {
		losses = append(losses, quoted(l.Text))
	}
	fmt.Fprintf(&b, "  confidence: %s\n  survive: [%s]\nbudget: %d\n", p.plan.Confidence, strings.Join(losses, ", "),
		p.plan.Budget)
	return b.String()
}
