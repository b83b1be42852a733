package policytest

import (
	"math"
	"testing"

	"nines/models"
)

// Hedging holds a policy of hedging to its port: it waits for a finite time, not a negative one, whatever it learns;
// one that was too short does not become shorter, and one that was long enough not longer; none allocates.
func Hedging(t testing.TB, h models.Hedging) {
	wait := h.First()
	for n := range 1000 {
		if !(wait >= 0) || math.IsInf(float64(wait), 1) {
			t.Fatalf("after %d requests it waits for %v", n, wait)
		}
		answered := n%100 >= 10
		next := h.Next(wait, answered)
		if answered && next > wait || !answered && next < wait {
			t.Errorf("it waited for %v, in time: %v, and then for %v", wait, answered, next)
		}
		wait = next
	}
	allocates(t, func() { wait = h.Next(wait, true) })
}
