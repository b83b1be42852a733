package data_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/policies/placement"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
)

// written is a store of a copy in each zone, to which users in each zone write 30 times an hour.
func written(keys int, zipf float64) models.Store {
	const zones = 3
	s := models.Store{Name: "s", Classes: []int{0}, Groups: 2, Bytes: 1, Access: models.Access{Write: 1},
		Scheme: models.Scheme{Data: 1, Global: zones - 1}, Placer: placement.Spread{Level: "zone", AtMost: 1},
		From:    []models.ComponentID{1, 2, 3},
		Rebuild: models.Rebuild{Grace: 1000 * Hour, Each: math.Inf(1), Rate: math.Inf(1)}}
	s.Updates = models.Updates{Rate: 30 * zones / Hour, Keys: Must(models.NewKeys(keys, zipf))}
	return s
}

// cut is zones that are apart from the others, each from one hour to another; the last may be a fault of its node.
func cut(s models.Store, hours [3][2]float64, more ...models.Fault) *models.Blueprint {
	levels := []models.Level{{Name: "zone", Counts: []int{3}}, Nodes(models.ClassCount{Count: 1, Label: "node"})}
	apart := models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	for zone, x := range hours {
		if x[1] > x[0] {
			more = append(more, Scripted("cut", At(x[0]), apart, x[1]-x[0], models.ComponentID(1+zone)))
		}
	}
	b := System(levels, Never, 100, more...)
	b.Stores = []models.Store{s}
	return b
}

// TestConflicts would catch writes that are counted on the wrong side, or to the wrong keys: a zone is cut off, and
// then another, each from two that go on together.
func TestConflicts(t *testing.T) {
	for _, zipf := range []float64{0, 0.9} {
		for _, siblings := range []bool{false, true} {
			s := written(1000, zipf)
			s.Updates.Siblings = siblings
			want, lost := 0.0, 0.0
			for _, share := range s.Updates.Keys.Popularity() {
				for _, hours := range []float64{10, 2} {
					c := exact.Conflicts{Keys: 1, Ours: 30 * share, Theirs: 60 * share}
					want += c.After(hours)
					lost += c.LostAfter(hours)
				}
			}
			if siblings {
				lost = 0
			}
			o := First(t, cut(s, [3][2]float64{{5, 15}, {20, 22}})).Stores[0]
			const classes = 1e-3 // what the classes of a spectrum may err by
			if err := o.Conflicts/want - 1; err > classes || err < -classes {
				t.Errorf("zipf %g: %g conflicts, want %g", zipf, o.Conflicts, want)
			}
			if err := (o.WritesLost+1)/(lost+1) - 1; err > classes || err < -classes {
				t.Errorf("zipf %g, siblings %t: %g writes lost, want %g", zipf, siblings, o.WritesLost, lost)
			}
			Near(t, "time apart", o.Apart, 2*12*Hour)
			Near(t, "time with some apart", o.SomeApart, 12*Hour)
		}
	}
}

// TestWritesOfOne would catch writes of a copy that is destroyed, or made elsewhere, that others are thought to have:
// all of those while it was alone are lost, and no key conflicts.
func TestWritesOfOne(t *testing.T) {
	fire := away("fire", 0, 12, 13)
	fire.Destroys = true
	for name, b := range map[string]*models.Blueprint{
		"destroyed":      cut(written(1000, 0), [3][2]float64{{5, 15}}, fire),
		"made elsewhere": cut(written(1000, 0), [3][2]float64{{5, 15}}),
	} {
		if s := &b.Stores[0]; name != "destroyed" {
			s.Rebuild.Grace, s.Scheme.Global = 7*Hour, 1
			s.Placer = first{}
		}
		o := First(t, b).Stores[0]
		Near(t, name+": writes lost", o.WritesLost, 7*30)
		Near(t, name+": conflicts", o.Conflicts+1, 1)
	}
}

// side is who is together in a script of the test below, for some hours.
type side struct {
	zones []int
	hours float64
}

