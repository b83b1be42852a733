package models

import (
	"nines/sim"
	"nines/sim/dist"
)

// Lock is how one node at a time of a service is active: the one that holds a lock, which is kept in a log and lent for
// a time, as leaders are elected with Kubernetes' client-go (package tools/leaderelection). The holder renews its lease
// again and again; others look now and then, and one that finds the lease run out takes the lock.
type Lock struct {
	Log   int          // index into Blueprint.Logs
	Lease sim.Duration // from the last renewal until others may take it, > 0
	Renew sim.Duration // how often the holder renews, > 0 and below Deadline
	// Deadline is how long after its last renewal a holder gives up that cannot renew, at most Lease, so that it has done
	// so when others may take the lock. One that hangs cannot.
	Deadline sim.Duration
	Retry    dist.Law // how long others wait from one look to the next
	// Fenced: what a holder does that has lost the lock is refused. Otherwise one that hung, and wakes, acts on until it
	// next tries to renew.
	Fenced bool
}

// LockOutcome is about one lock in the measured time.
type LockOutcome struct {
	Takes  int     // times that somebody took it
	Quits  int     // times that a holder gave up
	Double float64 // seconds in which two or more acted as holders
}
