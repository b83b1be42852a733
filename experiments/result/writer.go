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
	InputsFile   = "inputs.tar"         // the files of data that they read
	SummaryFile  = "summary.json"
)

// Way says what is to become of what a folder holds already.
type Way uint8

// The ways: Fresh refuses a folder that holds anything, Replace takes the place of what nines has written there, Resume
// goes on with what was begun there.
const (
	Fresh Way = iota
	Replace
	Resume
)

// Writer fills a results folder, file by file. What it writes is kept apart within the folder until Publish puts all of
// it in its place at once; what an earlier run left there stays until then. While there is a writer, nobody else can
// write to the folder. Not for use by several goroutines.
type Writer struct {
	dir    string
	at     string // where files go
	made   bool   // the folder was not there before
	lock   *lock
	files  []File // written so far, by name
	ledger *Ledger
	// summary is what was written; nil before.
	summary *Summary
}

// Create makes the folder dir, with its parents, for a new run, or claims one that is there, and begins a ledger there.
// Fresh, one that holds files is refused with fs.ErrExist, or with a *BegunError where it holds replications that were
// finished before their run was killed. To Replace, those that an earlier run has written will be replaced, and all
// others stay. To Resume, the ledger knows the replications that were finished in earlier attempts; a *ForeignError
// says that they are of another experiment. A file that nines did not write, where one of a run would have to go, is
// refused with a *StrangerError; a folder that somebody else is writing to, with a *BusyError.
//
// The ledger also knows the replications that other ledgers of the same experiment hold, named by their paths.
func Create(dir string, head LedgerHead, way Way, others ...string) (*Writer, error) {
	_, missing := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	l, err := claim(dir)
	if err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, at: filepath.Join(dir, unfinished), made: missing != nil, lock: l}
	if err := w.prepare(head, way, others); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return w, nil
}

// prepare makes room for what will be written.
func (w *Writer) prepare(head LedgerHead, way Way, others []string) error {
	if err := settle(w.dir); err != nil {
		return err
	}
	if way == Fresh {
		if err := vacant(w.dir); err != nil {
			return err
		}
	}
	if err := strangers(w.dir); err != nil {
		return err
	}
	var err error
	if way == Resume {
		var left []string
		left, err = earlier(w.dir, head)
		others = append(left, others...)
	} else {
		err = os.RemoveAll(w.at)
	}
	if err != nil {
		return err
	}
	memo, err := newMemo(head, others...)
	if err == nil {
		err = os.MkdirAll(w.at, 0o777)
	}
	if err == nil {
		w.ledger, err = newLedger(w.at, head, memo)
	}
	return err
}

// Ledger is where replications are kept as they are finished.
func (w *Writer) Ledger() *Ledger { return w.ledger }

// Publish says what was written, and puts it in the place of what an earlier run left there. If it fails, or the
// program is killed on the way, the folder holds either all of the old or all of the new results, as Open sees it. The
// writer is closed in any case.
func (w *Writer) Publish(m Manifest) error {
	err := w.commit(m)
	if err == nil {
		err = settle(w.dir)
	}
	return errors.Join(err, w.ledger.memo.Close(), w.lock.release())
}

// commit is the one step that makes the new results those of the folder.
func (w *Writer) commit(m Manifest) error {
	if m.Status == Interrupted {
		if err := w.ledger.adopt(); err != nil {
			return err
		}
	}
	written, err := w.ledger.close()
	if err != nil {
		return err
	}
	w.remember(written)
	m.FormatVersion, m.Files = FormatVersion, w.files
	if err := m.check(); err != nil {
		return fmt.Errorf("results that cannot be: %w", err)
	}
	if err := WriteFile(filepath.Join(w.at, ManifestFile), m.encode); err != nil {
		return err
	}
	if err := strangers(w.dir); err != nil {
		return err
	}
	if err := forget(w.at); err != nil {
		return err
	}
	if err := os.Rename(w.at, filepath.Join(w.dir, complete)); err != nil {
		return err
	}
	return syncFolder(w.dir)
}

