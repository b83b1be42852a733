package load_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
)

// TestWhatBalancersAreTold would catch groups of nodes that are up instead of trusted, or of another class, and a fleet
// that is sent nothing because nobody trusts it. A small node crashes at 1 h, which is noticed at 2 h, and is back at
// 3 h; all three are down from 5 h on, noticed at 6 h one after the other, and back at 7 h. The balancer is asked
// after each event that changes trust.
func TestWhatBalancersAreTold(t *testing.T) {
	d := new(Diary)
	levels := []models.Level{Nodes(
		models.ClassCount{Class: 0, Count: 2, Label: "small"}, models.ClassCount{Class: 1, Count: 1, Label: "big"})}
	b := System(levels, Never, 10)
	b.Classes[1].Throughput, b.Classes[1].Weight = 3, 2
	b.Faults = []models.Fault{Scripted("crash", At(1), Dead, 1, 1), Scripted("dark", At(5), Dead, 1, models.Fleet)}
	b.Watches = []models.Watch{{Name: "e", Detector: NewEye(nil, "e", 1)}}
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 1}}}
	b.Splitter = Splitter{Diary: d}
	d.Holds(t, b, `
		0:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 0:00, 0 held, 0 of 3 untrusted []
		2:00 to whom? [{0 1 1 1} {1 1 2 3}]; clock 2:00, 0 held, 1 of 3 untrusted [0]
		3:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 3:00, 0 held, 0 of 3 untrusted []
		6:00 to whom? [{0 1 1 1} {1 1 2 3}]; clock 6:00, 0 held, 1 of 3 untrusted [0]
		6:00 to whom? [{1 1 2 3}]; clock 6:00, 0 held, 2 of 3 untrusted [0 1]
		6:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 6:00, 0 held, 3 of 3 untrusted [0 1 2]
		7:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 7:00, 0 held, 0 of 3 untrusted []`)

	// Balancers that do not believe that more than a third is gone, and rather fail: from the second node on nobody is
	// sent anything, and nobody is asked.
	d, b.Panic = new(Diary), models.Panic{Below: 0.6, Closed: true}
	b.Splitter = Splitter{Diary: d}
	d.Holds(t, b, `
		0:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 0:00, 0 held, 0 of 3 untrusted []
		2:00 to whom? [{0 1 1 1} {1 1 2 3}]; clock 2:00, 0 held, 1 of 3 untrusted [0]
		3:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 3:00, 0 held, 0 of 3 untrusted []
		6:00 to whom? [{0 1 1 1} {1 1 2 3}]; clock 6:00, 0 held, 1 of 3 untrusted [0]
		7:00 to whom? [{0 2 1 1} {1 1 2 3}]; clock 7:00, 0 held, 0 of 3 untrusted []`)
}
