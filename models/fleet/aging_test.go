package fleet_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// imperfect is a fault whose repairs take no time and leave its component older than new.
func imperfect(r failure.Imperfect) models.Fault {
	f := Lasting("wear", r.Life, Constant(0))
	f.Failure = r
	return f
}

// poisson are the expected numbers of components with 0, 1, 2, … failures.
func poisson(mean, components float64, n int) []float64 {
	expected, p := make([]float64, n), math.Exp(-mean)
	for k := range expected {
		expected[k] = p * components
		p *= mean / float64(k+1)
	}
	return expected
}

// TestMinimalRepair would catch an age that a repair resets, that does not grow by the last life, or that a start at
// some age forgets: after minimal repairs of Weibull lives the failures from age a to age b are Poisson with a mean of
// exactly (b/η)^β − (a/η)^β. Renewed, components of shape 2 fail about half as often.
func TestMinimalRepair(t *testing.T) {
	lives := failure.Renewal{Life: Must(dist.NewWeibull(2, 100*Hour))}
	aged := failure.Renewal{Life: lives.Life, Start: failure.Aged, Age: 50 * Hour}
	young := failure.Renewal{Life: Must(dist.NewWeibull(0.5, 100*Hour))}
	for _, c := range []struct {
		name  string
		fault models.Fault
		mean  float64
	}{
		{"wear", imperfect(failure.Imperfect{Renewal: lives, Kept: 1}), 2 * 2},
		{"aged", imperfect(failure.Imperfect{Renewal: aged, Kept: 1}), 2.5*2.5 - 0.5*0.5},
		{"early failures", imperfect(failure.Imperfect{Renewal: young, Kept: 1}), math.Sqrt(2)},
		{"all ages kept", imperfect(failure.Imperfect{Renewal: aged, Kept: 1, Whole: true}), 2.5*2.5 - 0.5*0.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			counts, seen := failuresOf(t, Fleet(200, Never, 200, c.fault))
			stattest.Check(t, "mean", stattest.Mean(seen, c.mean))
			stattest.Check(t, "Poisson", stattest.ChiSquare(counts, poisson(c.mean, float64(len(seen)), len(counts)), 0))
		})
	}
	_, renewed := failuresOf(t, Fleet(200, Never, 200, Lasting("wear", lives.Life, Constant(0))))
	stattest.Alarm(t, "as good as new", stattest.Mean(renewed, 4))
}

// failuresOf counts how many components fail how often in 40 replications.
func failuresOf(t *testing.T, b *models.Blueprint) (counts []int, each []float64) {
	t.Helper()
	counts = make([]int, 60)
	Replicate(t, b, 40, func(o *models.Outcome) {
		for _, p := range o.Processes {
			counts[p.Failures]++
			each = append(each, float64(p.Failures))
		}
	})
	return counts, each
}

// TestMinimalRepairInOperation would catch an age that grows while the clock stands still: the component is down for
// another reason for 60 of 200 h, so it ages by 140 h.
func TestMinimalRepairInOperation(t *testing.T) {
	wear := imperfect(failure.Imperfect{Renewal: failure.Renewal{Life: Must(dist.NewWeibull(2, 100*Hour))}, Kept: 1})
	wear.Operating = true
	other := Recorded([][3]float64{{20 * Hour, 50 * Hour, 1}, {100 * Hour, 130 * Hour, 1}})
	b := System(Zoned(1, 1, 200), Never, 200, wear, other)
	b.Faults[1].Targets = b.Topology.AtDepth(1)
	seen := []float64(nil)
	Replicate(t, b, 40, func(o *models.Outcome) {
		seen = append(seen, float64(o.Faults[0].Incidents)/200)
	})
	stattest.Check(t, "mean", stattest.Mean(seen, 1.4*1.4))
	stattest.Alarm(t, "calendar age", stattest.Mean(seen, 2*2))
}

// TestKijima would catch the two models taken for each other, and a start that enters only one of them. The chances of
// one, two and three failures are integrals over the lives before; the third failure is the first to tell the models
// apart when components start new, the second when they start at an age.
func TestKijima(t *testing.T) {
	life := Must(dist.NewWeibull(3, 100*Hour))
	for _, c := range []struct {
		name       string
		whole      bool
		age, hours float64
	}{{"model I", false, 0, 200}, {"model II", true, 0, 200}, {"model I, aged", false, 80, 70},
		{"model II, aged", true, 80, 70}} {
		t.Run(c.name, func(t *testing.T) {
			start := failure.Renewal{Life: life, Start: failure.Aged, Age: sim.Duration(c.age * Hour)}
			wear := imperfect(failure.Imperfect{Renewal: start, Kept: 0.4, Whole: c.whole})
			_, seen := failuresOf(t, Fleet(200, Never, c.hours, wear))
			right := kijima(life, 0.4, c.whole, c.age*Hour, c.hours*Hour)
			wrong := kijima(life, 0.4, !c.whole, c.age*Hour, c.hours*Hour)
			for n := 1; n <= 3; n++ {
				atLeast := make([]float64, len(seen))
				for i, failures := range seen {
					if failures >= float64(n) {
						atLeast[i] = 1
					}
				}
				stattest.Check(t, "at least so many", stattest.Mean(atLeast, right[n]))
				if n == 3 {
					stattest.Alarm(t, "the other model", stattest.Mean(atLeast, wrong[n]))
				}
			}
		})
	}
}

// kijima returns the chances of at least 1, 2 and 3 failures within a time, by midpoint sums over the quantiles of each
// life before the last.
func kijima(life dist.Law, kept float64, whole bool, age, within float64) [4]float64 {
	const steps = 400
	after := func(v, x float64) float64 {
		if whole {
			return kept * (v + x)
		}
		return v + kept*x
	}
	fails := func(v, x float64) float64 { return 1 - life.Survival(v+x)/life.Survival(v) }
	lives := func(v, within float64, use func(x, weight float64)) {
		most := fails(v, within)
		for i := range steps {
			p := (float64(i) + 0.5) / steps * most
			use(life.Quantile(1-(1-p)*life.Survival(v))-v, most/steps)
		}
	}
	chance := [4]float64{1, fails(age, within)}
	lives(age, within, func(x, w float64) {
		v, left := after(age, x), within-x
		chance[2] += w * fails(v, left)
		lives(v, left, func(y, u float64) { chance[3] += w * u * fails(after(v, y), left-y) })
	})
	return chance
}
