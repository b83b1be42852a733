package admission

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// AIMD keeps a try while as many are under way as a limit says. Each that is answered raises the limit by 1/limit, so
// by one for each round of answers, and each that fails multiplies it by Backs (D.-M. Chiu and R. Jain, Computer
// Networks and ISDN Systems 17, 1989).
type AIMD struct {
	Initial unit.Count `key:"start" doc:"tries under way at first, from 1 to 1M"`
	Most    unit.Count `key:"most" doc:"tries under way at most, start or more, up to 1M"`
	Backs   unit.Ratio `key:"backs" doc:"what a failure leaves of the limit, above 0% and below 100%; one at least stays"`
}

var _ models.Admission = AIMD{}

var aimdRow = catalog.Define("aimd",
	"Limits tries under way: raised by one for each round of answers, and cut by each failure (Chiu and Jain 1989).",
	AIMD{Initial: 20, Most: 1000, Backs: 0.9}, func(b AIMD) (models.Admission, error) {
		switch {
		case b.Initial < 1 || b.Initial > 1e6:
			return nil, errors.New("start must be from 1 to 1M; write start: 20")
		case b.Most < b.Initial || b.Most > 1e6:
			return nil, errors.New("most must be from start to 1M; write most: 1000")
		case !(b.Backs > 0 && b.Backs < 1):
			return nil, errors.New("backs must be above 0% and below 100%; write backs: 90%")
		}
		return b, nil
	}).WithExample("start: 20, most: 1000, backs: 90%")

// Start sets the limit.
func (b AIMD) Start(m *models.AdmissionMemory) {
	*m = models.AdmissionMemory{limit: float64(b.Initial)}
}

// Admits counts a try under way, if there is room.
func (AIMD) Admits(m *models.AdmissionMemory, _ sim.Time, _ *rng.Stream) bool { return admits(m) }

// Hears moves the limit.
func (b AIMD) Hears(m *models.AdmissionMemory, _ sim.Time, _ sim.Duration, answered bool) {
	m[underWay]--
	if answered {
		m[limit] = min(float64(b.Most), m[limit]+1/m[limit])
	} else {
		m[limit] = max(1, m[limit]*float64(b.Backs))
	}
}
