package main

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments"
	"nines/experiments/result"
	"nines/experiments/scenario"
)

// contest is a comparison that is ready to be played.
type contest struct {
	experiments.Versus // earlier results come first among its variants
	study              *scenario.Comparison
	base               *scenario.Scenario
	earlier            []*earlier
}

// contest is what a study compares, with the criteria that apply where it names none.
func (a *app) contest(study *scenario.Comparison) (*contest, error) {
	base, variants, err := a.variantsOf(study)
	if err != nil {
		return nil, err
	}
	c := &contest{study: study, base: base, Versus: experiments.Versus{Confidence: float64(study.Confidence),
		Holm: study.Correction == "holm", Best: study.Best}}
	if c.Confidence == 0 {
		c.Confidence = float64(base.Spec.Run.Confidence)
	}
	if err := c.enter(variants); err != nil {
		return nil, err
	}
	return c, c.judgeBy(study.Criteria)
}

// enter makes earlier results and the systems that are played the variants, and finds the baselines among them.
func (c *contest) enter(played []experiments.Variant) error {
	for _, folder := range c.study.Folders() {
		e, err := openEarlier(folder)
		if err != nil {
			return err
		}
		c.earlier = append(c.earlier, e)
		c.Variants = append(c.Variants, e.variant)
	}
	c.Variants = append(c.Variants, played...)
	for i, v := range c.Variants {
		same := func(x experiments.Variant) bool { return x.Name == v.Name }
		if slices.ContainsFunc(c.Variants[:i], same) {
			return usage("rename the folder, or name another one", "there are two variants %q: earlier results are called by "+
				"their folder", v.Name)
		}
	}
	folder := 0
	for _, b := range c.study.Baselines {
		if b.Folder == "" {
			c.Baselines = append(c.Baselines, len(c.earlier)+b.Variant)
			continue
		}
		c.Baselines = append(c.Baselines, folder)
		folder++
	}
	return nil
}

// judgeBy sets what the variants are compared by: of the usual metrics, where none are named, those that earlier
// results have, too.
func (c *contest) judgeBy(criteria []scenario.CriterionSpec) error {
	if len(criteria) == 0 {
		for _, metric := range usualMetrics(c.base) {
			unknown := func(e *earlier) bool { return !experiments.Measures(e.variant.Scenario, metric, "") }
			if !slices.ContainsFunc(c.earlier, unknown) {
				criteria = append(criteria, scenario.CriterionSpec{Name: metric, Primary: len(criteria) == 0})
			}
		}
	}
	var problems scenario.Problems
	c.study.Criteria = nil
	for i, k := range criteria {
		scopes, err := c.scopesOf(i, k)
		if err != nil {
			problems = append(problems, err.(scenario.Problems)...)
			continue
		}
		for _, scope := range scopes {
			for _, variant := range c.Variants {
				if !experiments.Measures(variant.Scenario, k.Name, scope) {
					p := c.study.Unmeasured(i, k.Name, scope, variant.Name)
					if variant.Earlier != nil {
						p.Help = "compare by what the earlier results measure (--metric), or play them anew so that they do"
					}
					problems = append(problems, p)
					break
				}
			}
			c.Criteria = append(c.Criteria, experiments.Criterion{Metric: k.Name, Scope: scope, Primary: k.Primary,
				Smallest: k.Least})
			c.study.Criteria = append(c.study.Criteria, k)
			k.Primary = false // but the first
		}
	}
	if problems != nil {
		return problems
	}
	return nil
}

