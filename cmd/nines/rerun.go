package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/result"
	"nines/experiments/scenario"
)

func (a *app) rerunVerb() *cobra.Command {
	var effort effort
	cmd := &cobra.Command{
		Use:   "rerun DIR",
		Short: "Play the experiment of a results folder again, and compare",
		Long: `Play the experiment of a results folder again, from what the folder holds alone, and compare all files but the
manifest byte for byte. The new results go to DIR-again, or to --out.

Exit status 0 if they are the same, 6 if any file differs, which another version of the program may cause.`,
		Example: `  nines rerun runs/web-three-zones-3f9a1c`,
		Args:    arguments(1, 1, "a results folder"),
		RunE: interruptible(func(ctx context.Context, args []string) error {
			if err := effort.check(); err != nil {
				return err
			}
			f, err := openResults(args[0])
			if err != nil {
				return err
			}
			if effort.out == "" {
				effort.out = filepath.Clean(args[0]) + "-again"
			}
			return a.rerun(ctx, f, effort)
		}),
	}
	effort.registerOutput(cmd)
	effort.registerResume(cmd)
	return cmd
}

func (a *app) rerun(ctx context.Context, f *result.Folder, effort effort) error {
	differ, err := a.compared(ctx, f, effort)
	if err != nil {
		return err
	}
	if differ != nil {
		return inconsistent("compare the versions of the program in the two manifests", "%s differ: %s",
			plural(len(differ), "file"), strings.Join(differ, ", "))
	}
	a.say("all %s of %s are the same again", plural(len(f.Manifest.Files), "file"), f.Dir())
	return nil
}

// compared plays the experiment of a folder again, and lists the files that differ.
func (a *app) compared(ctx context.Context, f *result.Folder, effort effort) ([]string, error) {
	if f.Manifest.Status != result.Finished {
		return nil, inconsistent("go on with it first, with --resume", "%s holds the beginning of an experiment", f.Dir())
	}
	err := a.again(ctx, f, effort)
	if stopped := signaled(ctx); stopped != nil { // what there is says nothing of the folder
		return nil, fmt.Errorf("%w before all was there again", stopped)
	}
	if _, judged := err.(verdict); err != nil && !judged {
		return nil, err
	}
	fresh, err := openResults(effort.out)
	if err != nil {
		return nil, err
	}
	return differing(&f.Manifest, &fresh.Manifest), nil
}

// differing lists the files that two manifests do not both have with the same contents.
func differing(a, b *result.Manifest) []string {
	contents := map[string]string{}
	for _, x := range b.Files {
		contents[x.Name] = x.SHA256
	}
	var names []string
	for _, x := range a.Files {
		if contents[x.Name] != x.SHA256 {
			names = append(names, x.Name)
		}
		delete(contents, x.Name)
	}
	for _, x := range b.Files {
		if _, more := contents[x.Name]; more {
			names = append(names, x.Name)
		}
	}
	return names
}

// again plays the experiment of a folder again, or what shards have kept of it, from the files in the folder alone.
func (a *app) again(ctx context.Context, f *result.Folder, effort effort) error {
	dir, err := unpacked(f)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, result.ScenarioFile)
	if f.Manifest.Verb == "run" {
		document, err := scenario.Open(file)
		if err != nil {
			return err
		}
		s, err := a.compile(document)
		if err != nil {
			return err
		}
		return a.run(ctx, s, effort)
	}
	document, err := scenario.Open(filepath.Join(dir, result.PlanFile))
	if err != nil {
		return err
	}
	if f.Manifest.Verb == "sweep" {
		study, err := document.Sweep()
		if err != nil {
			return err
		}
		return a.sweep(ctx, study, effort)
	}
	if f.Manifest.Verb == "plan" {
		study, err := document.Planning()
		if err != nil {
			return err
		}
		return a.decide(ctx, study, effort)
	}
	study, err := document.Comparison()
	if err != nil {
		return err
	}
	return a.compare(ctx, study, effort, false)
}
