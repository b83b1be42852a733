//go:build linux

package result

import (
	"errors"
	"io"
	"os"
	"syscall"
	"testing"
)

// /dev/full accepts the opening and refuses the bytes, as a full disk does.
func TestFullDiskIsReported(t *testing.T) {
	file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	defer file.Close()
	err = fillAndSync(file, func(w io.Writer) error {
		_, err := io.WriteString(w, "small enough to sit in the buffer until the end")
		return err
	})
	if !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v, want %v", err, syscall.ENOSPC)
	}
}
