package world_test

import (
	"fmt"
	"runtime"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
)

// incidents is a fleet with about 280,000 incidents in a run, whatever its size: 10,000 nodes take 10 years.
func incidents(nodes int) *models.Blueprint {
	return Fleet(nodes, models.Rule{Share: 0.9}, 10*8760*1e4/float64(nodes), Crash(3141, 6))
}

// benchmark reports the time per incident, without that of drawing the first lives.
func benchmark(b *testing.B, blueprint *models.Blueprint) {
	plan := Prepared(b, blueprint)
	w, c := new(world.World), sim.NewCalendar()
	Play(w, c, plan, 0) // so that the memory is there
	b.ReportAllocs()
	n, events := 0, uint64(0)
	for b.Loop() {
		b.StopTimer()
		c.Reset()
		w.Reset(plan, 1, 1)
		w.Start(c)
		b.StartTimer()
		sim.Resume(c, w, plan.End(), sim.Options{})
		b.StopTimer()
		o := w.Finish()
		n, events = n+o.Faults[0].Incidents, events+o.Events
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/incident")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
}

func BenchmarkIncident(b *testing.B) {
	for _, nodes := range []int{1e3, 1e4, 1e6} {
		b.Run(fmt.Sprintf("nodes=%.0e", float64(nodes)), func(b *testing.B) { benchmark(b, incidents(nodes)) })
	}
	b.Run("detector", func(b *testing.B) {
		plan := incidents(1e4)
		plan.Watches[0].Detector = Watcher{Notices: Constant(0.01), Trusts: Constant(0.01)}
		benchmark(b, plan)
	})
	b.Run("traffic", func(b *testing.B) {
		plan := incidents(1e4)
		plan.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 8000, Swing: 0.2}}}
		benchmark(b, plan)
	})
	b.Run("racks and crew", func(b *testing.B) {
		fault := Crash(3141, 6)
		fault.Crew = 0
		plan := System(Zoned(10, 50, 20), models.Rule{Each: &models.Rule{Share: 0.8}, Depth: 1, Domains: 9}, 87600, fault)
		plan.Crews = []models.Crew{{Name: "hands", Count: 30}}
		benchmark(b, plan)
	})
}

// BenchmarkMemory reports the bytes that each of a million nodes with two faults takes, when most of their lives end
// within the run.
func BenchmarkMemory(b *testing.B) {
	const nodes = 1_000_000
	for b.Loop() {
		before := heap()
		plan := Prepared(b, Fleet(nodes, models.Rule{Share: 0.9}, 8760, Crash(3141, 6), Named("other", Crash(3141, 6))))
		w, c := new(world.World), sim.NewCalendar()
		w.Reset(plan, 1, 0)
		sim.Run(c, w, plan.End()/10, sim.Options{})
		b.ReportMetric(float64(heap()-before)/nodes, "B/node")
		runtime.KeepAlive(w)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
