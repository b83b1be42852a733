package requests_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// kept is a node that answers at once what its cache holds, and anything else in hardly any time, so that requests
// follow each other as keys are drawn: seven of them, 3 requests a second.
func kept(t *testing.T, c models.Cache) []float64 {
	t.Helper()
	p := farm(1, 3, must(dist.NewConstant(1e-9)), balancing.Random{})
	c.Saves = 1
	p.Keys, p.Cache = must(models.NewKeys(7, 0.8)), &c
	var hits []float64
	for r := range uint32(40) {
		o := play(t, p, r, 1000, 4000)
		hits = append(hits, float64(o.Hits)/float64(o.Hits+o.Misses))
	}
	return hits
}

// arrangements calls f with every way in which so many different keys may stand in a row, and the product of weights
// that it has.
func arrangements(p []float64, n int, weight func(x, before float64) float64, f func(w, mass float64)) {
	used := make([]bool, len(p))
	var place func(n int, w, mass float64)
	place = func(n int, w, mass float64) {
		if n == 0 {
			f(w, mass)
			return
		}
		for i, x := range p {
			if !used[i] {
				used[i] = true
				place(n-1, w*weight(x, mass), mass+x)
				used[i] = false
			}
		}
	}
	place(n, 1, 0)
}

// TestCacheEvicts would catch a cache that holds one key too many, LRU that is not moved by a hit, and FIFO that is:
// three of seven keys under independent references. LRU stands in each order with the chance of W. F. King (IFIP 1971),
// FIFO in each with a chance in proportion to the product of what its keys are asked for (E. Gelenbe, 1973).
func TestCacheEvicts(t *testing.T) {
	keys := must(models.NewKeys(7, 0.8))
	p, never := keys.Popularity(), sim.Duration(math.Inf(1))
	lru := 0.0
	arrangements(p, 3, func(x, before float64) float64 { return x / (1 - before) },
		func(w, mass float64) { lru += w * mass })
	fifo, all := 0.0, 0.0
	arrangements(p, 3, func(x, _ float64) float64 { return x }, func(w, mass float64) { fifo += w * mass; all += w })
	seen := kept(t, models.Cache{Entries: 3, Lives: never})
	stattest.Check(t, "LRU", stattest.Mean(seen, lru))
	stattest.Alarm(t, "LRU as FIFO", stattest.Mean(seen, fifo/all))
	seen = kept(t, models.Cache{Entries: 3, Evicts: models.FirstIn, Lives: never})
	stattest.Check(t, "FIFO", stattest.Mean(seen, fifo/all))
	lfu := kept(t, models.Cache{Entries: 3, Evicts: models.LeastFrequent, Lives: never})
	if best := p[0] + p[1] + p[2]; lfu[0] <= lru || lfu[0] > best+0.02 {
		t.Errorf("LFU hits %v, want between LRU, %v, and the three that are asked for most, %v", lfu[0], lru, best)
	}
}

// TestLargeCache would catch keys that are drawn by another law than Zipf's, or so that they depend on each other: two
// thousand of them, of which LRU holds two hundred, by Che's approximation, whose error is far smaller than that of
// forty replications.
func TestLargeCache(t *testing.T) {
	p := farm(1, 100, must(dist.NewConstant(1e-9)), balancing.Random{})
	p.Keys = must(models.NewKeys(2000, 0.9))
	p.Cache = &models.Cache{Entries: 200, Lives: sim.Duration(math.Inf(1)), Saves: 1}
	var hits []float64
	for r := range uint32(40) {
		o := play(t, p, r, 40, 100)
		hits = append(hits, float64(o.Hits)/float64(o.Hits+o.Misses))
	}
	popular := p.Keys.Popularity()
	stattest.Check(t, "LRU", stattest.Mean(hits, exact.Che(popular, 200)))
	stattest.Alarm(t, "a twentieth less room", stattest.Mean(hits, exact.Che(popular, 190)))
}

// TestCacheLives would catch a life that a hit begins again, or does not: with room for all keys, one that is asked for
// at a rate λ is hit with a chance of λT/(1 + λT) where it lives for T, and of 1 − exp(−λT) where each hit renews it.
func TestCacheLives(t *testing.T) {
	const lives = 0.9
	keys := must(models.NewKeys(7, 0.8))
	fixed, renewed := 0.0, 0.0
	for _, share := range keys.Popularity() {
		x := share * 3 * lives
		fixed += share * x / (1 + x)
		renewed += share * -math.Expm1(-x)
	}
	stattest.Check(t, "fixed", stattest.Mean(kept(t, models.Cache{Entries: 7, Lives: lives}), fixed))
	stattest.Check(t, "renewed", stattest.Mean(kept(t, models.Cache{Entries: 7, Lives: lives, Renews: true}), renewed))
}

// TestHitSaves would catch a hit that spares all of the work, or none: all requests but the first are about what the
// node knows, so that 0.1 s and half of two seconds are left of each (Pollaczek and Khinchine).
func TestHitSaves(t *testing.T) {
	p := farm(1, 0.5, must(dist.NewConstant(2)), balancing.Random{})
	p.Keys = must(models.NewKeys(1, 0))
	p.Cache = &models.Cache{Entries: 1, Lives: sim.Duration(math.Inf(1)), Hit: 0.1, Saves: 0.5}
	hold(t, p, 10_000, nil, mean(exact.SingleSojourn(0.5, 1.1, 1.1*1.1)))
}

// TestLeastOften would catch an order of entries that is out of step: who goes is who was asked for least often since
// it was put in and, of several, who was put in first, as who looks at all of them finds.
func TestLeastOften(t *testing.T) {
	for _, room := range []int{1, 2, 7, 40} {
		draw := rand.New(rand.NewPCG(5, uint64(room)))
		var keys, want []uint64
		for range 20_000 {
			keys = append(keys, uint64(float64(3*room)*draw.Float64()*draw.Float64()))
		}
		type kept struct {
			key   uint64
			asked int
		}
		var list []kept // in the order in which they were put in
		for _, key := range keys {
			if i := slices.IndexFunc(list, func(k kept) bool { return k.key == key }); i >= 0 {
				list[i].asked++
				continue
			}
			victim := key
			if len(list) == room {
				least := 0
				for i := range list {
					if list[i].asked < list[least].asked {
						least = i
					}
				}
				victim = list[least].key
				list = slices.Delete(list, least, least+1)
			}
			list, want = append(list, kept{key: key}), append(want, victim)
		}
		spec := &models.Cache{Entries: room, Evicts: models.LeastFrequent, Lives: sim.Duration(math.Inf(1))}
		if got := requests.Evictions(spec, keys); !slices.Equal(got, want) {
			t.Errorf("with room for %d another goes", room)
		}
	}
}
