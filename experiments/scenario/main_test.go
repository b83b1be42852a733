package scenario

import (
	"os"
	"runtime/debug"
	"testing"
)

// The tests read thousands of small files, of which each leaves little that lasts: at the usual pace the garbage is
// collected every few megabytes, which takes a third of the processor.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
