package models_test

import (
	"math"
	"testing"

	"nines/models"
)

// TestDrawnBesideFailing would catch a node that is drawn together with itself, or is not where it may be, and ties
// that are broken for one side. Of two nodes that are drawn only the mean number that are busy matters, which is what
// they do in all: x a second to a node that fails at once solves a linear equation, for any number of nodes.
func TestDrawnBesideFailing(t *testing.T) {
	const nodes, rate, takes = 36.0, 170.0, 0.1
	for _, different := range []bool{true, false} {
		for _, hang := range []float64{0, 1, 5} {
			for _, failing := range []float64{1, 4} {
				well := nodes - hang - failing
				pairs, itself := nodes*(nodes-1), failing-1 // that also fail, and win half of the ties
				lost := rate * hang * (hang - 1) / pairs
				if !different {
					pairs, itself = nodes*nodes, failing
					lost = rate * hang * hang / pairs
				}
				want := rate / pairs * (well + (rate-lost)*takes + 2*hang + itself) / (1 + rate/pairs*failing*takes)
				all := []models.Stint{{Nodes: well, Takes: takes}, {}, {Nodes: failing, Fails: 1},
					{Nodes: hang, Takes: math.Inf(1), Fails: 1}}
				models.Drawn{Of: 2, Different: different}.Seek(rate, all, nil)
				if got := all[2].Each; math.Abs(got-want) > 1e-8*want {
					t.Errorf("different: %v, %v hang, %v fail: one is sent %v, want %v", different, hang, failing, got, want)
				}
				if got := all[3].Each * hang; math.Abs(got-lost) > 1e-9*rate {
					t.Errorf("different: %v, %v hang and are sent %v, want %v", different, hang, got, lost)
				}
			}
		}
	}
}

// many is nodes of two speeds, of which the slower fail a share of requests at once, as a flow in time: the limit of
// many nodes, of which some are drawn. It is played from empty until nothing changes.
type many struct {
	of          int
	rate, fails float64
	part, takes [2]float64 // of all nodes; seconds of a request that does not fail
}

// sent is how many requests a second nodes of each kind are sent in the end, over their number.
func (m many) sent() (each [2]float64) {
	const levels, step = 40, 0.002
	var p [2][levels]float64
	p[0][0], p[1][0] = 1, 1
	for range 40_000 {
		var reach [levels + 1]float64
		for k := levels - 1; k >= 0; k-- {
			reach[k] = reach[k+1] + m.part[0]*p[0][k] + m.part[1]*p[1][k]
		}
		for g := range p {
			each[g] = 0
			fails := m.fails * float64(g)
			var by [levels]float64
			for k := range levels - 1 {
				at := m.rate * float64(m.of)
				if gap := reach[k] - reach[k+1]; gap > 1e-9 {
					at = m.rate * (math.Pow(reach[k], float64(m.of)) - math.Pow(reach[k+1], float64(m.of))) / gap
				} else {
					at *= math.Pow(reach[k], float64(m.of-1))
				}
				each[g] += p[g][k] * at
				if k == 0 {
					at *= 1 - fails
				}
				by[k] -= p[g][k] * at
				by[k+1] += p[g][k] * at
			}
			for k := 1; k < levels; k++ {
				ends := p[g][k] / m.takes[g]
				by[k] -= ends
				left := ends // of which those that go on fail at the next one, too
				for to := k - 1; to > 0; to-- {
					by[to] += left * (1 - fails)
					left *= fails
				}
				by[0] += left
			}
			for k := range by {
				p[g][k] += step * by[k]
			}
		}
	}
	return each
}

// TestDrawnOfMany would catch another order of draws, and nodes that fail requests which are taken for quick ones.
func TestDrawnOfMany(t *testing.T) {
	for _, m := range []many{
		{2, 0.7, 0, [2]float64{0.5, 0.5}, [2]float64{0.8, 1.25}},
		{3, 0.8, 0.4, [2]float64{0.6, 0.4}, [2]float64{1, 1.2}},
		{2, 0.8, 0.6, [2]float64{0.6, 0.4}, [2]float64{1, 2}},
	} {
		const nodes = 1e7
		want := m.sent()
		for _, different := range []bool{true, false} {
			all := []models.Stint{{Nodes: nodes * m.part[0], Takes: m.takes[0]},
				{Nodes: nodes * m.part[1], Takes: m.takes[1] * (1 - m.fails), Fails: m.fails}}
			models.Drawn{Of: m.of, Different: different}.Seek(nodes*m.rate, all, nil)
			for g := range want {
				if got := all[g].Each; math.Abs(got-want[g]) > 1e-6*want[g] {
					t.Errorf("%+v, different: %v: nodes %d are sent %v, want %v", m, different, g, got, want[g])
				}
			}
		}
	}
}

