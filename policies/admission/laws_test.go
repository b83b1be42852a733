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
			b.Hears(m, c.at, c.what == "answered")
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
			*m = models.AdmissionMemory{100, 20, 0}
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
	b.Hears(m, 0, true) // 2.5
	admits(1)
	b.Admits(m, 0, nil)
	b.Hears(m, 0, true) // 2.9
	admits(1)
	b.Admits(m, 0, nil)
	b.Hears(m, 0, true) // 3.24
	admits(2)
	for range 100 {
		b.Admits(m, 0, nil)
		b.Hears(m, 0, true)
	}
	admits(3) // of four, with one under way
	b.Hears(m, 0, false)
	admits(2)
}
