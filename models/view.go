package models

import (
	"math/bits"

	"nines/sim"
)

// View is what a decider may know of the world: beliefs and resources, never the truth. It is copied freely, and valid
// for the duration of the call it is handed to.
type View struct {
	board *Board
	desk  *Desk // nil: shown to those who are not concerned with cases
}

// Board is what is known of the nodes to those who decide. Deciders read it through a View.
type Board struct {
	now       sim.Time // when it was last seen
	warmup    sim.Duration
	nodes     int
	turns     uint32   // changes of that so far
	untrusted int      // nodes that are suspected by as many detectors as it takes
	suspected []uint64 // by node, a bit each
}

// Reset makes a board of so many nodes that are all trusted.
func (b *Board) Reset(nodes int, warmup sim.Duration) {
	words := (nodes + 63) / 64
	if cap(b.suspected) < words {
		b.suspected = make([]uint64, words)
	}
	*b = Board{warmup: warmup, nodes: nodes, suspected: b.suspected[:words]}
	clear(b.suspected)
}

// CopyFrom makes b equal to src in its own memory.
func (b *Board) CopyFrom(src *Board) {
	suspected := append(b.suspected[:0], src.suspected...)
	*b = *src
	b.suspected = suspected
}

// Suspected reports whether as many detectors suspect a node as it takes. Cost: O(1), in an eighth of a byte.
func (b *Board) Suspected(leaf int32) bool { return b.suspected[leaf>>6]>>(leaf&63)&1 != 0 }

// Turn changes whether a node is suspected.
func (b *Board) Turn(leaf int32) {
	b.suspected[leaf>>6] ^= 1 << (leaf & 63)
	b.turns++
	if b.Suspected(leaf) {
		b.untrusted++
	} else {
		b.untrusted--
	}
}

// Untrusted is how many nodes are suspected by as many detectors as it takes.
func (b *Board) Untrusted() int { return b.untrusted }

// Turns is how often that has changed.
func (b *Board) Turns() uint32 { return b.turns }

// UntrustedAmong is how many of a range of nodes are suspected by as many detectors as it takes. Cost: O(nodes), 64 at
// a time.
func (b *Board) UntrustedAmong(first, last int32) (n int) {
	for word := first >> 6; word<<6 < last; word++ {
		among := b.suspected[word]
		if from := first - word<<6; from > 0 {
			among &= ^uint64(0) << from
		}
		if to := last - word<<6; to < 64 {
			among &= 1<<to - 1
		}
		n += bits.OnesCount64(among)
	}
	return n
}

// View shows the board as it is at an instant, and a desk to those who are concerned with cases; nil to others.
func (b *Board) View(now sim.Time, desk *Desk) View {
	b.now = now
	return View{b, desk}
}

// Now is the present time of the run.
func (v View) Now() sim.Time { return v.board.now }

// Nodes is how many nodes there are.
func (v View) Nodes() int { return v.board.nodes }

// Trusted reports whether a node is not suspected by as many detectors as it takes.
func (v View) Trusted(leaf int) bool { return !v.board.Suspected(int32(leaf)) }

// Clock is the time on the calendar in seconds since a Monday at 0:00, which is when the measured time begins; it is
// negative in the warm-up before that.
func (v View) Clock() sim.Duration { return sim.Duration(v.Now()) - v.board.warmup }

// Untrusted is how many nodes are suspected by as many detectors as it takes. Cost: O(1).
func (v View) Untrusted() int { return v.board.untrusted }

// Scene is a situation from literals, for tests of policies.
type Scene struct {
	Trusted []bool // by node
	Now     sim.Time
	Warmup  sim.Duration
	Held    int // in every line
}

// View shows the scene and nothing else: there are no crews.
func (s Scene) View() View {
	b, d := new(Board), new(Desk)
	b.Reset(len(s.Trusted), s.Warmup)
	d.Reset(nil)
	for line := range d.Held {
		d.Held[line] = int32(s.Held)
	}
	for i, trusted := range s.Trusted {
		if !trusted {
			b.Turn(int32(i))
		}
	}
	return b.View(s.Now, d)
}

// Sketch is a scene in which nodes are trusted or not, and nothing else is to be seen.
func Sketch(trusted ...bool) View { return Scene{Trusted: trusted}.View() }
