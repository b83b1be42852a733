package world_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nines/models"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat"
)

// history is the lives of each fault on each component: from the end of one incident to the onset of the next.
type history map[string][]float64

// lives plays a run and returns, for every fault and component, the times it was well between its incidents.
func lives(t *testing.T, b *models.Blueprint) history {
	t.Helper()
	plan := Prepared(t, b)
	well, seen := map[string]float64{}, history{}
	w, c := new(world.World), sim.NewCalendar()
	w.Tell(func(n models.Note) {
		if n.Fault < 0 {
			return
		}
		name := b.Faults[n.Fault].Name + " " + b.Topology.Path(n.Where)
		switch n.What {
		case models.Begins:
			seen[name] = append(seen[name], float64(n.At)-well[name])
		case models.Ends, models.Heals:
			well[name] = float64(n.At)
		}
	})
	Play(w, c, plan, 0)
	return seen
}

// compare reports the first life that differs in two histories, as far as both go; want may know more components.
func (h history) compare(t *testing.T, want history) {
	t.Helper()
	if len(h) == 0 {
		t.Error("nothing happened")
	}
	for name, lives := range h {
		for k := range min(len(lives), len(want[name])) {
			if d := lives[k] - want[name][k]; d > 1e-4 || d < -1e-4 { // a sum of a few rounded times near 3e7 s
				t.Errorf("%s: life %d lasts %.9g s, then %.9g s", name, k, lives[k], want[name][k])
				return
			}
		}
	}
}

// mixed is a small system with faults of every kind of clock.
func mixed(levels []models.Level) *models.Blueprint {
	node, rack := Named("node", Crash(300, 5)), Named("rack", Crash(900, 20))
	node.Lemons = 0.8
	node.Crew, rack.Crew = 0, 0
	b := System(levels, models.Rule{Nodes: 1}, 8760, node, rack)
	b.Faults[0].Targets, b.Faults[1].Targets = b.Topology.AtDepth(3), b.Topology.AtDepth(2)
	b.Crews = []models.Crew{{Name: "hands", Count: 1}}
	return b
}

// TestCommonRandomNumbers would catch a decision that shifts somebody else's random numbers: whatever detectors, crews
// and repairs do, the k-th life of each component is the same, so that two policies are compared on the same luck.
func TestCommonRandomNumbers(t *testing.T) {
	base := lives(t, mixed(Zoned(2, 2, 3)))
	slow := mixed(Zoned(2, 2, 3))
	slow.Watches = []models.Watch{
		{Name: "slow", Detector: Watcher{
			Notices: Exponential(3), Trusts: Exponential(1), Errs: Erring(Exponential(50), Exponential(2)),
		}},
		{Name: "instant", Detector: Watcher{Notices: Constant(5), Trusts: Constant(2)}},
	}
	slow.Localizers = []models.Localizer{Slowly{Takes: Exponential(2)}}
	slow.Faults[0].Repair = Must(dist.NewErlang(3, 40*Hour)) // which draws three numbers
	slow.Faults[1].Heals = Exponential(9)
	slow.Crews[0].Count = 3
	lives(t, slow).compare(t, base)
}

// TestGrowth would catch fates that follow numbers instead of names: more zones, more nodes in each rack, a class more
// and a fault more change no life of those who were there.
func TestGrowth(t *testing.T) {
	base := lives(t, mixed(Zoned(2, 2, 3)))
	grown := Zoned(3, 3, 5)
	grown[2] = Nodes(
		models.ClassCount{Class: 1, Count: 4, Label: "other"}, models.ClassCount{Class: 0, Count: 5, Label: "node"})
	b := mixed(grown)
	more := Named("more", Crash(100, 10))
	more.Targets = b.Topology.AtDepth(1)
	b.Faults = append([]models.Fault{more}, b.Faults...)
	b.Faults[1].Crew, b.Faults[2].Crew = -1, -1
	base.compare(t, lives(t, b))
}

