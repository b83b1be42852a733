package sight_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/policies/detection"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

var hung = models.Symptom{Effect: models.Hang, Loss: 1, Slow: 1}

// TestStalledObserver would catch an observer that notices, trusts or errs while its node has stopped; one that goes on
// and suspects nobody, itself, or those whose time is not up; and one that is guarded, asks, or was down, and suspects
// the healthy. One of five nodes, on which the observer runs, stops from 2 h to 5 h. The observer suspects after 1 h of
// silence and trusts again half an hour after the end. Node 1 is down from the first time to the second.
func TestStalledObserver(t *testing.T) {
	listens := Listener{Watcher: Watcher{Notices: Constant(1), Trusts: Constant(0.5)}}
	patient := Listener{Watcher: Watcher{Notices: Constant(4), Trusts: Constant(0.5)}}
	for _, c := range []struct {
		name    string
		by      models.Detector
		guarded bool
		x       models.Symptom
		down    [2]float64 // hours
		accuses []float64
		alarms  []float64
		trusts  []float64
	}{
		{"hangs", listens, false, hung, [2]float64{9, 9}, []float64{5, 5, 5, 5}, nil, []float64{5.5, 5.5, 5.5, 5.5}},
		{"hangs for less than its patience", patient, false, hung, [2]float64{9, 9}, nil, nil, nil},
		{"is guarded", listens, true, hung, [2]float64{9, 9}, nil, nil, nil},
		{"asks", listens.Watcher, false, hung, [2]float64{9, 9}, nil, nil, nil},
		{"was down", listens, false, Dead, [2]float64{9, 9}, nil, nil, nil},
		{"is slow", listens, false, SlowBy(5), [2]float64{9, 9}, nil, []float64{3}, []float64{5.5}},
		{"a fault before", listens, false, hung, [2]float64{1.5, 8}, []float64{5, 5, 5}, []float64{5},
			[]float64{5.5, 5.5, 5.5, 8.5}},
		{"a fault meanwhile", listens, false, hung, [2]float64{3, 8}, []float64{5, 5, 5}, []float64{5},
			[]float64{5.5, 5.5, 5.5, 8.5}},
		{"a fault before, guarded", listens, true, hung, [2]float64{1.5, 8}, nil, []float64{5.5}, []float64{8.5}},
		{"a fault meanwhile, guarded", listens, true, hung, [2]float64{3, 8}, nil, []float64{6}, []float64{8.5}},
		{"a fault before, was down", listens, false, Dead, [2]float64{1.5, 8}, nil, []float64{6}, []float64{8.5}},
		{"a fault that is over before", listens, true, hung, [2]float64{1.5, 4}, nil, nil, nil},
		{"a node that is back meanwhile", listens, true, hung, [2]float64{0.5, 3}, nil, []float64{1.5}, []float64{5.5}},
		{"patience that ends later", patient, false, hung, [2]float64{3, 8}, nil, []float64{6}, []float64{8.5}},
	} {
		b := Fleet(5, Never, 12, Afflicted("stall", 0, 2*Hour, 5*Hour, c.x))
		if c.down[0] < c.down[1] {
			b.Faults = append(b.Faults, Afflicted("crash", 1, c.down[0]*Hour, c.down[1]*Hour, Dead))
		}
		b.Watches = []models.Watch{{Name: "w", Detector: c.by, From: 1, Guarded: c.guarded}}
		for what, want := range map[models.What][]float64{
			models.Accuses: c.accuses, models.Alarms: c.alarms, models.Trusts: c.trusts,
		} {
			if got := Story(t, b, what); !slices.Equal(got, want) {
				t.Errorf("%s: note %d at %v h, want %v", c.name, what, got, want)
			}
		}
	}
}

// TestStalledLooks would catch looks that leave their grid because who looks had stopped, one within the stall, and one
// that goes on counting from where it was, or begins anew, though it does not. A node is down from a time before the
// observer stops, or meanwhile, and again much later, when its grid is known. The observer looks every 1.7 h and knows
// at the third look.
func TestStalledLooks(t *testing.T) {
	const every = 1.7
	for _, x := range []models.Symptom{hung, Dead} {
		for _, down := range []float64{1, 3} {
			b := Fleet(5, Never, 60, Afflicted("stall", 0, 2*Hour, 5*Hour, x),
				Afflicted("crash", 1, down*Hour, 20*Hour, Dead), Afflicted("later", 1, 40*Hour, 59*Hour, Dead))
			b.Watches = []models.Watch{{Name: "w", Detector: Thorough{Every: every * Hour, Looks: 3}, From: 1}}
			alarms := Story(t, b, models.Alarms)
			if len(alarms) != 2 || offGrid(alarms[0], alarms[1], every) > 1e-6 {
				t.Fatalf("down from %g h on: alarms at %v h are not on a grid of %g h", down, alarms, every)
			}
			looks := 0
			for look := alarms[1] - every*30; look < alarms[0]+1e-6; look += every {
				if look > 5 || look > down && look < 2 && x != Dead {
					looks++
				}
			}
			if looks != 3 {
				t.Errorf("%v, down from %g h on: noticed at %g h, with look %d", x.Effect, down, alarms[0], looks)
			}
		}
	}
}

