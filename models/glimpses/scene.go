package glimpses

import (
	"math/bits"

	"nines/models/requests"
	"nines/sim/flat"
)

// scene is what lanes know at some time.
type scene struct {
	read  int // news
	lanes []stage
}

// stage is what one lane knows.
type stage struct {
	nodes []known
	fails float64
	in    [moods]int32 // nodes that are in each
}

// known is what it knows of a node.
type known struct {
	condition requests.Condition
	trusted   bool
}

// The moods of a node: whether it is well, and of each whether it is trusted (even) or not (odd).
const (
	well  = 0
	apart = 2 // hung, or cut off: nobody hears of it
	part  = 4 // serves, more slowly or with errors
	down  = 6
	moods = 8
)

// mood is as what a node counts.
func (k known) mood() int {
	m := well
	switch c := k.condition; {
	case c.Down:
		m = down
	case c.Hung || c.Apart:
		m = apart
	case c.Slow != 1 || c.Fails > 0 || c.Wrong > 0:
		m = part
	}
	if !k.trusted {
		m++
	}
	return m
}

var fine = known{requests.Condition{Slow: 1}, true}

// reset makes the scene that of the start of a run.
func (s *scene) reset(p *Plan) {
	s.read, s.lanes = 0, flat.Resize(s.lanes, len(p.lanes))
	for i := range s.lanes {
		nodes := len(p.lanes[i].Speeds)
		s.lanes[i] = stage{nodes: flat.Fill(s.lanes[i].nodes, nodes, fine)}
		s.lanes[i].in[well] = int32(nodes)
	}
}

func (s *scene) copyFrom(src *scene) {
	s.read = src.read
	s.lanes = flat.CopyEach(s.lanes, src.lanes, func(d *stage, from stage) {
		from.nodes = flat.Copy(d.nodes, from.nodes)
		*d = from
	})
}

// hear takes in the next of the news.
func (s *scene) hear(n *news) {
	s.read++
	x := &s.lanes[n.lane]
	if n.what == needs {
		x.fails = n.fails
		return
	}
	k := &x.nodes[n.node]
	x.in[k.mood()]--
	if n.what == becomes {
		k.condition = n.condition
	} else {
		k.trusted = n.trusted
	}
	x.in[k.mood()]++
}

// state says of a scene how many nodes are in which mood, whoever they are, and what is missing that services need: a
// number that is the same for scenes that are alike. Many nodes are counted to a power of two.
func (s *scene) state() (code uint64) {
	for i := range s.lanes {
		x := &s.lanes[i]
		counts := uint64(0)
		for m := 1; m < moods; m++ {
			counts = counts<<6 | about(x.in[m])
		}
		code = mix(mix(code, counts), uint64(8*x.fails))
	}
	return code
}

// about is a number of nodes as it is up to three, beyond that to a power of two; below 2⁶.
func about(n int32) uint64 {
	if n < 4 {
		return uint64(n)
	}
	return uint64(bits.Len32(uint32(n))) + 1
}

// mix is a number for two.
func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a^0x9e3779b97f4a7c15, b^0xbf58476d1ce4e5b9)
	return high ^ low + a
}
