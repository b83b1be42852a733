package transactions_test

import (
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/timetest"
)

// BenchmarkTransactions reports the time for one transaction over two participants, one by one, while nodes go down for
// 6 minutes every hour.
func BenchmarkTransactions(b *testing.B) {
	for _, x := range []models.Transaction{
		{Name: "two-phase", TwoPhase: models.TwoPhase{Prepare: Exponential(seconds(0.02)), Timeout: 1,
			Decide: Exponential(seconds(0.005)), Conflicts: 0.001}},
		{Name: "saga", Protocol: models.BySaga, Saga: models.Saga{Step: Exponential(seconds(0.02)),
			Compensate: Exponential(seconds(60)), Resumes: true}},
	} {
		b.Run(x.Name, func(b *testing.B) {
			x.Rate, x.Singly = 1000, true
			blueprint := transacting(1e9, x, []int{2, 2, 2}, nil)
			blueprint.Faults = []models.Fault{Crash(1, 0.1)}
			blueprint.Faults[0].Targets = blueprint.Topology.OfClass(0)
			w, c := new(world.World), sim.NewCalendar()
			w.Reset(Prepared(b, blueprint), 1, 0)
			sim.Run(c, w, 1000, sim.Options{})
			b.ReportAllocs()
			b.ResetTimer()
			used := timetest.Processor()
			sim.Resume(c, w, c.Now()+sim.Time(float64(b.N)/x.Rate), sim.Options{})
			b.ReportMetric(float64(timetest.Processor()-used)/float64(b.N), "cpu-ns/op")
		})
	}
}
