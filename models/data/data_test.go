package data_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/combin"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/policies/placement"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// stored is so many nodes that keep a store of some groups, and fail and lose all that they have.
func stored(nodes, groups int, scheme models.Scheme, how models.Placer, hours float64,
	f models.Fault) *models.Blueprint {
	f.Destroys = true
	b := Fleet(nodes, Never, hours, f)
	b.Stores = []models.Store{{Name: "s", Classes: []int{0}, Groups: groups, Bytes: 1, Scheme: scheme, Placer: how,
		Rebuild: models.Rebuild{InPlace: true, Each: math.Inf(1), Rate: math.Inf(1)}}}
	return b
}

// lossBy is in which share of runs any group was lost, held to a probability.
func lossBy(t *testing.T, name string, b *models.Blueprint, runs int, want float64) {
	t.Helper()
	var lost []float64
	Replicate(t, b, runs, func(o *models.Outcome) {
		x := 0.0
		if o.Stores[0].Losses > 0 {
			x = 1
		}
		lost = append(lost, x)
	})
	p := stattest.Normal(Total(lost)/float64(runs), want, math.Sqrt(want*(1-want)/float64(runs)))
	stattest.Check(t, name, p)
	t.Logf("%s: %.4f, exact %.4f", name, Total(lost)/float64(runs), want)
}

// TestParityGroups would catch a group that is lost too early or too late: mirrors, three copies and RS(4,2) on as many
// nodes, whose disks are replaced with what they had, all at a time or one after the other, are birth–death
// chains up to the first loss.
func TestParityGroups(t *testing.T) {
	const runs, hours = 1500, 3000
	for _, c := range []struct {
		scheme models.Scheme
		crews  int
	}{
		{models.Scheme{Data: 1, Global: 1}, 0}, {models.Scheme{Data: 1, Global: 2}, 0},
		{models.Scheme{Data: 1, Global: 2}, 1},
		{models.Scheme{Data: 4, Global: 2}, 0}, {models.Scheme{Data: 4, Global: 2}, 1},
	} {
		n := c.scheme.Fragments()
		chain := exact.KofN{Repairman: exact.Repairman{Nodes: n, Crews: n, MTTF: 500, MTTR: 50}, Need: c.scheme.Data}
		serial := ""
		fault := Crash(500, 50)
		if c.crews > 0 {
			chain.Crews, serial, fault.Crew = c.crews, ", one crew", 0
		}
		want := chain.OutageBy(hours)
		name := fmt.Sprintf("data/%d+%d%s", c.scheme.Data, c.scheme.Global, serial)
		b := stored(n, 1, c.scheme, placement.Blocks{}, hours, fault)
		if c.crews > 0 {
			b.Crews = []models.Crew{{Name: "hands", Count: c.crews}}
		}
		lossBy(t, name+", as nodes return", b, runs, want)

		// The same where nodes come back at once and empty, and making what they had takes the time.
		blank := Crash(500, 1e-7)
		b = stored(n, 1, c.scheme, placement.Blocks{}, hours, blank)
		b.Stores[0].Rebuild.Takes, b.Stores[0].Rebuild.AtOnce = Exponential(50), c.crews
		lossBy(t, name+", as fragments are made", b, runs, want)
	}
}

// TestUnreadable would catch groups that are lost because their nodes are away, or read all the same: nothing is
// destroyed, so that the share of time that a group cannot be read is that of k of n nodes. What is made anew elsewhere
// in the meantime would change that: grace outlasts it.
func TestUnreadable(t *testing.T) {
	const hours = 2000
	scheme := models.Scheme{Data: 2, Global: 1}
	b := stored(3, 1, scheme, placement.Random{}, hours, Crash(100, 20))
	b.Faults[0].Destroys = false
	b.Stores[0].Rebuild.InPlace, b.Stores[0].Rebuild.Grace = false, 1e9
	var unread, degraded []float64
	Replicate(t, b, 100, func(o *models.Outcome) {
		s := &o.Stores[0]
		unread, degraded = append(unread, s.Unread/o.Measured), append(degraded, s.Degraded/o.Measured)
		if s.Losses+s.Rebuilt > 0 || s.Bears[1] != o.Measured || s.Unread != s.Dark {
			t.Fatalf("%+v", s)
		}
	})
	chain := exact.Repairman{Nodes: 3, MTTF: 100, MTTR: 20}
	stattest.Check(t, "data/unread", stattest.Mean(unread, exact.KofN{Repairman: chain,
		Need: 2}.MeanUnavailability(hours)))
	stattest.Check(t, "data/degraded", stattest.Mean(degraded, exact.KofN{Repairman: chain,
		Need: 3}.MeanUnavailability(hours)))
}

