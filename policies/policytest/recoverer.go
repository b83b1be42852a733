package policytest

import (
	"math"
	"testing"

	"nines/models"
)

// Recoverer holds a recoverer to its port: its treatments are sound, it decides for one of them or gives an answer that
// exists, repairs nothing that cannot be repaired, decides alike in like situations, and allocates nothing. The views
// it is shown know which nodes are trusted and no more: there are no crews.
func Recoverer(t testing.TB, r models.Recoverer) {
	list := r.Treatments()
	for _, x := range list {
		treatment(t, x)
	}
	mitigator, _ := r.(models.Mitigator)
	for _, view := range []models.View{models.Sketch(true), models.Sketch(false, true, false)} {
		if mitigator != nil {
			decides(t, len(list), models.Suspect{}, func() models.Decision { return mitigator.Mitigate(view, models.Fleet) })
		}
		for e := range models.Effects {
			for _, repairable := range []bool{true, false} {
				for attempt := range 30 {
					x := models.Suspect{Effect: e, Repairable: repairable, Attempt: attempt}
					decides(t, len(list), x, func() models.Decision { return r.Recover(view, x) })
				}
			}
		}
	}
}

// treatment checks one row of what a recoverer may do.
func treatment(t testing.TB, x models.Treatment) {
	t.Helper()
	if x.Name == "" {
		t.Errorf("the treatment %+v has no name", x)
	}
	for e, p := range x.Fixes {
		if !(p >= 0 && p <= 1) {
			t.Errorf("%s fixes %s with probability %g", x.Name, models.Effect(e), p)
		}
	}
	if !(x.Relapse >= 0 && x.Relapse <= 1) || x.Relapse > 0 && x.Relapses == nil {
		t.Errorf("%s relapses with probability %g after %v", x.Name, x.Relapse, x.Relapses)
	}
	if x.Data < 0 || x.Pool != "" && x.Data == 0 {
		t.Errorf("%s copies %g bytes through the pool %q", x.Name, x.Data, x.Pool)
	}
}

func decides(t testing.TB, treatments int, x models.Suspect, decide func() models.Decision) {
	t.Helper()
	d := decide()
	switch {
	case d.Treatment < models.Hold || d.Treatment >= treatments:
		t.Errorf("the answer to %+v is treatment %d of %d", x, d.Treatment, treatments)
	case d.Treatment == models.Repair && !x.Repairable:
		t.Errorf("%+v is to be repaired, which it cannot be", x)
	case !(d.After >= 0) || math.IsInf(float64(d.After), 1):
		t.Errorf("%+v is to be treated after %g s", x, float64(d.After))
	}
	if again := decide(); again != d {
		t.Errorf("%+v is answered by %+v and then by %+v", x, d, again)
	}
	allocates(t, func() { decide() })
}
