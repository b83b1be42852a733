package fleet_test

import (
	"testing"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// TestEffectsByHand would catch a slow node that is sent less or serves more than its part, factors that add up or
// outlive their fault, and corrupt answers that count as good. Of 10 requests per second each of 8 nodes is sent 1.25,
// which a big one (3/s) serves and of which a small one (1/s) loses 0.25. Node 0 is 2x slow from 1000 s to 2000 s and
// 5x from 1500 s to 2500 s, so it serves min(1.25, 3/2, 3/10, 3/5); from 2400 s to 3000 s it loses a fifth. Node 4 is
// small and a tenth of its answers is wrong from 500 s to 1500 s.
func TestEffectsByHand(t *testing.T) {
	wrong := models.Symptom{Effect: models.Corrupt, Slow: 1, Loss: 0.1}
	latent := models.Symptom{Effect: models.Corrupt, Slow: 1}
	gray := models.Symptom{Effect: models.Lossy, Slow: 1, Loss: 0.2}
	b := Unequal(10, 1, Afflicted("a", 0, 1000, 2000, SlowBy(2)), Afflicted("b", 0, 1500, 2500, SlowBy(5)),
		Afflicted("c", 0, 2400, 3000, gray), Afflicted("d", 4, 500, 1500, wrong), Afflicted("e", 5, 0, 3600, latent))
	b.Watches[0].Detector = Blind{}
	lost := 4*0.25*3600 + 0.1*1000 + (1.25-0.3)*500 + (1.25-0.6)*400 + (1.25-0.6*0.8)*100 + 0.2*1.25*500
	out := 0.1*1000 + 1.5*500 + 2.7*500 + 2.4*400 + (3-0.6*0.8)*100 + 0.6*500
	Replicate(t, b, 1, func(o *models.Outcome) {
		Near(t, "lost", o.Flows[0].Lost, lost)
		Near(t, "capacity", o.Services[0].Capacity, 16*3600-out)
		if o.Fleet.Down != 0 {
			t.Errorf("nodes that serve count as down for %g s", o.Fleet.Down)
		}
	})
}

// TestSlowFleet would catch nodes that are counted at another pace than they have, drift with the number of changes,
// and downtime of a rule on capacity that does not follow from it. Of ten nodes, each is down 1/9 of the time, 4x slow
// 1/6 and 10x slow 1/3 of it, all independent; the mean of what they serve of 0.25/s each is then by enumeration.
func TestSlowFleet(t *testing.T) {
	b := Fleet(10, models.Rule{Share: 0.5}, 2000, Crash(40, 5), Named("slow", Crash(50, 10)),
		Named("slower", Crash(20, 10)))
	b.Faults[1].Symptom, b.Faults[2].Symptom = SlowBy(4), SlowBy(10)
	for f := range b.Faults {
		b.Faults[f].Heals, b.Faults[f].Repair = b.Faults[f].Repair, nil
	}
	b.Watches[0].Detector = Blind{}
	b.Traffic, b.Time.Warmup = []models.Traffic{{Demand: models.Demand{Mean: 2.5}}}, 300*Hour
	capacity, served := 0.0, 0.0
	for state := range 4 {
		p, pace := 8.0/9, 1.0
		for bit, fault := range []struct{ share, factor float64 }{{1.0 / 6, 4}, {1.0 / 3, 10}} {
			if state>>bit&1 == 1 {
				p, pace = p*fault.share, pace*fault.factor
			} else {
				p *= 1 - fault.share
			}
		}
		capacity += p / pace
		served += p * min(0.25, 1/pace)
	}
	var reached, lost []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		reached = append(reached, o.Services[0].Capacity/o.Measured/10)
		lost = append(lost, o.Flows[0].Lost/o.Flows[0].Arrived)
	})
	stattest.Check(t, "capacity", stattest.Mean(reached, capacity))
	stattest.Check(t, "lost", stattest.Mean(lost, 1-served/0.25))
	b.Faults[1].Symptom = SlowBy(16)
	worse := Collect(t, b, 40, func(o *models.Outcome) float64 { return o.Services[0].Capacity / o.Measured / 10 })
	stattest.Alarm(t, "four times as slow", stattest.Mean(worse, capacity))
}
