package admission_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/policies/admission"
	"nines/sim"
	"nines/sim/rng"
)

// TestBreaker would catch failures that need not be in a row, a breaker that closes by itself, more than one try that
// is sent while it is half open, and one that hears what was sent before it opened.
func TestBreaker(t *testing.T) {
	b, m := admission.Breaker{Failures: 2, Open: 10}, new(models.AdmissionMemory)
	b.Start(m)
	for i, c := range []struct {
		at   sim.Time
		what string
		want bool
	}{
		{0, "failed", true}, {1, "answered", true}, {2, "failed", true}, {3, "asks", true}, {4, "failed", false},
		{5, "answered", false}, {13.9, "asks", false}, {14, "asks", true}, {15, "asks", false}, {16, "failed", false},
		{25, "asks", false}, {26, "asks", true}, {27, "asks", false}, {28, "answered", true},
	} {
		if c.what != "asks" {
			b.Hears(m, c.at, 1, c.what == "answered")
			if probe := *m; b.Admits(&probe, c.at, nil) != c.want {
				t.Errorf("%d: at %v it hears that a try %s, and sends the next: %v", i, c.at, c.what, !c.want)
			}
			continue
		}
		if got := b.Admits(m, c.at, nil); got != c.want {
			t.Errorf("%d: at %v it sends a try: %v", i, c.at, got)
		}
	}
}

// TestThrottle would catch counts that do not fade, and a share that is off: 100 tries of which 20 were answered, twice
// as many are sent, and when the window has passed 37 of 7.
func TestThrottle(t *testing.T) {
	b, m := admission.Throttle{Multiple: 2, Window: 60}, new(models.AdmissionMemory)
	for _, c := range []struct {
		at   sim.Time
		want float64
	}{{0, 60. / 101}, {60, 60 / math.E / (1 + 100/math.E)}} {
		kept, s := 0, rng.Open(rng.Key{Seed: 1})
		const n = 100_000
		for range n {
			*m = models.AdmissionMemory{100, 20}
			if !b.Admits(m, c.at, &s) {
				kept++
			}
		}
		if got := float64(kept) / n; math.Abs(got-c.want) > 4*math.Sqrt(c.want*(1-c.want)/n) {
			t.Errorf("at %v it keeps %v of all tries, want %v", c.at, got, c.want)
		}
	}
}

// TestAIMD would catch a limit that grows with each answer instead of each round, a cut that is none and tries that are
// not counted.
func TestAIMD(t *testing.T) {
	b, m := admission.AIMD{Initial: 2, Most: 4, Backs: 0.5}, new(models.AdmissionMemory)
	admits := func(want int) {
		t.Helper()
		probe, n := *m, 0
		for b.Admits(&probe, 0, nil) {
			n++
		}
		if n != want {
			t.Errorf("it sends %d more tries, want %d", n, want)
		}
	}
	b.Start(m)
	admits(2)
	for range 2 {
		b.Admits(m, 0, nil)
	}
	admits(0)
	b.Hears(m, 0, 1, true) // 2.5
	admits(1)
	b.Admits(m, 0, nil)
	b.Hears(m, 0, 1, true) // 2.9
	admits(1)
	b.Admits(m, 0, nil)
	b.Hears(m, 0, 1, true) // 3.24
	admits(2)
	for range 100 {
		b.Admits(m, 0, nil)
		b.Hears(m, 0, 1, true)
	}
	admits(3) // of four, with one under way
	b.Hears(m, 0, 1, false)
	admits(2)
}

// TestGradient by hand, with a limit of 10 of which all are in use and 100 answers of a second heard: an answer in time
// moves it a fifth of the way to 14, one that takes three times as long to half of it and 4, as a failure does, and one
// of two seconds to three quarters and 4. With less than half in use it does not grow.
func TestGradient(t *testing.T) {
	b := admission.Gradient{Initial: 10, Most: 12, Tolerance: 1.5, Queue: 4, Window: 100}
	long := func(took float64) float64 { return 1 + (took-1)/100 }
	for _, c := range []struct {
		what     string
		inUse    float64
		took     float64
		answered bool
		want     float64
	}{
		{"in time", 10, 1, true, 10 + 0.2*4}, {"hardly longer", 10, 1.5, true, 10.8},
		{"twice as long", 10, 2, true, 10 + 0.2*(10*1.5*long(2)/2+4-10)}, {"much longer", 10, 4, true, 10 + 0.2*(5+4-10)},
		{"a failure", 10, 1, false, 9.8}, {"hardly in use", 4, 1, true, 10}, {"a failure, hardly in use", 4, 1, false, 9.8},
	} {
		m := &models.AdmissionMemory{10, c.inUse, 1, 100}
		b.Hears(m, 0, sim.Duration(c.took), c.answered)
		if math.Abs(m[0]-c.want) > 1e-12 || m[1] != c.inUse-1 {
			t.Errorf("%s: a limit of %v with %v under way, want %v", c.what, m[0], m[1], c.want)
		}
	}
	m := new(models.AdmissionMemory)
	b.Start(m)
	for range 50 {
		for b.Admits(m, 0, nil) {
		}
		b.Hears(m, 0, 1, true)
	}
	if m[0] != 12 || m[1] != 11 {
		t.Errorf("while all is in time it comes to a limit of %v with %v under way, want 12 and 11", m[0], m[1])
	}
	for range 200 { // ever longer, as in a queue that grows by half of itself again and again
		m[2], m[3] = 1, 100
		b.Hears(m, 0, 3, true)
		m[1]++
	}
	if want := 4 / (1 - 1.5*long(3)/3); math.Abs(m[0]-want) > 1e-6 {
		t.Errorf("where all take three times as long it settles at %v, want %v", m[0], want)
	}
}

// TestLongRun would catch an average that forgets too fast or slow, and one that does not come down.
func TestLongRun(t *testing.T) {
	b, m := admission.Gradient{Initial: 10, Most: 12, Tolerance: 1.5, Queue: 4, Window: 20}, new(models.AdmissionMemory)
	b.Start(m)
	for n := range 10 {
		b.Hears(m, 0, sim.Duration(1+n%2), true)
	}
	if math.Abs(m[2]-1.5) > 1e-12 {
		t.Errorf("of ten answers in 1 s and 2 s it says %v", m[2])
	}
	for range 11 {
		b.Hears(m, 0, 1.5, true)
	}
	if b.Hears(m, 0, 3.5, true); math.Abs(m[2]-1.6) > 1e-12 {
		t.Errorf("of a window of 20 answers in 1.5 s and one in 3.5 s it says %v, want 1.6", m[2])
	}
	if b.Hears(m, 0, 0.6, true); math.Abs(m[2]-0.95*(1.6-1./20)) > 1e-12 {
		t.Errorf("after an answer in 0.6 s it says %v", m[2])
	}
}
