package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"nines/experiments/scenario"
)

func (a *app) checkVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE|DIR...",
		Short: "Check scenarios, sweeps, comparisons, plans and results folders, and run nothing",
		Long: `Check scenario, sweep, comparison and plan files, and results folders, and run nothing.

Everything that is wrong with files is reported at once, with its place and the likely remedy. Of a results folder every
byte is held to what was written. Exit status 3 if any file is invalid, 6 if results are damaged.`,
		Example: `  nines check scenario.yaml
  nines check *.yaml
  nines check runs/web-three-zones-3f9a1c`,
		Args: arguments(1, -1, "a file or a results folder to check"),
		RunE: func(_ *cobra.Command, args []string) error {
			var problems scenario.Problems
			for _, path := range args {
				line, err := a.checkFile(path)
				if found, ok := err.(scenario.Problems); ok {
					problems = append(problems, found...)
					continue
				}
				if err != nil {
					return err
				}
				fmt.Fprintf(a.out, "%s: %s\n", cleaned(path), line)
			}
			if problems != nil {
				return problems
			}
			return nil
		},
	}
}

// checkFile returns what a valid file, or a folder of results, is, in one line.
func (a *app) checkFile(path string) (string, error) {
	if isFolder(path) {
		return a.checkResults(path)
	}
	document, err := scenario.Open(path)
	if err != nil {
		return "", err
	}
	if !document.IsStudy() {
		s, err := a.compile(document)
		if err != nil {
			return "", err
		}
		a.long(outlineOf("", s))
		return "a scenario of " + describeSize(s), nil
	}
	return a.checkStudy(document)
}

func (a *app) checkResults(dir string) (string, error) {
	f, err := openResults(dir)
	if err != nil {
		return "", err
	}
	if _, err := a.readReport(f); err != nil {
		return "", err
	}
	m := &f.Manifest
	return fmt.Sprintf("%s results of %s %s, all %s as written", m.Status, m.Verb, m.RunID,
		plural(len(m.Files), "file")), nil
}

// checkStudy says what a valid sweep, comparison or plan is.
func (a *app) checkStudy(document *scenario.Document) (string, error) {
	switch studyVerb(document) {
	case "plan":
		return a.checkPlan(document)
	case "sweep":
		sweep, err := document.Sweep()
		if err != nil {
			return "", err
		}
		points, err := a.pointsOf(sweep)
		if err != nil {
			return "", err
		}
		return "a sweep of " + plural(len(points.outlines), "point"), nil
	}
	comparison, err := document.Comparison()
	if err != nil {
		return "", err
	}
	c, err := a.contest(comparison)
	if err != nil {
		return "", err
	}
	text := "a comparison of " + plural(len(c.Variants)-len(c.earlier), "variant")
	for _, e := range c.earlier {
		text += fmt.Sprintf(", and %s of %s", plural(e.origin.Replications, "replication"), cleaned(e.variant.Name))
	}
	return text, nil
}

// studyVerb is the verb that plays a document: "" for a scenario. It is told by what the document says, whatever else
// is wrong with it; one that does not say what it varies is a sweep that lacks it.
func studyVerb(document *scenario.Document) string {
	switch {
	case !document.IsStudy():
		return ""
	case document.IsPlan():
		return "plan"
	}
	return cmp.Or(document.Varies(), "sweep")
}

func (a *app) checkPlan(document *scenario.Document) (string, error) {
	study, err := document.Planning()
	if err != nil {
		return "", err
	}
	p, err := a.planningOf(study)
	if err != nil {
		return "", err
	}
	points, _, err := p.question.Size()
	if err != nil {
		return "", unordered(err)
	}
	return "a plan among " + pointsIn(points), nil
}

func describeSize(s *scenario.Scenario) string {
	b := s.Blueprint
	return fmt.Sprintf("%s with %s, %s and %s", plural(len(b.Topology.Leaves), "node"), plural(len(b.Faults), "fault"),
		plural(len(b.Services), "service"), plural(len(s.Objectives), "objective"))
}
