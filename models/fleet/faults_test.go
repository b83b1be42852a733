package fleet_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// TestTwoFaults would catch a clock that runs on while it should stand still, or stands still while it should run:
// MTTF 100 h and repair 25 h each give an availability of 0.640 with calendar age and 0.667 with operating age. The
// second must also hold for lives that are not exponential, whose age at the pause is what counts.
func TestTwoFaults(t *testing.T) {
	weibull := Lasting("b", Must(dist.NewWeibull(3, 100*Hour/math.Gamma(1+1.0/3))), Exponential(25))
	for _, c := range []struct {
		name      string
		b         models.Fault
		operating bool
		want      float64
	}{
		{"calendar", Named("b", Crash(100, 25)), false, 0.640},
		{"operating", Named("b", Crash(100, 25)), true, 2.0 / 3},
		{"operating, Weibull", weibull, true, 2.0 / 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := Crash(100, 25), c.b
			a.Operating, b.Operating = c.operating, c.operating
			plan := Fleet(100, Never, 5000, a, b)
			plan.Time.Warmup = 2000 * Hour
			shares := Collect(t, plan, 40, func(o *models.Outcome) float64 { return o.Fleet.Down / (100 * o.Measured) })
			stattest.Check(t, "unavailability", stattest.Mean(shares, 1-c.want))
		})
	}
	calendar, operating := exact.Fault{MTTF: 100, MTTR: 25}, exact.Fault{MTTF: 100, MTTR: 25}
	if a := exact.AvailabilityCalendar(calendar, operating); math.Abs(a-0.640) > 1e-12 {
		t.Errorf("calendar age: %g", a)
	}
}

// TestOperatingDomain would catch a domain whose clock does not stand still while the domain around it is down, or that
// starts again when that is back although something else still holds it: a zone, its rack (two faults) and its node,
// all aging in operation. The zone's clock runs on while the rack is down, since the zone is not.
func TestOperatingDomain(t *testing.T) {
	levels := []int{1, 2, 2, 3} // of the faults: zone, rack, rack, node
	means := []exact.Fault{{MTTF: 100, MTTR: 10}, {MTTF: 80, MTTR: 12}, {MTTF: 90, MTTR: 20}, {MTTF: 60, MTTR: 6}}
	b := System(Zoned(1, 1, 1), Never, 100_000)
	for f, m := range means {
		fault := Named(string(rune('a'+f)), Crash(m.MTTF, m.MTTR))
		fault.Operating, fault.Targets = true, b.Topology.AtDepth(levels[f])
		b.Faults = append(b.Faults, fault)
	}
	c := exact.NewChain(16) // bit f: fault f is active
	for s := range 16 {
		for f, m := range means {
			stands := false // something else holds the component, or what is around it
			for other := range means {
				stands = stands || other != f && s>>other&1 == 1 && levels[other] <= levels[f]
			}
			if bit := 1 << f; s&bit != 0 {
				c.Add(s, s^bit, 1/m.MTTR)
			} else if !stands {
				c.Add(s, s|bit, 1/m.MTTF)
			}
		}
	}
	down := Collect(t, b, 40, func(o *models.Outcome) float64 { return o.Fleet.Down / o.Measured })
	stattest.Check(t, "unavailability", stattest.Mean(down, 1-c.Stationary()[0]))
}

// TestClockStandsThroughout would catch a clock that starts again when the zone is back, though the rack in it is not:
// a rack that lives 10 h of operation is held from 1 to 6 h, its zone from 2 to 3 h and again from 5 to 8 h.
func TestClockStandsThroughout(t *testing.T) {
	rack, zone := Recorded([][3]float64{{1 * Hour, 6 * Hour, 1}}), Named("zone", Recorded(
		[][3]float64{{2 * Hour, 3 * Hour, 1}, {5 * Hour, 8 * Hour, 1}}))
	aging := Lasting("aging", Constant(10), Constant(1))
	aging.Operating = true
	b := System(Zoned(1, 1, 1), Never, 20, rack, zone, aging)
	b.Faults[0].Targets, b.Faults[1].Targets = b.Topology.AtDepth(2), b.Topology.AtDepth(1)
	b.Faults[2].Targets = b.Topology.AtDepth(2)
	if at := Story(t, b, models.Begins); len(at) != 4 || at[3] != 10+7 { // 7 h without operation
		t.Errorf("incidents begin at %v h, want the last at 17", at)
	}
}

// TestDowntimeShares would catch a cause that is blamed for what another held first, or that loses its claim when the
// earlier one is over: one node, two faults, time that both hold goes to the earlier.
func TestDowntimeShares(t *testing.T) {
	a, b := exact.Fault{MTTF: 100, MTTR: 25}, exact.Fault{MTTF: 300, MTTR: 60}
	plan := Fleet(1, Never, 400_000, Crash(a.MTTF, a.MTTR), Named("b", Crash(b.MTTF, b.MTTR)))
	var ofA, ofB []float64
	Replicate(t, plan, 40, func(o *models.Outcome) {
		ofA = append(ofA, o.Services[0].ByFault[0]/o.Measured)
		ofB = append(ofB, o.Services[0].ByFault[1]/o.Measured)
	})
	wantA, wantB := exact.DowntimeShares(a, b)
	stattest.Check(t, "a", stattest.Mean(ofA, wantA))
	stattest.Check(t, "b", stattest.Mean(ofB, wantB))
	stattest.Alarm(t, "b by its time alone", stattest.Mean(ofB, b.MTTR/(b.MTTF+b.MTTR)))
}