// digest tells outcomes apart to the last bit.
func digest(o *models.Outcome) string {
	var text strings.Builder
	x := *o
	x.Faults, x.Services, x.Watches = slices.Clone(o.Faults), slices.Clone(o.Services), slices.Clone(o.Watches)
	for f := range x.Faults {
		told(&text, &x.Faults[f].Restore, &x.Faults[f].Cut)
	}
	for d := range x.Watches {
		told(&text, &x.Watches[d].Late, &x.Watches[d].Cut)
	}
	for s := range x.Services {
		told(&text, &x.Services[s].Durations, &x.Services[s].Ups)
		fmt.Fprintln(&text, slices.Collect(x.Services[s].Lost.Buckets()))
		x.Services[s].Lost = stat.Weighted{}
	}
	x.Logs = slices.Clone(o.Logs)
	for l := range x.Logs {
		told(&text, &x.Logs[l].Elected)
		fmt.Fprintln(&text, slices.Collect(x.Logs[l].Commits.Buckets()))
		x.Logs[l].Commits = stat.Weighted{}
	}
	x.Transactions = slices.Clone(o.Transactions)
	for i := range x.Transactions {
		told(&text, &x.Transactions[i].Times)
	}
	x.Flows = slices.Clone(o.Flows)
	for f := range x.Flows {
		fmt.Fprintln(&text, x.Flows[f].Margin.Spells(), x.Flows[f].Margin.Mean())
		x.Flows[f].Margin = models.Margins{}
	}
	fmt.Fprintln(&text, x)
	return text.String()
}

// told writes what is in histograms and empties them: where their memory lies tells nothing.
func told(text *strings.Builder, histograms ...*stat.Histogram) {
	for _, h := range histograms {
		fmt.Fprintln(text, slices.Collect(h.Buckets()))
		*h = stat.Histogram{}
	}
}

// TestReplay would catch state that survives a Reset, and anything that depends on where the world lies in memory: the
// same replication twice, with another system played in between, gives the same events and the same numbers.
func TestReplay(t *testing.T) {
	w, c := new(world.World), sim.NewCalendar()
	for seed := range uint64(8) {
		b, other := Prepared(t, swarm(noise(seed))), Prepared(t, swarm(noise(seed+100)))
		first := Play(w, c, b, 3)
		Play(w, c, other, 0)
		if again := Play(w, c, b, 3); digest(again) != digest(first) {
			t.Errorf("system %d: %v, then %v", seed, first.Fingerprint, again.Fingerprint)
		}
		if other := Play(w, c, b, 4); other.Fingerprint == first.Fingerprint {
			t.Errorf("system %d: replications 3 and 4 are the same", seed)
		}
	}
}

// TestCopy would catch a field that CopyFrom forgets or shares: a world is copied over another that is in the middle of
// a different system; original and copy then end as one that was never copied.
func TestCopy(t *testing.T) {
	cut := 0
	copyW, copyC := new(world.World), sim.NewCalendar()
	for seed := range uint64(8) {
		b, other := Prepared(t, swarm(noise(seed))), Prepared(t, swarm(noise(seed+100)))
		want := digest(Play(new(world.World), sim.NewCalendar(), b, 0))
		copyC.Reset()
		copyW.Reset(other, 1, 0)
		sim.Run(copyC, copyW, other.End()/2, sim.Options{})

		w, c := new(world.World), sim.NewCalendar()
		w.Reset(b, 1, 0)
		sim.Run(c, w, b.End()/3, sim.Options{})
		copyW.CopyFrom(w, copyC)
		if err := copyW.Check(); err != nil {
			t.Fatal(err)
		}
		sim.Resume(copyC, copyW, b.End(), sim.Options{})
		sim.Resume(c, w, b.End(), sim.Options{})
		sums, since := w.Cycles()
		if same, also := copyW.Cycles(); !slices.Equal(sums, same) || since != also {
			t.Errorf("system %d: the cycles of the copy are others", seed)
		}
		cut += len(sums) * sums[0].N
		if digest(w.Finish()) != want {
			t.Errorf("system %d: the original was changed by its copy", seed)
		}
		if digest(copyW.Finish()) != want {
			t.Errorf("system %d: the copy went another way", seed)
		}
	}
	if cut == 0 {
		t.Error("no system was ever as new again")
	}
}
