package requests

import (
	"testing"
	"unsafe"
)

// What is kept of a request, and of a try, fills two lines of memory, and what every request needs is in the first: a
// field more would cost all of them time.
func TestRecordsFillTwoLines(t *testing.T) {
	const line = 64 // bytes
	for name, size := range map[string]uintptr{"request": unsafe.Sizeof(request{}), "try": unsafe.Sizeof(try{})} {
		if size > 2*line {
			t.Errorf("a %s takes %d bytes, want at most %d", name, size, 2*line)
		}
	}
	if last := unsafe.Offsetof(request{}.key); last > line {
		t.Errorf("what every request needs takes %d bytes, want at most %d", last, line)
	}
}
