package policytest

import (
	"testing"

	"nines/models"
)

// Shedding holds a policy of shedding to its port: it says a probability, the same each time, which is 0 at an idle
// node and never falls with how many are there; it says what it does, and allocates nothing.
func Shedding(t testing.TB, p models.Shedding) {
	if p.String() == "" {
		t.Error("it does not say when it sheds")
	}
	for _, slots := range []int{1, 8, 1000} {
		before := 0.0
		for there := range 10_000 {
			now := p.Sheds(there, slots)
			if !(now >= before && now <= 1) || there == 0 && now > 0 || now != p.Sheds(there, slots) {
				t.Fatalf("with %d there it sheds %v, with one less %v", there, now, before)
			}
			before = now
		}
		if before == 0 {
			t.Errorf("of very many it sheds none, where it serves %d at a time", slots)
		}
	}
	allocates(t, func() { p.Sheds(5, 4) })
}