// Discard gives up what was written, but for the replications that were finished: the next writer may go on with them.
// What was there before stays, and a folder that was not there goes if none were.
func (w *Writer) Discard() error {
	_, err := w.ledger.close()
	kept := w.ledger.Kept()
	if kept == 0 {
		err = os.RemoveAll(w.at)
	}
	err = errors.Join(err, w.ledger.memo.Close(), w.lock.release())
	if err == nil && w.made && kept == 0 {
		os.Remove(w.dir) // unless somebody has put something there
	}
	return err
}

// Dir is the folder.
func (w *Writer) Dir() string { return w.dir }

// Folder opens what was published, as Open does, but reads no summary to which it has just held the file.
func (w *Writer) Folder() (*Folder, error) {
	f, err := Open(w.dir)
	if err == nil && w.summary != nil {
		f.keep(SummaryFile, *w.summary)
	}
	return f, err
}

// Scenario writes the resolved scenario.
func (w *Writer) Scenario(yaml []byte) error { return w.text(ScenarioFile, yaml) }

// Inputs writes the files of data that the experiment reads, as one archive.
func (w *Writer) Inputs(fill func(io.Writer) error) error { return w.file(InputsFile, fill) }

// Plan writes what a sweep or a comparison varied.
func (w *Writer) Plan(yaml []byte) error { return w.text(PlanFile, yaml) }

func (w *Writer) text(name string, data []byte) error {
	return w.file(name, func(out io.Writer) error {
		_, err := out.Write(data)
		return err
	})
}

// Summary writes summary.csv and summary.json. It puts s.Estimates into the table's order; they are not to be modified
// afterwards.
func (w *Writer) Summary(s Summary) error {
	Estimates.Sort(s.Estimates)
	w.summary = &s
	if err := Save(w, Estimates, slices.Values(s.Estimates)); err != nil {
		return err
	}
	return w.file(SummaryFile, s.EncodeJSON)
}

// Save writes a table. The rows have to come in the table's order; see Table.Sort.
func Save[R any](w *Writer, t *Table[R], rows iter.Seq[R]) error {
	return w.file(t.file, func(out io.Writer) error { return t.Encode(out, rows) })
}

// SaveText writes a table whose rows an Encoder has turned into text already.
func SaveText[R any](w *Writer, t *Table[R], text []byte) error { return w.text(t.file, text) }

// file writes a file and remembers what is in it.
func (w *Writer) file(name string, fill func(io.Writer) error) error {
	sum, size := sha256.New(), counter(0)
	err := WriteFile(filepath.Join(w.at, name), func(out io.Writer) error {
		return fill(io.MultiWriter(out, sum, &size))
	})
	if err != nil {
		return err
	}
	w.remember(File{name, int64(size), hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// remember enters a file into the list.
func (w *Writer) remember(f File) {
	i, found := slices.BinarySearchFunc(w.files, f.Name, func(f File, name string) int {
		return strings.Compare(f.Name, name)
	})
	if !found {
		w.files = slices.Insert(w.files, i, File{})
	}
	w.files[i] = f
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
	partial := temporary(path)
	if err := gone(os.Remove(partial)); err != nil {
		return unwritten(path, err) // left by a killed program, and it cannot be removed
	}
	file, err := os.OpenFile(partial, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return unwritten(path, err)
	}
	err = errors.Join(fillAndSync(file, fill), file.Close())
	if err == nil {
		err = os.Rename(partial, path)
	}
	if err != nil {
		os.Remove(partial)
		return unwritten(path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// unwritten says why a file could not be written, by its own name and not by the one that it has meanwhile.
func unwritten(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) && at.Path == temporary(path) {
		err = at.Err
	}
	return fmt.Errorf("writing %s: %w", path, err)
}

// temporary is the name of a file while it is being written.
func temporary(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".tmp")
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
