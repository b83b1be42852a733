package world_test

import (
	"testing"

	"nines/models"
	"nines/sim"
)

// aging is a script whose targets are as old as they have been up.
type aging struct{ script }

func (f aging) Ages(o models.Occurrence, life sim.Duration) sim.Duration {
	f.note("target %d begins a life of %s at age %s", o.Target, clockTime(float64(life)), clockTime(float64(o.Age)))
	return o.Age + life
}

// scripted is a fault of some components by script, as bad as the symptom says, until it is repaired.
func scripted(name string, how models.Failure, x models.Symptom, takes float64, on ...models.ComponentID) models.Fault {
	f := lasting(name, nil, constant(takes))
	f.Failure, f.Symptom, f.Targets = how, x, on
	return f
}

var dead = models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}

// TestWhatFailuresAreTold would catch a life that begins at the strike or is counted twice, and an age that is another
// target's. Two nodes fail at 1 h and 5 h, and at 2 h; each repair takes half an hour.
func TestWhatFailuresAreTold(t *testing.T) {
	d := new(diary)
	b := fleet(2, never, 10)
	b.Faults = []models.Fault{scripted("a", aging{script{d, [][]float64{{1, 5}, {2}}}}, dead, 0.5, 1, 2)}
	d.holds(t, b, `
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

// TestWhatLocalizersAreTold would catch others that count the case itself, work that is planned or what is over;
// attempts and changes that are another case's; nodes and impact that are not those of the onset. On six nodes, one
// crashes at 1 h, and the first to be asked does not find out why; another is under planned work from 1:30 to 4:30 and
// a third becomes slow at 3:30, while the crash is repaired. A good change is made at 5 h and a bad one, which loses
// half of all requests, at 6 h; at 7 h, while that is repaired, the first node crashes again. Ten hours after they were
// found to be well at 8 h, five nodes are suspected without cause.
func TestWhatLocalizersAreTold(t *testing.T) {
	d := new(diary)
	b := fleet(6, never, 18.75)
	b.Faults = []models.Fault{
		scripted("crash", at(1, 7), dead, 1, 1), scripted("slow", at(3.5), slowBy(4), 1, 2), upkeep(1.5, 1000, 3, 0),
		scripted("push", at(5), dead, 1, models.Fleet),
		scripted("bad push", at(6), models.Symptom{Effect: models.Lossy, Loss: 0.5, Slow: 1}, 1, models.Fleet),
	}
	b.Faults[2].Targets = []models.ComponentID{3}
	b.Faults[3].Change, b.Faults[3].Good = true, 1
	b.Faults[4].Change = true
	e := newEye(nil, "e")
	e.errs = 10
	b.Watches = []models.Watch{{Name: "e", Detector: e}}
	found := models.Diagnosis{Takes: hour, Right: true}
	b.Localizers = []models.Localizer{newFinder(d, "a", models.Diagnosis{Takes: hour}, found), newFinder(d, "b", found)}
	d.holds(t, b, `
		1:00 a: why? down, loss 1, impact 0.1667; 1 nodes, 0 others, attempt 0, change never ago
		2:00 b: why? down, loss 1, impact 0.1667; 1 nodes, 0 others, attempt 1, change never ago
		3:30 a: why? slow, loss 0, impact 0.125, slow 4; 1 nodes, 1 others, attempt 0, change never ago
		6:00 a: why? lossy, loss 0.5, impact 0.5, by change; 6 nodes, 0 others, attempt 0, change 0:00 ago
		7:00 a: why? down, loss 1, impact 0.08333; 1 nodes, 1 others, attempt 0, change 1:00 ago
		18:00 a: why? down, loss 1, impact 0, false; 1 nodes, 0 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, impact 0, false; 1 nodes, 1 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, impact 0, false; 1 nodes, 2 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, impact 0, false; 1 nodes, 3 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, impact 0, false; 1 nodes, 4 others, attempt 0, change 12:00 ago`)
}

// TestWhatCorrelatorsAreTold would catch times that count from the onset, and a stray that is taken for the change that
// caused it. A bad change takes all three nodes down at 1 h; they are noticed after 1, 2 and 3 h. What comes more than
// 1:30 after the first alarm is not grouped, and looked into as a case of its own.
func TestWhatCorrelatorsAreTold(t *testing.T) {
	d := new(diary)
	b := fleet(3, never, 10)
	b.Faults = []models.Fault{scripted("push", at(1), dead, 1, models.Fleet)}
	b.Faults[0].Change = true
	b.Watches = []models.Watch{{Name: "e", Detector: newEye(nil, "e", 1, 2, 3)}}
	b.Localizers = []models.Localizer{newFinder(d, "a", models.Diagnosis{Takes: 4 * hour, Right: true})}
	b.Correlator = grouper{d, 1.5 * hour}
	d.holds(t, b, `
		2:00 a: why? down, loss 1, impact 1, by change; 3 nodes, 0 others, attempt 0, change 1:00 ago
		3:00 joins the first, 1:00 later?
		4:00 joins the first, 2:00 later?
		4:00 a: why? down, loss 1, impact 1; 1 nodes, 1 others, attempt 0, change 3:00 ago`)
}
