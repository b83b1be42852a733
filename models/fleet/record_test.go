package fleet_test

import (
	"math"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
)

// TestRecord would catch a recorded outage that waits for the last one to be over, ends with another, is lost at the
// beginning of the measured time or at its end, or counts as two where two records touch. Two nodes, both needed:
//
//	node 1   100–400 and 300–600 overlap, 600–700 follows, 5000.1–5000.3 and 5000.3–5000.9 touch in fractions
//	node 2   650–800 overlaps with the other node, 9990–10500 runs past the end
//
// After a warm-up of 200 s the service is down in 200–800 (begun before), 5000.1–5000.9 and 9990–10200.
func TestRecord(t *testing.T) {
	fault := Recorded(
		[][3]float64{{100, 400, 1}, {300, 600, 1}, {600, 700, 1}, {5000.1, 5000.3, 1}, {5000.3, 5000.9, 1}},
		[][3]float64{{650, 800, 1}, {9990, 10_500, 1}})
	b := Fleet(2, models.Rule{Nodes: 2}, 0, fault)
	b.Time = models.Timing{Warmup: 200, Horizon: 10_000, ReportAt: []sim.Duration{0, 599.5, 600.5, 10_000}}
	b.Windows, b.Trail = []sim.Duration{2500, 3000}, true
	Replicate(t, b, 1, func(o *models.Outcome) {
		s := &o.Services[0]
		sum := 600 + 0.8 + 210
		Near(t, "downtime", s.Downtime, sum)
		Near(t, "its causes", s.ByFault[0], sum)
		Near(t, "longest that began and ended inside", s.Durations.Quantile(1), 0.8)
		Near(t, "first", s.First, 0)
		Near(t, "node-seconds down", o.Fleet.Down, 500+0.8+150+210)
		if s.Outages != 2 || s.Durations.Count() != 1 || !s.Open || o.Faults[0].Incidents != 7-1 || o.Faults[0].Open != 1 {
			t.Errorf("%d outages, %d closed; %d incidents", s.Outages, s.Durations.Count(), o.Faults[0].Incidents)
		}
		for i, want := range []float64{600, 0.8, 0, 210} {
			Near(t, "window", o.Windows[0][i].Downtime[0], want)
		}
		for i, want := range []float64{600, 0.8, 0, 210} { // the last from 7000 on, since three do not reach the end
			Near(t, "longer window", o.Windows[1][i].Downtime[0], want)
		}
		for i, want := range []int{0, 1, 0, 1} { // that of the warm-up began before
			if got := o.Windows[1][i].Outages[0]; got != want {
				t.Errorf("%d outages began in longer window %d, want %d", got, i, want)
			}
		}
		for i, want := range [][2]float64{{0, 600}, {4800.1, 4800.9}, {9790, 10_000}} {
			Near(t, "trail from", s.Trail[i].From, want[0])
			Near(t, "trail to", s.Trail[i].To, want[1])
			Near(t, "trail counts", s.Trail[i].Height, 1)
		}
		if len(o.Windows[0]) != 4 || len(o.Windows[1]) != 4 || len(s.Trail) != 3 {
			t.Errorf("windows %v, trail %v", o.Windows, s.Trail)
		}
		for i, want := range []bool{false, false, true, false} {
			if o.Reports[i].Up[0] != want {
				t.Errorf("up at %v s: %v", b.Time.ReportAt[i], o.Reports[i].Up[0])
			}
		}
	})
}

