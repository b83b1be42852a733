package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// completeArguments has shells complete the arguments of each verb by what its usage calls them.
func completeArguments(root *cobra.Command) {
	for _, verb := range root.Commands() {
		_, takes, _ := strings.Cut(verb.Use, " ")
		switch {
		case verb.ValidArgs != nil || verb.ValidArgsFunction != nil:
		case strings.Contains(takes, "SCENARIO"), strings.Contains(takes, "FILE"):
			verb.ValidArgsFunction = cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt)
		case strings.Contains(takes, "CSV"):
			verb.ValidArgsFunction = cobra.FixedCompletions([]string{"csv"}, cobra.ShellCompDirectiveFilterFileExt)
		case strings.Contains(takes, "DIR"):
			verb.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
		default:
			verb.ValidArgsFunction = cobra.NoFileCompletions
		}
	}
}

// completeFlag has shells complete the value of a flag.
func completeFlag(cmd *cobra.Command, flag string, values []string) {
	complete := cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // there is no such flag
	}
}
