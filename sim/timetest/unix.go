//go:build unix

package timetest

import (
	"syscall"
	"time"
)

// Processor is the time of processors that this process has used so far; 0 on systems that do not tell.
func Processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
