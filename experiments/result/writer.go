package result

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files of a folder that are no tables.
const (
	ManifestFile = "manifest.json"
	ScenarioFile = "scenario.resolved.yaml"
	PlanFile     = "plan.resolved.yaml" // what a sweep or a comparison varied, as a file that can be played again
	SummaryFile  = "summary.json"
	ChartsFolder = "charts"
)

// Writer fills a results folder, file by file. Every file appears under its name only when it is complete and on the
// disk. One writer per folder; not for use by several goroutines.
type Writer struct {
	dir   string
	at    string // where files go: the folder, or one within it that takes its place at last
	files []File // written so far, by name
}

// Create makes the folder dir, with its parents, for a new run. A folder that already holds files is refused with
// fs.ErrExist, unless force is set: then the new files are kept apart, and what an earlier run left there stays until
// Publish.
func Create(dir string, force bool) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	switch {
	case err != nil:
		return nil, err
	case len(entries) == 0:
		return &Writer{dir: dir, at: dir}, nil
	case !force:
		return nil, fmt.Errorf("%s is not empty; choose another folder, or replace it with --force: %w", dir,
			fs.ErrExist)
	}
	w := &Writer{dir: dir, at: filepath.Join(dir, unfinished)}
	if err := os.RemoveAll(w.at); err != nil {
		return nil, err // left by a killed program
	}
	return w, os.Mkdir(w.at, 0o777)
}

// unfinished is the folder within a folder that holds what will replace it.
const unfinished = ".unfinished"

// Replaces reports whether the folder still holds what was there before.
func (w *Writer) Replaces() bool { return w.at != w.dir }

// Publish puts what was written in the place of what an earlier run left there, which is removed; files that are none
// of ours stay. It does nothing for a folder that was empty. The manifest goes first and comes last: a folder without
// one is no results folder, so a crash halfway leaves nothing that looks whole.
func (w *Writer) Publish() error {
	if !w.Replaces() {
		return nil
	}
	if err := removeOld(w.dir); err != nil {
		return err
	}
	for _, file := range append(slices.Clone(w.files), File{Name: ManifestFile}) {
		if err := os.Rename(filepath.Join(w.at, file.Name), filepath.Join(w.dir, file.Name)); err != nil {
			return err
		}
	}
	if err := os.Remove(w.at); err != nil {
		return err
	}
	w.at = w.dir
	return syncFolder(w.dir)
}

// Discard gives up what was written but not published; what was there before stays.
func (w *Writer) Discard() error {
	if !w.Replaces() {
		return nil
	}
	return os.RemoveAll(w.at)
}

// removeOld removes the files of an earlier run, the manifest first.
func removeOld(dir string) error {
	names := []string{ManifestFile, ScenarioFile, PlanFile, SummaryFile, Replications.file, Estimates.file,
		Series.file, Incidents.file, Timelines.file, Components.file, Histograms.file, Comparisons.file}
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

// Manifest writes the manifest, with what has been written so far; called again with a new status, it replaces it.
func (w *Writer) Manifest(m Manifest) error {
	m.FormatVersion, m.Files = FormatVersion, w.files
	return WriteFile(filepath.Join(w.at, ManifestFile), m.encode)
}

// Scenario writes the resolved scenario.
func (w *Writer) Scenario(yaml []byte) error { return w.text(ScenarioFile, yaml) }

// Plan writes what a sweep or a comparison varied.
func (w *Writer) Plan(yaml []byte) error { return w.text(PlanFile, yaml) }

func (w *Writer) text(name string, data []byte) error {
	return w.file(name, func(out io.Writer) error {
		_, err := out.Write(data)
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

// file writes a file and remembers what is in it.
func (w *Writer) file(name string, fill func(io.Writer) error) error {
	sum, size := sha256.New(), counter(0)
	err := WriteFile(filepath.Join(w.at, name), func(out io.Writer) error {
		return fill(io.MultiWriter(out, sum, &size))
	})
	if err != nil {
		return err
	}
	i, found := slices.BinarySearchFunc(w.files, name, func(f File, name string) int {
		return strings.Compare(f.Name, name)
	})
	if !found {
		w.files = slices.Insert(w.files, i, File{})
	}
	w.files[i] = File{name, int64(size), hex.EncodeToString(sum.Sum(nil))}
	return nil
}

// counter counts bytes.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
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
