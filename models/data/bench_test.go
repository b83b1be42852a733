package data_test

import (
	"math"
	"runtime"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/policies/placement"
	"nines/sim"
)

// BenchmarkDecade plays ten years of a million groups of three copies on ten thousand nodes that lose a disk every 25
// years and restart four times a year, and reports what a run, an event and a group of it take: memory is that of the
// run beyond what the same nodes take without a store.
func BenchmarkDecade(b *testing.B) {
	const years, groups = 10, 1_000_000
	disk, restart := Named("disk", Crash(25*8760, 12)), Named("restart", Crash(8760/4, 0.2))
	disk.Destroys = true
	system := Fleet(10_000, Never, years*8760, disk, restart)
	bare, _ := decade(b, system)
	system.Stores = []models.Store{{Name: "s", Classes: []int{0}, Groups: groups, Bytes: 1e10,
		Scheme: models.Scheme{Data: 1, Global: 2}, Placer: placement.Random{},
		Rebuild: models.Rebuild{Grace: 0.25 * Hour, Each: 50e6, Rate: math.Inf(1)}}}
	var o *models.Outcome
	var bytes float64
	for b.Loop() {
		bytes, o = decade(b, system)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(o.Events), "ns/event")
	b.ReportMetric(float64(o.Events), "events")
	b.ReportMetric(float64(o.Stores[0].Rebuilt), "rebuilt")
	b.ReportMetric((bytes-bare)/groups, "B/group")
}

// decade plays a system, and says how much memory it then takes.
func decade(b *testing.B, system *models.Blueprint) (bytes float64, o *models.Outcome) {
	before := heap()
	plan, w, c := Prepared(b, system), new(world.World), sim.NewCalendar()
	w.Reset(plan, 1, 0)
	sim.Run(c, w, plan.End(), sim.Options{})
	o = w.Finish()
	bytes = float64(heap() - before)
	runtime.KeepAlive(w)
	return bytes, o
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
