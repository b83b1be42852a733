package models_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/failure"
	"nines/policies/balancing"
	"nines/policies/detection"
	"nines/policies/localization"
	"nines/policies/recovery"
	"nines/sim"
)

const hour = 3600.0

// fleet is the smallest useful blueprint: n nodes of one class, one fault, one service.
func fleet(n int, rule models.Rule, faults ...models.Fault) *models.Blueprint {
	topology, err := models.Lay([]models.Level{{Name: "node", Count: n, Classes: []models.ClassCount{{Count: n, Label: "node"}}}}, 1)
	if err != nil {
		panic(err)
	}
	for i := range faults {
		if faults[i].Targets == nil {
			faults[i].Targets = topology.OfClass(0)
		}
	}
	return &models.Blueprint{
		Name: "fleet", Topology: topology, Faults: faults,
		Time:      models.Timing{Horizon: 8760 * 3600},
		Classes:   []models.Class{{Name: "node", Throughput: 1, Weight: 1}},
		Watches:   []models.Watch{{Name: "instant", Detector: detection.Instant{}}},
		Localizer: localization.Exact{}, Recoverer: recovery.HandsOn{}, Splitter: balancing.RoundRobin{},
		Services: []models.Service{{Name: "api", Classes: []int{0}, Rule: rule}},
	}
}

func fault(name string, mttf, mttr float64) models.Fault {
	return models.Fault{
		Name: name, Failure: failure.Renewal{Life: exponential(mttf * hour)}, Repair: exponential(mttr * hour),
		Symptom: models.Symptom{Effect: models.Down, Loss: 1}, Hits: 1, Crew: -1,
	}
}

// play runs one replication from beginning to end.
func play(w *models.World, c *sim.Calendar, b *models.Blueprint, replication int) *models.Outcome {
	c.Reset()
	w.Reset(b, 1, uint32(replication))
	sim.Run(c, w, b.End(), sim.Options{})
	return w.Finish()
}

func prepared(t testing.TB, b *models.Blueprint) *models.Blueprint {
	t.Helper()
	if err := b.Prepare(); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSmoke(t *testing.T) {
	b := prepared(t, fleet(10, models.Rule{Nodes: 9}, fault("crash", 1000, 24)))
	w, c := new(models.World), sim.NewCalendar()
	sum, n := 0.0, 100
	for i := range n {
		o := play(w, c, b, i)
		sum += o.Services[0].Downtime / o.Measured
		if d := o.Services[0].ByFault[0] - o.Services[0].Downtime; math.Abs(d) > 1e-6 {
			t.Fatalf("attribution is off by %g s", d)
		}
	}
	t.Logf("unavailability %g", sum/float64(n))
	p := 24.0 / 1024
	q := 1 - p
	exact := 1 - math.Pow(q, 10) - 10*p*math.Pow(q, 9)
	t.Logf("exact %g", exact)
}

func BenchmarkIncident(b *testing.B) {
	bp := fleet(10000, models.Rule{Nodes: 9000}, fault("crash", 3141, 6))
	bp.Time.Horizon *= 10
	prepared(b, bp)
	w, c := new(models.World), sim.NewCalendar()
	b.ReportAllocs()
	incidents := 0
	for b.Loop() {
		incidents += play(w, c, bp, 1).Faults[0].Incidents
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(incidents), "ns/incident")
}
