//go:build !invariants

package sight_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// With the tag, the checks after every event ask the detectors too, and would be in their diaries.

// TestWhatDetectorsAreTold would catch a share of the fleet that counts what was out of reach before, the symptom of
// another fault on the node, a node that is worked on and not seen to be down, and a cut that is seen from the wrong
// side. Two zones (1 and 2) have two nodes each (3 to 6); e stands outside, i in the second zone. A slow node, which
// keeps a quarter of its quarter of the fleet's throughput, is out of service for its treatment at 4 h. At 5:30 a node
// dies whose zone is dark, which is seen at once. At 8 h the second zone is cut off: what cannot enter it is all that
// those inside would hear from outside.
func TestWhatDetectorsAreTold(t *testing.T) {
	d := new(Diary)
	levels := []models.Level{{Name: "zone", Counts: []int{2}}, Nodes(models.ClassCount{Count: 2, Label: "node"})}
	b := System(levels, Never, 10)
	b.Faults = []models.Fault{
		Scripted("crash", At(1, 5.5), Dead, 1, 3), Scripted("slow", At(3), SlowBy(4), 1, 4),
		Scripted("dark", At(5), Dead, 1, 1),
		Scripted("cut", At(8), models.Symptom{Effect: models.Partition, Cut: models.Inbound, Loss: 1, Slow: 1}, 1, 2),
	}
	b.Watches = []models.Watch{{Name: "e", Detector: NewEye(d, "e")}, {Name: "i", Detector: NewEye(d, "i"), From: 2}}
	restart := Surely(models.Action{Name: "restart", Takes: Constant(0.5), Offline: true})
	b.Recoverer = NewDecider(nil, restart.Actions(), Repair, models.Decision{After: Hour}, Repair)
	d.Holds(t, b, `
		1:00 e: seen? down, loss 1
		1:00 e: when? down, loss 1
		1:00 i: seen? down, loss 1
		1:00 i: when? down, loss 1
		2:00 e: well again
		2:00 i: well again
		3:00 e: seen? slow, loss 0, slow 4
		3:00 e: when? slow, loss 0, slow 4
		3:00 i: seen? slow, loss 0, slow 4
		3:00 i: when? slow, loss 0, slow 4
		4:00 e: seen? down, loss 1
		4:00 i: seen? down, loss 1
		4:30 e: well again
		4:30 i: well again
		5:00 e: seen? down, loss 1
		5:00 e: when? down, loss 1
		5:00 i: seen? down, loss 1
		5:00 i: when? down, loss 1
		5:30 e: seen? down, loss 1
		5:30 i: seen? down, loss 1
		6:00 e: well again
		6:00 i: well again
		6:30 e: well again
		6:30 i: well again
		8:00 i: seen? partition, loss 1, outbound
		8:00 i: when? partition, loss 1, outbound
		8:00 e: seen? partition, loss 1, inbound
		8:00 e: when? partition, loss 1, inbound
		9:00 i: seen? partition, loss 1, outbound
		9:00 i: well again
		9:00 e: well again`)
}
