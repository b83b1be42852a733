package load_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

// TestRestoresTakeOfAll would catch restores that cost users nothing: of two nodes one crashes, and for the two hours
// that its data is copied, at half of the bandwidth, the other is sent all that it can serve and lacks a quarter.
func TestRestoresTakeOfAll(t *testing.T) {
	b := Fleet(2, Never, 5)
	b.Faults = []models.Fault{Scripted("crash", At(1), Dead, 1, 1)}
	b.Pools = []models.Pool{{Name: "copy", Rate: 10, Each: 5, Drag: 0.5}}
	b.Recoverer = Surely(models.Action{Name: "restore", Pool: "copy", Data: 2 * 5 * Hour})
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 1}}}
	Near(t, "lost", First(t, b).Flows[0].Lost, 2*0.25*Hour)
}

// TestInterruptedServesNobody would catch requests that are answered while nobody has the role that they ask for: one
// of two nodes has it and crashes, and for the half hour of the switchover all are lost.
func TestInterruptedServesNobody(t *testing.T) {
	b := Fleet(2, Never, 5)
	b.Faults = []models.Fault{Scripted("crash", At(1), Dead, 1, 1)}
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 1}}}
	move := models.Action{Name: "failover", Takes: Constant(0.5), Service: "api", Active: 1, Coverage: 1}
	b.Recoverer = Helper{Decider: NewDecider(nil, []models.Action{move}, Repair)}
	Near(t, "lost", First(t, b).Flows[0].Lost, 0.5*Hour)
}

// TestMarginOfTheHour would catch a margin of the beginning or the end of an hour in which demand rises: that of its
// middle stands for it.
func TestMarginOfTheHour(t *testing.T) {
	b := Fleet(4, Never, 1)
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 2, Swing: 0.5, PeakAt: 6.5 * Hour}}}
	margin := First(t, b).Flows[0].Margin
	// The middle of the first hour is a quarter of a day before the peak, when demand is its mean.
	if got := margin.Mean(); got < 1-1e-3 || got > 1+1e-3 {
		t.Errorf("margin %g, want 1", got)
	}
}

// TestFailingWhileUp would catch a service that passes for up while nearly all of its requests fail, without a word: of
// four nodes two are down from 1 h to 3 h, a third until 2 h, and balancers that trust less than three in four refuse
// all. What is down anyway, or only loses a part, is not counted.
func TestFailingWhileUp(t *testing.T) {
	for _, c := range []struct {
		panic models.Panic
		needs int // nodes
		want  float64
	}{
		{models.Panic{Below: 0.75, Closed: true}, 1, 2}, {models.Panic{Below: 0.75, Closed: true}, 2, 1},
		{models.Panic{Below: 0.75, Closed: true}, 3, 0}, {models.Panic{Below: 0.5, Closed: true}, 1, 1},
		{models.Panic{Below: 0.75}, 1, 1}, {models.Panic{}, 1, 0},
	} {
		b := Fleet(4, models.Rule{Nodes: c.needs}, 5, Scripted("first", At(1), Dead, 2, 1),
			Scripted("second", At(1), Dead, 2, 2), Scripted("third", At(1), Dead, 1, 3))
		b.Traffic, b.Panic = []models.Traffic{{Demand: models.Demand{Mean: 1}}}, c.panic
		Near(t, fmt.Sprintf("%+v, needs %d", c.panic, c.needs), First(t, b).Flows[0].Failing, c.want*Hour)
	}
}

// TestMarginsHeldExactly would catch the edge of a step in place of a margin that held exactly: of four nodes that
// serve twice what is asked, one is down from 1 h to 9 h, another from 3 h to 7 h, and the last two from 5 h to 6 h.
func TestMarginsHeldExactly(t *testing.T) {
	b := Fleet(4, Never, 10, Scripted("first", At(1), Dead, 8, 1), Scripted("second", At(3), Dead, 4, 2),
		Scripted("third", At(5), Dead, 1, 3), Scripted("last", At(5), Dead, 1, 4))
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 2}}}
	got := First(t, b).Flows[0].Margin.Spells()
	want := []stat.Spell{{Value: -1, Weight: 1 * Hour}, {Value: 0, Weight: 3 * Hour}, {Value: 0.5, Weight: 4 * Hour},
		{Value: 1, Weight: 2 * Hour}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestOverloadOfTheSuspected would catch nodes that are not loaded because all of them are suspected: where a detector
// sees on every node that it fails some requests, all are sent as much as before.
func TestOverloadOfTheSuspected(t *testing.T) {
	const hours, rate = 10_000, 0.01
	f := straining(rate, 1, 0.5, 4)
	f.Heals, f.Repair = Constant(0), nil
	b := Fleet(4, Never, hours, f, Afflicted("gray", -1, 1, 2*hours*Hour, models.Symptom{Effect: models.Lossy, Loss: 0.1}))
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 3}}}
	struck := First(t, b).Faults[0].Incidents
	stattest.Check(t, "strikes", stattest.Poisson(struck, hours*4*rate*math.E))
	stattest.Alarm(t, "no load", stattest.Poisson(struck, hours*4*rate))
}
