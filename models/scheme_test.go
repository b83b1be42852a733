package models

import (
	"math/bits"
	"testing"

	"gonum.org/v1/gonum/stat/combin"
)

// TestSchemes would catch a pattern of losses that is taken to be survived and is not, or the reverse. LRC(12,2,2)
// survives any three losses and 86 % of those of four (Huang et al., "Erasure coding in Windows Azure Storage", ATC
// 2012); which of them follows from a count: four in one part, or three with one of the globals, or two
// globals with two in a part, are lost.
func TestSchemes(t *testing.T) {
	for _, c := range []struct {
		name   string
		scheme Scheme
		lost   int // how many are missing
		of, ok int // patterns, and how many of them are decodable
	}{
		{"three copies, two lost", Scheme{Data: 1, Global: 2}, 2, 3, 3},
		{"three copies, all lost", Scheme{Data: 1, Global: 2}, 3, 1, 0},
		{"RS(6,3), three lost", Scheme{Data: 6, Global: 3}, 3, 84, 84},
		{"RS(6,3), four lost", Scheme{Data: 6, Global: 3}, 4, 126, 0},
		{"LRC(12,2,2), three lost", Scheme{Data: 12, Local: 2, Global: 2}, 3, 560, 560},
		// 2·C(7,4) in one part, 2·C(7,3)·2 with one of the two globals, and 2·C(7,2)·1 with both.
		{"LRC(12,2,2), four lost", Scheme{Data: 12, Local: 2, Global: 2}, 4, 1820, 1820 - 70 - 140 - 42},
	} {
		all, ok := 0, 0
		for _, slots := range combin.Combinations(c.scheme.Fragments(), c.lost) {
			missing := uint32(0)
			for _, i := range slots {
				missing |= 1 << i
			}
			all++
			if c.scheme.Decodable(missing) {
				ok++
			}
		}
		if all != c.of || ok != c.ok {
			t.Errorf("%s: %d of %d patterns are decodable, want %d of %d", c.name, ok, all, c.ok, c.of)
		}
	}
}

// TestBears holds how much more may be lost to trying all ways of losing more.
func TestBears(t *testing.T) {
	for _, s := range []Scheme{{Data: 1, Global: 2}, {Data: 3, Global: 2}, {Data: 4, Local: 2, Global: 2},
		{Data: 4, Local: 2, Global: 1}, {Data: 6, Local: 3, Global: 0}} {
		all := uint32(1)<<s.Fragments() - 1
		for missing := uint32(0); missing <= all; missing++ {
			least := s.Fragments() + 1 // losses that leave it undecodable
			for more := uint32(0); more <= all; more++ {
				if more&missing == 0 && !s.Decodable(missing|more) {
					least = min(least, bits.OnesCount32(more))
				}
			}
			if got := max(s.Bears(missing), -1); got != least-1 {
				t.Errorf("%+v without %b bears %d more, want %d", s, missing, got, least-1)
			}
		}
	}
}

// TestReads would catch a repair that reads all of the data where the rest of a part will do.
func TestReads(t *testing.T) {
	lrc := Scheme{Data: 12, Local: 2, Global: 2}
	for _, c := range []struct {
		scheme   Scheme
		fragment int
		missing  uint32
		want     int
	}{
		{Scheme{Data: 1, Global: 2}, 1, 0b010, 1},
		{Scheme{Data: 6, Global: 3}, 0, 0b1, 6},
		{lrc, 0, 0b1, 6},
		{lrc, 12, 1 << 12, 6},
		{lrc, 0, 0b11, 12},
		{lrc, 0, 1 | 1<<6, 6},
		{lrc, 14, 1 << 14, 12},
	} {
		if got := c.scheme.Reads(c.fragment, c.missing); got != c.want {
			t.Errorf("%+v reads %d to make fragment %d without %b, want %d", c.scheme, got, c.fragment, c.missing, c.want)
		}
	}
}