// TestLossyShares would catch partial effects that are added instead of multiplied. A node that loses 20 % in one
// fault and 50 % in another, each a fourth of the time, reaches 0.9·0.875 of its throughput, and the service, which
// needs all of it, is down while either is active.
func TestLossyShares(t *testing.T) {
	loses := func(name string, share float64) models.Fault {
		f := Named(name, Crash(30, 10))
		f.Symptom = models.Symptom{Effect: models.Lossy, Loss: share}
		return f
	}
	plan := Fleet(1, models.Rule{Share: 1}, 50_000, loses("a", 0.2), loses("b", 0.5))
	plan.Time.Warmup = 500 * Hour
	var reach, down []float64
	Replicate(t, plan, 40, func(o *models.Outcome) {
		reach = append(reach, o.Services[0].Capacity/o.Measured)
		down = append(down, o.Services[0].Downtime/o.Measured)
	})
	stattest.Check(t, "throughput", stattest.Mean(reach, (1-0.25*0.2)*(1-0.25*0.5)))
	stattest.Check(t, "downtime", stattest.Mean(down, 1-0.75*0.75))
}

// TestLemons would catch a multiplier that is drawn anew for every life, or that multiplies lives instead of rates:
// failures in the time of two mean lives then vary by m + θm² = 6.8, not by m = 2. Repairs take no time.
func TestLemons(t *testing.T) {
	want := exact.Frailty{Rate: 1.0 / 100, Theta: 1.2}
	fault := Lasting("crash", Exponential(100), Constant(0))
	fault.Lemons = want.Theta
	counts, seen := make([]int, 200), []float64(nil)
	Replicate(t, Fleet(500, Never, 200, fault), 40, func(o *models.Outcome) {
		for _, p := range o.Processes {
			counts[min(p.Failures, len(counts)-1)]++
			seen = append(seen, float64(p.Failures))
		}
	})
	expected := make([]float64, len(counts))
	for n := range expected {
		expected[n] = want.CountProbability(n, 200) * 40 * 500
	}
	stattest.Check(t, "mean", stattest.Mean(seen, 2))
	stattest.Check(t, "variance", stattest.Mean(Squares(seen, 2), want.CountVariance(200)))
	stattest.Check(t, "negative binomial", stattest.ChiSquare(counts, expected, 0))
}

// TestHealsOrRepair would catch a race that somebody wins twice. A fault is noticed after 2 h sharp, repair takes 10 h
// on average from then, and it passes by itself after 5 h on average from its onset: it lasts
// 5(1−e^{−0.4}) + e^{−0.4}/(1/10+1/5) hours, and hands are on it for the second term.
func TestHealsOrRepair(t *testing.T) {
	fault := Crash(100, 10)
	fault.Heals, fault.Crew = Exponential(5), 0
	b := Fleet(50, Never, 2000, fault)
	b.Crews = []models.Crew{{Name: "hands", Count: 50}} // one for every node, so that nobody waits
	b.Watches[0].Detector = Watcher{Notices: Constant(2), Trusts: Constant(0)}
	hands := math.Exp(-0.4) / (1.0/10 + 1.0/5)
	mean := 5*(1-math.Exp(-0.4)) + hands
	var lasts, held, noticed []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		n := float64(o.Faults[0].Incidents)
		lasts = append(lasts, Total(o.Faults[0].Spent[:])/Hour-mean*n)
		held = append(held, o.Crews[0].Busy/Hour-hands*n)
		noticed = append(noticed, float64(o.Crews[0].Jobs)-math.Exp(-0.4)*n)
	})
	stattest.Check(t, "duration", stattest.Mean(lasts, 0))
	stattest.Check(t, "hands-on time", stattest.Mean(held, 0))
	stattest.Check(t, "jobs", stattest.Mean(noticed, 0))
}

// TestEach would catch nodes that wait for each other although each is repaired by itself, and a fault that strikes
// again before all are up: four nodes that fail together return one by one, the last after 1 + 1/2 + 1/3 + 1/4 mean
// repairs; only then a new life begins.
func TestEach(t *testing.T) {
	fault := Crash(100, 12)
	fault.Each, fault.Targets = true, []models.ComponentID{models.Fleet}
	b := Fleet(4, models.Rule{Nodes: 4}, 20_000, fault)
	b.Time.Warmup = 1000 * Hour
	cycle := 100 + 12*(1+1.0/2+1.0/3+1.0/4)
	var strikes, incidents, down []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		strikes = append(strikes, float64(o.Processes[0].Failures))
		incidents = append(incidents, float64(o.Faults[0].Incidents)-4*float64(o.Processes[0].Failures))
		down = append(down, o.Fleet.Down/o.Measured)
	})
	stattest.Check(t, "strikes", stattest.Mean(strikes, 20_000/cycle))
	stattest.Check(t, "incidents per strike", stattest.Mean(incidents, 0))
	stattest.Check(t, "nodes down", stattest.Mean(down, 4*12/cycle))
}
