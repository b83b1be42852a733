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
// years and restart four times a year, and reports what a run, an event and a group of it take.
func BenchmarkDecade(b *testing.B) {
	const years = 10
	disk, restart := Named("disk", Crash(25*8760, 12)), Named("restart", Crash(8760/4, 0.2))
	disk.Destroys = true
	system := Fleet(10_000, Never, years*8760, disk, restart)
	system.Stores = []models.Store{{Name: "s", Classes: []int{0}, Groups: 1_000_000, Bytes: 1e10,
		Scheme: models.Scheme{Data: 1, Global: 2}, Placer: placement.Random{},
		Rebuild: models.Rebuild{Grace: 0.25 * Hour, Each: 50e6, Rate: math.Inf(1)}}}
	before := heap()
	plan, w, c := Prepared(b, system), new(world.World), sim.NewCalendar()
	for b.Loop() {
		c.Reset()
		w.Reset(plan, 1, 0)
		sim.Run(c, w, plan.End(), sim.Options{})
		o := w.Finish()
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(o.Events), "ns/event")
		b.ReportMetric(float64(o.Events), "events")
		b.ReportMetric(float64(o.Stores[0].Rebuilt), "rebuilt")
		b.ReportMetric(float64(heap()-before)/1e6, "B/group")
	}
	runtime.KeepAlive(w)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
