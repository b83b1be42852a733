package balancing_test

import (
	"math"
	"slices"
	"testing"

	"nines/models"
	"nines/policies/balancing"
	"nines/sim/rng"
)

// keysFor is to whom so many keys go.
func keysFor(b models.Balancer, p *models.Peers, keys int) []int32 {
	to := make([]int32, keys)
	for k := range to {
		to[k] = b.Pick(p, models.Request{Key: uint64(k), Try: 1}, nil)
	}
	return to
}

// hashing prepares a balancer for nodes that are alike.
func hashing(b models.Balancer, nodes int) (models.Balancer, *models.Peers) {
	weights := make([]float64, nodes)
	for i := range weights {
		weights[i] = 1
	}
	b = models.Prepared(b, weights)
	return b, scene(b, weights, nil)
}

// moved is how many keys of those that were not the leaver's go to another, and how unevenly its own are spread over
// the others, as the standard deviation over the mean.
func moved(before, after []int32, nodes int, leaver int32) (others int, uneven float64) {
	heirs := make([]float64, nodes)
	for k := range before {
		switch {
		case before[k] == leaver:
			heirs[after[k]]++
		case before[k] != after[k]:
			others++
		}
	}
	total, square := 0.0, 0.0
	for i, n := range heirs {
		if int32(i) != leaver {
			total += n
			square += n * n
		}
	}
	mean := total / float64(nodes-1)
	return others, math.Sqrt(square/float64(nodes-1)-mean*mean) / mean
}

// shareOf is what part of the keys goes to a node.
func shareOf(keys []int32, node int32) float64 {
	n := 0
	for _, to := range keys {
		if to == node {
			n++
		}
	}
	return float64(n) / float64(len(keys))
}

// TestKeysOfNodesThatLeave would catch keys that move although their node stays, that all go to one other node, and
// that do not return: only those of the node that leaves move, 1/n of all, on a ring within four of the standard
// deviations that TestShareOfRing is about. Heirs on a ring receive a Poisson number of
// arcs, 100 / 19 on average, of exponential lengths: they differ by √(2 · 19 / 100), which is known within 0.1. Jumps
// move keys from all nodes behind the one that leaves: if that is the first, of all others but for 1/(n − 1) of those
// of the last.
func TestKeysOfNodesThatLeave(t *testing.T) {
	const nodes, keys = 20, 100_000
	for _, c := range []struct {
		name   string
		b      models.Balancer
		leaver int32
		others float64 // share of all keys that move without having been the leaver's, within a twentieth
		uneven float64 // at most
	}{
		{"ring", balancing.Ring{Points: 100}, 7, 0, 1},
		{"rendezvous", balancing.Rendezvous{}, 7, 0, 0.15},
		{"bounded, with room", balancing.BoundedLoads{Ring: balancing.Ring{Points: 100}, Excess: 10}, 7, 0, 1},
		{"jump, the last", balancing.Jump{}, nodes - 1, 0, 0.15},
		{"jump, the first", balancing.Jump{}, 0, 18./20 + 18./19/20, 5},
	} {
		b, p := hashing(c.b, nodes)
		before := keysFor(b, p, keys)
		p.Allow(c.leaver, false)
		after := keysFor(b, p, keys)
		varies := 5 * math.Sqrt(float64(nodes)/keys)
		switch c.b.(type) {
		case balancing.Ring, balancing.BoundedLoads:
			varies += 4 * 0.1
		}
		if own := shareOf(before, c.leaver); math.Abs(nodes*own-1) > varies {
			t.Errorf("%s: %.3g of all keys are those of the node that leaves", c.name, own)
		}
		others, uneven := moved(before, after, nodes, c.leaver)
		if share := float64(others) / keys; math.Abs(share-c.others) > 0.05*c.others || uneven > c.uneven {
			t.Errorf("%s: %.3g of the keys of others move, and heirs differ by %.2g", c.name, share, uneven)
		}
		p.Allow(c.leaver, true)
		if others, _ := moved(before, keysFor(b, p, keys), nodes, models.Nobody); others > 0 {
			t.Errorf("%s: %d keys do not return", c.name, others)
		}
	}
}

// TestMaglevDisrupts would catch a table that is filled in another order when a node leaves: of 20 nodes as good as
// none of the keys of others move, where all would by number of the node.
func TestMaglevDisrupts(t *testing.T) {
	const nodes, keys = 20, 100_000
	b, p := hashing(balancing.Maglev{Size: 65537}, nodes)
	before := keysFor(b, p, keys)
	p.Allow(7, false)
	if others, uneven := moved(before, keysFor(b, p, keys), nodes, 7); others > keys/100 || uneven > 0.15 {
		t.Errorf("%d of %d keys of others move, and heirs differ by %.2g", others, keys, uneven)
	}
}

