package admission

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Gradient limits tries under way by how their times compare with what they were in the long run, as TCP Vegas does
// with round trips (L. S. Brakmo and L. L. Peterson, IEEE J. Selected Areas in Communications 13, 1995), in the form of
// Netflix's concurrency-limits (Gradient2Limit). With each answer the limit moves by a fifth of the way to
// gradient × limit + Queue, where the gradient is Tolerance × the time in the long run over the time of this one, no
// less than 50 % and no more than 100 %; after a failure it is 50 %. The time in the long run is an exponential average
// over some Window answers; while it is more than twice as long as the time of an answer, it falls by 5 % more. While
// less than half of the limit is in use it does not grow.
//
// So where times do not grow, the limit rises by Queue/5 with each answer, and where they do by more than Tolerance it
// settles at Queue / (1 − gradient).
type Gradient struct {
	Initial   unit.Count `key:"start" doc:"tries under way at first, from 1 to 1M"`
	Most      unit.Count `key:"most" doc:"tries under way at most, start or more, up to 1M"`
	Tolerance float64    `key:"tolerance" doc:"times as long as in the long run that is no reason for less, from 1 to 10"`
	Queue     unit.Count `key:"queue" doc:"tries that may wait besides, from 1 to 1000"`
	Window    unit.Count `key:"window" doc:"answers that the long run is about, from 10 to 1M"`
}

var _ models.Admission = Gradient{}

var gradientRow = catalog.Define("gradient",
	"Limits tries under way by how much longer they take than in the long run (TCP Vegas; Netflix's Gradient2Limit).",
	Gradient{Initial: 20, Most: 1000, Tolerance: 1.5, Queue: 4, Window: 600}, newGradient).
	WithExample("start: 20, most: 1000, tolerance: 1.5")

func newGradient(b Gradient) (models.Admission, error) {
	switch {
	case b.Initial < 1 || b.Initial > 1e6:
		return nil, errors.New("start must be from 1 to 1M; write start: 20")
	case b.Most < b.Initial || b.Most > 1e6:
		return nil, errors.New("most must be from start to 1M; write most: 1000")
	case !(b.Tolerance >= 1 && b.Tolerance <= 10):
		return nil, errors.New("tolerance must be from 1 to 10; write tolerance: 1.5")
	case b.Queue < 1 || b.Queue > 1000:
		return nil, errors.New("queue must be from 1 to 1000; write queue: 4")
	case b.Window < 10 || b.Window > 1e6:
		return nil, errors.New("window must be from 10 to 1M; write window: 600")
	}
	return b, nil
}

// What it remembers behind the limit and the tries under way: the time in the long run, and after how many answers, up
// to Window.
const (
	longRun = underWay + 1 + iota
	heard
)

const (
	smoothing     = 0.2 // part of the way that the limit moves
	leastGradient = 0.5
)

// Start sets the limit.
func (b Gradient) Start(m *models.AdmissionMemory) {
	*m = models.AdmissionMemory{limit: float64(b.Initial)}
}

// Admits counts a try under way, if there is room.
func (Gradient) Admits(m *models.AdmissionMemory, _ sim.Time, _ *rng.Stream) bool { return admits(m) }

// Hears moves the limit.
func (b Gradient) Hears(m *models.AdmissionMemory, _ sim.Time, took sim.Duration, answered bool) {
	inUse := m[underWay]
	m[underWay]--
	gradient := leastGradient
	if answered {
		b.average(m, float64(took))
		gradient = 1
		if took > 0 {
			gradient = max(leastGradient, min(1, b.Tolerance*m[longRun]/float64(took)))
		}
	}
	next := float64(gradient*m[limit]) + float64(b.Queue)
	if next > m[limit] && inUse < m[limit]/2 {
		return
	}
	m[limit] = max(1, min(float64(b.Most), m[limit]+float64(smoothing*(next-m[limit]))))
}

// average takes the time of an answer into the long run: at first all count alike.
func (b Gradient) average(m *models.AdmissionMemory, took float64) {
	m[heard] = min(m[heard]+1, float64(b.Window))
	m[longRun] += (took - m[longRun]) / m[heard]
	if m[longRun] > 2*took {
		m[longRun] *= 0.95
	}
}
