//go:build !invariants

package models_test

import (
	"testing"

	"nines/models"
	"nines/policies/detection"
	"nines/sim"
)

// TestNoAllocation would catch garbage on the path of an incident: once the memory is there, a year of events of two
// hundred nodes with traffic, a crew and two detectors allocates as much as a run of no events.
func TestNoAllocation(t *testing.T) {
	b := crewed(200, 3, models.Rule{Share: 0.9}, 8760, crash(100, 5))
	slow := watcher{delay: exponential(1), clear: exponential(1)}
	b.Watches = append(b.Watches, models.Watch{Name: "slow", Detector: slow})
	b.Watches[0].Detector = detection.Instant{}
	b.Traffic = &models.Traffic{Demand: models.Demand{Mean: 150, Swing: 0.2}}
	if err := b.Prepare(); err != nil {
		t.Fatal(err)
	}
	w, c := new(models.World), sim.NewCalendar()
	w.Reset(b, 1, 0)
	sim.Run(c, w, b.End()/2, sim.Options{})
	step := sim.Time(24 * hour)
	at := c.Now()
	if got := testing.AllocsPerRun(50, func() {
		at += step
		sim.Resume(c, w, at, sim.Options{})
	}); got > 2*2 { // a day has about 48 incidents, and up to two samples of the time series, of two slices each
		t.Errorf("%v allocations in a day", got)
	}
}
