package balancing_test

import (
	"slices"
	"testing"

	"nines/models"
	"nines/policies/balancing"
)

// TestMaglevSpares would catch a copy that goes to the node that has the request, and a table that is made while a node
// is spared and stays: of all keys, and when trust has just changed.
func TestMaglevSpares(t *testing.T) {
	b := balancing.Maglev{Size: 101}
	p, untouched := scene(b, slices.Repeat([]float64{1}, 5), nil), scene(b, slices.Repeat([]float64{1}, 5), nil)
	for key := range uint64(500) {
		if key == 200 || key == 400 {
			p.Allow(3, key == 400)
			untouched.Allow(3, key == 400)
		}
		r, first := models.Request{Key: key}, int32(key%3)
		p.Spare(first)
		if to := b.Pick(p, r, nil); to == first || !p.MayBe(to) {
			t.Fatalf("a copy of key %d goes to %d, and %d has one", key, to, first)
		}
		p.Admit()
		if got, want := b.Pick(p, r, nil), b.Pick(untouched, r, nil); got != want {
			t.Fatalf("key %d goes to %d after a copy of it was sent, and to %d without", key, got, want)
		}
	}
}