// TestStalledWhileSevered would catch a partition that goes unnoticed, or ends unnoticed, because its observer had
// stopped. The observer in zone 1 stops from 2 h to 5 h; its zone is cut off from the four others, which it suspects
// after an hour of silence: when it goes on, or after that.
func TestStalledWhileSevered(t *testing.T) {
	for _, c := range []struct {
		cut     [2]float64
		guarded bool
		accuses float64 // four times
		at      float64 // the neighbor; 0: never
		trusts  float64
	}{
		{[2]float64{3, 8}, false, 5, 5, 8}, {[2]float64{3, 8}, true, 6, 0, 8}, {[2]float64{0.5, 3}, true, 1.5, 0, 5},
	} {
		b := parted(models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}, models.Fleet)
		b.Faults[0].Failure = Recorded([][3]float64{{c.cut[0] * Hour, c.cut[1] * Hour, 1}}).Failure
		stall := Afflicted("stall", 0, 2*Hour, 5*Hour, hung)
		stall.Targets = []models.ComponentID{4}
		b.Faults = append(b.Faults, stall)
		w := Listener{Watcher: Watcher{Notices: Constant(1), Trusts: Constant(0)}}
		b.Watches = []models.Watch{{Name: "w", Detector: w, From: 4, Guarded: c.guarded}}
		want := slices.Repeat([]float64{c.accuses}, 4)
		trusts := slices.Repeat([]float64{c.trusts}, 4)
		if c.at > 0 {
			want, trusts = append(want, c.at), slices.Insert(trusts, 0, c.at)
		}
		if got := Story(t, b, models.Accuses); !slices.Equal(got, want) {
			t.Errorf("cut %v: accused at %v h, want %v", c.cut, got, want)
		}
		if got := Story(t, b, models.Trusts); !slices.Equal(got, trusts) {
			t.Errorf("cut %v: trusted at %v h, want %v", c.cut, got, trusts)
		}
	}
}

// TestStalledMonitorConvictsTheFleet would catch stalls that are not felt, or by too many: a monitor that stalls 50
// times a year for 30 s, with a timeout of 10 s, convicts 29 others each time, 1,450 a year; guarded, it convicts
// nobody.
func TestStalledMonitorConvictsTheFleet(t *testing.T) {
	const year = 365 * 24
	b := stalling(30, Constant(30/Hour), year)
	var stalls []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		n := o.Faults[0].Incidents
		stalls = append(stalls, float64(o.Watches[0].Mistakes))
		if o.Watches[0].Mistakes != 29*n {
			t.Errorf("%d stalls, %d convicted", n, o.Watches[0].Mistakes)
		}
	})
	stattest.Check(t, "a year", stattest.Mean(stalls, 1450/(1+50*30/(year*Hour))))
	b.Watches[0].Guarded = true
	Replicate(t, b, 1, func(o *models.Outcome) { Near(t, "guarded", float64(o.Watches[0].Mistakes), 0) })
}

// TestStallsConvictWhoseTimeRunsOut would catch deadlines that do not count from the last beat: of a stall of 10 s on
// average, exponential, a node last heard up to 1 s before is convicted if it takes 9 to 10 s, so with probability
// 10·(e^−0.9 − e^−1) = 0.3869, until its next beat, half a second later on average.
func TestStallsConvictWhoseTimeRunsOut(t *testing.T) {
	b := stalling(3, Exponential(10/Hour), 40*365*24)
	var convicted, lasting []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		convicted = append(convicted, float64(o.Watches[0].Mistakes)/(2*float64(o.Faults[0].Incidents)))
		lasting = append(lasting, o.Watches[0].Mistaken/float64(o.Watches[0].Mistakes))
	})
	stattest.Check(t, "share", stattest.Mean(convicted, 10*(math.Exp(-0.9)-math.Exp(-1))))
	stattest.Alarm(t, "from the stall on", stattest.Mean(convicted, math.Exp(-1)))
	stattest.Check(t, "length", stattest.Mean(lasting, 0.5))
}

// stalling is some nodes and a monitor on the first, which hangs 50 times a year.
func stalling(nodes int, lasts dist.Law, hours float64) *models.Blueprint {
	stall := Lasting("stall", nil, nil)
	stall.Failure = failure.Renewal{Life: Exponential(365 * 24 / 50.)}
	stall.Symptom, stall.Heals, stall.Targets = hung, lasts, []models.ComponentID{1}
	b := Fleet(nodes, Never, hours, stall)
	timeout := 10 * unit.Second
	beats := Must(detection.NewHeartbeat(detection.HeartbeatConfig{
		Interval: unit.Second, Timeout: &timeout, Sees: detection.Sight{Down: 1, Partition: 1}}))
	b.Watches = []models.Watch{{Name: "beats", Detector: beats, From: 1}}
	return b
}
