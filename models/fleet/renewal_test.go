package fleet_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/failure"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// TestRenewalsByHand plays two nodes whose lives last 10 h and whose repair takes 2 h. It would catch work that comes
// though a failure was sooner, a life that goes on while the work does or is not renewed by it, an age that counts from
// something else, and work that waits for its budget though what it was for has failed.
func TestRenewalsByHand(t *testing.T) {
	crash := Lasting("crash", Constant(10), Constant(2))
	operating := crash
	operating.Operating = true
	old := crash
	old.Failure = failure.Imperfect{Renewal: failure.Renewal{Life: Constant(10)}, Kept: 1}
	budgeted := func(age float64) models.Fault {
		work := Renewal(age, 1, 1, 2)
		work.Budget = &models.Budget{Service: -1, Down: 1}
		return work
	}
	calendar := Upkeep(6, 9, 1, 0)
	calendar.Renews = []int{0}
	for name, c := range map[string]struct {
		faults []models.Fault // on node 1, or on both
		want   string         // what begins, on which node
	}{
		"before it fails": {[]models.Fault{crash, Renewal(8, 1, 1)}, "8 renewal 1, 17 renewal 1, 26 renewal 1"},
		"too late":        {[]models.Fault{crash, Renewal(11, 1, 1)}, "10 crash 1, 22 crash 1"},
		"at once":         {[]models.Fault{crash, Renewal(10, 1, 1)}, "10 crash 1, 22 crash 1"},
		"by the calendar": {[]models.Fault{crash, calendar}, "6 renewal 1, 15 renewal 1, 24 renewal 1"},
		"by the calendar, seldom": {[]models.Fault{crash, func() models.Fault {
			f := Upkeep(11, 9, 1, 0)
			f.Renews = []int{0}
			return f
		}()}, "10 crash 1, 11 renewal 1, 20 renewal 1, 29 renewal 1"},
		"after another failure": {[]models.Fault{crash, Renewal(8, 1, 1), Afflicted("fan", 0, 5*Hour, 7*Hour, Dead)},
			"5 fan 1, 8 renewal 1, 17 renewal 1, 26 renewal 1"},
		"its age stands still": {[]models.Fault{operating, Renewal(8, 1, 1), Afflicted("fan", 0, 5*Hour, 7*Hour, Dead)},
			"5 fan 1, 10 renewal 1, 19 renewal 1, 28 renewal 1"},
		"new while another holds it": {[]models.Fault{operating, Renewal(8, 1, 1),
			Afflicted("fan", 0, 8.5*Hour, 12*Hour, Dead)}, "8 renewal 1, 8.5 fan 1, 20 renewal 1, 29 renewal 1"},
		"one after the other": {[]models.Fault{crash, budgeted(8)},
			"8 renewal 1, 9 renewal 2, 17 renewal 1, 18 renewal 2, 26 renewal 1, 27 renewal 2"},
		"who waits may fail": {[]models.Fault{crash, budgeted(8), Afflicted("fan", 0, 7*Hour, 13*Hour, Dead)},
			"7 fan 1, 8 renewal 1, 10 crash 2, 17 renewal 1, 20 renewal 2, 26 renewal 1, 29 renewal 2"},
		"no repair renews it": {[]models.Fault{old, Renewal(8, 1, 1)}, "8 renewal 1, 17 renewal 1, 26 renewal 1"},
	} {
		t.Run(name, func(t *testing.T) {
			b := Fleet(2, Never, 30, c.faults...)
			for i := range b.Faults {
				if b.Faults[i].Name == "crash" {
					b.Faults[i].Targets = c.faults[1].Targets
				}
			}
			if b.Faults[1].Name = "renewal"; b.Faults[1].AtAge == 0 {
				b.Faults[0].Targets, b.Faults[1].Targets = []models.ComponentID{1}, []models.ComponentID{1}
			}
			b.Faults[1].Operating = b.Faults[0].Operating && b.Faults[1].AtAge > 0
			if got := struck(t, b); got != c.want {
				t.Errorf("%s,\nwant %s", got, c.want)
			}
		})
	}
}

// struck is what strikes which node, at which hour.
func struck(t *testing.T, b *models.Blueprint) string {
	t.Helper()
	var told []string
	w := new(world.World)
	w.Tell(func(n models.Note) {
		if n.What == models.Begins {
			told = append(told, fmt.Sprintf("%v %s %d", float64(n.At)/Hour, b.Faults[n.Fault].Name, n.Where))
		}
	})
	w.Reset(Prepared(t, b), 1, 0)
	sim.Run(sim.NewCalendar(), Checked(t, w, 1000), b.End(), sim.Options{})
	return strings.Join(told, ", ")
}

// TestReplacedFromTheStart would catch a start at ages to which nobody comes, or after which others are too few or too
// many: from an equilibrium, failures and replacements of a thousand nodes come at the pace of all times from the first
// day on, whether the age is below the mean of a life or beyond it. Work and repair take no time to speak of.
func TestReplacedFromTheStart(t *testing.T) {
	const nodes, hours = 1000, 20.0
	for _, age := range []float64{50, 150} {
		life := Must(dist.NewWeibull(3, 100*Hour/math.Gamma(4./3)))
		wear := Lasting("wear", life, Constant(1e-6))
		wear.Failure = failure.Renewal{Life: life, Start: failure.Equilibrium}
		b := Fleet(nodes, Never, hours, wear, Renewal(age, 1e-6))
		b.Faults[1].Targets = b.Faults[0].Targets
		fails, replaced := exact.AgeReplacement{Life: exact.Weibull{Shape: 3, Mean: 100}, Age: age}.Rates()
		var failures, replacements []float64
		play := func() {
			failures, replacements = nil, nil
			Replicate(t, b, 40, func(o *models.Outcome) {
				failures = append(failures, float64(o.Faults[0].Incidents))
				replacements = append(replacements, float64(o.Faults[1].Incidents))
			})
		}
		play()
		stattest.Check(t, fmt.Sprintf("failures, at %g h", age), stattest.Mean(failures, nodes*hours*fails))
		stattest.Check(t, fmt.Sprintf("replacements, at %g h", age), stattest.Mean(replacements, nodes*hours*replaced))
		b.Faults[0].Failure = failure.Renewal{Life: life}
		play()
		stattest.Alarm(t, fmt.Sprintf("all new, at %g h", age), stattest.Mean(failures, nodes*hours*fails))
	}
}