// TestWorst would catch an incident that is charged to the wrong service, a phase that it never came to, and one that
// is left out, or ends, because the run does. Of two nodes one service needs one and the other both; nobody sees a
// fault, so both incidents stay undetected. The first passes by itself, the second outlasts the run.
func TestWorst(t *testing.T) {
	b := Fleet(2, models.Rule{Nodes: 1}, 0, Recorded([][3]float64{{1000, 1100, 1}}, [][3]float64{{9000, 20_000, 1}}))
	b.Services = append(b.Services, models.Service{Name: "both", Classes: []int{0}, Rule: models.Rule{Nodes: 2}})
	b.Watches = nil
	b.Time = models.Timing{Warmup: 500, Horizon: 9500}
	Replicate(t, b, 1, func(o *models.Outcome) {
		if len(o.Worst) != 2 {
			t.Fatalf("%d records, want 2", len(o.Worst))
		}
		for i, want := range []models.IncidentRecord{{Onset: 8500, Open: true}, {Onset: 500}} {
			got := &o.Worst[i]
			if got.Service != 1 || got.Open != want.Open ||
				!math.IsNaN(got.Parts[models.Locating]) || !math.IsNaN(got.Parts[models.Repairing]) {
				t.Errorf("record %d: %+v", i, *got)
			}
			Near(t, "onset", got.Onset, want.Onset)
			Near(t, "duration", got.Duration(), []float64{1000, 100}[i])
			Near(t, "undetected", got.Parts[models.Undetected], []float64{1000, 100}[i])
		}
	})
}

// TestRecordLossy would catch a loss that is not given back, or taken of what is installed instead of what is left: of
// one request per second, 20 % fail for 100 s, then half of the rest for 100 s more, then half for 100 s.
func TestRecordLossy(t *testing.T) {
	b := Fleet(1, models.Rule{Share: 0.75}, 1, Recorded([][3]float64{{1000, 1200, 0.2}, {1100, 1300, 0.5}}))
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 1}}}
	b.Watches[0].Detector = Watcher{Notices: Constant(1), Trusts: Constant(0), SeesLossy: 0}
	Replicate(t, b, 1, func(o *models.Outcome) {
		Near(t, "lost", o.Flows[0].Lost, 100*0.2+100*0.6+100*0.5)
		Near(t, "out of reach", 3600-o.Services[0].Capacity, 100*0.2+100*0.6+100*0.5)
		Near(t, "below three quarters", o.Services[0].Downtime, 200)
		Near(t, "nodes down", o.Fleet.Down, 0)
	})
}

// TestZeroLengths would catch events of one instant that leave something behind: two faults strike every node each hour
// on the hour and are over at once, one repaired, one healed before its repair, of no length either, is done.
func TestZeroLengths(t *testing.T) {
	repair := Lasting("repair", Constant(1), Constant(0))
	heal := Lasting("heal", Constant(1), Constant(0))
	heal.Heals, heal.Operating = Constant(0), true
	b := Fleet(3, models.Rule{Nodes: 3}, 1000, repair, heal)
	Replicate(t, b, 1, func(o *models.Outcome) {
		if o.Fleet.Down != 0 || o.Services[0].Downtime != 0 {
			t.Errorf("%g s down", o.Fleet.Down)
		}
		for f, x := range o.Faults {
			if x.Incidents != 3*999 || x.Open != 0 { // at 1, 2, … 999 h
				t.Errorf("fault %d: %d incidents, %d open", f, x.Incidents, x.Open)
			}
		}
	})
}

// TestRecordsInTurn would catch a strike that is played before what ends at the same instant: of two nodes first one
// and then the other is out, which is no outage where one suffices and one outage of two hours where both are needed.
func TestRecordsInTurn(t *testing.T) {
	in := Recorded([][3]float64{{3600, 7200, 1}}, [][3]float64{{7200, 10_800, 1}})
	for need, want := range map[int]models.ServiceOutcome{
		1: {Censored: true, First: 20_000}, 2: {First: 3600, Outages: 1, Downtime: 7200},
	} {
		b := Fleet(2, models.Rule{Nodes: need}, 0, in)
		b.Time.Horizon = 20_000
		Replicate(t, b, 1, func(o *models.Outcome) {
			s := &o.Services[0]
			if s.Censored != want.Censored || s.First != want.First || s.Outages != want.Outages || s.Downtime != want.Downtime {
				t.Errorf("need %d: %d outages, %g s down, first at %g s", need, s.Outages, s.Downtime, s.First)
			}
		})
	}
}
