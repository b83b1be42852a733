package rng

import (
	"math"
	"math/bits"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// neighbors walks one field of the key and keeps the rest, the situation of every simulation.
var neighbors = []struct {
	name string
	key  func(i uint64) Key
}{
	{"seed", func(i uint64) Key { return Key{Seed: i} }},
	{"replication", func(i uint64) Key { return Key{Seed: 1, Replication: uint32(i)} }},
	{"purpose", func(i uint64) Key { return Key{Seed: 1, Purpose: Purpose(i)} }},
	{"entity as number", func(i uint64) Key { return Key{Seed: 1, Entity: i} }},
	{"entity as child", func(i uint64) Key { return Key{Seed: 1, Entity: Child(0, i)} }},
	{"occurrence", func(i uint64) Key { return Key{Seed: 1, Entity: Child(0, 5), Occurrence: i} }},
	{"occurrence of nobody", func(i uint64) Key { return Key{Occurrence: i} }},
	{"occurrence by 1000", func(i uint64) Key { return Key{Seed: 1, Entity: 3, Occurrence: 1000 * i} }},
	{"high bits of occurrence", func(i uint64) Key { return Key{Seed: 1, Occurrence: i << 44} }},
	{"branch", func(i uint64) Key { return Key{Seed: 1, Entity: Child(0, 5), Branch: i} }},
	{"branch as child", func(i uint64) Key { return Key{Seed: 1, Branch: Child(Child(0, 3), i)} }},
	{"diagonal", func(i uint64) Key {
		return Key{Seed: i, Replication: uint32(i), Purpose: Purpose(i), Entity: i, Occurrence: i, Branch: i}
	}},
}

// alarm is the false-alarm rate of each of the hundred-odd tests on neighbors. A share of 1 in 256 that is 20 % off, or
// a correlation of 2 %, is found.
const alarm = 1e-8

// verdict is the p-value of one null hypothesis.
type verdict struct {
	null string
	p    float64
}

// uniformity tests that first draws (and second ones) of neighboring keys are uniform in their high and in their low
// bits, and so are pairs: the draws of two neighbors, and the first two of one stream. Too even is as bad as uneven.
func uniformity(open func(Key) Stream, key func(uint64) Key) []verdict {
	var high, low, second, pair, own [256]float64
	before := uint64(0)
	for i := range uint64(1 << 17) {
		s := open(key(i))
		x, y := s.Uint64(), s.Uint64()
		high[x>>56]++
		low[x&255]++
		second[y>>56]++
		pair[x>>60<<4|before>>60]++
		own[x>>60<<4|y>>60]++
		before = x
	}
	return []verdict{
		{"high bits", even(high[:])}, {"low bits", even(low[:])}, {"second draw", even(second[:])},
		{"pairs of neighbors", even(pair[:])}, {"pairs of one stream", even(own[:])},
	}
}

// even is the two-sided p-value of Pearson's test that the cells are equally likely.
func even(counts []float64) float64 {
	var n, sum float64
	for _, c := range counts {
		n += c
	}
	expected := n / float64(len(counts))
	for _, c := range counts {
		sum += (c - expected) * (c - expected) / expected
	}
	law := distuv.ChiSquared{K: float64(len(counts) - 1)}
	return 2 * min(law.CDF(sum), law.Survival(sum))
}

// correlation tests the serial correlation of neighbors' first draws, and that between second draws and the first one
// of the same or of the next stream.
func correlation(open func(Key) Stream, key func(uint64) Key) []verdict {
	const n = 1 << 17
	first, second := make([]float64, n), make([]float64, n)
	for i := range first {
		s := open(key(uint64(i)))
		first[i], second[i] = s.Float64()-0.5, s.Float64()-0.5
	}
	return []verdict{
		{"first draws at distance 1", product(first[1:], first)},
		{"first draws at distance 2", product(first[2:], first)},
		{"first draws at distance 8", product(first[8:], first)},
		{"both draws of one stream", product(second, first)},
		{"second draw and the neighbor's first", product(first[1:], second)},
	}
}

// product is the two-sided p-value of no correlation between xs and the same number of ys, uniform around 0.
func product(xs, ys []float64) float64 {
	var sum float64
	for i, x := range xs {
		sum += 12 * x * ys[i]
	}
	return math.Erfc(math.Abs(sum) / math.Sqrt(2*float64(len(xs))))
}

func TestNeighborsAreIndependent(t *testing.T) {
	for _, c := range neighbors {
		for _, v := range append(uniformity(Open, c.key), correlation(Open, c.key)...) {
			if !(v.p >= alarm) {
				t.Errorf("%s, %s: p = %.2g", c.name, v.null, v.p)
			}
		}
	}
}

// Two ways of opening streams that look harmless are found out: a hash kept to 16 bits, and one long sequence in
// which the next stream begins one number later.
func TestAlarm(t *testing.T) {
	occurrences := func(i uint64) Key { return Key{Seed: 1, Occurrence: i} }
	truncated := func(k Key) Stream { return Open(Key{Seed: Open(k).hi & 0xffff}) }
	overlapping := func(k Key) Stream {
		s := Open(Key{Seed: k.Seed})
		for range k.Occurrence & 255 {
			s.Uint64()
		}
		return s
	}
	for name, verdicts := range map[string][]verdict{
		"too few streams":     uniformity(truncated, occurrences),
		"overlapping streams": correlation(overlapping, occurrences),
	} {
		least := 1.0
		for _, v := range verdicts {
			least = min(least, v.p)
		}
		if least > alarm {
			t.Errorf("%s went unnoticed: p = %.2g", name, least)
		}
	}
}

// Flipping any one of the 320 bits of a key flips each of the 64 bits of the first draw in half of all keys: the mean
// over keys lies within 6 standard errors everywhere (20480 pairs of bits, false-alarm rate 4e-5 for them all).
func TestAvalanche(t *testing.T) {
	const n = 2000
	for field := range 320 {
		var flips [64]int
		for i := range n {
			k := Key{uint64(i), uint32(i >> 3), Purpose(i & 7), Child(1, uint64(i)), uint64(i >> 5), uint64(i & 31)}
			s, o := Open(k), Open(flipped(k, field))
			d := s.Uint64() ^ o.Uint64()
			for d != 0 {
				flips[bits.TrailingZeros64(d)]++
				d &= d - 1
			}
		}
		for b, f := range flips {
			if z := (float64(f) - n/2) / math.Sqrt(n/4); math.Abs(z) > 6 {
				t.Fatalf("key bit %d moves output bit %d in %d of %d", field, b, f, n)
			}
		}
	}
}

func flipped(k Key, field int) Key {
	mask := uint64(1) << (field & 63)
	switch field >> 6 {
	case 0:
		k.Seed ^= mask
	case 1:
		k.Replication ^= uint32(mask >> 32)
		k.Purpose ^= Purpose(mask)
	case 2:
		k.Entity ^= mask
	case 3:
		k.Occurrence ^= mask
	default:
		k.Branch ^= mask
	}
	return k
}

// A grid of seeds, entities, occurrences and branches has no stream twice, and no hash of a path twice.
func TestNoCollisions(t *testing.T) {
	states := map[Stream]bool{}
	for seed := range uint64(4) {
		for entity := range uint64(64) {
			for k := range uint64(64) {
				states[Open(Key{Seed: seed, Entity: Child(0, entity), Occurrence: k})] = true
				states[Open(Key{Seed: k, Entity: entity, Occurrence: seed})] = true
				states[Open(Key{Entity: entity, Occurrence: k, Branch: seed + 1})] = true
			}
		}
	}
	if len(states) != 3*4*64*64 {
		t.Errorf("%d streams of %d", len(states), 3*4*64*64)
	}
	hashes := map[uint64]bool{}
	for i := range uint64(100) {
		for j := range uint64(100) {
			hashes[Child(Child(0, i), j)] = true
			hashes[Child(Name(0, "zone"), i*100+j)] = true
			hashes[Name(Child(0, i), string(rune('a'+j)))] = true
		}
	}
	for _, name := range []string{"", "\x00", "\x00\x00", "a", "b", "ab", "ba", "zone-a/rack-3", "zone-a/rack-4"} {
		hashes[Name(1, name)] = true
	}
	if len(hashes) != 30_009 {
		t.Errorf("%d entity hashes of 30009", len(hashes))
	}
}
