package fleet_test

import (
	"math"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestPlannedByHand would catch turns that drift or overlap, an outage at every change of turns, work sent to nodes
// that are away, and anybody alarmed. Six nodes are away two at a time for 2 h each, in passes that begin every 50 h
// from 5 h: ten of them. Of the service's 5 requests per second the four others serve 4.
func TestPlannedByHand(t *testing.T) {
	b := Fleet(6, models.Rule{Nodes: 5}, 500, Upkeep(5, 50, 2, 0, 0, 1, 1, 2, 2))
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 5}}}
	for _, c := range []struct{ clear, lost float64 }{
		{0, 6},
		// Away for an hour, a node is suspected, and for half an hour after its turn: while two are away, two others
		// are sent all.
		{0.5, 2 + (0.5*3 + 1.5) + (0.5*3 + 1.5) + 0.5},
	} {
		b.Watches[0].Detector = Watcher{Notices: Constant(1), Trusts: Constant(c.clear)}
		Replicate(t, b, 1, func(o *models.Outcome) {
			s, f := &o.Services[0], &o.Faults[0]
			Near(t, "downtime", s.Downtime, 60*Hour)
			if q := s.Durations.Quantile(0.01); math.Abs(q/Hour-6) > 0.06 {
				t.Errorf("an outage of %g h", q/Hour)
			}
			Near(t, "availability of nodes", 1-o.Fleet.Down/6/o.Measured, 1-2.0/50)
			Near(t, "repair", f.Spent[models.Repairing], 60*2*Hour)
			Near(t, "all of it", Total(f.Spent[:]), f.Spent[models.Repairing])
			Near(t, "lost", o.Flows[0].Lost, 10*c.lost*Hour)
			if s.Outages != 10 || f.Incidents != 60 || o.Watches[0].Detections != 0 || o.Cases != (models.CasesOutcome{}) {
				t.Errorf("%d outages, %d turns, %d detections, %v", s.Outages, f.Incidents, o.Watches[0].Detections, o.Cases)
			}
		})
	}
}

// TestPlannedTurns would catch turns that overlap by rounding: five of six nodes are always there.
func TestPlannedTurns(t *testing.T) {
	b := Fleet(6, models.Rule{Nodes: 5}, 10_000, Upkeep(1./7, 6.6, 1.1-1e-7, 0, 1, 2, 3, 4, 5))
	Replicate(t, b, 1, func(o *models.Outcome) {
		if s := &o.Services[0]; s.Outages != 0 || len(o.Fleet.Times) > 2 || o.Faults[0].Incidents < 9000 {
			t.Errorf("%d outages, spells %v, %d turns", s.Outages, o.Fleet.Times, o.Faults[0].Incidents)
		}
	})
}

// TestUncountedByHand would catch an outage that lasts on when only what does not count is left, one that is missed
// where a crash outlasts the planned work in which it happened, and seconds that belong to nobody. A single node is
// away from 10 h to 20 h, and crashed from 5 h to 12 h in one case, from 15 h to 30 h in the other.
func TestUncountedByHand(t *testing.T) {
	for _, c := range []struct{ from, to, first, counts, excused float64 }{{5, 12, 5, 7, 8}, {15, 30, 20, 10, 10}} {
		work := Upkeep(10, 1000, 10, 0)
		work.Uncounted = true
		crash := Named("crash", Recorded([][3]float64{{c.from * Hour, c.to * Hour, 1}}))
		b := Fleet(1, models.Rule{Nodes: 1}, 40, work, crash)
		b.Windows = []sim.Duration{40 * Hour}
		Replicate(t, b, 1, func(o *models.Outcome) {
			s := &o.Services[0]
			Near(t, "downtime", s.Downtime, c.counts*Hour)
			Near(t, "downtime in the window", o.Windows[0][0].Downtime[0], c.counts*Hour)
			Near(t, "of the crash", s.ByFault[1], c.counts*Hour)
			Near(t, "excused", s.Excused, c.excused*Hour)
			Near(t, "first", s.First, c.first*Hour)
			if s.Outages != 1 || s.ByFault[0] != 0 {
				t.Errorf("%d outages, %g s of what does not count", s.Outages, s.ByFault[0])
			}
		})
	}
}

// TestUncounted would catch time that counts whole where it belongs to a crash by half: of two nodes that are both
// needed, one is away for 5 h of 50 and one is crashed for 10 h of 50, on average. While both are out each has half of
// the second.
func TestUncounted(t *testing.T) {
	work, crashes := Upkeep(50, 50, 5, 0), Crash(40, 10)
	work.Targets, crashes.Targets = []models.ComponentID{1}, []models.ComponentID{2}
	for _, counted := range []bool{false, true} {
		work.Uncounted = !counted
		b := Fleet(2, models.Rule{Nodes: 2}, 5000, work, crashes)
		b.Time.Warmup = 500 * Hour
		var down, outages, excused []float64
		Replicate(t, b, 100, func(o *models.Outcome) {
			down = append(down, o.Services[0].Downtime/o.Measured)
			excused = append(excused, o.Services[0].Excused/o.Measured)
			outages = append(outages, float64(o.Services[0].Outages))
		})
		if counted {
			stattest.Check(t, "downtime, all counted", stattest.Mean(down, 1-0.8*0.9))
			stattest.Alarm(t, "all counted for a part", stattest.Mean(down, 0.2*0.95))
			continue
		}
		stattest.Check(t, "downtime", stattest.Mean(down, 0.2*(1-0.1/2)))
		stattest.Check(t, "excused", stattest.Mean(excused, 0.1*(1-0.2/2)))
		stattest.Check(t, "outages", stattest.Mean(outages, 5000*0.8/40))
		stattest.Alarm(t, "outages of both", stattest.Mean(outages, 5000*(0.9*0.8/40+0.8/50)))
	}
}
