package glimpses_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/glimpses"
	"nines/models/requests"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// world is nodes that fail, are noticed and are mended, at any time.
type world struct {
	draw   *rand.Rand
	lanes  []requests.Plan
	timing models.Timing
	every  float64 // seconds between two changes, on average
}

func anyWorld(seed uint64) *world {
	w := &world{draw: rand.New(rand.NewPCG(5, seed)), every: 40}
	w.timing = models.Timing{Warmup: sim.Duration(w.draw.IntN(2) * 50), Horizon: 1000}
	work, _ := dist.NewExponential(1)
	never := sim.Duration(math.Inf(1))
	for range 1 + w.draw.IntN(2) {
		nodes := 1 + w.draw.IntN(4)
		p := requests.Plan{Lane: &models.Lane{Arrivals: traffic.Poisson{}, Work: work, Balancer: balancing.Random{},
			Serving: models.Serving{Slots: 1, Limit: 9},
			Client:  models.Client{Timeout: 5, Deadline: never, Retry: models.Retry{Tries: 2}}},
			Entity: uint64(len(w.lanes)), Demand: &models.Demand{Mean: 0.6 * float64(nodes),
				Swing: float64(w.draw.IntN(2)) / 2}, Most: 1000, Warmup: w.timing.Warmup,
			Speeds: make([]float64, nodes), Weight: make([]float64, nodes), Zone: make([]int32, nodes)}
		for i := range nodes {
			p.Speeds[i], p.Weight[i] = 1, 1
		}
		w.lanes = append(w.lanes, p)
	}
	return w
}

// change tells tapes that something is different from some time on.
func (w *world) change(now sim.Time, tapes ...*glimpses.Tape) {
	lane := w.draw.IntN(len(w.lanes))
	node, kind := int32(w.draw.IntN(len(w.lanes[lane].Speeds))), w.draw.IntN(8)
	trusted, fails := w.draw.IntN(3) > 0, 0.5*float64(w.draw.IntN(2))
	for _, t := range tapes {
		switch {
		case kind < 4:
			t.Become(lane, node, requests.Condition{Slow: 1 + float64(kind/3), Down: kind < 2}, now)
		case kind < 7:
			t.Trust(lane, node, trusted, now)
		default:
			t.Need(lane, fails, now)
		}
	}
}

// told is a tape of a whole run, and a copy that was made in the middle of it.
func (w *world) told(g *models.Glimpses, replication uint32, twin *glimpses.Tape) *glimpses.Tape {
	tape, d := new(glimpses.Tape), new(chance.Draws)
	d.Reset(1, replication)
	tape.Reset(glimpses.Prepare(g, &w.timing, w.lanes), d)
	tapes := []*glimpses.Tape{tape}
	for now := w.draw.ExpFloat64() * w.every; now < float64(w.timing.Warmup+w.timing.Horizon); {
		if twin != nil && len(tapes) == 1 && now > 500 {
			twin.CopyFrom(tape, d)
			tapes = append(tapes, twin)
		}
		w.change(sim.Time(now), tapes...)
		now += w.draw.ExpFloat64() * w.every
	}
	if twin != nil && len(tapes) == 1 {
		twin.CopyFrom(tape, d)
	}
	return tape
}

