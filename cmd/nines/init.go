package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"nines/experiments/gallery"
	"nines/experiments/result"
)

func (a *app) initVerb() *cobra.Command {
	template, force := "", false
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a commented scenario to start from",
		Long: `Write a commented scenario to start from, with the sweep, the comparison and the data that belong to it, into
DIR, the current folder if none is named. Existing files are kept, unless --force is given.`,
		Example: `  nines init demo
  nines init demo --template crews`,
		Args: arguments(0, 1, "at most one folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			names := gallery.Table().Names()
			t, ok := gallery.Find(template)
			if !ok {
				return usage(suggestion(template, names, "templates"), "unknown template %q", template)
			}
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return a.init(dir, t.Files, force)
		},
	}
	cmd.Flags().StringVar(&template, "template", gallery.Table().Names()[0], "what to start from: "+
		strings.Join(gallery.Table().Names(), ", "))
	completeFlag(cmd, "template", gallery.Table().Names())
	cmd.Flags().BoolVar(&force, "force", false, "replace files that are there")
	return cmd
}

// init writes all files or, if one is there already, none.
func (a *app) init(dir string, files []gallery.File, force bool) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return unmade("folder", err)
	}
	for _, file := range files {
		path := filepath.Join(dir, file.Name)
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) && !force {
			return usage("replace it with --force, or name another folder", "%s is there already", path)
		}
	}
	for _, file := range files {
		path := filepath.Join(dir, file.Name)
		err := result.WriteFile(path, func(w io.Writer) error {
			_, err := w.Write(file.Data)
			return err
		})
		if err != nil {
			return err
		}
		fmt.Fprintln(a.out, cleaned(path))
	}
	fmt.Fprintf(a.out, "\nnext: nines run %s\n", cleaned(filepath.Join(dir, gallery.Main)))
	return nil
}
