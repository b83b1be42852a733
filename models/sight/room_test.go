package sight_test

import (
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// TestRoomByHand would catch a place that is given away twice, kept by who is well again, or not given to who waited
// for it. A detector that may suspect one node notices anything after 1 h and trusts at once. Node 0 is ill from 1 h to
// 5 h, node 1 from 1.5 h to 8 h: it is kept back at 2.5 h and noticed an hour after the place is free. Node 2, ill from
// 2 h to 4 h, was kept back too and is well before that.
func TestRoomByHand(t *testing.T) {
	play := func(places int) *models.Blueprint {
		b := Fleet(3, Never, 10, Afflicted("a", 0, Hour, 5*Hour, Dead), Afflicted("b", 1, 1.5*Hour, 8*Hour, Dead),
			Afflicted("c", 2, 2*Hour, 4*Hour, Dead))
		b.Watches[0].Detector = Cramped{Detector: Watcher{Notices: Constant(1), Trusts: Constant(0)}, Places: places}
		return b
	}
	for places, want := range [][3][]float64{
		{nil, {2, 2.5, 3}, nil}, {{2, 6}, {2.5, 3}, {5, 8}}, {{2, 2.5}, {3}, {5, 8}}, {{2, 2.5, 3}, nil, {4, 5, 8}},
	} {
		for i, what := range []models.What{models.Suspects, models.Refrains, models.Trusts} {
			if got := Story(t, play(places), what); !slices.Equal(got, want[i]) {
				t.Errorf("%d places: note %d at %v h, want %v", places, what, got, want[i])
			}
		}
	}
	if o := First(t, play(1)); o.Watches[0].Detections != 2 || o.Watches[0].Cut.Count() != 1 {
		t.Errorf("%d detections and %d missed, want 2 and 1", o.Watches[0].Detections, o.Watches[0].Cut.Count())
	}
}

// TestRoomIsOfOneDetector would catch a limit for all detectors together, and nodes that count though another ejects
// them: of three that are ill from 1 h on, the first detector may suspect one after 1 h, the second all after 2 h.
// Balancers send work to two until then, who lose it, and to those who are well from then on.
func TestRoomIsOfOneDetector(t *testing.T) {
	b := Fleet(4, Never, 5, Afflicted("a", 0, Hour, 5*Hour, Dead), Afflicted("b", 1, Hour, 5*Hour, Dead),
		Afflicted("c", 2, Hour, 5*Hour, Dead))
	b.Watches = []models.Watch{
		{Name: "few", Detector: Cramped{Detector: Watcher{Notices: Constant(1), Trusts: Constant(0)}, Places: 1}},
		{Name: "all", Detector: Watcher{Notices: Constant(2), Trusts: Constant(0)}},
	}
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 0.9}}}
	if got, want := Story(t, b, models.Suspects), []float64{2, 3, 3, 3}; !slices.Equal(got, want) {
		t.Errorf("suspected at %v h, want %v", got, want)
	}
	Near(t, "lost", First(t, b).Flows[0].Lost, 0.9*(3./4+2./3)*Hour)
}

// TestRoomIsAChain would catch a count that is one off, mistakes that take no place or are made without one, and who
// is kept back being forgotten, or noticed too early. All times are exponential, so the state of six nodes is how many
// are faulty and unnoticed, faulty and suspected, and suspected by mistake.
func TestRoomIsAChain(t *testing.T) {
	const nodes, places = 6, 2
	const fails, heals, notices, errs, corrects = 1. / 20, 1. / 10, 1. / 2, 1. / 15, 1. / 8 // per hour
	fault := Crash(1/fails, 1)
	fault.Repair, fault.Heals = nil, Exponential(1/heals)
	b := Fleet(nodes, Never, 8000, fault)
	b.Time.Warmup = 200 * Hour
	b.Watches[0].Detector = Cramped{Detector: Watcher{Notices: Exponential(1 / notices), Trusts: Constant(0),
		Errs: Erring(Exponential(1/errs), Exponential(1/corrects))}, Places: places}

	const side = nodes + 1
	at := func(unnoticed, known, mistaken int) int { return (unnoticed*side+known)*(places+1) + mistaken }
	of := func(state int) (unnoticed, known, mistaken int) {
		return state / (places + 1) / side, state / (places + 1) % side, state % (places + 1)
	}
	var states []int // that can be
	for x := range at(nodes, nodes, places) + 1 {
		if u, d, m := of(x); u+d+m <= nodes && d+m <= places {
			states = append(states, x)
		}
	}
	chain := exact.NewChain(len(states))
	detected, mistakes := make([]float64, len(states)), make([]float64, len(states))
	for i, x := range states {
		u, d, m := of(x)
		add := func(rate float64, u, d, m int) float64 {
			if rate > 0 {
				chain.Add(i, slices.Index(states, at(u, d, m)), rate)
			}
			return rate
		}
		well, free := float64(nodes-u-d-m), float64(min(1, places-d-m))
		add(fails*well, u+1, d, m)
		add(heals*float64(u), u-1, d, m)
		add(heals*float64(d), u, d-1, m)
		add(corrects*float64(m), u, d, m-1)
		detected[i] = add(notices*float64(u)*free, u-1, d+1, m) + add(fails*float64(m), u, d+1, m-1)
		mistakes[i] = add(errs*well*free, u, d, m+1)
	}
	p := chain.Stationary()
	expect := func(xs []float64) (sum float64) {
		for i := range xs {
			sum += p[i] * xs[i]
		}
		return sum
	}
	var seen, erred []float64
	Replicate(t, b, 60, func(o *models.Outcome) {
		hours := o.Measured / Hour
		seen = append(seen, float64(o.Watches[0].Detections)/hours)
		erred = append(erred, float64(o.Watches[0].Mistakes)/hours)
	})
	stattest.Check(t, "detections", stattest.Mean(seen, expect(detected)))
	stattest.Check(t, "mistakes", stattest.Mean(erred, expect(mistakes)))
	stattest.Alarm(t, "detections, 3 % off", stattest.Mean(seen, 1.03*expect(detected)))
}