// TestAccess would catch reads and writes that ask for other numbers of copies than they say, or count a read that
// meets a write as one that misses it: three nodes come and go independently, either asks for one copy or for two.
func TestAccess(t *testing.T) {
	const hours, up, n = 2000.0, 100.0 / 120, 3
	for _, a := range []models.Access{{Write: 1}, {Write: 2}, {Read: 2, Write: 1}, {Read: 2, Write: 2}} {
		b := stored(n, 1, models.Scheme{Data: 1, Global: n - 1}, placement.Random{}, hours, Crash(100, 20))
		b.Faults[0].Destroys = false
		b.Stores[0].Rebuild.InPlace, b.Stores[0].Rebuild.Grace, b.Stores[0].Access = false, 1e9, a
		b.Time.Warmup = 500 * 3600
		var unread, barred, missed, both []float64
		Replicate(t, b, 200, func(o *models.Outcome) {
			s := &o.Stores[0]
			unread, barred = append(unread, s.Unread/o.Measured), append(barred, s.Barred/o.Measured)
			miss, can := 0.0, 0.0
			for reached, seconds := range s.Reached {
				if p := a.Misses(reached); p >= 0 {
					miss, can = miss+p*seconds, can+seconds
				}
			}
			missed, both = append(missed, miss/o.Measured), append(both, can/o.Measured)
		})
		share := []float64{math.Pow(1-up, 3), 3 * up * math.Pow(1-up, 2), 3 * up * up * (1 - up), up * up * up}
		below := func(need int) (sum float64) {
			for _, p := range share[:need] {
				sum += p
			}
			return sum
		}
		wantMissed := 0.0
		switch a {
		case models.Access{Write: 1}: // one of two others, two of three
			wantMissed = share[2]/2 + share[3]*2/3
		case models.Access{Write: 2}:
			wantMissed = share[3] / 3
		case models.Access{Read: 2, Write: 1}:
			wantMissed = share[3] / 3
		}
		name := fmt.Sprintf("data/reads %d, writes %d: ", a.Read, a.Write)
		stattest.Check(t, name+"unread", stattest.Mean(unread, below(max(1, a.Read))))
		stattest.Check(t, name+"unwritten", stattest.Mean(barred, below(a.Write)))
		stattest.Check(t, name+"both", stattest.Mean(both, 1-below(max(1, a.Read, a.Write))))
		if wantMissed == 0 {
			if slices.Max(missed) > 0 {
				t.Errorf("%sreads miss writes that they have to meet", name)
			}
			continue
		}
		stattest.Check(t, name+"missed", stattest.Mean(missed, wantMissed))
	}
}

// TestBurst would catch placements that have more sets of nodes in common than they say, or fewer: of 60 nodes, six
// are lost at once. Of 300 groups of three copies each is lost with probability C(6,3)/C(60,3), whatever the placement;
// that some are depends on how many sets there are. At random every group has one of its own. Blocks are 20 sets
// without a node in common, which the six hold one or two of, and copysets of scatter width 4 are two times as many.
func TestBurst(t *testing.T) {
	const groups, runs = 300, 1500
	of := func(n, k int) float64 { return float64(combin.Binomial(n, k)) }
	one := of(6, 3) / of(60, 3)
	block := (20*of(57, 3) - of(20, 2)) / of(60, 6)
	for _, c := range []struct {
		name string
		how  models.Placer
		any  float64 // probability that some group is lost; NaN: no closed form
	}{
		{"random", placement.Random{}, 1 - math.Pow(1-one, groups)},
		{"copysets", placement.Copyset{Scatter: 4}, 1 - (1-block)*(1-block)},
		{"blocks", placement.Blocks{}, block},
		{"ring", placement.Ring{Points: 8}, math.NaN()},
	} {
		b := stored(60, groups, models.Scheme{Data: 1, Global: 2}, c.how, 10, Crash(1, 1))
		burst := Scripted("burst", At(1), models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}, 5, models.Fleet)
		burst.Exactly, burst.Destroys, burst.Hits = 6, true, 0
		b.Faults = []models.Fault{burst}
		sum, some := []float64{}, 0.0
		Replicate(t, b, runs, func(o *models.Outcome) {
			sum = append(sum, float64(o.Stores[0].Losses))
			if o.Stores[0].Losses > 0 {
				some++
				if o.Stores[0].First != Hour {
					t.Fatalf("%s: the first was lost after %v s", c.name, o.Stores[0].First)
				}
			}
		})
		stattest.Check(t, "data/burst, "+c.name, stattest.Mean(sum, groups*one))
		if c.any > 0 {
			sd := math.Sqrt(c.any * (1 - c.any) / runs)
			stattest.Check(t, "data/burst at all, "+c.name, stattest.Normal(some/runs, c.any, sd))
		}
		t.Logf("%s: %.3f groups lost, exact %.3f; some in %.4f of runs, exact %.4f", c.name, Total(sum)/runs, groups*one,
			some/runs, c.any)
	}
}

