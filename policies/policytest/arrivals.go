package policytest

import (
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// Arrivals holds a process to its port: requests come one after the other, alike in like situations, and telling when
// allocates nothing.
func Arrivals(t testing.TB, a models.Arrivals) {
	for _, d := range []models.Demand{{Mean: 3}, {Mean: 3, Swing: 1, Growth: 0.01}} {
		first, again := gaps(t, a, &d), gaps(t, a, &d)
		if first != again {
			t.Errorf("asked the same again, it says %v instead of %v", again, first)
		}
		s, memory, now := new(rng.Stream), 0.0, 0.0
		allocates(t, func() { now += a.Gap(&d, now, &memory, s) })
	}
}

// gaps are the first times between requests.
func gaps(t testing.TB, a models.Arrivals, d *models.Demand) (list [20]float64) {
	t.Helper()
	s, memory, now := new(rng.Stream), 0.0, -1000.0
	*s = rng.Open(rng.Key{Seed: 3})
	for i := range list {
		list[i] = a.Gap(d, now, &memory, s)
		if !(list[i] >= 0) {
			t.Fatalf("a request comes %v s after the one before", list[i])
		}
		now += list[i]
	}
	return list
}
