package shedding_test

import (
	"math"
	"testing"

	"nines/policies/shedding"
)

// TestLinear would catch ends that are off by one, and a probability that does not rise evenly between them.
func TestLinear(t *testing.T) {
	for there, want := range map[int]float64{0: 0, 2: 0, 3: 0.25, 4: 0.5, 5: 0.75, 6: 1, 100: 1} {
		if got := (shedding.Linear{From: 2, To: 6}).Sheds(there, 1); got != want {
			t.Errorf("with %d there it sheds %v, want %v", there, got, want)
		}
	}
}

// TestUtilization would catch one that grows beyond what is served at a time, and a share that begins too early.
func TestUtilization(t *testing.T) {
	for there, want := range map[int]float64{0: 0, 5: 0, 6: 0.1, 8: 0.3, 10: 0.5, 11: 0.5, 100: 0.5} {
		if got := (shedding.Utilization{Above: 0.5, Most: 0.5}).Sheds(there, 10); math.Abs(got-want) > 1e-12 {
			t.Errorf("with %d of 10 there it sheds %v, want %v", there, got, want)
		}
	}
}
