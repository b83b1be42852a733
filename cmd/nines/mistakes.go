package main

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"nines/experiments/scenario"
)

// flagMistake says what is wrong with a flag, in words of the command line.
func flagMistake(cmd *cobra.Command, err error) error {
	help := "see " + cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		if near := scenario.Nearest(unknown.GetSpecifiedName(), known); near != "" {
			help = "did you mean --" + near + "? " + help
		}
	case errors.As(err, &invalid):
		return usage(help, "--%s %s: want %s", invalid.GetFlag().Name, invalid.GetValue(), wanted(invalid.Unwrap()))
	}
	return usage(help, "%s", err)
}

// wanted is what a flag takes that could not read its value.
func wanted(err error) string {
	var failed *strconv.NumError
	switch {
	case !errors.As(err, &failed):
		return "another value"
	case errors.Is(err, strconv.ErrRange):
		return "a smaller number"
	case failed.Func == "ParseBool":
		return "true or false"
	case failed.Func == "ParseUint":
		return "a whole number, 0 or more"
	}
	return "a whole number"
}

// unknownVerb refuses a command that does not exist; without one it helps.
func unknownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var known []string
	for _, verb := range cmd.Commands() {
		if verb.IsAvailableCommand() {
			known = append(known, verb.Name())
		}
	}
	return usage(suggestion(args[0], known, "commands"), "unknown command %q", args[0])
}

// refuseUnknownTopics makes the commands help and completion exit with 2 for what they do not know.
func refuseUnknownTopics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Run, cmd.RunE = nil, func(_ *cobra.Command, args []string) error {
				topic, rest, err := root.Find(args)
				if err != nil || len(rest) > 0 {
					return unknownVerb(root, append(rest, args...))
				}
				topic.InitDefaultHelpFlag()
				return topic.Help()
			}
		case "completion":
			cmd.Args, cmd.RunE = cobra.ArbitraryArgs, unknownVerb
		}
	}
}