// TestSwarm would catch cells that have no kind or two, glimpses that stand for more or less than there is, and copies
// that are not whole: tapes of all kinds, copied while they are told and again while they are played.
func TestSwarm(t *testing.T) {
	twin, third := new(glimpses.Tape), new(glimpses.Tape) // which have played others
	for seed := range uint64(60) {
		w := anyWorld(seed)
		g := &models.Glimpses{Length: sim.Duration(3 + w.draw.IntN(30)), Lead: sim.Duration(w.draw.IntN(40)),
			Count: 1 + w.draw.IntN(40), Each: 1 + w.draw.IntN(4)}
		tape := w.told(g, uint32(seed), twin)
		tapes := []*glimpses.Tape{tape, twin}
		for n, done := 0, false; !done; n++ {
			if n == 2 {
				third.CopyFrom(tape, new(chance.Draws))
			}
			for _, x := range tapes {
				_, done = x.Advance()
				if err := x.Check(); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
		}
		if a, b := digest(tape), digest(twin); a != b {
			t.Errorf("seed %d: a copy came to\n%s, not\n%s", seed, b, a)
		}
	}
}

func digest(t *glimpses.Tape) string {
	sums, of := t.Finish()
	text := fmt.Sprintf("%+v", of)
	for i := range sums {
		x := &sums[i]
		text += fmt.Sprintln(slices.Collect(x.Latency.Buckets()), x.Arrived, x.Fared, x.Tries, x.Sent, x.Busy, x.Took,
			x.Stayed, x.Held, x.Open, x.OpenFor, x.FailedSquared)
	}
	return text
}

// TestEstimator would catch glimpses that do not stand for the right times, and requests that are counted twice or not
// at all: on the same news, what glimpses come to differs from what all requests do by nothing on average. One world
// whose nodes change all the time, over many replications.
func TestEstimator(t *testing.T) {
	off := map[string][]float64{}
	for r := range uint32(60) {
		w := anyWorld(7)
		w.draw = rand.New(rand.NewPCG(6, uint64(r)))
		w.every = 25
		tape := w.told(&models.Glimpses{Length: 5, Lead: 40, Count: 20, Each: 1}, r, nil)
		for done := false; !done; {
			_, done = tape.Advance()
		}
		some, of := tape.Finish()
		w.draw = rand.New(rand.NewPCG(6, uint64(r)))
		all := w.whole(t, r)
		if of.Played > 120 {
			t.Fatalf("%d glimpses of 200 are as good as all", of.Played)
		}
		for i := range all {
			off["arrived"] = append(off["arrived"], some[i].Arrived-all[i].Arrived)
			off["served"] = append(off["served"], some[i].Fared[models.Served]-all[i].Fared[models.Served])
			off["late"] = append(off["late"], some[i].Fared[models.Late]-all[i].Fared[models.Late])
			off["broken"] = append(off["broken"], some[i].Fared[models.Broken]-all[i].Fared[models.Broken])
			off["dependency"] = append(off["dependency"], some[i].Fared[models.NeedFailed]-all[i].Fared[models.NeedFailed])
			off["tries"] = append(off["tries"], some[i].Tries-all[i].Tries)
			off["time of those served"] = append(off["time of those served"], some[i].Took-all[i].Took)
			off["under way"] = append(off["under way"], some[i].Held-all[i].Held)
			off["busy"] = append(off["busy"], some[i].Busy[0]-all[i].Busy[0])
			off["sent"] = append(off["sent"], some[i].Sent[0]-all[i].Sent[0])
			off["beyond 3 s"] = append(off["beyond 3 s"], beyond(&some[i], 3)-beyond(&all[i], 3))
		}
	}
	for name, values := range off {
		stattest.Check(t, name, stattest.Mean(values, 0))
	}
}

func beyond(x *models.LaneSums, seconds float64) float64 {
	return x.Latency.Total() * (1 - x.Latency.CDF(seconds))
}

// whole plays all requests on the news of a run.
func (w *world) whole(t *testing.T, replication uint32) []models.LaneSums {
	t.Helper()
	// One glimpse of all: it begins with the run, and nothing is left to follow.
	g := &models.Glimpses{Length: w.timing.Horizon, Lead: w.timing.Warmup, Count: 1, Each: 1}
	tape := w.told(g, replication+1_000_000, nil)
	for done := false; !done; {
		_, done = tape.Advance()
	}
	sums, of := tape.Finish()
	if want := (models.GlimpsesOutcome{Kinds: 1, Played: 1, Seconds: float64(w.timing.Warmup + w.timing.Horizon),
		Events: of.Events, Whole: of.Whole, Least: 1}); !reflect.DeepEqual(of, want) {
		t.Fatalf("%+v, want %+v", of, want)
	}
	return sums
}
