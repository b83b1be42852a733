package policytest

import (
	"testing"

	"nines/models"
)

// Brownout holds a policy of brown-out to its port: it says a probability, the same each time, which never rises with
// how many requests are there, and is 0 among very many; it says what it does, and allocates nothing.
func Brownout(t testing.TB, b models.Brownout) {
	if b.String() == "" {
		t.Error("it does not say when it leaves work out")
	}
	before := 1.0
	for there := 1; there < 10_000; there++ {
		p := b.InFull(there)
		if !(p >= 0 && p <= before) || p != b.InFull(there) {
			t.Fatalf("with %d there it serves %v in full, with one less %v", there, p, before)
		}
		before = p
	}
	if before != 0 {
		t.Errorf("of very many it serves %v in full", before)
	}
	allocates(t, func() { b.InFull(5) })
}
