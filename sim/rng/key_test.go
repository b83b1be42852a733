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
	{"diagonal", func(i uint64) Key {
		return Key{Seed: i, Replication: uint32(i), Purpose: Purpose(i), Entity: i, Occurrence: i}
	}},
}

// alarm is the false-alarm rate of each of the fifty chi-square tests below; with it a bias of 1 in 100 in any of the 256 cells,
// or a correlation of 2 % between neighbors, is found.
const alarm = 1e-8

func judge(t *testing.T, what string, chi2, dof float64) {
	t.Helper()
	law := distuv.ChiSquared{K: dof}
	if p := min(law.CDF(chi2), law.Survival(chi2)); p < alarm/2 {
		t.Errorf("%s: chi-square %.1f at %g degrees of freedom, p = %.2g", what, chi2, dof, p)
	}
}

func chi2(counts []float64) float64 {
	var n, sum float64
	for _, c := range counts {
		n += c
	}
	expected := n / float64(len(counts))
	for _, c := range counts {
		sum += (c - expected) * (c - expected) / expected
	}
	return sum
}

// First draws (and second ones) of neighboring keys are uniform in their high and in their low bits, and so are pairs:
// the draws of two neighbors, and the first two of one stream.
func TestNeighborsAreUniform(t *testing.T) {
	n := uint64(1 << 17)
	for _, c := range neighbors {
		var high, low, second, pair, own [256]float64
		before := uint64(0)
		for i := range n {
			s := Open(c.key(i))
			x, y := s.Uint64(), s.Uint64()
			high[x>>56]++
			low[x&255]++
			second[y>>56]++
			pair[x>>60<<4|before>>60]++
			own[x>>60<<4|y>>60]++
			before = x
		}
		for name, counts := range map[string][]float64{
			"high bits": high[:], "low bits": low[:], "second draw": second[:],
			"pairs of neighbors": pair[:], "pairs of one stream": own[:],
		} {
			judge(t, c.name+", "+name, chi2(counts), 255)
		}
	}
}

// The serial correlation of neighbors' draws at distance 1, 2 and 8, and between draw j of one and draw j+1 of the next,
// is that of independent numbers: |r|·√n below 6.
func TestNeighborsAreUncorrelated(t *testing.T) {
	const n = 1 << 17
	first, second := make([]float64, n), make([]float64, n)
	for _, c := range neighbors {
		for i := range first {
			s := Open(c.key(uint64(i)))
			first[i], second[i] = s.Float64()-0.5, s.Float64()-0.5
		}
		for _, lag := range []int{0, 1, 2, 8} {
			if lag > 0 {
				correlated(t, c.name, lag, first[lag:], first)
			}
			correlated(t, c.name, lag, second[lag:], first)
		}
	}
}

func correlated(t *testing.T, name string, lag int, x, y []float64) {
	t.Helper()
	var sum float64
	for i := range x {
		sum += x[i] * y[i] * 12
	}
	if z := sum / math.Sqrt(float64(len(x))); math.Abs(z) > 6 {
		t.Errorf("%s at distance %d: correlation %.1f standard errors from 0", name, lag, z)
	}
}

// Flipping any one of the 256 bits of a key flips each of the 64 bits of the first draw in half of all keys: the mean
// over keys lies within 6 standard errors everywhere (16384 bit pairs, false-alarm rate 3e-5 for the table).
func TestAvalanche(t *testing.T) {
	const n = 2000
	for field := range 256 {
		var flips [64]int
		for i := range n {
			k := Key{uint64(i), uint32(i >> 3), Purpose(i & 7), Child(1, uint64(i)), uint64(i >> 5)}
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
	default:
		k.Occurrence ^= mask
	}
	return k
}

// A grid of seeds, entities and occurrences has no stream twice, and no hash of a path twice.
func TestNoCollisions(t *testing.T) {
	states := map[Stream]bool{}
	for seed := range uint64(4) {
		for entity := range uint64(64) {
			for k := range uint64(64) {
				states[Open(Key{Seed: seed, Entity: Child(0, entity), Occurrence: k})] = true
				states[Open(Key{Seed: k, Entity: entity, Occurrence: seed})] = true
			}
		}
	}
	if len(states) != 2*4*64*64 {
		t.Errorf("%d streams of %d", len(states), 2*4*64*64)
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
