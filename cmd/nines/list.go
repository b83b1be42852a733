package main

import (
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) listVerb() *cobra.Command {
	format := ""
	cmd := &cobra.Command{
		Use:       "list " + strings.Join(kinds(), "|"),
		Short:     "List what a scenario may name",
		Long:      "List what a scenario may name; nines describe NAME tells more about one.",
		Example:   "  nines list policies\n  nines list metrics --format csv",
		ValidArgs: kinds(),
		Args:      arguments(1, 1, "one of "+strings.Join(kinds(), ", ")),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkFormat(format, summaryFormats); err != nil {
				return err
			}
			all := things(args[0])
			if all == nil {
				return usage(suggestion(args[0], kinds(), "kinds"), "nothing is called %q", args[0])
			}
			g := &grid{header: []string{"name", "kind", "meaning"}}
			for _, t := range all {
				g.add(t.name, t.kind, t.doc)
			}
			return g.write(a.out, format, a.ink)
		},
	}
	formatFlag(cmd, &format, summaryFormats)
	return cmd
}