// TestLossesAreOfWhatTookTheLast would catch a loss laid at the door of what destroyed the first fragments, of a fault
// that destroys none, or of none. Of two copies one is destroyed after an hour and the other after two, while a third
// fault holds both nodes.
func TestLossesAreOfWhatTookTheLast(t *testing.T) {
	down := models.Symptom{Effect: models.Down, Loss: 1, Slow: 1}
	b := stored(2, 7, models.Scheme{Data: 1, Global: 1}, placement.Random{}, 10, Crash(1, 1))
	nodes := b.Faults[0].Targets
	b.Faults = []models.Fault{Scripted("first", At(1), down, 8, nodes[0]), Scripted("second", At(2), down, 1, nodes[1]),
		Scripted("harmless", At(1.5), down, 2, models.Fleet)}
	b.Faults[0].Destroys, b.Faults[1].Destroys = true, true
	o := First(t, b).Stores[0]
	if want := []int{0, 7, 0, 0}; o.Losses != 7 || !slices.Equal(o.LostBy, want) {
		t.Errorf("%d groups were lost, by %v, want %v", o.Losses, o.LostBy, want)
	}
}

// TestGrace tells by hand what becomes of a node that is away for a while. Of four nodes three have the one group; the
// first is away from 1 h to 1.5 h, which is too short to matter, and from 3 h to 5 h: written off after an hour, it is
// made anew in 0.5 h, on the only node left. When the last node that has some is away from 8 h to 9.1 h, it is back
// before its fragment is made, which takes until 9.5 h.
func TestGrace(t *testing.T) {
	b := stored(4, 1, models.Scheme{Data: 1, Global: 2}, first{}, 12, Crash(1, 1))
	b.Faults = []models.Fault{away("a", 0, 1, 1.5), away("b", 0, 3, 5), away("c", 2, 8, 9.1)}
	b.Stores[0].Rebuild = models.Rebuild{Grace: Hour, Takes: Constant(0.25), Each: 1 / (0.25 * Hour), Rate: math.Inf(1)}
	s := First(t, b).Stores[0]
	if s.Rebuilt != 1 || s.Spared != 1 || s.Moved != 1 || math.Abs(s.Rebuilding/Hour-0.5) > 1e-9 {
		t.Errorf("%+v, want one made in 0.5 h and one spared", s)
	}
	if hours := s.Degraded / Hour; math.Abs(hours-(0.5+1.5+1.1)) > 1e-9 {
		t.Errorf("%v group-hours without a fragment, want 3.1", hours)
	}
}

// TestOrderedAnew would catch a fragment that takes as long again as it was to take where it was to be made first. Of
// four nodes the first two have the one group. The first loses what it has at 1 h; that is made on the third, in a
// time without memory, unless that goes away before, 1 h later, and else on the fourth: where it is made makes no
// difference.
func TestOrderedAnew(t *testing.T) {
	const runs, mean = 2000, 1.0
	blank := away("a", 0, 1, 1.001)
	blank.Destroys = true
	b := stored(4, 1, models.Scheme{Data: 1, Global: 1}, first{}, 40, blank)
	b.Faults = append(b.Faults, away("b", 2, 2.001, 41))
	b.Stores[0].Rebuild = models.Rebuild{Grace: 1e9, Takes: Exponential(mean), Each: math.Inf(1), Rate: math.Inf(1)}
	took := Collect(t, b, runs, func(o *models.Outcome) float64 { return o.Stores[0].Rebuilding / Hour })
	stattest.Check(t, "data/ordered anew", stattest.Mean(took, mean))
	t.Logf("a fragment takes %.3f h, exact %.3f", Total(took)/runs, mean)
}

