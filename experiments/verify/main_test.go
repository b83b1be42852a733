package verify

import (
	"os"
	"runtime/debug"
	"testing"
)

// The cases are small experiments one after the other, of which each leaves little that lasts: at the usual pace the
// garbage is collected every few megabytes, which takes a quarter of the processor.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}
