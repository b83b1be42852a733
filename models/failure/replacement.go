package failure

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
)

// Replacement is work that comes when what it renews has come to an age (see models.Fault.AtAge): it waits for that and
// for nothing else. Barlow and Hunter, "Optimum preventive maintenance policies", Operations Research 8 (1960).
type Replacement struct {
	Lasts sim.Duration // > 0
}

var (
	_ models.Failure  = Replacement{}
	_ models.Recorded = Replacement{}
)

// Next is never: its time is that of another fault.
func (Replacement) Next(models.Occurrence) models.Wait { return models.Never() }

// Record tells how long the work lasts: the target is down.
func (r Replacement) Record(models.Occurrence) (lasts sim.Duration, loss float64) { return r.Lasts, 1 }

// Renewed is how often a component fails and how often it is replaced, per second, by renewal and reward: where it is
// new after a restore from a failure and after a replacement at an age. Lives beyond the age are cut off; it may be
// +Inf. To some digits: the survival function is summed over steps.
func Renewed(life dist.Law, age, restore, replace float64) (fails, replaced float64) {
	if math.IsInf(age, 1) {
		return 1 / (life.Mean() + restore), 0
	}
	const steps = 1000
	lives := 0.0
	for i := range steps {
		lives += life.Survival(age*(float64(i)+0.5)/steps) * age / steps
	}
	late := life.Survival(age)
	cycle := lives + float64((1-late)*restore) + float64(late*replace)
	return (1 - late) / cycle, late / cycle
}
