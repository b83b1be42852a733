package result

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// lockFile is in a folder while somebody fills it. It names who does; that it is held, not that it is there, keeps
// others out, so that one who is killed holds nobody up.
const lockFile = ".nines-lock"

var errHeld = errors.New("the lock is held")

// BusyError says that somebody else is writing to a folder.
type BusyError struct {
	Dir   string
	Owner string // "process 123 on host"; may be empty
}

func (e *BusyError) Error() string {
	owner := e.Owner
	if owner == "" {
		owner = "another process"
	}
	return fmt.Sprintf("%s is being written by %s", e.Dir, owner)
}

// lock is the right to write to a folder.
type lock struct {
	file *os.File
	path string
}

// claim takes the right to write to a folder, which must exist; a *BusyError says that somebody else has it.
func claim(dir string) (*lock, error) { return take(dir, false) }

// await is claim for what others hold for moments only: it waits for them, where the system can.
func await(dir string) (*lock, error) { return take(dir, true) }

func take(dir string, wait bool) (*lock, error) {
	path := filepath.Join(dir, lockFile)
	for {
		file, err := openLock(path, wait)
		if errors.Is(err, errHeld) {
			return nil, &BusyError{dir, ownerIn(path)}
		}
		if err != nil {
			return nil, err
		}
		l := &lock{file, path}
		if !l.current() {
			file.Close() // its owner has removed it between our opening and our holding it
			continue
		}
		l.sign()
		return l, nil
	}
}

// current reports whether the file that is held is the one that others would find.
func (l *lock) current() bool {
	held, err := l.file.Stat()
	found, missing := os.Lstat(l.path)
	return err == nil && missing == nil && os.SameFile(held, found)
}

// sign writes who holds the lock, for those who meet it. That it cannot be said, on a full disk, hinders nobody.
func (l *lock) sign() {
	host, err := os.Hostname()
	if err != nil {
		host = "this host"
	}
	if l.file.Truncate(0) == nil {
		fmt.Fprintf(l.file, "process %d on %s\n", os.Getpid(), host)
	}
}

// ownerIn is who has signed a lock, in one line.
func ownerIn(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	var text [200]byte
	n, _ := file.Read(text[:])
	line, _, _ := strings.Cut(string(text[:n]), "\n")
	return line
}
