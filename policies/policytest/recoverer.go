package policytest

import (
	"testing"

	"nines/models"
)

// Recoverer holds a recoverer to its port: it answers an action that exists, repairs nothing that cannot be repaired,
// decides alike in like situations, and allocates nothing. The views it is shown know which nodes are trusted and no
// more: there are no crews.
func Recoverer(t testing.TB, r models.Recoverer) {
	for _, view := range []models.View{models.Sketch(), models.Sketch(true), models.Sketch(false, true, false)} {
		for _, x := range symptoms {
			for _, repairable := range []bool{true, false} {
				suspect := models.Suspect{Symptom: x, Repairable: repairable}
				recovers(t, r, view, suspect)
			}
		}
	}
}

func recovers(t testing.TB, r models.Recoverer, view models.View, x models.Suspect) {
	t.Helper()
	action := r.Recover(view, x)
	switch {
	case action != models.Leave && action != models.Repair:
		t.Errorf("the answer to %+v is the unknown action %d", x, action)
	case action == models.Repair && !x.Repairable:
		t.Errorf("%+v is to be repaired, which it cannot be", x)
	}
	if again := r.Recover(view, x); again != action {
		t.Errorf("%+v is answered by action %d and then by %d", x, action, again)
	}
	allocates(t, func() { r.Recover(view, x) })
}
