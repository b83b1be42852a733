package admission

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Throttle keeps a try with the probability max(0, (tries − Multiple × answered) / (tries + 1)), in which tries that
// are kept count, too: a service is sent Multiple times what it answers ("Handling Overload" in B. Beyer et al., "Site
// Reliability Engineering", 2016). Both counts fade exponentially with the time Window, instead of being those of the
// last two minutes, so that two numbers are all there is to remember.
type Throttle struct {
	Multiple float64       `key:"multiple" doc:"tries that are sent for each that is answered, from 1 to 100"`
	Window   unit.Duration `key:"window" doc:"time in which counts fade to 37 %, above 0"`
}

var _ models.Admission = Throttle{}

var throttleRow = catalog.Define("adaptive-throttling",
	"Keeps tries at random, so that a service is sent some times what it answers (Site Reliability Engineering, 2016).",
	Throttle{Multiple: 2, Window: 120}, func(b Throttle) (models.Admission, error) {
		switch {
		case !(b.Multiple >= 1 && b.Multiple <= 100):
			return nil, errors.New("multiple must be from 1 to 100, or it throttles a service that is well; write multiple: 2")
		case b.Window <= 0:
			return nil, errors.New("window must be above 0s; write window: 2m")
		}
		return b, nil
	}).WithExample("multiple: 2, window: 2m")

// What throttling remembers: tries, those that were answered, and when both were last brought up to now.
const (
	tries = iota
	answers
	faded
)

// Start forgets everything.
func (Throttle) Start(m *models.AdmissionMemory) { *m = models.AdmissionMemory{} }

// Admits draws.
func (b Throttle) Admits(m *models.AdmissionMemory, now sim.Time, s *rng.Stream) bool {
	b.fade(m, now)
	keeps := (m[tries] - b.Multiple*m[answers]) / (m[tries] + 1)
	m[tries]++
	return !s.Bernoulli(keeps)
}

// Hears counts what was answered.
func (b Throttle) Hears(m *models.AdmissionMemory, now sim.Time, _ sim.Duration, answered bool) {
	if answered {
		b.fade(m, now)
		m[answers]++
	}
}

func (b Throttle) fade(m *models.AdmissionMemory, now sim.Time) {
	left := num.Exp((m[faded] - float64(now)) / float64(b.Window))
	m[tries], m[answers], m[faded] = m[tries]*left, m[answers]*left, float64(now)
}
