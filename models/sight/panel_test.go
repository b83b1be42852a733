package sight_test

import (
	"fmt"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

// TestPanelsByHand would catch votes that are counted over nodes or over panels, and balancers that wait for the alarm
// or hear those who do not speak to them. Of two nodes that are sent half a request per second each, one goes down at
// 1 h; detectors notice after 1, 3 and 5 h. It is back at 9 h and trusted at once.
func TestPanelsByHand(t *testing.T) {
	for _, c := range []struct {
		name       string
		panels     []models.Panel
		mute       int // detector that balancers do not hear; −1: none
		alarm, out float64
	}{
		{"any", nil, -1, 2, 2},
		{"all", []models.Panel{{Watches: []int{0, 1, 2}, Votes: 3}}, -1, 6, 6},
		{"two of three", []models.Panel{{Watches: []int{2, 0, 1}, Votes: 2}}, -1, 4, 4},
		{"both of the later", []models.Panel{{Watches: []int{1, 2}, Votes: 2}}, -1, 6, 6},
		{"one panel or another", []models.Panel{{Watches: []int{1, 2}, Votes: 2}, {Watches: []int{0}, Votes: 1}}, -1, 2, 2},
		{"the first only raises alarms", nil, 0, 2, 4},
		{"two of three, one of whom only raises alarms", []models.Panel{{Watches: []int{0, 1, 2}, Votes: 2}}, 1, 4, 6},
	} {
		dead := models.Symptom{Effect: models.Down, Loss: 1}
		b := Fleet(2, Never, 10, Afflicted("a", 0, Hour, 9*Hour, dead))
		b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 1}}}
		b.Watches, b.Panels = nil, c.panels
		for d, hours := range []float64{1, 3, 5} {
			w := Watcher{Notices: Constant(hours), Trusts: Constant(0)}
			b.Watches = append(b.Watches, models.Watch{Name: fmt.Sprint(d), Detector: w, Mute: d == c.mute})
		}
		if got := Story(t, b, models.Alarms); len(got) != 1 || got[0] != c.alarm {
			t.Errorf("%s: alarm at %v h, want %v", c.name, got, c.alarm)
		}
		Replicate(t, b, 1, func(o *models.Outcome) { Near(t, c.name+": lost", o.Flows[0].Lost, 0.5*(c.out-1)*Hour) })
	}
}

// dim sees a share of all faults.
type dim struct {
	Watcher
	sees float64
}

func (d dim) Sees(models.Symptom) float64 { return d.sees }

// TestQuorum would catch observers that draw from the same numbers, votes added up over nodes or over time, and a delay
// that is not the one of the last vote needed. Each of k observers sees a fault with probability q, after an
// exponential time of mean 1 h: of n that see it the m-th is there after 1/n + … + 1/(n−m+1) h.
func TestQuorum(t *testing.T) {
	for _, c := range []struct {
		k, m int
		q    float64
	}{{3, 2, 0.6}, {5, 3, 0.5}, {4, 4, 0.9}} {
		name := fmt.Sprintf("%d of %d", c.m, c.k)
		noticed, delays, all := noticedBy(t, c.k, c.m, c.q)
		want, delay := 0.0, 0.0
		for n, p := range exact.EqualUpCount(c.k, c.q) {
			for j := 0; j < c.m && n >= c.m; j++ {
				delay += p / float64(n-j)
			}
			if n >= c.m {
				want += p
			}
		}
		stattest.Check(t, name, stat.BinomialP(noticed, all, want))
		stattest.Check(t, name+": delay", stattest.Mean(delays, delay/want))
		if c.k == 3 {
			stattest.Alarm(t, "a vote less", stat.BinomialP(noticed, all, 1-0.4*0.4*0.4))
		}
	}
}

// noticedBy plays some thousand faults before k observers of whom m must agree.
func noticedBy(t *testing.T, k, m int, q float64) (noticed int, delays []float64, all int) {
	fault := Lasting("crash", Exponential(100), nil)
	fault.Heals = Constant(60)
	b := Fleet(300, Never, 1500, fault)
	b.Watches, b.Panels = nil, []models.Panel{{Votes: m}}
	for d := range k {
		b.Watches = append(b.Watches, models.Watch{Name: fmt.Sprint(d),
			Detector: dim{Watcher{Notices: Exponential(1), Trusts: Constant(0)}, q}})
		b.Panels[0].Watches = append(b.Panels[0].Watches, d)
	}
	plan := Prepared(t, b)
	begun := map[int]sim.Time{}
	w := new(world.World)
	w.Tell(func(n models.Note) {
		switch n.What {
		case models.Begins:
			begun[n.Incident] = n.At
		case models.Alarms:
			noticed++
			delays = append(delays, float64(n.At-begun[n.Incident])/Hour)
		}
	})
	Play(w, sim.NewCalendar(), plan, 0)
	return noticed, delays, len(begun)
}

// TestSized would catch a detector that is asked as if it watched one node.
func TestSized(t *testing.T) {
	b := Fleet(7, Never, 10, Afflicted("a", 0, Hour, 9*Hour, models.Symptom{Effect: models.Down, Loss: 1}))
	b.Watches[0].Detector = crowded{nodes: 1}
	if got := Story(t, b, models.Alarms); len(got) != 1 || got[0] != 1+7.0/8 {
		t.Errorf("noticed at %v h, want %v", got, 1+7.0/8)
	}
}

// crowded needs an eighth of an hour for each node that it watches.
type crowded struct {
	Blind
	nodes int
}

func (crowded) Sees(models.Symptom) float64 { return 1 }

func (d crowded) Delay(models.Symptom) models.Wait {
	return models.Wait{Plus: sim.Duration(float64(d.nodes) / 8 * Hour)}
}

func (d crowded) Clear() models.Wait { return models.Wait{} }

func (d crowded) For(nodes int) (models.Detector, error) { return crowded{nodes: d.nodes * nodes}, nil }
