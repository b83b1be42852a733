//go:build unix

package scenario

import (
	"syscall"
	"time"
)

// processorTime is what this process has used so far, whatever else the machine is busy with.
func processorTime() time.Duration {
	var used syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