// TestShareOfRing would catch points that are not independent: nodes with v of all N points each have shares with a
// standard deviation of √((N − v) / (v (N + 1))) of the mean. That of 500 shares is known within 1/√1000.
func TestShareOfRing(t *testing.T) {
	const nodes, keys = 500, 400_000
	for _, points := range []int{10, 100} {
		b, p := hashing(balancing.Ring{Points: points}, nodes)
		counts := make([]float64, nodes)
		for _, to := range keysFor(b, p, keys) {
			counts[to]++
		}
		mean, square := float64(keys)/nodes, 0.0
		for _, n := range counts {
			square += (n - mean) * (n - mean)
		}
		all := float64(nodes * points)
		got := math.Sqrt((square/nodes - mean) / (mean * mean)) // less what follows from so few keys
		want := math.Sqrt((all - float64(points)) / (float64(points) * (all + 1)))
		if tolerance := 4 / math.Sqrt(2*nodes); math.Abs(got/want-1) > tolerance {
			t.Errorf("%d points: shares differ by %.4f of the mean, want %.4f", points, got, want)
		}
	}
}

// refuses are the policies that send to nobody where those are distrusted that a request may go to.
var refuses = map[string]bool{"shuffle-sharding": true, "subsetting": true}

// TestOneOfManyTrusted would catch a walk without end where hardly any of many nodes is trusted.
func TestOneOfManyTrusted(t *testing.T) {
	for _, row := range balancing.Table().Rows() {
		b, err := row.Build(func(any) error { return nil })
		if err != nil {
			continue
		}
		b, p := hashing(b, 1000)
		for i := range int32(1000) {
			p.Allow(i, i == 321)
		}
		s := rng.Open(rng.Key{Seed: 1})
		for k := range uint64(20) {
			if to := b.Pick(p, models.Request{Key: k}, &s); to != 321 && (to != models.Nobody || !refuses[row.Name()]) {
				t.Errorf("%s: %d", row.Name(), to)
			}
		}
	}
}

// TestBoundedLoads would catch a bound on what was instead of what is to come, and keys that leave a node with room:
// requests that never end are never more than a quarter above the mean anywhere, rounded up, and on a ring with one
// point for each node, where shares differ by all of the mean, half of the keys at least stay where the ring has them.
func TestBoundedLoads(t *testing.T) {
	const nodes = 50
	b, p := hashing(balancing.BoundedLoads{Ring: balancing.Ring{Points: 1}, Excess: 0.25}, nodes)
	ring, free := hashing(balancing.Ring{Points: 1}, nodes)
	p.Allow(3, false)
	free.Allow(3, false)
	stay := 0
	for n := range 10_000 {
		r := models.Request{Key: uint64(n)}
		to := b.Pick(p, r, nil)
		if to == ring.Pick(free, r, nil) {
			stay++
		}
		p.Add(to, 1, 1)
		if most := math.Ceil(1.25 * float64(n+1) / (nodes - 1)); float64(p.Active[to]) > most {
			t.Fatalf("of %d requests a node has %d", n+1, p.Active[to])
		}
	}
	if stay < 5000 {
		t.Errorf("only %d of 10000 keys stay", stay)
	}
}

// TestShards would catch shards that hold a node twice, or depend on trust: with 4 of 10 nodes distrusted C(4, 3) of
// the C(10, 3) shards of three are without any, and each of the others receives a sixth.
func TestShards(t *testing.T) {
	const keys = 120_000
	b, p := hashing(balancing.ShuffleSharding{Of: 3}, 10)
	for _, peer := range []int32{1, 2, 5, 8} {
		p.Allow(peer, false)
	}
	s, counts := rng.Open(rng.Key{}), map[int32]float64{}
	for k := range uint64(keys) {
		counts[b.Pick(p, models.Request{Key: k}, &s)]++
	}
	for _, peer := range []int32{models.Nobody, 0, 3, 4, 6, 7, 9} {
		want := keys * 4. / 120
		if peer != models.Nobody {
			want = (keys - want) / 6
		}
		if math.Abs(counts[peer]-want) > 5*math.Sqrt(want) {
			t.Errorf("%g requests go to %d, want %g", counts[peer], peer, want)
		}
	}
}

