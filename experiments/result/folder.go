package result

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
)

// Folder is a results folder opened for reading. Only the manifest is read at once; tables are read when asked for.
type Folder struct {
	Manifest Manifest
	dir      string
}

// Open reads the manifest of a results folder. What is no results folder, or one of another format version, gives a
// *FolderError. A folder whose run was interrupted opens; its Manifest.Status says so.
func Open(dir string) (*Folder, error) {
	data, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &FolderError{Path: dir, Reason: "no results folder: it has no " + ManifestFile}
	}
	if err != nil {
		return nil, err
	}
	m, err := decodeManifest(data)
	if err != nil {
		return nil, &FolderError{Path: filepath.Join(dir, ManifestFile), Reason: err.Error()}
	}
	return &Folder{Manifest: m, dir: dir}, nil
}

// Dir is the folder's path as it was opened.
func (f *Folder) Dir() string { return f.dir }

// Path is the path of a file of the folder.
func (f *Folder) Path(name string) string { return filepath.Join(f.dir, name) }

// Has tells whether the folder holds a table; a plain run has no compare.csv.
func Has[R any](f *Folder, t *Table[R]) bool {
	_, err := os.Stat(f.Path(t.file))
	return err == nil
}

// Rows reads a table row by row and stops at the first error. Rows of another run than the manifest's are an error.
func Rows[R any](f *Folder, t *Table[R]) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var none R
		file, err := os.Open(f.Path(t.file))
		if err != nil {
			yield(none, f.missing(t.file, err))
			return
		}
		defer file.Close()
		for row, err := range t.Decode(file) {
			if err == nil && t.key != nil {
				err = f.sameRun(t.file, t.key(&row))
			}
			if err != nil {
				yield(none, f.locate(err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Load reads a whole table.
func Load[R any](f *Folder, t *Table[R]) ([]R, error) {
	var rows []R
	for row, err := range Rows(f, t) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Summary reads summary.json.
func (f *Folder) Summary() (Summary, error) {
	data, err := f.read(SummaryFile)
	if err != nil {
		return Summary{}, err
	}
	s, err := decodeSummary(data)
	if err != nil {
		return Summary{}, &FolderError{Path: f.Path(SummaryFile), Reason: err.Error()}
	}
	for i := range s.Estimates {
		if err := f.sameRun(SummaryFile, &s.Estimates[i].Key); err != nil {
			return Summary{}, f.locate(err)
		}
	}
	return s, nil
}

// Scenario reads the resolved scenario.
func (f *Folder) Scenario() ([]byte, error) { return f.read(ScenarioFile) }

func (f *Folder) read(name string) ([]byte, error) {
	data, err := os.ReadFile(f.Path(name))
	if err != nil {
		return nil, f.missing(name, err)
	}
	return data, nil
}

func (f *Folder) missing(name string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	reason := "missing"
	if f.Manifest.Status == Running {
		reason = "missing; the run is not finished, or it was killed"
	}
	return &FolderError{Path: f.Path(name), Reason: reason}
}

func (f *Folder) sameRun(name string, k *Key) error {
	if k.RunID == f.Manifest.RunID {
		return nil
	}
	return &FolderError{Path: name, Reason: fmt.Sprintf("holds rows of run %q; the manifest is of run %q", k.RunID,
		f.Manifest.RunID)}
}

// locate puts the folder before the file's name.
func (f *Folder) locate(err error) error {
	var bad *FolderError
	if !errors.As(err, &bad) {
		return fmt.Errorf("reading %s: %w", f.dir, err)
	}
	located := *bad
	located.Path = f.Path(bad.Path)
	return &located
}
