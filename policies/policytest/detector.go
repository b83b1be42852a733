package policytest

import (
	"math"
	"testing"

	"nines/models"
	"nines/sim/rng"
)

// symptoms are what instruments are shown.
var symptoms = []models.Symptom{
	{Effect: models.Down, Loss: 1, Slow: 1}, {Effect: models.Hang, Loss: 1, Slow: 1},
	{Effect: models.Slow, Slow: 1.5}, {Effect: models.Slow, Slow: 100},
	{Effect: models.Lossy, Loss: 0.05, Slow: 1}, {Effect: models.Lossy, Loss: 0.9, Slow: 1},
	{Effect: models.Corrupt, Slow: 1}, {Effect: models.Corrupt, Loss: 0.5, Slow: 1},
	{Effect: models.Partition, Loss: 1, Slow: 1},
	{Effect: models.Partition, Loss: 1, Slow: 1, Cut: models.Inbound},
	{Effect: models.Partition, Loss: 1, Slow: 1, Cut: models.Outbound},
}

// asked is how often each question is asked.
const asked = 2000

// Detector holds a detector to its port: probabilities are such; delays are not negative; a mistake that comes begins
// and lasts; the same stream gives the same answer, whatever was asked before; nothing is allocated.
func Detector(t testing.TB, d models.Detector) {
	for _, x := range symptoms {
		if p := d.Sees(x); !(p >= 0 && p <= 1) {
			t.Errorf("sees %+v with probability %g", x, p)
		} else if p == 0 {
			continue
		}
		if _, ok := d.(models.Meter); ok { // which is not asked
			continue
		}
		for _, delay := range draw(asked, 1, func(s *rng.Stream) float64 { return float64(d.Delay(x).Anytime(s)) }) {
			notNegative(t, "the delay", delay)
		}
	}
	for _, clear := range draw(asked, 2, func(s *rng.Stream) float64 { return float64(d.Clear().Anytime(s)) }) {
		notNegative(t, "the time to clear", clear)
	}
	for _, m := range drawMistakes(d, asked, 3) {
		if never := math.IsInf(m.after, 1); !never && !(m.after > 0 && m.lasting > 0 && !math.IsInf(m.lasting, 1)) {
			t.Fatalf("a mistake begins after %g s and lasts %g s", m.after, m.lasting)
		}
	}
	detectorRepeats(t, d)
	detectorAllocates(t, d)
}

func notNegative(t testing.TB, what string, x float64) {
	t.Helper()
	if !(x >= 0) || math.IsInf(x, 1) {
		t.Fatalf("%s is %g s", what, x)
	}
}

// detectorRepeats asks every question twice, the second time in the opposite order.
func detectorRepeats(t testing.TB, d models.Detector) {
	questions := []func(s *rng.Stream) (a, b float64){
		func(s *rng.Stream) (a, b float64) { return float64(d.Delay(symptoms[0]).Anytime(s)), 0 },
		func(s *rng.Stream) (a, b float64) { return float64(d.Clear().Anytime(s)), 0 },
		func(s *rng.Stream) (a, b float64) {
			after, lasting := d.Mistake().Sample(s)
			return float64(after), float64(lasting)
		},
	}
	for i := range uint64(20) {
		var answers [3][2]float64
		ask := func(q int) (answer [2]float64) {
			s := stream(4, i)
			answer[0], answer[1] = questions[q](s)
			return answer
		}
		for q := range questions {
			answers[q] = ask(q)
		}
		for q := len(questions) - 1; q >= 0; q-- {
			if again := ask(q); again != answers[q] {
				t.Fatalf("question %d was answered %v and then %v", q, answers[q], again)
			}
		}
	}
}

func detectorAllocates(t testing.TB, d models.Detector) {
	s := stream(5, 0)
	allocates(t, func() {
		d.Sees(symptoms[0])
		d.Delay(symptoms[0]).Anytime(s)
		d.Clear().Anytime(s)
		d.Mistake().Sample(s)
	})
}

func allocates(t testing.TB, f func()) {
	t.Helper()
	if n := testing.AllocsPerRun(200, f); n != 0 {
		t.Errorf("%g allocations per call", n)
	}
}
