package work_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestWhatLocalizersAreTold would catch others that count the case itself, work that is planned or what is over;
// attempts and changes that are another case's; nodes and impact that are not those of the onset. On six nodes, one
// crashes at 1 h, and the first to be asked does not find out why; another is under planned work from 1:30 to 4:30 and
// a third becomes slow at 3:30, while the crash is repaired. A good change is made at 5 h and a bad one, which loses
// half of all requests, at 6 h; at 7 h, while that is repaired, the first node crashes again. Ten hours after they were
// found to be well at 8 h, five nodes are suspected without cause.
func TestWhatLocalizersAreTold(t *testing.T) {
	d := new(Diary)
	b := Fleet(6, Never, 18.75)
	b.Faults = []models.Fault{
		Scripted("crash", At(1, 7), Dead, 1, 1), Scripted("slow", At(3.5), SlowBy(4), 1, 2), Upkeep(1.5, 1000, 3, 0),
		Scripted("push", At(5), Dead, 1, models.Fleet),
		Scripted("bad push", At(6), models.Symptom{Effect: models.Lossy, Loss: 0.5, Slow: 1}, 1, models.Fleet),
	}
	b.Faults[2].Targets = []models.ComponentID{3}
	b.Faults[3].Change, b.Faults[3].Good = true, 1
	b.Faults[4].Change = true
	e := NewEye(nil, "e")
	e.Errs = 10
	b.Watches = []models.Watch{{Name: "e", Detector: e}}
	found := models.Diagnosis{Takes: Hour, Right: true}
	b.Localizers = []models.Localizer{NewFinder(d, "a", models.Diagnosis{Takes: Hour}, found), NewFinder(d, "b", found)}
	d.Holds(t, b, `
		1:00 a: why? down, loss 1; 1 nodes, 0 others, attempt 0, change never ago
		2:00 b: why? down, loss 1; 1 nodes, 0 others, attempt 1, change never ago
		3:30 a: why? slow, loss 0, slow 4; 1 nodes, 1 others, attempt 0, change never ago
		6:00 a: why? lossy, loss 0.5, by change; 6 nodes, 0 others, attempt 0, change 0:00 ago
		7:00 a: why? down, loss 1; 1 nodes, 1 others, attempt 0, change 1:00 ago
		18:00 a: why? down, loss 1, false; 1 nodes, 0 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, false; 1 nodes, 1 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, false; 1 nodes, 2 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, false; 1 nodes, 3 others, attempt 0, change 12:00 ago
		18:00 a: why? down, loss 1, false; 1 nodes, 4 others, attempt 0, change 12:00 ago`)
}

// TestWhatCorrelatorsAreTold would catch times that count from the onset, and a stray that is taken for the change that
// caused it. A bad change takes all three nodes down at 1 h; they are noticed after 1, 2 and 3 h. What comes more than
// 1:30 after the first alarm is not grouped, and looked into as a case of its own.
func TestWhatCorrelatorsAreTold(t *testing.T) {
	d := new(Diary)
	b := Fleet(3, Never, 10)
	b.Faults = []models.Fault{Scripted("push", At(1), Dead, 1, models.Fleet)}
	b.Faults[0].Change = true
	b.Watches = []models.Watch{{Name: "e", Detector: NewEye(nil, "e", 1, 2, 3)}}
	b.Localizers = []models.Localizer{NewFinder(d, "a", models.Diagnosis{Takes: 4 * Hour, Right: true})}
	b.Correlator = Grouper{Diary: d, Within: 1.5 * Hour}
	d.Holds(t, b, `
		2:00 a: why? down, loss 1, by change; 3 nodes, 0 others, attempt 0, change 1:00 ago
		3:00 joins the first, 1:00 later?
		4:00 joins the first, 2:00 later?
		4:00 a: why? down, loss 1; 1 nodes, 1 others, attempt 0, change 3:00 ago`)
}
