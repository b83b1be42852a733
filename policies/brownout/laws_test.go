package brownout_test

import (
	"testing"

	"nines/policies/brownout"
)

// TestThreshold would catch a threshold that is off by one.
func TestThreshold(t *testing.T) {
	for there, want := range map[int]float64{1: 1, 3: 1, 4: 0, 100: 0} {
		if got := (brownout.Threshold{Above: 3}).InFull(there); got != want {
			t.Errorf("with %d there it serves %v in full, want %v", there, got, want)
		}
	}
}

// TestLinear would catch ends that are off by one, and a probability that does not fall evenly between them.
func TestLinear(t *testing.T) {
	for there, want := range map[int]float64{1: 1, 2: 1, 3: 0.75, 4: 0.5, 5: 0.25, 6: 0, 100: 0} {
		if got := (brownout.Linear{From: 2, To: 6}).InFull(there); got != want {
			t.Errorf("with %d there it serves %v in full, want %v", there, got, want)
		}
	}
}
