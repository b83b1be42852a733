package rng

import (
	"encoding/binary"
	"math/bits"
)

// Purpose says what a stream is for: lives, repairs, arrivals. The constants belong to the model.
type Purpose uint32

// Key names a stream. Keys that differ in any field name streams that are independent for every practical purpose,
// neighbors (seed 1 and 2, occurrence 0 and 1) included.
type Key struct {
	Seed        uint64  // of the study, chosen by the user
	Replication uint32  // counted from 0
	Purpose     Purpose // what is drawn
	Entity      uint64  // whom it concerns: built with Name and Child
	Occurrence  uint64  // the k-th life, the k-th repair, the n-th request
	Branch      uint64  // of a run that has been split: 0 where it has not been, else built with Child
}

// Odd constants without structure: the first 64-bit words of the fractional parts of the square roots of 2, 3, 5, 7,
// 11, 13 and 17 (as in SHA-512), with the lowest bit set.
const (
	k0 = 0x6a09e667f3bcc909
	k1 = 0xbb67ae8584caa73b
	k2 = 0x3c6ef372fe94f82b
	k3 = 0xa54ff53a5f1d36f1
	k4 = 0x510e527fade682d1
	k5 = 0x9b05688c2b3e6c1f
	k6 = 0x1f83d9abfb41bd6b
)

// Open returns the stream of that name at its first number. Cost: a few nanoseconds, no allocation.
//
// Three rounds of full 64×64→128-bit multiplication, keeping both halves, mix the 320 bits of the key: the first joins
// the fields in pairs, the second crosses the pairs, the third breaks what is still linear in a counter. The branch
// comes in with the second round; a branch of 0 leaves everything as it is. Two keys reach the same state with a
// probability near 2^-120.
func Open(k Key) Stream {
	ah, al := bits.Mul64(k.Seed^k0, (uint64(k.Replication)<<32|uint64(k.Purpose))^k1)
	bh, bl := bits.Mul64(k.Entity^k2, k.Occurrence^k3)
	ch, cl := bits.Mul64(ah^bl^k4^k.Branch, al^bh^k5)
	dh, dl := bits.Mul64(ch^bl^k6, cl^ah)
	return Stream{hi: dh ^ cl, lo: dl ^ ch}
}

// Child returns the entity hash of the numbered child below parent (the root is 0). Children of one parent never
// collide, because for a fixed parent the map is a bijection of the index.
func Child(parent, index uint64) uint64 {
	return scramble(parent + (index+1)*golden)
}

// Name returns the entity hash of the path element name below parent (the root is 0). The hash depends on the name and
// its ancestors alone, so growing a fleet changes nobody else's numbers. Cost: about a nanosecond per eight bytes.
func Name(parent uint64, name string) uint64 {
	h := fold(parent^k4, uint64(len(name))^k5)
	for ; len(name) >= 8; name = name[8:] {
		h = fold(h^k6, binary.LittleEndian.Uint64([]byte(name[:8]))^k0)
	}
	var tail [8]byte
	copy(tail[:], name)
	return scramble(fold(h^k1, binary.LittleEndian.Uint64(tail[:])^k2))
}

// golden is 2^64 divided by the golden ratio, made odd: multiples of it are as evenly spread as can be.
const golden = 0x9e3779b97f4a7c15

// fold multiplies to 128 bits and adds the halves modulo two.
func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// scramble is a bijection of 64 bits in which every input bit moves every output bit: the finalizer of SplitMix64
// (Steele, Lea and Flood, OOPSLA 2014) with the multipliers of D. Stafford's variant 13.
func scramble(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
