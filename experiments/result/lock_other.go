//go:build !unix

package result

import (
	"errors"
	"io/fs"
	"os"
)

// openLock makes a lock that is held for as long as it exists: one that a killed process leaves behind has to be
// removed by hand.
func openLock(path string, _ bool) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, errHeld
	}
	return file, err
}

func (l *lock) release() error {
	return errors.Join(l.file.Close(), os.Remove(l.path)) // what is open cannot be removed
}
