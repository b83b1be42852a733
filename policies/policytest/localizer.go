package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim"
)

// alarms are what localizers are told: every symptom, true and false, with and without a change, alone and in a storm.
func alarms() []models.Alarm {
	var all []models.Alarm
	for _, x := range symptoms {
		all = append(all,
			models.Alarm{Symptom: x, Nodes: 1, Since: sim.Duration(math.Inf(1))},
			models.Alarm{Symptom: x, Nodes: 40, Others: 30, Attempt: 3, Since: 60, Change: true},
			models.Alarm{Symptom: x, Nodes: 1, False: true, Since: 3600})
	}
	return all
}

// Localizer holds a localizer to its port: a diagnosis takes a time that is not negative and not forever; it names a
// sensible number of innocents, and never the culprit of what it does not cover; the same stream gives the same answer;
// nothing is allocated.
func Localizer(t testing.TB, l models.Localizer) {
	limited, _ := l.(models.Limited)
	for _, x := range alarms() {
		covers := 1.0
		if limited != nil {
			covers = limited.Covers(x)
		}
		if !(covers >= 0 && covers <= 1) {
			t.Fatalf("%+v is covered with probability %g", x, covers)
		}
		for i := range uint64(asked / 4) {
			d := l.Diagnose(x, stream(1, i))
			diagnosis(t, d)
			if covers == 0 && d.Right && !x.False {
				t.Fatalf("the culprit of %+v is named, which is not covered", x)
			}
			if again := l.Diagnose(x, stream(1, i)); again != d {
				t.Fatalf("the answer to %+v is %+v and then %+v", x, d, again)
			}
		}
	}
	x, s := alarms()[0], stream(2, 0)
	allocates(t, func() { l.Diagnose(x, s) })
}

func diagnosis(t testing.TB, d models.Diagnosis) {
	t.Helper()
	notNegative(t, "the diagnosis", float64(d.Takes))
	if d.Wrong < 0 || d.Wrong > models.MaxWrong {
		t.Fatalf("%d innocents are named", d.Wrong)
	}
	if math.IsNaN(float64(d.Wasted)) || math.IsInf(float64(d.Wasted), 0) {
		t.Fatalf("%g s are wasted on each innocent", float64(d.Wasted))
	}
}
