package scenario

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/result"
)

// Choose has the sweep report some metrics in place of its own. Each flag names one, or several with commas between,
// alone or with a scope: "downtime", "overtime@crew:hands,cost". The error, if any, is of type Problems.
func (s *Sweep) Choose(flags []string) (err error) {
	s.Metrics, err = s.choose(flags)
	return err
}

// Choose has the variants compared by some metrics, the first of them the primary one, in place of those of the file.
// Flags are as for a sweep. The error, if any, is of type Problems.
func (s *Comparison) Choose(flags []string) error {
	metrics, err := s.choose(flags)
	s.Criteria = nil
	for i, text := range metrics {
		name, scope := result.CutScope(text)
		s.Criteria = append(s.Criteria, CriterionSpec{Name: name, Scope: scope, Primary: i == 0})
	}
	return err
}

// choose notes which flag names each metric, and returns them.
func (s *study) choose(flags []string) (metrics []string, err error) {
	var problems Problems
	s.flags = nil
	for _, flag := range flags {
		for text := range strings.SplitSeq(flag, ",") {
			text = strings.TrimSpace(text)
			name, scope := result.CutScope(text)
			p := Problem{File: "--metric " + flag, Span: 1}
			switch known := metricNames(); {
			case !slices.Contains(known, name):
				p.Message, p.Help = "unknown metric "+quote(name), hint(name, "metrics", known)
			case slices.Contains(metrics, text):
				p.Message, p.Help = "the metric "+quote(text)+" is named twice", "keep one of them"
			default:
				p.Message, p.Help = unscoped(name, scope)
			}
			if p.Message != "" {
				problems = append(problems, p)
			}
			metrics, s.flags = append(metrics, text), append(s.flags, flag)
		}
	}
	return metrics, problems.asError()
}

// unscoped says what is wrong with a scope that is named with a metric; "" where nothing is.
func unscoped(metric, scope string) (message, help string) {
	if _, ok := result.FindMetric(metric, scope); ok || scope == "" {
		return "", ""
	}
	help = "nines describe " + metric + " tells what it is measured for"
	if _, ok := result.FindMetric(metric, "service:"+scope); ok && !strings.Contains(scope, ":") {
		help = "write " + metric + "@service:" + scope + ", if that is a service"
	}
	return fmt.Sprintf("%s is not measured for %s", metric, quote(scope)), help
}

// ScopeOf is what metric i of the study is about in a scenario: its scope as given, or the only thing that can be meant
// where there is none. The error, if any, is of type Problems.
func (s *study) ScopeOf(i int, k CriterionSpec, of *Scenario) (string, error) {
	c, path := &compiler{decoder: s.file, spec: of.Spec, blueprint: of.Blueprint}, join("metrics", fmt.Sprint(i))
	if s.flags != nil {
		c.decoder, path = newDecoder(s.Base), "--metric "+s.flags[i]
	}
	before := len(c.problems)
	scope, _ := c.scope(k.Name, k.Scope, path)
	found := c.problems[before:]
	for j, p := range found {
		if s.flags != nil { // which say metric@scope
			found[j] = Problem{File: path, Span: 1, Message: p.Message,
				Help: strings.Replace(p.Help, "scope: ", k.Name+"@", 1)}
		}
	}
	return scope, found.asError()
}
