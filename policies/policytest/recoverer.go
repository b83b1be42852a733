package policytest

import (
	"math"
	"slices"
	"testing"

	"nines/models"
)

// Recoverer holds a recoverer to its port: its treatments are sound, it decides for one of them or gives an answer that
// exists, repairs nothing that cannot be repaired, decides alike in like situations, and allocates nothing. One that
// says it is unvarying is. The views it is shown know which nodes are trusted and no more: there are no crews.
func Recoverer(t testing.TB, r models.Recoverer) {
	list := r.Actions()
	for _, x := range list {
		treatment(t, x)
	}
	mitigator, _ := r.(models.Mitigator)
	for _, view := range []models.View{models.Sketch(true), models.Sketch(false, true, false)} {
		if mitigator != nil {
			mitigates(t, list, func(dst []models.Relief) []models.Relief { return mitigator.Mitigate(view, models.Fleet, dst) })
		}
		for e := range models.Effects {
			for _, repairable := range []bool{true, false} {
				for attempt := range 30 {
					x := models.Suspect{Effect: e, Repairable: repairable, Attempt: attempt, Tries: attempt, Helps: helping(list, e),
						Change: attempt%2 == 0}
					decides(t, len(list), x, func() models.Decision { return r.Recover(view, x) })
					unvarying(t, r, view, x)
				}
			}
		}
	}
}

// unvarying checks that a recoverer which says so decides as it always does; what cannot be repaired it may leave.
func unvarying(t testing.TB, r models.Recoverer, view models.View, x models.Suspect) {
	t.Helper()
	u, ok := r.(models.Unvarying)
	if !ok {
		return
	}
	left := models.Decision{Action: models.Leave}
	always, ok := u.Always()
	if d := r.Recover(view, x); ok && d != always && (always.Action != models.Repair || x.Repairable || d != left) {
		t.Errorf("about %+v it decides %+v, and always %+v", x, d, always)
	}
}

// helping says of actions whether they may help against an effect whose cause nobody names.
func helping(list []models.Action, e models.Effect) (helps models.ActionSet) {
	for i := range list {
		if list[i].Clears[e.String()] > 0 {
			helps.Add(i)
		}
	}
	return helps
}

// mitigates checks that what is begun at an alarm are mitigations, the same each time, and nothing is allocated.
func mitigates(t testing.TB, list []models.Action, mitigate func([]models.Relief) []models.Relief) {
	t.Helper()
	reliefs := mitigate(nil)
	for _, r := range reliefs {
		if r.Action < 0 || r.Action >= len(list) || !list[r.Action].Mitigates() || r.After < 0 {
			t.Errorf("%+v is begun at the alarm, of %d actions", r, len(list))
		}
	}
	if again := mitigate(nil); !slices.Equal(reliefs, again) {
		t.Errorf("at the alarm %v is begun and %v is", reliefs, again)
	}
	buffer := make([]models.Relief, 0, len(list))
	if n := testing.AllocsPerRun(10, func() { buffer = mitigate(buffer[:0]) }); n > 0 {
		t.Errorf("an alarm allocates %g times", n)
	}
}

// treatment checks one row of what a recoverer may do.
func treatment(t testing.TB, x models.Action) {
	t.Helper()
	if x.Name == "" {
		t.Errorf("the treatment %+v has no name", x)
	}
	for name, p := range x.Clears {
		if !(p >= 0 && p <= 1) {
			t.Errorf("%s clears %s with probability %g", x.Name, name, p)
		}
	}
	if !(x.Coverage >= 0 && x.Coverage <= 1) {
		t.Errorf("%s has a coverage of %g", x.Name, x.Coverage)
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
	case d.Action < models.Hold || d.Action >= treatments:
		t.Errorf("the answer to %+v is treatment %d of %d", x, d.Action, treatments)
	case d.Action == models.Repair && !x.Repairable:
		t.Errorf("%+v is to be repaired, which it cannot be", x)
	case !(d.After >= 0) || math.IsInf(float64(d.After), 1):
		t.Errorf("%+v is to be treated after %g s", x, float64(d.After))
	}
	if again := decide(); again != d {
		t.Errorf("%+v is answered by %+v and then by %+v", x, d, again)
	}
	allocates(t, func() { decide() })
}
