package work_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

var hold = models.Decision{Action: models.Hold}

// vain is a treatment that takes half an hour and ends nothing; cure ends everything.
func vain() models.Action { return models.Action{Name: "vain", Takes: Constant(0.5)} }

func cure() models.Action {
	return Surely(models.Action{Name: "cure", Takes: Constant(0.5)}).Action
}

// TestWhatRecoverersAreTold would catch attempts that are not counted or begun anew, a clock that is not the
// calendar's, and beliefs that are the truth: of four nodes, the first crashes at 1 h and the second at 1:30, which is
// noticed an hour later. What does not help takes half an hour, and the measured time begins at 2 h.
func TestWhatRecoverersAreTold(t *testing.T) {
	d := new(Diary)
	b := Fleet(4, Never, 10)
	b.Time.Warmup = 2 * Hour
	b.Faults = []models.Fault{Scripted("crash", Script{Hours: [][]float64{{1}, {1.5}}}, Dead, 1, 1, 2),
		Scripted("push", At(8), SlowBy(4), 1, 4)}
	b.Faults[1].Change, b.Faults[1].Repair, b.Faults[1].Heals = true, nil, Constant(5)
	b.Watches = []models.Watch{{Name: "e", Detector: NewEye(nil, "e", 1)}}
	b.Recoverer = NewDecider(d, []models.Action{vain()},
		models.Decision{}, Repair, models.Decision{After: Hour}, Repair)
	d.Holds(t, b, `
		2:00 what about 1? down of node 0, repairable, attempt 0; clock 0:00, 0 held, 1 of 4 untrusted [0]
		2:30 what about 2? down of node 1, repairable, attempt 0; clock 0:30, 0 held, 2 of 4 untrusted [0 1]
		2:30 what about 1? down of node 0, repairable, attempt 1; clock 0:30, 0 held, 2 of 4 untrusted [0 1]
		4:00 what about 1? down of node 0, repairable, attempt 2; clock 2:00, 0 held, 1 of 4 untrusted [0]
		9:00 what about 4? slow of node 3, by change, attempt 0; clock 7:00, 0 held, 1 of 4 untrusted [3]`)
}

// TestWhatIsSaidOfInnocents would catch a culprit who is tried first, and innocents to whom the attempts at the culprit
// are counted: of two nodes the second is blamed first for each crash of the first. The second crash comes within the
// probation of what ended the first.
func TestWhatIsSaidOfInnocents(t *testing.T) {
	d := new(Diary)
	b := Fleet(2, Never, 10)
	b.Faults = []models.Fault{Scripted("crash", At(1, 4), Dead, 1, 1)}
	b.Localizers = []models.Localizer{NewFinder(nil, "a", models.Diagnosis{Wrong: 1, Right: true, Wasted: -1})}
	r := NewDecider(d, []models.Action{vain()}, Repair, models.Decision{}, Repair)
	r.Patience = 10 * Hour
	b.Recoverer = r
	d.Holds(t, b, `
		1:00 what about 2? down of node 1, repairable, attempt 0; clock 1:00, 0 held, 1 of 2 untrusted [0]
		2:00 what about 1? down of node 0, repairable, attempt 0; clock 2:00, 0 held, 1 of 2 untrusted [0]
		2:30 what about 1? down of node 0, repairable, attempt 1; clock 2:30, 0 held, 1 of 2 untrusted [0]
		4:00 what about 2? down of node 1, repairable, attempt 0; clock 4:00, 0 held, 1 of 2 untrusted [0]
		5:00 what about 1? down of node 0, repairable, attempt 1; clock 5:00, 0 held, 1 of 2 untrusted [0]`)
}

// TestWhatIsRemembered would catch a probation that begins at the strike, does not end, or counts another number of
// attempts: what has failed, so that it goes on with what worked but did not last. The first crash, at 1 h, is ended at
// 2 h by the second treatment; the next comes half an hour later, within an hour of probation, and is ended at once, at
// 3 h; the third comes at 4 h, when the hour is over to the minute.
func TestWhatIsRemembered(t *testing.T) {
	d := new(Diary)
	b := Fleet(1, Never, 10)
	b.Faults = []models.Fault{Scripted("crash", At(1, 2.5, 4), Dead, 1, 1)}
	r := NewDecider(d, []models.Action{vain(), cure()}, models.Decision{}, models.Decision{Action: 1})
	r.Patience = Hour
	b.Recoverer = r
	d.Holds(t, b, `
		1:00 what about 1? down of node 0, repairable, attempt 0; clock 1:00, 0 held, 1 of 1 untrusted [0]
		1:30 what about 1? down of node 0, repairable, attempt 1; clock 1:30, 0 held, 1 of 1 untrusted [0]
		2:30 what about 1? down of node 0, repairable, attempt 1; clock 2:30, 0 held, 1 of 1 untrusted [0]
		4:00 what about 1? down of node 0, repairable, attempt 0; clock 4:00, 0 held, 1 of 1 untrusted [0]`)
}

