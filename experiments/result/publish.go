package result

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Results are written to a folder within the folder. One renaming, of unfinished to complete, makes them the results;
// everything after it only moves them to where people look for them, and is done again by whoever comes next if it was
// cut short. A reader finds each file in complete first.
const (
	unfinished = ".nines-unfinished"
	complete   = ".nines-complete"
)

// StrangerError says that a file which nines did not write is where one of its own would have to go.
type StrangerError struct{ Path string }

func (e *StrangerError) Error() string {
	return e.Path + " is none of the files that nines has written there"
}

// known are the names of all files that a run may leave in a folder.
func known() []string {
	return []string{ManifestFile, ScenarioFile, PlanFile, InputsFile, SummaryFile, LedgerFile, Replications.file,
		Estimates.file, Series.file, Incidents.file, Timelines.file, Components.file, Histograms.file, Comparisons.file,
		Plans.file, Worths.file, Choices.file, Effects.file}
}

// strangers is a *StrangerError where a name of ours is taken by something that no manifest of ours lists, or by what
// is no plain file.
func strangers(dir string) error {
	ours := ownFiles(dir)
	for _, name := range known() {
		path := filepath.Join(dir, name)
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return err
		case !slices.Contains(ours, name) || !info.Mode().IsRegular():
			return &StrangerError{path}
		}
	}
	return nil
}

// ownFiles are the names of ours that the manifest of a folder lists, with itself; none where it has none of ours.
func ownFiles(dir string) []string {
	path := filepath.Join(dir, ManifestFile)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > longestLine {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(written(data), func(name string) bool { return !slices.Contains(known(), name) })
}

// unsettled reports whether a folder holds what a writer leaves on its way.
func unsettled(dir string) bool {
	return slices.ContainsFunc([]string{lockFile, complete}, func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	})
}

// onlyBegun reports whether a folder holds results that were begun, and none that are complete.
func onlyBegun(dir string) bool {
	there := func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	}
	return there(unfinished) && !there(complete) && !there(ManifestFile)
}

// recoverFolder settles a folder that nobody is writing to any more, as far as it can: what cannot be done here, on a
// read-only disk, readers do without. What was begun alone stays, to tell what it was, until the next writer comes.
func recoverFolder(dir string) {
	if !unsettled(dir) || onlyBegun(dir) {
		return
	}
	if l, err := claim(dir); err == nil {
		_ = settle(dir)
		_ = l.release()
	}
}

// settle finishes the publication of results that are complete, and removes what a killed run has left if it had not
// finished a replication. The caller holds the lock.
func settle(dir string) error {
	var begun *BegunError
	if err := abandoned(dir); !errors.As(err, &begun) {
		if err := os.RemoveAll(filepath.Join(dir, unfinished)); err != nil {
			return err
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, complete)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, step := range installing(dir) {
		if err := step(); err != nil {
			return fmt.Errorf("putting the results in their place: %w", err)
		}
	}
	return syncFolder(dir)
}

// installing lists the steps that move complete results to where people look for them. Each may be done twice, and the
// program may end between any two. The manifest comes last: until then the old one says which of the old files are to
// go.
func installing(dir string) (steps []func() error) {
	from := filepath.Join(dir, complete)
	data, err := os.ReadFile(filepath.Join(from, ManifestFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return []func() error{func() error { return err }}
	}
	if fresh := written(data); fresh != nil {
		for _, name := range ownFiles(dir) {
			if !slices.Contains(fresh, name) {
				steps = append(steps, func() error { return gone(os.Remove(filepath.Join(dir, name))) })
			}
		}
		steps = append(steps, func() error { return removeCharts(dir) }, func() error { return removeReport(dir) })
		for _, name := range append(fresh[1:], ManifestFile) {
			steps = append(steps, func() error {
				return gone(os.Rename(filepath.Join(from, name), filepath.Join(dir, name)))
			})
		}
	}
	return append(steps, func() error { return gone(os.Remove(from)) })
}

// gone forgives that a file is not there (any more).
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// placed is where a file of a folder is to be read: with the complete results, as long as they have not been moved.
func placed(dir, name string) string {
	path := filepath.Join(dir, complete, name)
	if _, err := os.Lstat(path); err == nil {
		return path
	}
	return filepath.Join(dir, name)
}
