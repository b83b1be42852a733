package work_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestReorderPoint would catch an order that waits until the stock is below the reorder point instead of at it, or
// that is made twice: two parts are there, one is ordered with each that is used, and comes ten hours later. The node
// crashes at 1, 2 and 3 h, half an hour of work each; the third time it waits until 11 h.
func TestReorderPoint(t *testing.T) {
	f := Scripted("crash", At(1, 2, 3), Dead, 0.5, 1)
	f.Spare = 0
	b := Fleet(1, Never, 20)
	b.Faults = []models.Fault{f}
	b.Spares = []models.Spare{{Name: "part", Stock: 2, Reorder: 1, Lead: Constant(10)}}
	o := First(t, b)
	Near(t, "down", o.Fleet.Down, (0.5+0.5+8.5)*Hour)
	if s := o.Spares[0]; s.Used != 3 || s.Waited != 1 {
		t.Errorf("%d parts used, %d waited for, want 3 and 1", s.Used, s.Waited)
	}
}

// TestCopyCalledOff would catch bandwidth that is given to the copies that are left as if they had had it before: two
// share the pool from 1 h to 2 h, when one fault passes by itself; the other has had a quarter of its data then, and
// all after an hour and a half alone.
func TestCopyCalledOff(t *testing.T) {
	passes := Scripted("passes", At(1), Dead, 1, 2)
	passes.Heals = Constant(1)
	b := Fleet(2, Never, 8)
	b.Faults = []models.Fault{Scripted("stays", At(1), Dead, 1, 1), passes}
	b.Pools = []models.Pool{{Name: "copy", Rate: 2, Each: 2}}
	b.Recoverer = Surely(models.Action{Name: "restore", Pool: "copy", Data: 4 * Hour})
	Near(t, "down", First(t, b).Fleet.Down, (1+2.5)*Hour)
}

// TestAccusedIsNoStray would catch a node that is looked into twice: when a change takes both nodes down at 1:15, both
// are suspected without cause for a quarter of an hour already, and somebody looks into each.
func TestAccusedIsNoStray(t *testing.T) {
	d := new(Diary)
	b := Fleet(2, Never, 3)
	b.Faults = []models.Fault{Scripted("push", At(1.25), Dead, 1, models.Fleet)}
	e := NewEye(nil, "e")
	e.Errs = 1
	b.Watches = []models.Watch{{Name: "e", Detector: e}}
	b.Localizers = []models.Localizer{NewFinder(nil, "a", models.Diagnosis{Takes: 5 * Hour, Right: true})}
	b.Correlator = Grouper{Diary: d}
	if o := d.Holds(t, b, ""); o.Cases.FalseAlarms != 2 || o.Cases.Strays != 0 {
		t.Errorf("%d false alarms, %d strays, want 2 and none", o.Cases.FalseAlarms, o.Cases.Strays)
	}
}
