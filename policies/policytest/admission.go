package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// Admission holds a policy of admission to its port: it sends the first try, keeps numbers only, decides alike in like
// situations, sends everything again once a service has answered for long enough, and allocates nothing.
func Admission(t testing.TB, a models.Admission) {
	play := func() (sent [3]int) {
		s := rng.Open(rng.Key{Seed: 7})
		m := new(models.AdmissionMemory)
		a.Start(m)
		now := sim.Time(0)
		for part, answered := range []bool{true, false, true} {
			for n := range 2000 {
				if now++; a.Admits(m, now, &s) {
					a.Hears(m, now, 1, answered)
					sent[part]++
				} else if part == 0 || part == 2 && n > 1000 {
					t.Errorf("at %v it keeps a try from a service that answers", now)
				}
				for _, x := range m {
					if math.IsNaN(x) || math.IsInf(x, 0) {
						t.Fatalf("at %v it remembers %v", now, m)
					}
				}
			}
		}
		return sent
	}
	if first, again := play(), play(); first != again {
		t.Errorf("asked the same again, it sends %v tries instead of %v", again, first)
	}
	m, s := new(models.AdmissionMemory), rng.Open(rng.Key{Seed: 8})
	a.Start(m)
	allocates(t, func() {
		if a.Admits(m, 1, &s) {
			a.Hears(m, 1, 1, false)
		}
	})
}
