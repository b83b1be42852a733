package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim"
	"nines/sim/stat/stattest"
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

// Localizer holds a localizer to its port: probabilities are such; a diagnosis takes a time that is not negative and
// not forever; the innocents before a culprit follow the law that is stated; the answer is the same when it is asked
// for again; nothing is allocated. One that says it is infallible is.
func Localizer(t testing.TB, l models.Localizer) {
	ranked := false
	i, ok := l.(models.Infallible)
	infallible := ok && i.Infallible()
	for _, x := range alarms() {
		o := l.Diagnose(x)
		if !(o.Named >= 0 && o.Named <= 1 && o.Right >= 0 && o.Right <= 1) {
			t.Fatalf("to %+v somebody is named with probability %g, and rightly with %g", x, o.Named, o.Right)
		}
		for i := range uint64(asked / 4) {
			d := o.Sample(stream(1, i))
			if diagnosis(t, d); infallible && d != models.Right() {
				t.Fatalf("the answer of one that is infallible to %+v is %+v", x, d)
			}
			if again := l.Diagnose(x).Sample(stream(1, i)); again != d {
				t.Fatalf("the answer to %+v is %+v and then %+v", x, d, again)
			}
		}
		if o.Before != nil && !ranked {
			ranked = true
			places(t, o.Before)
		}
	}
	x, s := alarms()[0], stream(2, 0)
	allocates(t, func() { l.Diagnose(x).Sample(s) })
}

// places holds a law of the innocents before a culprit to what it states: 10,000 draws see chances that are 10 % off.
func places(t testing.TB, law models.Places) {
	observed, expected, sum := make([]int, models.MaxWrong+1), make([]float64, models.MaxWrong+1), 0.0
	for i := range expected {
		expected[i] = law.Chance(i)
		sum += expected[i]
	}
	if math.Abs(sum-1) > 1e-12 || law.Chance(-1) != 0 || law.Chance(models.MaxWrong+1) != 0 {
		t.Fatalf("the chances of 0 to %d innocents sum to %g", models.MaxWrong, sum)
	}
	const drawn = 10_000
	for i := range uint64(drawn) {
		observed[law.Draw(stream(3, i))]++
	}
	for i := range expected {
		if expected[i] *= drawn; expected[i] == 0 && observed[i] > 0 {
			t.Fatalf("%d innocents are named, whose chance is 0", i)
		}
	}
	stattest.Check(t, "innocents before the culprit", stattest.ChiSquare(observed, expected, 0))
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
