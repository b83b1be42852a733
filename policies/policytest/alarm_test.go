package policytest_test

import (
	"runtime"
	"testing"

	"nines/models"
	"nines/policies/balancing"
	"nines/policies/correlation"
	"nines/policies/detection"
	"nines/policies/localization"
	"nines/policies/policytest"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/rng"
)

// recorder stands in for a test that is expected to fail.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Name() string          { return "recorder" }
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Fatalf(string, ...any) {
	r.failed = true
	runtime.Goexit()
}

// fails reports whether a suite refuses a policy.
func fails(suite func(testing.TB)) bool {
	r, done := &recorder{}, make(chan bool)
	go func() {
		defer close(done)
		suite(r)
	}()
	<-done
	return r.failed
}

// The suites refuse policies that break their ports, each in one way, and accept the policies that these are made from.
func TestSuitesRefuseBrokenPolicies(t *testing.T) {
	for name, d := range map[string]models.Detector{
		"surely sees": sure{}, "negative delay": early{}, "never clears": stubborn{}, "mistakes without end": endless{},
		"remembers": &counting{}, "allocates": wasteful{},
	} {
		if !fails(func(r testing.TB) { policytest.Detector(r, d) }) {
			t.Errorf("a detector passes that %s", name)
		}
	}
	for name, b := range map[string]models.Splitter{
		"shares half": half{}, "splits by group": byGroup{}, "prefers the first": first{}, "decides nothing": idle{},
	} {
		if !fails(func(r testing.TB) { policytest.Splitter(r, b) }) {
			t.Errorf("a balancer passes that %s", name)
		}
	}
	for name, l := range map[string]models.Localizer{
		"is done before it begins": prophet{}, "is more than sure": zealot{}, "misstates its ranking": coin{},
	} {
		if !fails(func(r testing.TB) { policytest.Localizer(r, l) }) {
			t.Errorf("a localizer passes that %s", name)
		}
	}
	if !fails(func(r testing.TB) { policytest.Correlator(r, late{}) }) {
		t.Error("a correlator passes that groups only what comes late")
	}
	if !fails(func(r testing.TB) { policytest.Recoverer(r, eager{}) }) {
		t.Error("a recoverer passes that repairs what cannot be repaired")
	}
	sound := func(r testing.TB) {
		policytest.Detector(r, detection.Instant{})
		policytest.Splitter(r, balancing.Random{})
		policytest.Localizer(r, localization.Exact{})
		policytest.Correlator(r, correlation.Perfect{})
		policytest.Recoverer(r, recovery.HandsOn{})
	}
	if fails(sound) {
		t.Error("sound policies fail")
	}
}

type sure struct{ detection.Instant }

func (sure) Sees(models.Symptom) float64 { return 1.01 }

type early struct{ detection.Instant }

func (d early) Delay(models.Symptom) models.Wait { return models.Wait{Play: d} }

func (early) Play(_ models.Wait, s *rng.Stream) float64 { return s.Float64() - 0.01 }

type stubborn struct{ detection.Instant }

func (stubborn) Clear() models.Wait { return models.Never() }

type endless struct{ detection.Instant }

func (d endless) Mistake() models.Mistakes { return d }

func (endless) Sample(*rng.Stream) (after, lasting sim.Duration) { return 1, 0 }

type counting struct {
	detection.Instant
	asked int
}

func (c *counting) Clear() models.Wait {
	c.asked++
	return models.Wait{Plus: sim.Duration(c.asked)}
}

type wasteful struct{ detection.Instant }

var wasted []float64

func (wasteful) Clear() models.Wait {
	wasted = make([]float64, 1)
	return models.Wait{}
}

type half struct{}

func (half) Split(v models.View, groups []models.Group, share []float64) {
	balancing.Random{}.Split(v, groups, share)
	for i := range share {
		share[i] /= 2
	}
}

type byGroup struct{}

func (byGroup) Split(_ models.View, groups []models.Group, share []float64) {
	for i := range share {
		share[i] = 1 / float64(len(groups))
	}
}

type first struct{}

func (first) Split(_ models.View, _ []models.Group, share []float64) {
	clear(share)
	share[0] = 1
}

type idle struct{}

func (idle) Split(models.View, []models.Group, []float64) {}

type prophet struct{}

func (prophet) Diagnose(models.Alarm) models.Odds {
	return models.Odds{Takes: models.Wait{Plus: -1}}
}

type zealot struct{}

func (zealot) Diagnose(models.Alarm) models.Odds { return models.Odds{Named: 1, Right: 1.01} }

// coin names no innocent or one, in truth as often as it says the other way round.
type coin struct{}

func (coin) Diagnose(models.Alarm) models.Odds {
	return models.Odds{Named: 1, Right: 1, Before: coin{}}
}

func (coin) Draw(s *rng.Stream) int {
	if s.Bernoulli(0.4) {
		return 0
	}
	return 1
}

func (coin) Chance(innocents int) float64 {
	switch innocents {
	case 0:
		return 0.6
	case 1:
		return 0.4
	}
	return 0
}

type late struct{}

func (late) Joins(later sim.Duration) float64 { return float64(min(1, later)) }

type eager struct{ recovery.HandsOn }

func (eager) Recover(models.View, models.Suspect) models.Decision {
	return models.Decision{Action: models.Repair}
}
