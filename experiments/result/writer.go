package result

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
)

// The files of a folder that are no tables.
const (
	ManifestFile = "manifest.json"
	ScenarioFile = "scenario.resolved.yaml"
	SummaryFile  = "summary.json"
	ChartsFolder = "charts"
)

// Writer fills a results folder, file by file. Every file appears under its name only when it is complete and on the
// disk. One writer per folder; not for use by several goroutines.
type Writer struct{ dir string }

// Create makes the folder dir, with its parents, for a new run. A folder that already holds files is refused with
// fs.ErrExist, unless force is set: then what an earlier run left there is removed, and files that are none of ours
// stay.
func Create(dir string, force bool) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	if len(entries) > 0 {
		if !force {
			return nil, fmt.Errorf("%s is not empty; choose another folder, or replace it with --force: %w", dir,
				fs.ErrExist)
		}
		if err := removeOld(dir); err != nil {
			return nil, err
		}
	}
	return &Writer{dir}, nil
}

// removeOld removes the files of an earlier run, the manifest first: a folder without one is no results folder, so a
// crash halfway leaves nothing that looks whole.
func removeOld(dir string) error {
	names := []string{ManifestFile, ScenarioFile, SummaryFile, Replications.file, Estimates.file,
		Series.file, Incidents.file, Components.file, Histograms.file, Comparisons.file}
	charts, err := filepath.Glob(filepath.Join(dir, ChartsFolder, "*.[sp][vn]g"))
	if err != nil {
		return err
	}
	for _, chart := range charts {
		names = append(names, filepath.Join(ChartsFolder, filepath.Base(chart)))
	}
	for _, name := range names {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Dir is the folder.
func (w *Writer) Dir() string { return w.dir }

// Manifest writes the manifest; called again with a new status, it replaces it.
func (w *Writer) Manifest(m Manifest) error {
	m.FormatVersion = FormatVersion
	return w.file(ManifestFile, m.encode)
}

// Scenario writes the resolved scenario.
func (w *Writer) Scenario(yaml []byte) error {
	return w.file(ScenarioFile, func(out io.Writer) error {
		_, err := out.Write(yaml)
		return err
	})
}

// Summary writes summary.csv and summary.json. It puts s.Estimates into the table's order.
func (w *Writer) Summary(s Summary) error {
	Estimates.Sort(s.Estimates)
	if err := Save(w, Estimates, slices.Values(s.Estimates)); err != nil {
		return err
	}
	return w.file(SummaryFile, s.EncodeJSON)
}

// Save writes a table. The rows have to come in the table's order; see Table.Sort.
func Save[R any](w *Writer, t *Table[R], rows iter.Seq[R]) error {
	return w.file(t.file, func(out io.Writer) error { return t.Encode(out, rows) })
}

func (w *Writer) file(name string, fill func(io.Writer) error) error {
	return WriteFile(filepath.Join(w.dir, name), fill)
}

// WriteFile writes a file that is either complete or not there: fill writes to a temporary name in the same folder,
// which is flushed to the disk and then renamed. On an error, which names the file, nothing is left behind and an older
// file of that name stays as it was.
func WriteFile(path string, fill func(io.Writer) error) error {
	temporary := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".tmp")
	if err := os.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // left by a killed program, and it cannot be removed
	}
	file, err := os.OpenFile(temporary, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	err = errors.Join(fillAndSync(file, fill), file.Close())
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		os.Remove(temporary)
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return syncFolder(filepath.Dir(path))
}

func fillAndSync(file *os.File, fill func(io.Writer) error) error {
	out := bufio.NewWriterSize(file, 1<<16)
	if err := fill(out); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Sync()
}

// syncFolder makes the renaming itself survive a power cut. Systems that cannot sync a folder are forgiven.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := folder.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}
