//go:build unix

package result

import (
	"errors"
	"os"
	"syscall"
)

// openLock opens a lock and holds it, until it is closed or the process ends, however it does. Where the file system
// knows no locks, nobody is kept out.
func openLock(path string, wait bool) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o666)
	if err != nil {
		return nil, err
	}
	how := syscall.LOCK_EX
	if !wait {
		how |= syscall.LOCK_NB
	}
	for {
		err = syscall.Flock(int(file.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		file.Close()
		return nil, errHeld
	}
	return file, nil
}

// release gives the right up: the file goes while it is still held, so that nobody who waits for it is deceived.
func (l *lock) release() error { return errors.Join(os.Remove(l.path), l.file.Close()) }
