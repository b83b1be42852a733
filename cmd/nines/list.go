package main

import (
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) listVerb() *cobra.Command {
	format := ""
	cmd := &cobra.Command{
		Use:       "list [" + strings.Join(kinds(), "|") + "]",
		Short:     "List what a scenario may name",
		Long:      "List what a scenario may name, or what can be listed; nines describe NAME tells more about one.",
		Example:   "  nines list policies\n  nines list metrics --format csv",
		ValidArgs: kinds(),
		Args:      arguments(0, 1, "one of "+strings.Join(kinds(), ", ")),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkFormat(format, summaryFormats); err != nil {
				return err
			}
			if len(args) == 0 {
				return a.listing(listKinds(), format)
			}
			all := things(args[0])
			if all == nil {
				return usage(suggestion(args[0], kinds(), "kinds"), "nothing is called %q", args[0])
			}
			g := &grid{header: []string{"name", "kind", "meaning"}}
			for _, t := range all {
				g.add(t.name, t.kind, t.doc)
			}
			return a.listing(g, format)
		},
	}
	formatFlag(cmd, &format, summaryFormats)
	return cmd
}

func (a *app) listing(g *grid, format string) error {
	if format == "text" {
		return g.listed(a.out, a.ink)
	}
	return g.write(a.out, format, a.ink)
}

// listKinds lists what can be listed.
func listKinds() *grid {
	meaning := map[string]string{
		"policies":   "what may notice, locate, repair and balance, by its stage",
		"traffic":    "how requests come, and keys of how they are served",
		"laws":       "distributions of what is random, such as times to failure and repairs",
		"faults":     "effects of faults, and the keys that say when and whom they strike",
		"runbook":    "keys of actions and of the recovery that chooses among them",
		"resources":  "keys of crews, spares and what else repairs wait for",
		"objectives": "keys of the section slo",
		"metrics":    "what runs measure",
		"charts":     "what nines plot draws",
		"templates":  "scenarios that nines init starts from",
		"presets":    "laws and faults with published parameters",
		"keys":       "all keys of scenarios",
	}
	g := &grid{header: []string{"kind", "meaning"}}
	for _, kind := range kinds() {
		g.add(kind, meaning[kind])
	}
	return g
}
