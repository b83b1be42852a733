package load_test

import (
	"math"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/policies/detection"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// burning is ten nodes at half load, of which one dies at 100 h, with an alert on the errors of its service.
func burning(t testing.TB, lasts float64, watches ...models.Watch) *models.Blueprint {
	b := Fleet(10, Never, 200, Afflicted("crash", 0, 100*Hour, (100+lasts)*Hour, Dead))
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 5}}}
	alert := Must(detection.NewBurnRate(detection.BurnRateConfig{
		SLO: 0.999, Evaluation: 30 * unit.Second, Sees: detection.Sight{Down: 1},
	}))
	b.Watches = append(watches, models.Watch{Name: "slo", Detector: alert, Mute: true})
	return b
}

// TestAlertsLookAtErrors would catch throughput out of reach that is taken for errors. A tenth of the requests fails
// until the node is shunned: for good 14.4 times the budget of an hour are spent after 518.4 s, and looked at up to
// 30 s later; for 4 s they are 0.011 % of that hour, where 1.44 % are the limit; for 10 min they suffice, if the crash
// is still under way then.
func TestAlertsLookAtErrors(t *testing.T) {
	delays := Collect(t, burning(t, 2), 40, func(o *models.Outcome) float64 {
		return o.Faults[0].Spent[0]
	})
	stattest.Check(t, "nobody ejects it", stattest.Mean(delays, 518.4+15))
	for seconds, want := range map[float64]int{4: 0, 600: 1} {
		eject := models.Watch{Name: "check", Detector: Watcher{Notices: Constant(seconds / Hour), Trusts: Constant(0)}}
		if got := First(t, burning(t, 2, eject)).Watches[1].Detections; int(got) != want {
			t.Errorf("ejected after %g s: %v alerts, want %d", seconds, got, want)
		}
	}
	if at := Story(t, burning(t, 518/Hour), models.Alarms); len(at) != 0 {
		t.Errorf("over after 518 s, and an alarm at %v h", at)
	}
}

// TestAlertsSeeWhatIsRefused would catch requests that are lost for want of capacity and counted as served: of ten
// nodes that serve 10 requests a second eight are left, at once shunned, for 9 a second: a ninth is refused.
func TestAlertsSeeWhatIsRefused(t *testing.T) {
	b := burning(t, 2, models.Watch{Name: "instant", Detector: detection.Instant{}})
	b.Faults = append(b.Faults, Afflicted("crash 2", 1, 100*Hour, 102*Hour, Dead))
	b.Traffic[0].Demand.Mean = 9
	o := First(t, b).Watches[1]
	if after := 518.4 * 9 / 10; o.Detections != 2 || math.Abs(o.Delays/2-after-15) > 15.001 {
		t.Errorf("%v alerts after %g s, want two at up to 30 s after %g s", o.Detections, o.Delays/2, after)
	}
}
