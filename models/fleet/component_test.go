package fleet_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

// downtimes returns the hours that each node was down, in each of n replications.
func downtimes(t *testing.T, b *models.Blueprint, n int) []float64 {
	t.Helper()
	var hours []float64
	Replicate(t, b, n, func(o *models.Outcome) {
		for _, p := range o.Processes {
			hours = append(hours, p.Active/Hour)
		}
	})
	return hours
}

// TestDowntime would catch a repair that is drawn twice or from the wrong law, a life that begins before the repair is
// over, time lost or counted twice at the ends of a run. 40 replications of 1000 nodes with 8 failures each: the mean
// of 40,000 downtimes of 196 ± 80 h is known to 0.4 h, so that repairs 2 % too long, 3.1 h, ring.
func TestDowntime(t *testing.T) {
	const horizon = 1000.0
	want := exact.TwoState{MTTF: 100, MTTR: 25}
	mean := want.MeanDowntime(horizon)
	hours := downtimes(t, Fleet(1000, Never, horizon, Crash(100, 25)), 40)
	stattest.Check(t, "mean", stattest.Mean(hours, mean))
	stattest.Check(t, "variance", stattest.Mean(Squares(hours, mean), want.VarDowntime(horizon)))
	stattest.Check(t, "distribution (Takács)", stattest.KSOne(hours[:4000],
		func(x float64) float64 { return want.DowntimeCDF(horizon, x) }))

	slow := downtimes(t, Fleet(1000, Never, horizon, Crash(100, 25*1.02)), 40)
	stattest.Alarm(t, "repairs 2 % too long", stattest.Mean(slow, mean))
	eager := downtimes(t, Fleet(1000, Never, horizon, Crash(100*0.98, 25)), 40)
	stattest.Alarm(t, "lives 2 % too short", stattest.Mean(eager, mean))
}

// TestDowntimeInEquilibrium would catch a start that is not the stationary one: two-state components are started up, so
// a warm-up of 20 relaxation times (1/100 + 1/25 per hour) takes the place of the missing half.
func TestDowntimeInEquilibrium(t *testing.T) {
	const horizon = 200.0
	b := Fleet(500, Never, horizon, Crash(100, 25))
	b.Time.Warmup = 400 * Hour
	want := exact.TwoState{MTTF: 100, MTTR: 25}
	hours := downtimes(t, b, 40)
	mean := want.Unavailability() * horizon
	stattest.Check(t, "mean", stattest.Mean(hours, mean))
	stattest.Check(t, "variance", stattest.Mean(Squares(hours, mean), want.StationaryVarDowntime(horizon)))
	stattest.Check(t, "distribution", stattest.KSOne(hours[:4000],
		func(x float64) float64 { return want.StationaryDowntimeCDF(horizon, x) }))
}

// TestRenewal would catch lives that do not begin anew after a repair, an age that is not conditioned upon, a start in
// equilibrium that draws a whole life, and instants that are reported at another time. Weibull lives of shape 0.7 and
// lognormal repairs, against the renewal equation.
func TestRenewal(t *testing.T) {
	life := Must(dist.NewWeibull(0.7, 100*Hour))
	repair := Must(dist.NewLognormal(math.Log(10*Hour), 1))
	const horizon, steps = 300.0, 2000
	for _, start := range []struct {
		name  string
		how   failure.Renewal
		first func(x float64) float64
	}{
		{"new", failure.Renewal{Life: life}, nil},
		{"aged", failure.Renewal{Life: life, Start: failure.Aged, Age: 80 * Hour}, exact.Aged(life, 80*Hour)},
		{"equilibrium", failure.Renewal{Life: life, Start: failure.Equilibrium}, exact.Equilibrium(life)},
	} {
		t.Run(start.name, func(t *testing.T) {
			fault := Lasting("crash", life, repair)
			fault.Failure = start.how
			b := Fleet(500, Never, horizon, fault)
			instants := []float64{3, 30, 300}
			for _, at := range instants {
				b.Time.ReportAt = append(b.Time.ReportAt, sim.Duration(at*Hour))
			}
			up, failures, down := make([]int, len(instants)), []float64(nil), []float64(nil)
			Replicate(t, b, 40, func(o *models.Outcome) {
				for i, r := range o.Reports {
					up[i] += int(math.Round(r.NodesUp[0] * 500))
				}
				for _, p := range o.Processes {
					failures = append(failures, float64(p.Failures))
					down = append(down, p.Active)
				}
			})
			want := exact.Alternating{Life: life, Repair: repair, First: start.first}
			for i, at := range instants {
				u := want.UnavailabilityAt(at*Hour, steps).Value
				stattest.Check(t, fmt.Sprintf("up at %v h", at), stat.BinomialP(up[i], 40*500, 1-u))
			}
			stattest.Check(t, "failures", stattest.Mean(failures, want.MeanFailures(horizon*Hour, steps).Value))
			u := want.MeanUnavailability(horizon*Hour, steps).Value
			stattest.Check(t, "downtime", stattest.Mean(down, u*horizon*Hour))
		})
	}
}
