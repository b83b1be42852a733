package policytest_test

import (
	"testing"

	"nines/models"
	"nines/policies/detection"
	"nines/policies/policytest"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// The alarms of TestHeartbeatAgreesWithTwin ring: each mutant is a heartbeat with an error that is easily made,
// compared with the twin of the setting it claims to be.
func TestPlantedErrorsAreSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("plays a dozen settings")
	}
	plain, part, late := setting{3, 0.05, nil}, setting{3, 0.05, constant(0.25)}, setting{3, 0.3, exponential(0.2)}
	heavy, short := setting{3, 0.3, nil}, setting{1.5, 0.3, nil}
	for _, c := range []struct {
		name   string
		mutant models.Detector
		truth  setting
		p      func(policytest.Agreement) float64
	}{
		{"the phase is not random", phaseless{plain.detector()}, plain, delay},
		{"beats lost before a crash are forgotten", setting{3, 0, nil}.detector(), plain, delay},
		{"beats under way at a crash do not arrive", plain.detector(), part, delay},
		{"delays do not vary", setting{3, 0.3, constant(0.2)}.detector(), late, delay},
		{"crashes of suspected nodes count", unconditional{short.detector()}, short, delay},
		{"a repaired node is trusted at once", clearless{plain.detector()}, plain, clearing},
		{"the beat that clears has no delay", plain.detector(), part, clearing},
		{"a beat at the end of the timeout is too late", setting{2.999999, 0.3, nil}.detector(), heavy, after},
		{"one more loss is forgiven", setting{4, 0.3, nil}.detector(), heavy, after},
		{"jitter breaks no timeout", setting{3, 0.3, constant(0.2)}.detector(), late, after},
		{"a fifth more beats are lost", setting{3, 0.36, nil}.detector(), heavy, after},
		{"a mistake lasts one interval more", setting{2, 0.3, nil}.detector(), short, lasting},
		{"a mistake ends at the next beat", setting{3, 0.05, nil}.detector(), heavy, lasting},
	} {
		agreement := policytest.Agree(c.mutant, c.truth.twin(), answers, c.truth.mistakes())
		stattest.Alarm(t, c.name, c.p(agreement))
	}
}

func delay(g policytest.Agreement) float64    { return g.Delay }
func clearing(g policytest.Agreement) float64 { return g.Clear }
func after(g policytest.Agreement) float64    { return g.After }
func lasting(g policytest.Agreement) float64  { return g.Lasting }

// phaseless crashes nodes in the middle between two beats.
type phaseless struct{ *detection.Heartbeat }

func (d phaseless) Delay(models.Symptom) models.Wait { return models.Wait{Play: d} }

func (phaseless) Play(_ models.Wait, s *rng.Stream) float64 {
	age := 0.5
	for s.Bernoulli(0.05) {
		age++
	}
	return max(0, 3-age)
}

// unconditional asks about any crash, at a timeout of 1.5 intervals and 30 % loss, and has those of suspected nodes
// detected at once.
type unconditional struct{ *detection.Heartbeat }

func (d unconditional) Delay(models.Symptom) models.Wait { return models.Wait{Play: d} }

func (unconditional) Play(_ models.Wait, s *rng.Stream) float64 {
	age := s.Float64()
	for s.Bernoulli(0.3) {
		age++
	}
	return max(0, 1.5-age)
}

// clearless is a monitor that is told of repairs.
type clearless struct{ *detection.Heartbeat }

func (clearless) Clear() models.Wait { return models.Wait{} }
