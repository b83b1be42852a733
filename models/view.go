package models

import (
	"slices"

	"nines/sim"
)

// View is what a decider may know of the world: beliefs and resources, never the truth. It is one word and copied
// freely; it is valid for the duration of the call it is handed to.
type View struct{ board *Board }

// Board is what is known to those who decide, as the world keeps it for them. Deciders read it through a View.
type Board struct {
	Now       sim.Time // when it was last seen
	Untrusted int      // nodes that are suspected by as many detectors as it takes
	// Held is how many cases are on hold in each line. Those of Line are asked together and told of Others throughout; no
	// line where it is -1.
	Held      [MaxLines]int32
	Line      int
	Others    int
	begun     []begun // treatments that have been decided and are not over, where somebody asks for them
	topology  *Topology
	warmup    sim.Duration
	nodes     int
	suspected []uint64 // by node, a bit each
}

// begun is a treatment that has been decided.
type begun struct {
	where ComponentID
	line  int16
}

// Begin notes that a treatment of a component has been decided; Over that one like it is over.
func (b *Board) Begin(line int, where ComponentID) {
	b.begun = append(b.begun, begun{where, int16(line)})
}

// Over takes back what Begin noted. Cost: O(treatments under way).
func (b *Board) Over(line int, where ComponentID) {
	at := slices.Index(b.begun, begun{where, int16(line)})
	b.begun = slices.Delete(b.begun, at, at+1)
}

// Reset makes a board of so many nodes, of a topology unless that is nil, that are all trusted.
func (b *Board) Reset(t *Topology, nodes int, warmup sim.Duration) {
	words := (nodes + 63) / 64
	if cap(b.suspected) < words {
		b.suspected = make([]uint64, words)
	}
	*b = Board{topology: t, warmup: warmup, nodes: nodes, Line: -1, begun: b.begun[:0], suspected: b.suspected[:words]}
	clear(b.suspected)
}

// CopyFrom makes b equal to src in its own memory.
func (b *Board) CopyFrom(src *Board) {
	suspected, begun := append(b.suspected[:0], src.suspected...), append(b.begun[:0], src.begun...)
	*b = *src
	b.suspected, b.begun = suspected, begun
}

// Suspected reports whether as many detectors suspect a node as it takes. Cost: O(1), in an eighth of a byte.
func (b *Board) Suspected(leaf int32) bool { return b.suspected[leaf>>6]>>(leaf&63)&1 != 0 }

// Turn changes whether a node is suspected.
func (b *Board) Turn(leaf int32) {
	b.suspected[leaf>>6] ^= 1 << (leaf & 63)
	if b.Suspected(leaf) {
		b.Untrusted++
	} else {
		b.Untrusted--
	}
}

// View shows the board as it is at an instant.
func (b *Board) View(now sim.Time) View {
	b.Now = now
	return View{b}
}

// Now is the present time of the run.
func (v View) Now() sim.Time { return v.board.Now }

// Nodes is how many nodes there are.
func (v View) Nodes() int { return v.board.nodes }

// Trusted reports whether a node is not suspected by as many detectors as it takes.
func (v View) Trusted(leaf int) bool { return !v.board.Suspected(int32(leaf)) }

// Clock is the time on the calendar in seconds since a Monday at 0:00, which is when the measured time begins; it is
// negative in the warm-up before that.
func (v View) Clock() sim.Duration { return sim.Duration(v.Now()) - v.board.warmup }

// Untrusted is how many nodes are suspected by as many detectors as it takes. Cost: O(1).
func (v View) Untrusted() int { return v.board.Untrusted }

// Held is how many other cases are on hold in a line, see Hold. Cases that are asked together, a new one and those on
// hold that are asked again because of it, count each other throughout, whatever the first of them is told.
func (v View) Held(line int) int {
	if line == v.board.Line {
		return v.board.Others
	}
	return int(v.board.Held[line])
}

// Busy reports whether a treatment of another case of a line has been decided and is not over, in the member of a level
// that holds a component: the component itself where that is no deeper. Cost: O(treatments under way).
func (v View) Busy(line int, level string, c ComponentID) bool {
	t := v.board.topology
	depth, _ := t.ScopeDepth(Scope(level))
	around := func(c ComponentID) ComponentID {
		if t.Depth(c) <= depth {
			return c
		}
		return t.Around(c, depth)
	}
	here := around(c)
	for _, x := range v.board.begun {
		if x.line == int16(line) && around(x.where) == here {
			return true
		}
	}
	return false
}

// Scene is a situation from literals, for tests of policies.
type Scene struct {
	Trusted []bool // by node
	Now     sim.Time
	Warmup  sim.Duration
	Held    int // in every line
}

// View shows the scene and nothing else: there are no crews.
func (s Scene) View() View {
	b := new(Board)
	b.Reset(nil, len(s.Trusted), s.Warmup)
	for line := range b.Held {
		b.Held[line] = int32(s.Held)
	}
	for i, trusted := range s.Trusted {
		if !trusted {
			b.Turn(int32(i))
		}
	}
	return b.View(s.Now)
}

// Sketch is a scene in which nodes are trusted or not, and nothing else is to be seen.
func Sketch(trusted ...bool) View { return Scene{Trusted: trusted}.View() }
