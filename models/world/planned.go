package world

import (
	"fmt"

	"nines/models"
)

// Planned work takes its targets down at times that everybody knows. Balancers send a node no more work from the moment
// at which it begins, and a service whose role would be interrupted has moved it to a standby by then, if there is one.
// Detectors see that the node is away as they see any fault, and need their time to trust it again when it is back, but
// nobody is alarmed: there is no case, and no detection is counted. All of its time counts as repair. A fault that
// strikes the node meanwhile is one like any other.

// checkPlanned refuses as planned what is not known in advance.
func checkPlanned(f *models.Fault, recorded models.Recorded) error {
	switch {
	case !f.Planned:
		return nil
	case recorded == nil:
		return fmt.Errorf("fault %s: what is planned is known in advance", f.Name)
	case f.Symptom.Effect != models.Down || f.Flaps != nil || f.Good > 0:
		return fmt.Errorf("fault %s: what is planned takes its targets down, every time and throughout", f.Name)
	}
	return nil
}

// planned reports whether a case is planned work.
func (w *World) planned(x *incident) bool { return x.kind == genuine && w.Faults[x.fault].Planned }

// announce has everybody prepare for planned work that begins.
func (w *World) announce(id int32) {
	x := &w.incidents[id]
	if !w.planned(x) {
		return
	}
	w.drain(id)
	x.moved = ^uint64(0)
	w.enter(id, models.Repairing)
}
