package fleet_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
)

// aging is a script whose targets are as old as they have been up.
type aging struct{ Script }

func (f aging) Ages(o models.Occurrence, life sim.Duration) sim.Duration {
	f.Note("target %d begins a life of %s at age %s", o.Target, ClockTime(float64(life)), ClockTime(float64(o.Age)))
	return o.Age + life
}

// TestWhatFailuresAreTold would catch a life that begins at the strike or is counted twice, and an age that is another
// target's. Two nodes fail at 1 h and 5 h, and at 2 h; each repair takes half an hour.
func TestWhatFailuresAreTold(t *testing.T) {
	d := new(Diary)
	b := Fleet(2, Never, 10)
	b.Faults = []models.Fault{Scripted("a", aging{Script{Diary: d, Hours: [][]float64{{1, 5}, {2}}}}, Dead, 0.5, 1, 2)}
	d.Holds(t, b, `
		0:00 next of target 0 after 0 strikes, free from 0:00, pace 1, age 0:00
		0:00 target 0 begins a life of 1:00 at age 0:00
		0:00 next of target 1 after 0 strikes, free from 0:00, pace 1, age 0:00
		0:00 target 1 begins a life of 2:00 at age 0:00
		1:30 next of target 0 after 1 strikes, free from 1:30, pace 1, age 1:00
		1:30 target 0 begins a life of 3:30 at age 1:00
		2:30 next of target 1 after 1 strikes, free from 2:30, pace 1, age 2:00
		2:30 target 1 begins a life of never at age 2:00
		5:30 next of target 0 after 2 strikes, free from 5:30, pace 1, age 4:30
		5:30 target 0 begins a life of never at age 4:30`)
}
