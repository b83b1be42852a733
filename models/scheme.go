package models

import "math/bits"

// Scheme is how a group of data is cut into fragments, and which of them it takes to have the data again. Fragments are
// numbered: those that hold the data, then the local parities, then the global ones. Sets of them are bits.
//
// Copies are a Scheme of one data fragment whose parities are its like; a Reed–Solomon code is one without local
// parities. With local ones it is a locally repairable code that loses as little as any with the same parities can
// (maximally recoverable; Gopalan, Huang, Jenkins, Yekhanin, "Explicit maximally recoverable codes with locality", IEEE
// Trans. Information Theory 60, 2014): which losses it survives follows from how many fall into each part.
type Scheme struct {
	Data   int // fragments that hold the data, ≥ 1
	Local  int // parts into which these fall, a multiple of whose number Data is, each with a parity of its own; 0: none
	Global int // parities over all of them, ≥ 0
}

// MaxFragments is how many fragments a group has at most.
const MaxFragments = 31

// Fragments is how many a group has.
func (s Scheme) Fragments() int { return s.Data + s.Local + s.Global }

// Overhead is how many bytes are stored for each byte of data, ≥ 1.
func (s Scheme) Overhead() float64 { return float64(s.Fragments()) / float64(s.Data) }

// part is the set of the fragments of part i and its parity.
func (s Scheme) part(i int) uint32 {
	size := s.Data / s.Local
	return (1<<size-1)<<(i*size) | 1<<(s.Data+i)
}

// used is how many global parities it takes to make up for the fragments that are missing; intact tells whether no
// part lacks any.
func (s Scheme) used(missing uint32) (n int, intact bool) {
	if s.Local == 0 {
		return bits.OnesCount32(missing), false
	}
	intact = true
	n = bits.OnesCount32(missing >> (s.Data + s.Local))
	for i := range s.Local {
		if lost := bits.OnesCount32(missing & s.part(i)); lost > 0 {
			n, intact = n+lost-1, false
		}
	}
	return n, intact
}

// Decodable reports whether a group can be had from its fragments without those that are missing.
func (s Scheme) Decodable(missing uint32) bool { return s.Bears(missing) >= 0 }

// Bears is how many more of its fragments a group may lose, whichever these are, and still be decodable; below 0 where
// it is not now. Cost: O(parts).
func (s Scheme) Bears(missing uint32) int {
	used, intact := s.used(missing)
	if intact && used <= s.Global { // the first loss in a part that is whole costs no global parity
		return s.Global - used + 1
	}
	return s.Global - used
}

// Near are the fragments that suffice to make one that is missing among others because they are the rest of its part,
// which is all there; none where there is no such part.
func (s Scheme) Near(fragment int, missing uint32) uint32 {
	for i := range s.Local {
		if rest := s.part(i) &^ (1 << fragment); rest != s.part(i) && missing&rest == 0 {
			return rest
		}
	}
	return 0
}

// Reads is how many fragments are read to make one that is missing among others: those that are near, otherwise as many
// as hold the data.
func (s Scheme) Reads(fragment int, missing uint32) int {
	if near := s.Near(fragment, missing); near != 0 {
		return bits.OnesCount32(near)
	}
	return s.Data
}