// TestWhatIsSaidOfHeldCases would catch a case that counts itself among those on hold, a batch whose members are told
// different numbers, a case that is passed over and asked before the oldest, and one that is asked about in vain. Three
// nodes crash, the third of which sets the batch going; two wait while the fourth is slow from 6:30 on, and each
// decision and each end has the first in line asked about, which stands for all behind it; at 8 h the second is due.
func TestWhatIsSaidOfHeldCases(t *testing.T) {
	d := new(Diary)
	b := Fleet(4, Never, 12)
	b.Faults = []models.Fault{Scripted("crash", Script{Hours: [][]float64{{1, 5}, {2, 6}, {3}}}, Dead, 1, 1, 2, 3),
		Scripted("slow", At(6.5), SlowBy(4), 1, 4)}
	b.Recoverer = NewDecider(d, nil, hold, hold, Repair, Repair, Repair,
		hold, models.Decision{Action: models.Hold, After: 2 * Hour}, Repair, hold, hold, Repair)
	d.Holds(t, b, `
		1:00 what about 1? down of node 0, repairable, attempt 0; clock 1:00, 0 held, 1 of 4 untrusted [0]
		2:00 what about 2? down of node 1, repairable, attempt 0; clock 2:00, 1 held, 2 of 4 untrusted [0 1]
		3:00 what about 3? down of node 2, repairable, attempt 0; clock 3:00, 2 held, 3 of 4 untrusted [0 1 2]
		3:00 what about 1? down of node 0, repairable, attempt 0; clock 3:00, 2 held, 3 of 4 untrusted [0 1 2]
		3:00 what about 2? down of node 1, repairable, attempt 0; clock 3:00, 2 held, 3 of 4 untrusted [0 1 2]
		5:00 what about 1? down of node 0, repairable, attempt 0; clock 5:00, 0 held, 1 of 4 untrusted [0]
		6:00 what about 2? down of node 1, repairable, attempt 0; clock 6:00, 1 held, 2 of 4 untrusted [0 1]
		6:30 what about 4? slow of node 3, repairable, attempt 0; clock 6:30, 2 held, 3 of 4 untrusted [0 1 3]
		6:30 what about 1? down of node 0, repairable, attempt 0; clock 6:30, 2 held, 3 of 4 untrusted [0 1 3]
		7:30 what about 1? down of node 0, repairable, attempt 0; clock 7:30, 1 held, 2 of 4 untrusted [0 1]
		8:00 what about 2? down of node 1, repairable, attempt 0; clock 8:00, 1 held, 2 of 4 untrusted [0 1]
		8:00 what about 1? down of node 0, repairable, attempt 0; clock 8:00, 1 held, 2 of 4 untrusted [0 1]`)
}

// TestWhatMitigatorsAreTold would catch a mitigation before the alarm or after the diagnosis, and one of a false alarm:
// a crash at 1 h is noticed at 1:30 and diagnosed at 2:30; at 8 h somebody is mistaken.
func TestWhatMitigatorsAreTold(t *testing.T) {
	d := new(Diary)
	b := Fleet(2, Never, 8.25)
	b.Faults = []models.Fault{Scripted("crash", At(1), Dead, 1, 1)}
	e := NewEye(nil, "e", 0.5)
	e.Errs = 8
	b.Watches = []models.Watch{{Name: "e", Detector: e}}
	b.Localizers = []models.Localizer{NewFinder(d, "a", models.Diagnosis{Takes: Hour, Right: true})}
	drain := models.Action{Name: "drain", Drains: true}
	b.Recoverer = Helper{Decider: NewDecider(d, []models.Action{drain}, Repair), First: models.Relief{}}
	d.Holds(t, b, `
		1:30 what first about 1? clock 1:30, 0 held, 1 of 2 untrusted [0]
		1:30 a: why? down, loss 1; 1 nodes, 0 others, attempt 0, change never ago
		2:30 what about 1? down of node 0, repairable, attempt 0; clock 2:30, 0 held, 1 of 2 untrusted [0]
		8:00 a: why? down, loss 1, false; 1 nodes, 0 others, attempt 0, change never ago`)
}

// TestInnocentsAreOthers would catch a culprit who is named as innocent: where a fault has two targets, the other is.
func TestInnocentsAreOthers(t *testing.T) {
	d := new(Diary)
	b := Fleet(3, Never, 10)
	b.Faults = []models.Fault{Scripted("crash", Script{Hours: [][]float64{{1}, {5}}}, Dead, 1, 1, 3)}
	b.Localizers = []models.Localizer{NewFinder(nil, "a", models.Diagnosis{Wrong: 1, Right: true, Wasted: -1})}
	b.Recoverer = NewDecider(d, nil, Repair)
	d.Holds(t, b, `
		1:00 what about 3? down of node 2, repairable, attempt 0; clock 1:00, 0 held, 1 of 3 untrusted [0]
		2:00 what about 1? down of node 0, repairable, attempt 0; clock 2:00, 0 held, 1 of 3 untrusted [0]
		5:00 what about 1? down of node 0, repairable, attempt 0; clock 5:00, 0 held, 1 of 3 untrusted [2]
		6:00 what about 3? down of node 2, repairable, attempt 0; clock 6:00, 0 held, 1 of 3 untrusted [2]`)
}
