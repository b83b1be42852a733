package result

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// ChartsFolder holds the pictures of a results folder. A list of them tells them from those of other people.
const (
	ChartsFolder = "charts"
	chartsList   = "charts.json"
)

// SaveChart writes a picture into the folder of charts, complete or not at all, and remembers that it is ours: new
// results take it with them. One of that name that somebody else has put there is refused with a *StrangerError.
func (f *Folder) SaveChart(name string, fill func(io.Writer) error) error {
	dir := f.Path(ChartsFolder)
	if err := makeCharts(dir); err != nil {
		return err
	}
	l, err := await(dir)
	if err != nil {
		return err
	}
	clearPartial(dir)
	return errors.Join(saveChart(dir, name, fill), l.release())
}

// clearPartial removes what killed programs have left of our pictures. The caller holds the lock: nobody is at one.
// Each is listed before it is begun, so that nothing of other people goes; what cannot be removed hinders nobody.
func clearPartial(dir string) {
	for _, name := range append(ownCharts(dir), chartsList) {
		path := temporary(filepath.Join(dir, name))
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() {
			os.Remove(path)
		}
	}
}

func makeCharts(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err = os.MkdirAll(dir, 0o777); err != nil {
			err = fmt.Errorf("cannot make the folder of charts: %w", err)
		}
	case err == nil && !info.IsDir():
		return &StrangerError{dir}
	}
	return err
}

func saveChart(dir, name string, fill func(io.Writer) error) error {
	path, ours := filepath.Join(dir, name), ownCharts(dir)
	listed := slices.Contains(ours, name)
	if info, err := os.Lstat(path); err == nil && (!listed || !info.Mode().IsRegular()) {
		return &StrangerError{path}
	}
	if !listed { // first, because a picture that is listed and not there does no harm
		if err := listCharts(dir, append(ours, name)); err != nil {
			return err
		}
	}
	return WriteFile(path, fill)
}

func listCharts(dir string, names []string) error {
	slices.Sort(names)
	return WriteFile(filepath.Join(dir, chartsList), func(out io.Writer) error {
		return json.NewEncoder(out).Encode(names)
	})
}

// ownCharts are the pictures that are listed as ours.
func ownCharts(dir string) []string {
	path := filepath.Join(dir, chartsList)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > longestLine {
		return nil
	}
	data, err := os.ReadFile(path)
	var names []string
	if err != nil || json.Unmarshal(data, &names) != nil {
		return nil
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return !filepath.IsLocal(name) || filepath.Base(name) != name
	})
}

// removeCharts removes the pictures of a results folder that are ours, with what killed programs have left of them. It
// follows no link.
func removeCharts(results string) error {
	dir := filepath.Join(results, ChartsFolder)
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return nil
	}
	ours := ownCharts(dir)
	if ours == nil {
		return nil
	}
	for _, name := range append(ours, chartsList) { // the list last, until then it is needed
		for _, path := range []string{temporary(filepath.Join(dir, name)), filepath.Join(dir, name)} {
			if err := gone(os.Remove(path)); err != nil {
				return err
			}
		}
	}
	os.Remove(filepath.Join(dir, lockFile)) // of a killed program
	os.Remove(dir)                          // unless there are pictures of other people
	return nil
}
