package main

import (
	"slices"

	"github.com/spf13/cobra"
)

func (a *app) schemaVerb() *cobra.Command {
	kinds := []string{}
	for _, l := range languages {
		kinds = append(kinds, l.file)
	}
	return &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of a kind of file, for editors",
		Long: `Print the JSON Schema (draft 2020-12) of a kind of file, for editors that
complete keys, show what they mean and mark mistakes while one types: of a
scenario if no kind is named, else of a sweep, a comparison or a plan. Save it beside
the files and name it in their first line:

  # yaml-language-server: $schema=nines.schema.json

nines check finds more: names of things that are not there, and values that are
out of bounds or do not fit each other.`,
		Example:   "  nines schema > nines.schema.json\n  nines schema sweep > sweep.schema.json",
		ValidArgs: kinds,
		Args:      arguments(0, 1, "a kind of file"),
		RunE: func(_ *cobra.Command, args []string) error {
			kind := kinds[0]
			if len(args) > 0 {
				kind = args[0]
			}
			i := slices.Index(kinds, kind)
			if i < 0 {
				return usage(suggestion(kind, kinds, "kinds"), "there is no kind of file %q", kind)
			}
			l := languages[i]
			_, err := a.out.Write(l.form().Schema("nines: " + l.file))
			return err
		},
	}
}