// away is a node that is down from one hour to another.
func away(name string, node int, from, to float64) models.Fault {
	return Afflicted(name, node, from*Hour, to*Hour, models.Symptom{Effect: models.Down, Loss: 1, Slow: 1})
}

// first lays all groups on the first nodes; heirs are the first that will do.
type first struct{}

func (p first) Prepare(*models.Ground, int) (models.Placer, error) { return p, nil }

func (first) Lay(g *models.Ground, fragments int, _ *rng.Stream, dst []int32) {
	for i := range dst {
		dst[i] = g.Nodes[i%fragments]
	}
}

func (first) Heir(g *models.Ground, nodes []int32, _ int, _ *rng.Stream) int32 {
	for _, leaf := range g.Nodes {
		if g.Takes(leaf) && !slices.Contains(nodes, leaf) {
			return leaf
		}
	}
	return models.Nobody
}

// TestThrottle would catch bandwidth that is not shared as it is said, and fragments that are made in the
// wrong order: a node with three fragments is lost at 1 h and written off at once. Each goes to another node
// and takes 1 h at the most that a node may take in; two at a time are as fast as the whole store may be,
// and three take 1.5 h. One at a time they take 1, 2 and 3 h.
func TestThrottle(t *testing.T) {
	for _, c := range []struct {
		atOnce     int
		rate, want float64 // fragment-hours
	}{{0, math.Inf(1), 3}, {0, 2, 4.5}, {1, 2, 6}} {
		b := stored(9, 3, models.Scheme{Data: 1, Global: 1}, wheel{}, 12, Crash(1, 1))
		gone := away("a", 0, 1, 11)
		gone.Destroys = true
		b.Faults = []models.Fault{gone}
		b.Stores[0].Rebuild = models.Rebuild{Each: 1 / Hour, Rate: c.rate / Hour, AtOnce: c.atOnce}
		if s := First(t, b).Stores[0]; s.Rebuilt != 3 || math.Abs(s.Rebuilding/Hour-c.want) > 1e-9 || s.Losses > 0 {
			t.Errorf("%+v: %+v, want %v fragment-hours", c, s, c.want)
		}
	}
}

// wheel lays every group on the first node and one more, each on another; its heir is one further on.
type wheel struct{}

func (p wheel) Prepare(*models.Ground, int) (models.Placer, error) { return p, nil }

func (wheel) Lay(g *models.Ground, _ int, _ *rng.Stream, dst []int32) {
	for i := range dst {
		if dst[i] = g.Nodes[0]; i%2 == 1 {
			dst[i] = g.Nodes[1+i/2]
		}
	}
}

func (wheel) Heir(g *models.Ground, nodes []int32, place int, _ *rng.Stream) int32 {
	return nodes[1-place] + 4
}

// TestLazy would catch fragments that are made before it is time: of three lost one after the other, of a group that
// bears the loss of three, the first two wait for the third.
func TestLazy(t *testing.T) {
	b := stored(9, 1, models.Scheme{Data: 1, Global: 3}, first{}, 10, Crash(1, 1))
	b.Faults = nil
	for i, at := range []float64{1, 2, 4} {
		f := away(fmt.Sprint(i), i, at, 9)
		f.Destroys = true
		b.Faults = append(b.Faults, f)
	}
	b.Stores[0].Rebuild = models.Rebuild{Lazy: true, Left: 0, Takes: Constant(1), Each: math.Inf(1), Rate: math.Inf(1)}
	s := First(t, b).Stores[0]
	if s.Rebuilt != 3 || math.Abs(s.Rebuilding/Hour-3) > 1e-9 {
		t.Errorf("%+v, want three made from 4 h to 5 h", s)
	}
	for left, hours := range []float64{1, 2, 1, 6} {
		if got := s.Bears[left] / Hour; math.Abs(got-hours) > 1e-9 {
			t.Errorf("it bore %d losses for %v h, want %v", left, got, hours)
		}
	}
}
