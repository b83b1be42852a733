package world_test

import (
	"testing"

	"nines/models"
)

var (
	repair = models.Decision{Action: models.Repair}
	hold   = models.Decision{Action: models.Hold}
)

// vain is a treatment that takes half an hour and ends nothing; cure ends everything.
func vain() models.Action { return models.Action{Name: "vain", Takes: constant(0.5)} }

func cure() models.Action {
	return surely(models.Action{Name: "cure", Takes: constant(0.5)}).Action
}

// TestWhatRecoverersAreTold would catch attempts that are not counted or begun anew, a clock that is not the
// calendar's, and beliefs that are the truth: of four nodes, the first crashes at 1 h and the second at 1:30, which is
// noticed an hour later. What does not help takes half an hour, and the measured time begins at 2 h.
func TestWhatRecoverersAreTold(t *testing.T) {
	d := new(diary)
	b := fleet(4, never, 10)
	b.Time.Warmup = 2 * hour
	b.Faults = []models.Fault{scripted("crash", script{nil, [][]float64{{1}, {1.5}}}, dead, 1, 1, 2),
		scripted("push", at(8), slowBy(4), 1, 4)}
	b.Faults[1].Change, b.Faults[1].Repair, b.Faults[1].Heals = true, nil, constant(5)
	b.Watches = []models.Watch{{Name: "e", Detector: newEye(nil, "e", 1)}}
	b.Recoverer = newDecider(d, []models.Action{vain()},
		models.Decision{}, repair, models.Decision{After: hour}, repair)
	d.holds(t, b, `
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
	d := new(diary)
	b := fleet(2, never, 10)
	b.Faults = []models.Fault{scripted("crash", at(1, 4), dead, 1, 1)}
	b.Localizers = []models.Localizer{newFinder(nil, "a", models.Diagnosis{Wrong: 1, Right: true, Wasted: -1})}
	r := newDecider(d, []models.Action{vain()}, repair, models.Decision{}, repair)
	r.probation = 10 * hour
	b.Recoverer = r
	d.holds(t, b, `
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
	d := new(diary)
	b := fleet(1, never, 10)
	b.Faults = []models.Fault{scripted("crash", at(1, 2.5, 4), dead, 1, 1)}
	r := newDecider(d, []models.Action{vain(), cure()}, models.Decision{}, models.Decision{Action: 1})
	r.probation = hour
	b.Recoverer = r
	d.holds(t, b, `
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
	d := new(diary)
	b := fleet(4, never, 12)
	b.Faults = []models.Fault{scripted("crash", script{nil, [][]float64{{1, 5}, {2, 6}, {3}}}, dead, 1, 1, 2, 3),
		scripted("slow", at(6.5), slowBy(4), 1, 4)}
	b.Recoverer = newDecider(d, nil, hold, hold, repair, repair, repair,
		hold, models.Decision{Action: models.Hold, After: 2 * hour}, repair, hold, hold, repair)
	d.holds(t, b, `
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
	d := new(diary)
	b := fleet(2, never, 8.25)
	b.Faults = []models.Fault{scripted("crash", at(1), dead, 1, 1)}
	e := newEye(nil, "e", 0.5)
	e.errs = 8
	b.Watches = []models.Watch{{Name: "e", Detector: e}}
	b.Localizers = []models.Localizer{newFinder(d, "a", models.Diagnosis{Takes: hour, Right: true})}
	drain := models.Action{Name: "drain", Drains: true}
	b.Recoverer = helper{newDecider(d, []models.Action{drain}, repair), models.Relief{}}
	d.holds(t, b, `
		1:30 what first about 1? clock 1:30, 0 held, 1 of 2 untrusted [0]
		1:30 a: why? down, loss 1, impact 0.5; 1 nodes, 0 others, attempt 0, change never ago
		2:30 what about 1? down of node 0, repairable, attempt 0; clock 2:30, 0 held, 1 of 2 untrusted [0]
		8:00 a: why? down, loss 1, impact 0, false; 1 nodes, 0 others, attempt 0, change never ago`)
}

// TestWhatBalancersAreTold would catch groups of nodes that are up instead of trusted, or of another class, and a fleet
// that is sent nothing because nobody trusts it. A small node crashes at 1 h, which is noticed at 2 h, and is back at
// 3 h; all three are down from 5 h on, noticed at 6 h one after the other, and back at 7 h. The balancer is asked
// after each event that changes trust.
func TestWhatBalancersAreTold(t *testing.T) {
	d := new(diary)
	levels := []models.Level{{Name: "node", Count: 3,
		Classes: []models.ClassCount{{Class: 0, Count: 2, Label: "small"}, {Class: 1, Count: 1, Label: "big"}}}}
	b := system(levels, never, 10)
	b.Classes[1].Throughput, b.Classes[1].Weight = 3, 2
	b.Faults = []models.Fault{scripted("crash", at(1), dead, 1, 1), scripted("dark", at(5), dead, 1, models.Fleet)}
	b.Watches = []models.Watch{{Name: "e", Detector: newEye(nil, "e", 1)}}
	b.Traffic = &models.Traffic{Demand: models.Demand{Mean: 1}}
	b.Splitter = splitter{d}
	d.holds(t, b, `
		0:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 0:00, 0 held, 0 of 3 untrusted []
		2:00 to whom? [{0 1 1 1} {1 1 2 3}]; clock 2:00, 0 held, 1 of 3 untrusted [0]
		3:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 3:00, 0 held, 0 of 3 untrusted []
		6:00 to whom? [{0 1 1 1} {1 1 2 3}]; clock 6:00, 0 held, 1 of 3 untrusted [0]
		6:00 to whom? [{1 1 2 3}]; clock 6:00, 0 held, 2 of 3 untrusted [0 1]
		6:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 6:00, 0 held, 3 of 3 untrusted [0 1 2]
		7:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 7:00, 0 held, 0 of 3 untrusted []`)
}

// TestInnocentsAreOthers would catch a culprit who is named as innocent: where a fault has two targets, the other is.
func TestInnocentsAreOthers(t *testing.T) {
	d := new(diary)
	b := fleet(3, never, 10)
	b.Faults = []models.Fault{scripted("crash", script{nil, [][]float64{{1}, {5}}}, dead, 1, 1, 3)}
	b.Localizers = []models.Localizer{newFinder(nil, "a", models.Diagnosis{Wrong: 1, Right: true, Wasted: -1})}
	b.Recoverer = newDecider(d, nil, repair)
	d.holds(t, b, `
		1:00 what about 3? down of node 2, repairable, attempt 0; clock 1:00, 0 held, 1 of 3 untrusted [0]
		2:00 what about 1? down of node 0, repairable, attempt 0; clock 2:00, 0 held, 1 of 3 untrusted [0]
		5:00 what about 1? down of node 0, repairable, attempt 0; clock 5:00, 0 held, 1 of 3 untrusted [2]
		6:00 what about 3? down of node 2, repairable, attempt 0; clock 6:00, 0 held, 1 of 3 untrusted [2]`)
}
