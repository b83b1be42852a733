package fleet_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/failure"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestCascade would catch strikes that trigger others only once, twice, or not while another is pending, and delays of
// another mean: with lives that remember nothing and repairs that take no time the strikes are a Hawkes process, whose
// mean count is μT/(1−n) − μnm/(1−n)²·(1 − exp(−(1−n)T/m)) for a delay of mean m.
func TestCascade(t *testing.T) {
	const n, within, hours, nodes = 0.6, 20.0, 200.0, 100.0
	fault := Lasting("crash", Exponential(100), Constant(0))
	fault.Triggers = &models.Cascade{Ratio: n, Within: within * Hour}
	mu := nodes / 100
	want := mu*hours/(1-n) - mu*n*within/(1-n)/(1-n)*(1-math.Exp(-(1-n)*hours/within))
	seen := Collect(t, Fleet(nodes, Never, hours, fault), 400, func(o *models.Outcome) float64 {
		return float64(o.Faults[0].Incidents)
	})
	stattest.Check(t, "strikes", stattest.Mean(seen, want))
	stattest.Alarm(t, "in the long run", stattest.Mean(seen, mu*hours/(1-n)))
}

// firstOnly strikes only the first targets, with exponential lives.
type firstOnly struct {
	lives   failure.Renewal
	targets int
}

func (f firstOnly) Next(o models.Occurrence) models.Wait {
	if o.Target >= f.targets {
		return models.Never()
	}
	return f.lives.Next(o)
}

// TestCascadeStaysInside would catch a cascade that leaves its domain or strikes its origin: of two racks of two nodes
// only one node fails by itself, and each strike triggers half another on its neighbor, which triggers a quarter on the
// first, and so on.
func TestCascadeStaysInside(t *testing.T) {
	fault := Lasting("crash", nil, Constant(0))
	fault.Failure = firstOnly{failure.Renewal{Life: Exponential(10)}, 1}
	fault.Triggers = &models.Cascade{Ratio: 0.5, Within: Hour / 1000, Depth: 2}
	b := System(Zoned(1, 2, 2), Never, 1000, fault)
	struck := [4][]float64{}
	Replicate(t, b, 40, func(o *models.Outcome) {
		for p := range struck {
			struck[p] = append(struck[p], float64(o.Processes[p].Failures))
		}
	})
	stattest.Check(t, "origin", stattest.Mean(struck[0], 100/(1-0.25)))
	stattest.Check(t, "neighbor", stattest.Mean(struck[1], 0.5*100/(1-0.25)))
	if Total(struck[2])+Total(struck[3]) > 0 {
		t.Error("it spreads to the other rack")
	}
}

// asked is a localizer that remembers what it was told.
type asked struct{ alarms *[]models.Alarm }

func (a asked) Diagnose(x models.Alarm) models.Odds {
	*a.alarms = append(*a.alarms, x)
	return models.Odds{Named: 1, Right: 1}
}

// TestChanges would catch good changes that do harm or are forgotten: of changes every 10 h on average a fifth is bad
// and takes 5 h to put right, while none is made. The time since the last change is 0 where a change is to blame, and
// exponential with its mean for another fault, of which the 5 h are seldom part.
func TestChanges(t *testing.T) {
	change, crash := Named("deploy", Crash(10, 5)), Named("crash", Crash(50, 0.001))
	change.Change, change.Good, change.Targets = true, 0.8, []models.ComponentID{models.Fleet}
	var alarms []models.Alarm
	b := Fleet(1, Never, 10_000, change, crash)
	b.Localizers = []models.Localizer{asked{&alarms}}
	incidents, since := []float64(nil), []float64(nil)
	Replicate(t, b, 40, func(o *models.Outcome) {
		incidents = append(incidents, float64(o.Faults[0].Incidents))
		for _, x := range alarms {
			if x.Change && x.Since != 0 {
				t.Fatalf("%v s since the change that is to blame", x.Since)
			} else if !x.Change && !math.IsInf(float64(x.Since), 1) {
				since = append(since, float64(x.Since)/Hour)
			}
		}
		alarms = alarms[:0]
	})
	stattest.Check(t, "bad changes", stattest.Mean(incidents, 10_000/(10/0.2+5)))
	// Of a cycle of 10 h of life, and 5 h more in a fifth of them: ∫ age over it, by the length of the cycle.
	stattest.Check(t, "since the last change", stattest.Mean(since, (100+0.2*(5*10+12.5+12.5))/(10+0.2*5)))
}

// TestModes would catch a mode that is drawn for the fault instead of for each occurrence.
func TestModes(t *testing.T) {
	fault := Crash(10, 1)
	fault.Modes = []models.Mode{{Name: "permanent", Share: 0.3}, {Name: "transient", Share: 0.7}}
	b := Fleet(100, Never, 1000, fault)
	plan := Prepared(t, b)
	permanent := []float64(nil)
	w, c := new(world.World), sim.NewCalendar()
	w.Tell(func(n models.Note) {
		if n.What == models.Begins {
			permanent = append(permanent, 0)
			if n.Mode == "permanent" {
				permanent[len(permanent)-1] = 1
			}
		}
	})
	Play(w, c, plan, 0)
	stattest.Check(t, "share", stattest.Mean(permanent, 0.3))
}
