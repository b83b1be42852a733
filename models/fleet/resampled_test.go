package fleet_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/failure"
	. "nines/models/worldtest"
)

// TestResampled would catch targets that are played from different places, blocks that leave out or repeat a strike at
// their ends, and places that are not all equally likely. In a record of 100 h two nodes strike together at 10 and at
// 60 h, for 30 s and for 10 s. A block of 50 h holds exactly one of the two, wherever it begins, and either in half of
// the cases: so in 40 blocks the service is down 40 times, for 800 s on average with a deviation of 10·√40 s.
func TestResampled(t *testing.T) {
	fault := Recorded(nil, nil)
	list := []failure.Strike{{At: 10 * Hour, Lasts: 30, Loss: 1}, {At: 60 * Hour, Lasts: 10, Loss: 1}}
	fault.Failure = failure.Resampled{Strikes: [][]failure.Strike{list, list}, Name: "r", Span: 100 * Hour,
		Block: 50 * Hour}
	b := Fleet(2, models.Rule{Nodes: 1}, 2000, fault)
	seconds := Collect(t, b, 100, func(o *models.Outcome) float64 {
		if s := &o.Services[0]; o.Faults[0].Incidents != 80 || s.Outages != 40 {
			t.Errorf("%d incidents of both nodes, %d outages of the service", o.Faults[0].Incidents, s.Outages)
		}
		return o.Services[0].Downtime
	})
	sd := 10 * math.Sqrt(40)
	if mean := Total(seconds) / 100; math.Abs(mean-800) > 4*sd/10 {
		t.Errorf("%g s down on average, want 800 within %g", mean, 4*sd/10)
	}
	if s := math.Sqrt(Total(Squares(seconds, 800)) / 100); math.Abs(s-sd) > 0.3*sd {
		t.Errorf("with a deviation of %g s, want %g", s, sd)
	}
}
