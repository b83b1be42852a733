package policytest

import (
	"testing"

	"nines/models"
)

// Votes holds an alarm policy to its port: it asks for 1 to all of the votes, or says that there are too few; among
// more detectors it never asks for fewer; it answers alike and allocates nothing.
func Votes(t testing.TB, a models.Agreement) {
	last := 0
	for n := 1; n <= models.MaxWatches; n++ {
		votes, err := a.Votes(n)
		again, _ := a.Votes(n)
		switch {
		case err != nil && last > 0:
			t.Errorf("%d detectors are too few, but fewer are not: %v", n, err)
		case err == nil && (votes < 1 || votes > n || votes < last || votes != again):
			t.Errorf("of %d detectors %d must agree, then %d; of one fewer %d", n, votes, again, last)
		}
		if err == nil {
			last = votes
		}
	}
	if last == 0 {
		t.Errorf("%d detectors are not enough", models.MaxWatches)
	}
	allocates(t, func() { _, _ = a.Votes(models.MaxWatches) })
}