// TestKeysOfNodesThatCome would catch keys that move between nodes that stay when one is added: only those move that go
// to it, 1/21 of all, or its part by weight.
func TestKeysOfNodesThatCome(t *testing.T) {
	const nodes, keys = 20, 100_000
	for _, weight := range []float64{1, 3} {
		few := slices.Repeat([]float64{1}, nodes)
		few[5] = weight
		many := append(slices.Clone(few), weight)
		first := models.Prepared(balancing.Rendezvous{}, few)
		before := keysFor(first, scene(first, few, nil), keys)
		second := models.Prepared(balancing.Rendezvous{}, many)
		after := keysFor(second, scene(second, many, nil), keys)
		came := 0
		for k := range before {
			switch after[k] {
			case before[k]:
			case nodes:
				came++
			default:
				t.Fatalf("weight %g: key %d moves from %d to %d", weight, k, before[k], after[k])
			}
		}
		part := weight / (nodes - 1 + 2*weight)
		if got := float64(came) / keys; math.Abs(got-part) > 5*math.Sqrt(part/keys) {
			t.Errorf("weight %g: %.4f of all keys go to the node that came, want %.4f", weight, got, part)
		}
	}
}

// TestKeysByWeight would catch weights that hashing does not know: nodes of weights 1, 2 and 4 receive keys in
// proportion, maglev to an entry, on a ring but for its unevenness; a node that is distrusted leaves its part to all.
func TestKeysByWeight(t *testing.T) {
	const keys = 100_000
	weights := []float64{1, 2, 4, 2, 1}
	for name, b := range map[string]models.Balancer{"rendezvous": balancing.Rendezvous{},
		"maglev": balancing.Maglev{Size: 65537}, "ring": balancing.Ring{Points: 1000},
		"bounded loads": balancing.BoundedLoads{Ring: balancing.Ring{Points: 1000}, Excess: 10},
		"subsetting":    balancing.Subsetting{Instances: 1, Of: 5}, "shuffle sharding": balancing.ShuffleSharding{Of: 5},
		"zone-aware": balancing.ZoneAware{SpillBelow: 1}} {
		b = models.Prepared(b, weights)
		p, s := scene(b, weights, nil), rng.Open(rng.Key{Seed: 4})
		for _, all := range []float64{10, 8} {
			if all == 8 {
				p.Allow(1, false)
			}
			counts := make([]float64, len(weights))
			for k := range uint64(keys) {
				counts[b.Pick(p, models.Request{Key: k}, &s)]++
			}
			for i, w := range weights {
				want := keys * w / all
				if !p.MayBe(int32(i)) {
					want = 0
				}
				tolerance := 5 * math.Sqrt(want)
				if name == "ring" || name == "bounded loads" {
					tolerance += 5 * want / math.Sqrt(1000/2*w)
				}
				if math.Abs(counts[i]-want) > tolerance {
					t.Errorf("%s: a node of weight %g of %g receives %g keys, want %g", name, w, all, counts[i], want)
				}
			}
		}
	}
}

// TestBoundsByWeight would catch a bound that is the same for nodes of all weights: one of twice the weight may have
// twice as much.
func TestBoundsByWeight(t *testing.T) {
	weights := []float64{1, 2, 1}
	b := models.Prepared(balancing.BoundedLoads{Ring: balancing.Ring{Points: 1}, Excess: 0.1}, weights)
	p := scene(b, weights, nil)
	for n := range 1000 {
		to := b.Pick(p, models.Request{Key: uint64(n)}, nil)
		p.Add(to, 1, 1)
		if most := math.Ceil(1.1 * float64(n+1) * weights[to] / 4); float64(p.Active[to]) > most {
			t.Fatalf("of %d requests a node of weight %g has %d", n+1, weights[to], p.Active[to])
		}
	}
}

// TestFits would catch nodes that a table has no entry for, and weights that a jump does not know.
func TestFits(t *testing.T) {
	for _, c := range []struct {
		b       models.Fitting
		weights []float64
		fits    bool
	}{
		{balancing.Maglev{Size: 101}, make([]float64, 101), true}, {balancing.Maglev{Size: 101}, make([]float64, 102), false},
		{balancing.Jump{}, []float64{2, 2}, true}, {balancing.Jump{}, []float64{2, 3}, false},
	} {
		if err := c.b.Fits(c.weights); (err == nil) != c.fits {
			t.Errorf("%T before %d nodes: %v", c.b, len(c.weights), err)
		}
	}
}
