//go:build !unix

package scenario

import "time"

var began = time.Now()

// processorTime is all the time since the tests began, where a system does not tell what a process has used of it.
func processorTime() time.Duration { return time.Since(began) }
