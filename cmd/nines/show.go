package main

import (
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"nines/experiments"
	"nines/experiments/result"
)

func (a *app) showVerb() *cobra.Command {
	format := ""
	cmd := &cobra.Command{
		Use:   "show DIR",
		Short: "Print the summary of a results folder again",
		Long: `Print the summary of a results folder again, with the exit status of the command that made it.

--format json and csv give the whole summary (of a comparison: the differences), text and md the headlines.`,
		Example: `  nines show runs/web-three-zones-3f9a1c
  nines show runs/web-three-zones-3f9a1c --format md`,
		Args: arguments(1, 1, "a results folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checkFormat(format, summaryFormats); err != nil {
				return err
			}
			f, err := openResults(args[0])
			if err != nil {
				return err
			}
			return a.show(f, format)
		},
	}
	formatFlag(cmd, &format, summaryFormats)
	return cmd
}

// openResults opens the folder that a user names, which has to hold an experiment as a whole.
func openResults(dir string) (*result.Folder, error) {
	f, err := openAny(dir)
	if err == nil && f.Manifest.ShardsOf > 0 {
		return nil, inconsistent("join all shards with nines merge", "%s is shard %s of %s, and not all of it", dir,
			experiments.Shards{Mine: f.Manifest.Shards, Of: f.Manifest.ShardsOf}, f.Manifest.RunID)
	}
	return f, err
}

// openAny opens a folder that may hold a shard.
func openAny(dir string) (*result.Folder, error) {
	f, err := result.Open(dir)
	var damaged *result.FolderError
	switch {
	case errors.As(err, &damaged) && damaged.Busy:
		return nil, &complaint{exitInconsistent, err, "wait until it is done"}
	case errors.As(err, &damaged) && damaged.Killed:
		return nil, &complaint{exitInconsistent, err, "give its command again with --resume, which goes on with what was " +
			"finished"}
	case errors.As(err, &damaged) && damaged.Path == dir:
		return nil, &complaint{exitInconsistent, err, "name a folder that nines run has filled, as in runs/NAME-HASH"}
	case errors.Is(err, fs.ErrPermission):
		return nil, &complaint{exitFailure, err, "choose a folder that you may read"}
	}
	return f, err
}

// show prints a folder; one that is incomplete says so.
func (a *app) show(f *result.Folder, format string) error {
	err := a.print(f, format)
	if _, bad := err.(verdict); (err == nil || bad) && f.Manifest.Status != result.Finished {
		a.warn("the experiment is %s: these results are not all of it", f.Manifest.Status)
		return verdict(exitInconsistent)
	}
	return err
}
