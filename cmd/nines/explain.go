package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/scenario"
)

func (a *app) explainVerb() *cobra.Command {
	var edits edits
	cmd := &cobra.Command{
		Use:   "explain SCENARIO",
		Short: "Say what a scenario means, with every default",
		Long: `Say what a scenario means, with every default: the tree of failure domains, the law of every time, the
policies, the rules of the services, the choices that decide an answer, bounds in closed form, and what a run takes.`,
		Example: `  nines explain scenario.yaml
  nines explain scenario.yaml --set detection.heartbeat.misses=3`,
		Args: arguments(1, 1, "a scenario file"),
		RunE: func(_ *cobra.Command, args []string) error {
			document, err := edits.open(args[0])
			if err != nil {
				return err
			}
			s, err := a.compile(document)
			if err != nil {
				return err
			}
			a.long(outlineOf("", s))
			return a.explain(s)
		},
	}
	edits.register(cmd)
	return cmd
}

// explanation is a scenario being explained.
type explanation struct {
	*app
	*scenario.Scenario
	recipe *recipe
}

func (a *app) explain(s *scenario.Scenario) error {
	r, err := parseRecipe(s.Resolved)
	if err != nil {
		return err
	}
	x := &explanation{a, s, r}
	hanging(a.out, a.ink.bold(r.headline(uint64(s.Spec.Run.Seed))))
	for line := range strings.Lines(s.Spec.Description) {
		paragraph(a.out, "", strings.TrimRight(cleaned(line), " "))
	}
	for _, part := range []struct {
		title string
		table *grid
	}{
		{"Topology", x.topology()},
		{"Classes", x.classes()},
		{"Faults", x.faults()},
		{"Times", x.times()},
		{"Policies", x.policies()},
		{"What recovery may do", x.treatments()},
		{"The rules of recovery (the first that fits the diagnosis applies; then hands-on repair)", x.rules()},
		{"What clears what (probability; –: not tried, or out of its scope)", x.clears()},
		{"What ends a fault, and how soon on average from when it is begun (by itself: from onset)", x.ends()},
		{"Resources", x.resources()},
		{"What detectors see (probability, median time to notice)", x.sight()},
		{"Services", x.services()},
		{"Requests, one by one", x.requests()},
		{"Windows, in which requests are played", x.windows()},
		{"What services need of each other", x.needs()},
		{"What services are asked for while all is well (highest within the horizon: peak)", x.calls()},
		{"Data that is kept", x.stores()},
		{"Replicated logs", x.logs()},
		{"Transactions", x.transactions()},
		{"Objectives", x.objectives()},
		{"Choices that decide the answer", x.choices()},
		{"What each fidelity cannot see", x.unseen()},
		{"Bounds (Π mean life ÷ (mean life + quickest mend), before anything is noticed or waits)", x.bounds()},
		{"Bounds on services that need each other (by the means of their nodes, in the long run)", x.ceilings()},
		{"A run", x.effort()},
	} {
		if len(part.table.rows) == 0 {
			continue
		}
		fmt.Fprintln(a.out)
		hanging(a.out, a.ink.bold(part.title))
		if err := part.table.folded(mostWide).text(a.out, "  ", a.ink); err != nil {
			return err
		}
	}
	return nil
}

func (x *explanation) effort() *grid {
	g := &grid{}
	g.add(stopRule(x.Spec.Run))
	g.add(spends(x.Blueprint))
	return g
}
