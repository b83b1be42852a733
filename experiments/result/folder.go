package result

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"syscall"
)

// Folder is a results folder opened for reading. Only the manifest is read at once; tables are read when asked for.
type Folder struct {
	Manifest Manifest
	dir      string
	kept     map[string]any // what files hold, by name, see Keep
}

// Open reads the manifest of a results folder and holds every other file to it: one that is missing, cut short or not
// as it was written gives a *FolderError, as do a manifest that was changed, what is no results folder and one of
// another format version. A folder whose run was interrupted opens; its Manifest.Status says so. What a killed program
// has left on its way is put in order where that can be done. Cost: every byte of the folder is read once.
func Open(dir string) (*Folder, error) {
	recoverFolder(dir)
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	f := &Folder{Manifest: m, dir: dir}
	if err := f.check(); err != nil {
		return nil, err
	}
	return f, nil
}

// ReadManifest reads the manifest of a results folder alone, whatever has become of the rest.
func ReadManifest(dir string) (Manifest, error) {
	path := placed(dir, ManifestFile)
	file, err := openRegular(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Manifest{}, notYet(dir)
	case errors.Is(err, syscall.ENOTDIR):
		return Manifest{}, &FolderError{Path: dir, Reason: "no results folder: it is a file"}
	case err != nil:
		return Manifest{}, err
	}
	defer file.Close()
	data, err := readWhole(path, file)
	if err != nil {
		return Manifest{}, err
	}
	m, err := decodeManifest(data)
	if err != nil {
		return m, &FolderError{Path: path, Reason: err.Error()}
	}
	return m, nil
}

// notYet says why a folder has no manifest.
func notYet(dir string) *FolderError {
	if !onlyBegun(dir) {
		return &FolderError{Path: dir, Reason: "no results folder: it has no " + ManifestFile}
	}
	l, err := claim(dir)
	var busy *BusyError
	if errors.As(err, &busy) {
		owner := cmp.Or(busy.Owner, "another process")
		return &FolderError{Path: dir, Reason: "no results yet: " + owner + " is at it", Busy: true}
	}
	if err == nil {
		_ = l.release()
	}
	had := "before it had finished a replication"
	var begun *BegunError
	if errors.As(abandoned(dir), &begun) {
		had = fmt.Sprintf("after %d of its replications", begun.Replications)
	}
	return &FolderError{Path: dir, Killed: true, Reason: "no results: the " +
		experimentIn(filepath.Join(dir, unfinished)) + " that was begun there ended " + had}
}

// experimentIn says in two words what was begun in a folder: "sweep of web".
func experimentIn(dir string) string {
	what := "run"
	plan, _ := os.ReadFile(filepath.Join(dir, PlanFile))
	switch {
	case bytes.Contains(plan, []byte("\nvariants:")):
		what = "comparison"
	case bytes.Contains(plan, []byte("\ndecide:")):
		what = "plan"
	case len(plan) > 0:
		what = "sweep"
	}
	text, _ := os.ReadFile(filepath.Join(dir, ScenarioFile))
	if _, after, found := bytes.Cut(text, []byte("\nname: ")); found {
		name, _, _ := bytes.Cut(after, []byte("\n"))
		what += " of " + string(name)
	}
	return what
}

// Dir is the folder's path as it was opened.
func (f *Folder) Dir() string { return f.dir }

// Path is the path of a file of the folder.
func (f *Folder) Path(name string) string { return placed(f.dir, name) }

// Has tells whether the folder holds a table; a plain run has no compare.csv.
func Has[R any](f *Folder, t *Table[R]) bool { return f.known(t.file) != nil }

// Holds tells whether the folder holds a file of that name.
func (f *Folder) Holds(name string) bool { return f.known(name) != nil }

// Rows reads a table row by row and stops at the first error. Rows of another run than the manifest's are an error, and
// after the last row so are contents that are not what was written.
func Rows[R any](f *Folder, t *Table[R]) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		if rows, ok := f.kept[t.file].([]R); ok {
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			return
		}
		var none R
		file, err := f.open(t.file)
		if err != nil {
			yield(none, err)
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
		if err := file.intact(); err != nil {
			yield(none, err)
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

// Keep reads a whole table and keeps it: later readings are from memory. It is for who reads a table again and again,
// and has room for it. The rows are shared and not to be modified.
func Keep[R any](f *Folder, t *Table[R]) error {
	rows, err := Load(f, t)
	if err != nil {
		return err
	}
	f.keep(t.file, rows)
	return nil
}

func (f *Folder) keep(file string, contents any) {
	if f.kept == nil {
		f.kept = map[string]any{}
	}
	f.kept[file] = contents
}

// Summary reads summary.json.
func (f *Folder) Summary() (Summary, error) {
	if s, ok := f.kept[SummaryFile].(Summary); ok {
		return s, nil
	}
	data, err := f.Read(SummaryFile)
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
func (f *Folder) Scenario() ([]byte, error) { return f.Read(ScenarioFile) }

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
