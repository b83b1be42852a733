package fleet_test

import (
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestRelapseInOperation would catch a relapse whose clock runs while something else holds the node. A crash at 1 h is
// cured by 1:30 and comes back after an hour of operation; another fault holds the node from 1:15 to 5 h.
func TestRelapseInOperation(t *testing.T) {
	crash := Scripted("crash", At(1), Dead, 5, 1)
	crash.Operating = true
	b := Fleet(1, Never, 7)
	b.Faults = []models.Fault{crash, Afflicted("other", 0, 1.25*Hour, 5*Hour, Dead)}
	cure := Surely(models.Action{Name: "cure", Takes: Constant(0.5)})
	cure.Relapse, cure.Relapses = 1, Constant(1)
	b.Recoverer = cure
	if got, want := Story(t, b, models.Begins), []float64{1, 1.25, 6}; !slices.Equal(got, want) {
		t.Errorf("incidents begin at %v h, want %v", got, want)
	}
}

// TestStagesAreChanges would catch a rollout whose later stages are no changes: it begins at 1 h, goes on at 3 h where
// nobody has noticed, and two hours later a node crashes.
func TestStagesAreChanges(t *testing.T) {
	deploy := Lasting("deploy", Constant(1), nil)
	deploy.Heals, deploy.Targets, deploy.Change = Constant(8), []models.ComponentID{models.Fleet}, true
	deploy.Symptom = models.Symptom{Effect: models.Lossy, Loss: 0.5}
	deploy.Course = Growing([]float64{0.5, 1}, 2)
	b := Fleet(20, Never, 8, deploy, Scripted("crash", At(5), Dead, 1, 1))
	b.Watches[0].Detector = Watcher{Notices: Constant(0), Trusts: Constant(0)} // blind to what is lossy
	var alarms []models.Alarm
	b.Localizers = []models.Localizer{asked{&alarms}}
	First(t, b)
	if len(alarms) != 1 || alarms[0].Since != 2*Hour {
		t.Errorf("%d alarms, %+v, want one two hours after the last stage", len(alarms), alarms)
	}
}

// TestReturnsAsBadAsItWas would catch an effect that is back and said to take out of reach what is left by then: a node
// of two flaps by the hour from 1 h on, and is down for another reason from 2:30 to 3:30.
func TestReturnsAsBadAsItWas(t *testing.T) {
	d := new(Diary)
	flaps := Scripted("flaps", At(1), Dead, 100, 1)
	flaps.Course.Repeats = true
	flaps.Course.Phases = []models.Phase{{Share: 1, Lasts: Constant(1)}, {Lasts: Constant(1)}}
	b := Fleet(2, Never, 3.75)
	b.Faults = []models.Fault{flaps, Afflicted("other", 0, 2.5*Hour, 3.5*Hour, Dead)}
	b.Watches = []models.Watch{{Name: "e", Detector: NewEye(d, "e")}}
	d.Holds(t, b, `
		1:00 e: seen? down, loss 1
		1:00 e: when? down, loss 1
		2:00 e: well again
		2:30 e: seen? down, loss 1
		2:30 e: when? down, loss 1
		3:00 e: seen? down, loss 1`)
}

// TestStandInForTwo would catch a stand-in that goes when the first of two incidents is over which asked for it. A node
// of two is down from 1 h to 4 h, stood in for from 2:30 on, and for another reason from 2 h to 6 h.
func TestStandInForTwo(t *testing.T) {
	b := Fleet(2, models.Rule{Nodes: 2}, 8)
	b.Faults = []models.Fault{Scripted("first", At(1), Dead, 3, 1), Scripted("second", At(2), Dead, 4, 1)}
	b.Recoverer = Stander{Action: models.Action{Name: "elsewhere", Elsewhere: true, Tries: 1, Takes: Constant(1),
		Clears: Evenly(1)}}
	Near(t, "fewer than both", First(t, b).Services[0].Downtime, 1.5*Hour)
}
