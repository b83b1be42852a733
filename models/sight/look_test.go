package sight_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// offGrid is by how much the gap between two times differs from whole periods.
func offGrid(a, b, every float64) float64 {
	periods := (b - a) / every
	return math.Abs(periods-math.Round(periods)) * every
}

// TestLooksKeepTheirGrid would catch a phase that is drawn anew for a fault, after a repair or for a mistake, one that
// all nodes share, or all detectors or replications, and a grid that a branch does not keep. Looks lie 7 h apart.
func TestLooksKeepTheirGrid(t *testing.T) {
	const every = 7.0
	strikes := [][3]float64{}
	for at := 1.0; at < 900; at += 31.7 {
		strikes = append(strikes, [3]float64{at * Hour, (at + 16) * Hour, 1})
	}
	b := Fleet(2, Never, 1000, Recorded(strikes, strikes))
	look := Patrol{Every: every * Hour}
	b.Watches = []models.Watch{{Name: "a", Detector: look}, {Name: "b", Detector: look}}
	turns := turnsOf(t, b, 0)
	for _, m := range turns {
		for _, at := range m {
			if off := offGrid(m[0], at, every); off > 1e-6 {
				t.Fatalf("turns at %v h, and looks are %g h apart", m, every)
			}
		}
	}
	others := turnsOf(t, b, 1)
	for i, m := range turns {
		if len(m) < 50 {
			t.Errorf("%d turns of mind about %d faults", len(m), len(strikes))
		}
		for _, o := range [][]float64{turns[(i+1)%4], turns[(i+2)%4], others[i]} {
			if offGrid(m[0], o[0], every) < 1e-3 {
				t.Errorf("mind %d has the phase of another", i)
			}
		}
	}
}

// turnsOf are the times in hours at which minds turn, by detector and node, of a run that is renewed halfway.
func turnsOf(t *testing.T, b *models.Blueprint, replication uint32) (turns [4][]float64) {
	plan := Prepared(t, b)
	w, c := new(world.World), sim.NewCalendar()
	w.Reset(plan, 1, replication)
	w.Tell(func(n models.Note) {
		if n.What == models.Suspects || n.What == models.Accuses || n.What == models.Trusts {
			i := 2*n.Watch + int(n.Where-b.Topology.Node(0))
			turns[i] = append(turns[i], float64(n.At)/Hour)
		}
	})
	sim.Run(c, w, plan.End()/2, sim.Options{})
	w.Renew(1)
	sim.Resume(c, w, plan.End(), sim.Options{})
	return turns
}

// TestLatencyOfLooks would catch a phase that is drawn anew for each fault: lives of 10 h on average end before the
// next look, which comes 8 h after another, or after several; the repair takes half an hour.
func TestLatencyOfLooks(t *testing.T) {
	b := Fleet(20, Never, 2000, Lasting("crash", Exponential(10), Constant(0.5)))
	b.Watches[0].Detector = Patrol{Every: 8 * Hour}
	want := exact.LooksAfter(8, 0.5).Latency(0.1)
	var latency, halves []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		took, incidents := o.Faults[0].Spent[models.Undetected]/Hour, float64(o.Faults[0].Incidents)
		latency, halves = append(latency, took-want*incidents), append(halves, took-4*incidents)
	})
	stattest.Check(t, "latency", stattest.Mean(latency, 0))
	stattest.Alarm(t, "half a period", stattest.Mean(halves, 0))
}