// TestDrawnFull would catch nodes that are full while others together could do more, and a rate from which on they
// are that stands elsewhere than the bend: of 4 slow nodes and 4 quick ones, 3 of 14 pairs are of slow ones alone,
// which end 2 a second together, and all others draw a quick one, which end 40.
func TestDrawnFull(t *testing.T) {
	x := models.Drawn{Of: 2, Different: true}
	all := []models.Stint{{Nodes: 4, Takes: 2}, {Nodes: 4, Takes: 0.1}}
	bends := x.Bends(all, nil)
	if len(bends) != 2 || math.Abs(bends[0]-28./3) > 1e-12 || math.Abs(bends[1]-560./11) > 1e-12 {
		t.Errorf("bends at %v, want 28/3 and 560/11", bends)
	}
	for _, c := range []struct{ rate, refused float64 }{{1, 0}, {9.3, 0}, {9.4, 9.4*3/14 - 2}, {41, 41.*3/14 - 2},
		{50, 50.*3/14 - 2}, {60, 18}} {
		x.Seek(c.rate, all, nil)
		if got := c.rate - 4*all[0].Each - 4*all[1].Each; math.Abs(got-c.refused) > 1e-9*c.rate {
			t.Errorf("of %v a second they leave %v, want %v", c.rate, got, c.refused)
		}
	}
	models.Drawn{Of: 1}.Seek(8, all, nil)
	if all[0].Each != 0.5 || all[1].Each != 1 {
		t.Errorf("one drawn of 8 that are sent 8: %v and %v, want 0.5 and 1", all[0].Each, all[1].Each)
	}
	scratch := x.Seek(5, all, nil)
	if n := testing.AllocsPerRun(10, func() { scratch = x.Seek(5, all, scratch) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestDrawnAddsUp would catch steps that turn in a circle: up to a thousandth below what they can do, nodes of all
// kinds end what comes, and are found in as few steps as keep the sum.
func TestDrawnAddsUp(t *testing.T) {
	for _, of := range []int{2, 3, 5, 16} {
		for _, different := range []bool{true, false} {
			for _, all := range [][]models.Stint{
				{{Nodes: 31, Takes: 1}}, {{Nodes: 30, Takes: 1}, {Nodes: 60, Fails: 1}},
				{{Nodes: 12, Takes: 0.1}, {Nodes: 6, Takes: 0.2}, {Nodes: 1, Fails: 1}, {Nodes: 2, Takes: math.Inf(1)},
					{Nodes: 1, Takes: 0.5, Fails: 0.5}},
				{{Nodes: 5000, Takes: 0.1}, {Nodes: 5000, Takes: 0.2}, {Nodes: 10, Fails: 1}, {Nodes: 100, Takes: 0.4}},
			} {
				x := models.Drawn{Of: of, Different: different}
				least := math.Inf(1)
				for _, bend := range x.Bends(all, nil) {
					least = min(least, bend)
				}
				for _, part := range []float64{1e-6, 0.5, 0.9, 0.999} {
					x.Seek(part*least, all, nil)
					sum := 0.0
					for _, s := range all {
						if sum += s.Nodes * s.Each; s.Takes > 0 && !math.IsInf(s.Takes, 1) && s.Each*s.Takes >= 1 {
							t.Errorf("%+v, %v of what they can do: full: %+v", x, part, s)
						}
					}
					if math.Abs(sum/(part*least)-1) > 1e-9 {
						t.Errorf("%+v of %+v: %v of what comes at %v of what they can do", x, all, sum/(part*least), part)
					}
				}
			}
		}
	}
}

func BenchmarkDrawn(b *testing.B) {
	all := []models.Stint{{Nodes: 990, Takes: 0.1}, {Nodes: 5, Takes: 0.3}, {Nodes: 4, Fails: 1}, {Nodes: 1, Takes: 0.06,
		Fails: 0.4}}
	var scratch []float64
	for b.Loop() {
		scratch = models.Drawn{Of: 2, Different: true}.Seek(7000, all, scratch)
	}
}