// TestThreeSides holds three zones that part and meet in several orders to each write played by itself: every copy has
// the times of the writes to each key that it knows. Lost writes are compared of two sides only: where these change in
// the meantime, neither has written evenly, which makes 3 % here.
func TestThreeSides(t *testing.T) {
	for name, x := range map[string]struct {
		cuts  [3][2]float64
		plays [][]side // one step of the time after the other; the zones on each side
	}{
		"two sides": {[3][2]float64{{10, 13}}, [][]side{{{[]int{0}, 3}, {[]int{1, 2}, 3}}}},
		"overlapping": {[3][2]float64{{10, 14}, {12, 17}}, [][]side{{{[]int{0}, 2}, {[]int{1, 2}, 2}},
			{{[]int{0}, 2}, {[]int{1}, 2}, {[]int{2}, 2}}, {{[]int{0, 2}, 3}, {[]int{1}, 3}}}},
		"one within another": {[3][2]float64{{10, 18}, {12, 14}}, [][]side{{{[]int{0}, 2}, {[]int{1, 2}, 2}},
			{{[]int{0}, 2}, {[]int{1}, 2}, {[]int{2}, 2}}, {{[]int{0}, 4}, {[]int{1, 2}, 4}}}},
		"all at once": {[3][2]float64{{10, 12}, {10, 12}, {10, 12}},
			[][]side{{{[]int{0}, 2}, {[]int{1}, 2}, {[]int{2}, 2}}}},
	} {
		got := First(t, cut(written(50, 0), x.cuts)).Stores[0]
		var conflicts, lost []float64
		for k := range 400 {
			p := played{Stream: rng.Open(rng.Key{Seed: 7, Replication: uint32(k)})}
			for _, sides := range append(x.plays, []side{{[]int{0, 1, 2}, 1}}) {
				for _, x := range sides {
					p.write(x)
				}
				p.now++
			}
			conflicts, lost = append(conflicts, p.conflicts), append(lost, p.lost)
		}
		stattest.Check(t, name+": conflicts", stattest.Mean(conflicts, got.Conflicts))
		if name == "two sides" {
			stattest.Check(t, name+": lost", stattest.Mean(lost, got.WritesLost))
		}
		t.Logf("%s: %.2f conflicts (%.2f), %.2f writes lost (%.2f)", name, Total(conflicts)/400, got.Conflicts,
			Total(lost)/400, got.WritesLost)
	}
}

// played is writes to 50 keys of users in three zones, each drawn by itself.
type played struct {
	rng.Stream
	now             float64          // steps that are over
	knows           [3][50][]float64 // by zone and key: when the writes were made that it knows, in parts of steps
	conflicts, lost float64
}

// write plays a side for a step: first its zones tell each other what they know, then they write.
func (p *played) write(x side) {
	for key := range p.knows[0] {
		all := p.knows[x.zones[0]][key]
		for _, z := range x.zones[1:] {
			all = p.meet(all, p.knows[z][key])
		}
		for range p.Poisson(30 * float64(len(x.zones)) * x.hours / float64(len(p.knows[0]))) {
			all = append(all, p.now+p.Float64())
		}
		for _, z := range x.zones {
			p.knows[z][key] = slices.Clone(all)
		}
	}
}

// meet is what two know of a key together: where each has what the other lacks, the last writer wins.
func (p *played) meet(ours, theirs []float64) []float64 {
	lacks := func(a, b []float64) []float64 { // what the other has, and one does not
		return slices.DeleteFunc(slices.Clone(b), func(w float64) bool { return slices.Contains(a, w) })
	}
	new, old := lacks(ours, theirs), lacks(theirs, ours)
	if len(new) > 0 && len(old) > 0 {
		p.conflicts++
		if slices.Max(new) < slices.Max(old) {
			p.lost += float64(len(new))
		} else {
			p.lost += float64(len(old))
		}
	}
	return append(slices.Clone(ours), new...)
}
