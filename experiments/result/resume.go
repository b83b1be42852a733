package result

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A run that was killed leaves its ledger in the unfinished folder. The next one that goes on with it moves that ledger
// aside, under the first free of the names ledger.1, ledger.2, …, begins one of its own, and enters there what the
// others hold, in the order in which it would have played it: so the ledger of a run that was cut short any number of
// times is that of one which was not, byte for byte.

// BegunError says that a folder holds replications of a run that was killed.
type BegunError struct {
	Dir          string
	Head         LedgerHead // whose they are
	Replications int
}

func (e *BegunError) Error() string {
	return fmt.Sprintf("%s holds %d replications of %s, which has not ended", e.Dir, e.Replications, e.Head.RunID)
}

// vacant refuses a folder that holds files, or replications that were finished.
func vacant(dir string) error {
	if err := abandoned(dir); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != lockFile && e.Name() != unfinished {
			return fmt.Errorf("%s is not empty; choose another folder, or replace it with --force: %w", dir, fs.ErrExist)
		}
	}
	return nil
}

// abandoned is a *BegunError where a killed run has finished replications.
func abandoned(dir string) error {
	for _, path := range aside(dir) {
		head, err := headIn(path)
		if err != nil {
			continue // killed before it had written that much
		}
		memo, err := newMemo(head, path)
		if err != nil {
			continue
		}
		n := memo.Len()
		if err := memo.Close(); err != nil {
			return err
		}
		if n > 0 {
			return &BegunError{dir, head, n}
		}
	}
	return nil
}

// headIn is the head of a ledger.
func headIn(path string) (LedgerHead, error) {
	file, err := openRegular(path)
	if err != nil {
		return LedgerHead{}, err
	}
	defer file.Close()
	head, _, err := parseHead(beginning(file, longestLine))
	return head, err
}

// aside lists the ledgers that killed runs have left in a folder, that of the last one first where it is.
func aside(dir string) []string {
	all, _ := filepath.Glob(filepath.Join(dir, unfinished, "ledger.*")) // the pattern is sound
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(attempt(a), attempt(b)) })
	return all
}

// attempt is the number of a ledger that was moved aside; 0 of one that was not.
func attempt(path string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(filepath.Ext(path), "."))
	return n
}

// forget removes from the folder of a new run what earlier attempts have left there.
func forget(at string) error {
	var err error
	for _, path := range aside(filepath.Dir(at)) {
		if attempt(path) > 0 {
			err = errors.Join(err, os.Remove(path))
		}
	}
	return err
}

// earlier moves the ledger of a killed run aside and lists all that earlier attempts have left: killed ones, and one
// that was interrupted and has published what it had. What was killed before the head of its ledger was written is
// nothing to go on with. Published results of another experiment count where nothing was begun to replace them; those
// without a ledger are refused with fs.ErrExist.
func earlier(dir string, head LedgerHead) ([]string, error) {
	paths := aside(dir)
	if last := filepath.Join(dir, unfinished, LedgerFile); slices.Contains(paths, last) {
		if _, err := headIn(last); err != nil {
			if err := os.Remove(last); err != nil {
				return nil, err
			}
			paths = paths[1:]
		} else {
			free := attempt(paths[len(paths)-1]) + 1
			paths[0] = filepath.Join(dir, unfinished, fmt.Sprintf("ledger.%d", free))
			if err := os.Rename(last, paths[0]); err != nil {
				return nil, err
			}
		}
	}
	ours, published := ownFiles(dir), filepath.Join(dir, LedgerFile)
	if ours == nil {
		return paths, nil
	}
	if !slices.Contains(ours, LedgerFile) {
		return nil, fmt.Errorf("%s holds results without a ledger, with which nothing can go on: %w", dir, fs.ErrExist)
	}
	if found, err := headIn(published); len(paths) > 0 && (err != nil || found != head) {
		return paths, nil // these were to be replaced
	}
	return append(paths, published), nil
}