// scopesOf are what criterion i of the study is about: one scope, that of the main service where none is named and the
// metric is measured for it; but of slo_met each objective, or those of one scope. The error, if any, is of type
// scenario.Problems.
func (c *contest) scopesOf(i int, k scenario.CriterionSpec) ([]string, error) {
	study, lead := c.study, c.Variants[c.Lead()]
	if k.Name != "slo_met" {
		main := mainService(lead.Scenario)
		if k.Scope == "" && main != "" && experiments.Measures(lead.Scenario, k.Name, main) {
			return []string{main}, nil
		}
		scope, err := study.ScopeOf(i, k, lead.Scenario)
		return []string{scope}, err
	}
	scopes := slices.DeleteFunc(experiments.ObjectiveScopes(lead.Scenario), func(of string) bool {
		return k.Scope != "" && of != k.Scope && !strings.HasPrefix(of, k.Scope+"@")
	})
	if len(scopes) == 0 {
		return nil, scenario.Problems{study.Unmeasured(i, k.Name, k.Scope, lead.Name)}
	}
	return scopes, nil
}

// variantsOf compiles the systems of a comparison; one that installs less than a service asks for is a variant like any
// other, in which the service is never up.
func (a *app) variantsOf(study *scenario.Comparison) (base *scenario.Scenario, variants []experiments.Variant,
	err error) {
	if base, err = a.compile(study.Base); err != nil {
		return nil, nil, err
	}
	doubts := further{base: base.Warnings}
	for i, v := range study.Variants {
		s, err := compileWith(study.Base, v.Settings)
		if err != nil {
			return nil, nil, err
		}
		doubts.add(result.Key{Variant: v.Name, Point: i}, s.Warnings)
		variants = append(variants, experiments.Variant{Name: v.Name, Scenario: s})
	}
	a.furtherDoubts(&doubts, len(study.Variants))
	if len(variants)+len(study.Folders()) < 2 {
		return nil, nil, usage("give at least two values, as in --vary balancing.policy=random,round-robin",
			"one variant alone cannot be compared")
	}
	a.tellAlike(variants)
	return base, variants, nil
}

// tellAlike warns of variants that differ in nothing.
func (a *app) tellAlike(variants []experiments.Variant) {
	named := map[string][]string{}
	for _, v := range variants {
		named[v.Scenario.Hash] = append(named[v.Scenario.Hash], v.Name)
	}
	for _, v := range variants {
		if names := named[v.Scenario.Hash]; len(names) > 1 && names[0] == v.Name {
			a.warn("the variants %s and %s differ in nothing: what they set is what the scenario says, or the same in each",
				strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
		}
	}
}

// text writes a comparison in its own language, starting from the resolved scenario beside it.
func (c *contest) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nbase: %s\nbaseline: %s\nvariants:\n", result.ScenarioFile, c.baselineText())
	for _, x := range c.study.Variants {
		fmt.Fprintf(&b, "  %s:\n", quoted(x.Name))
		if len(x.Settings) == 0 {
			b.WriteString("    set: {}\n")
			continue
		}
		b.WriteString("    set:\n")
		for _, s := range x.Settings {
			fmt.Fprintf(&b, "      %s: %s\n", quoted(s.Path), s.Value)
		}
	}
	if c.Best {
		b.WriteString("find: best\n")
	}
	b.WriteString("metrics:\n")
	for i, k := range c.Criteria {
		fmt.Fprintf(&b, "  - { name: %s, scope: %s, primary: %t", k.Metric, quoted(k.Scope), k.Primary)
		if smallest := c.study.Criteria[i].Smallest; smallest != "" {
			fmt.Fprintf(&b, ", smallest_interesting: %s", smallest)
		}
		b.WriteString(" }\n")
	}
	fmt.Fprintf(&b, "test: { confidence: %g%%, correction: %s }\n", 100*c.Confidence, c.study.Correction)
	return b.String()
}

// baselineText writes the baselines, one alone as it is.
func (c *contest) baselineText() string {
	var all []string
	for _, i := range c.Baselines {
		if i < len(c.earlier) {
			all = append(all, "{ folder: "+quoted(c.earlier[i].inData())+" }")
		} else {
			all = append(all, quoted(c.Variants[i].Name))
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return "[" + strings.Join(all, ", ") + "]"
}
