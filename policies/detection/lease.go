package detection

import (
	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Lease is a lease, or a session: a node holds its role for a limited time, which each renewal that gets through
// extends (C. G. Gray and D. R. Cheriton, "Leases: an efficient fault-tolerant mechanism for distributed file cache
// consistency", SOSP 1989). It is safe without agreement: the holder steps down when its own clock says that the lease
// has run out, the grantor gives the role away only when the clock error has passed as well.
//
//   - A renewal is a request and its answer, at regular times; with probability loss it comes to nothing. It extends
//     the lease from when it was sent.
//   - A holder that dies is missed when the lease and the clock error have run out: never later than ttl + clock_error.
//   - A healthy holder steps down, which is a mistake, when all renewals in a ttl are lost, and is back with the next
//     that gets through.
//
// Mistakes and their cost are those of beats without delay; the answers are exact.
type Lease struct {
	beats
	sight
	clockError sim.Duration
}

var (
	_ models.Detector  = (*Lease)(nil)
	_ models.Messenger = (*Lease)(nil)
)

// LeaseConfig is what a user may choose.
type LeaseConfig struct {
	Interval   unit.Duration `key:"interval" doc:"time between two renewals, above 0"`
	TTL        unit.Duration `key:"ttl" doc:"how long a renewal is good for, 1 interval or more"`
	ClockError unit.Duration `key:"clock_error" doc:"by how much clocks may disagree over a ttl; waited for in addition"`
	Loss       unit.Ratio    `key:"loss" doc:"share of renewals that come to nothing, independently, up to 99%"`
	Sees       Sight         `key:"sees" doc:"which effects stop the renewals, as a probability for each"`
}

// The defaults are within the customs of ZooKeeper: sessions of 4 to 40 s, pinged every third of that. A ttl that is
// not quite a whole number of intervals leaves no doubt about how many renewals may be lost.
var leaseRow = catalog.Define("lease",
	"Gives the role of a node away once its lease and the clock error have run out; Gray and Cheriton 1989.",
	LeaseConfig{Interval: 3 * unit.Second, TTL: 10 * unit.Second, ClockError: unit.Second / 2, Sees: stopsBeats},
	built(NewLease)).
	WithExample("interval: 3s, ttl: 10s, clock_error: 500ms, loss: 0.1%")

// NewLease checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewLease(c LeaseConfig) (*Lease, error) {
	sees, err := c.Sees.checked()
	err = firstOf(err, positive("interval", c.Interval), atLeast("ttl", c.TTL, c.Interval),
		notNegative("clock_error", c.ClockError))
	if err != nil {
		return nil, err
	}
	b, err := newBeats(float64(c.Interval), float64(c.Loss), nil, "ttl", float64(c.TTL), false)
	if err != nil {
		return nil, err
	}
	return &Lease{b, sees, sim.Duration(c.ClockError)}, nil
}

// Delay is the time from a crash until the role is free for others.
func (l *Lease) Delay(x models.Symptom) models.Wait {
	missed := l.beats.Delay(x)
	missed.Plus = l.clockError
	return missed
}

// Messages is a request and an answer per node and interval.
func (l *Lease) Messages(nodes int) float64 { return 2 * l.beats.Messages(nodes) }
