package models

import (
	"math"

	"nines/sim"
	"nines/sim/dist"
)

// Store is data that is kept on the nodes of some classes: in groups that share no fate but that of their nodes, each
// cut into fragments that lie on as many nodes. A fragment is reached while its node is up; it is destroyed by faults
// that lose data (Fault.Destroys), and then has to be made anew from others. A group is read while those that are
// reached suffice, and lost when those that exist do not. Lost is lost, and counted once: the group is then filled with
// other data, which is complete when all its fragments are there again.
//
// Media grow errors that nobody knows of, and faults put some there (Fault.Corrupts). A fragment that has one is as
// good as gone, all of it, and so it is by the truth: a group is lost when the fragments that exist and have no error
// do not suffice, whether or not anybody has found out. It is found by a scrub of its node, or by a rebuild that reads
// it, and then made anew where it is.
type Store struct {
	Name    string
	Classes []int   // indices of the classes whose nodes hold fragments
	Groups  int     // ≥ 1
	Bytes   float64 // of data in each group, > 0
	Scheme  Scheme
	Access  Access
	// From is where users stand, domains or nodes, as many in each: partitions keep them from nodes that are not on their
	// side. They stand in the network of a node, not on it. None: they are outside, and reach what is up.
	From    []ComponentID
	Updates Updates
	Placer  Placer
	Rebuild Rebuild
	// ErrorRate is how many errors come per byte that is kept and second, without memory, wherever it is, ≥ 0.
	ErrorRate float64
	Scrub     Scrub
	// ReadThrough is how far apart reads of users of the same part of a fragment are on average, without memory, ≥ 0: one
	// that meets an error finds it. 0: none does.
	ReadThrough sim.Duration
	Price       StoragePrice
	// Room is how many bytes of it each node has room for, what it has lost and nobody has made anew yet included; 0:
	// any. What its placement would lay beyond that lies on an heir from the start, if there is one with room.
	Room float64
}

// StoragePrice is what it costs to keep data.
type StoragePrice struct {
	Kept    float64 // money for each byte that is kept, with copies and parities, and second, ≥ 0
	Rebuilt float64 // money for each byte that is read to make fragments anew, ≥ 0
}

// Standing is what a store costs per second, whatever happens: all that it keeps while nothing of it is missing.
func (s *Store) Standing() float64 {
	return s.Price.Kept * (float64(s.Groups) * s.Bytes * s.Scheme.Overhead())
}

// Scrub reads what is on nodes to find errors there. What is on a node that is down is not read.
type Scrub struct {
	Every sim.Duration // from one pass over a fragment to the next, > 0; 0: there is no scrub
	// Random has passes over a fragment come without memory, Every apart on average; otherwise each fragment has its turn
	// at its own time of a period.
	Random bool
}

// Access is how many fragments of a group users have to reach from where they stand. A write is done when so many have
// it; a read of copies sees it if one of those that it asks has.
type Access struct {
	Read  int // for a read of copies; 0: one
	Write int // for a write; 0: nobody writes
}

// Misses is the chance that a read of copies, of which so many are reached, misses a write that is just done: both ask
// as many as they have to, at random; none does where Read + Write is above their number (D. K. Gifford, 1979). NaN
// where one of them cannot be done.
func (a Access) Misses(reached int) float64 {
	read := max(1, a.Read)
	if reached < max(read, a.Write) {
		return math.NaN()
	}
	miss := 1.0
	for i := range read { // none of those that are read is of those that were written
		miss *= float64(max(reached-a.Write-i, 0)) / float64(reached-i)
	}
	return miss
}

// FragmentBytes is how large a fragment is.
func (s *Store) FragmentBytes() float64 { return s.Bytes / float64(s.Scheme.Data) }

// RoomFor is how many fragments each node has room for; false where that is any number.
func (s *Store) RoomFor() (fragments int, limited bool) {
	const rounding = 1e-9
	return int(min(s.Room/s.FragmentBytes()*(1+rounding), math.MaxInt32)), s.Room > 0
}

// ErrorsPerTime is how many errors come per second to all that is kept while nothing of it is missing.
func (s *Store) ErrorsPerTime() float64 {
	return s.ErrorRate * s.FragmentBytes() * float64(s.Groups) * float64(s.Scheme.Fragments())
}

// Rebuild is how fragments are made anew that are missing, or whose nodes stay away.
type Rebuild struct {
	// Grace is how long a node is suspected until its fragments are made anew elsewhere: most come back. What is on a
	// node that is trusted again by then is used; what the fault has destroyed is made anew at once.
	Grace sim.Duration
	// InPlace has fragments be made on the node that lost them, when it is back; otherwise on others (see Placer.Heir).
	InPlace bool
	// Lazy waits until a group bears the loss of no more than Left further fragments; otherwise each is made at once.
	Lazy   bool
	Left   int
	Takes  dist.Law // of each fragment, besides what its bytes take; nil: no time
	Each   float64  // bytes per second that go to one node at most, which makes one fragment at a time, > 0; +Inf: any
	Rate   float64  // bytes per second of all of the store together, which are shared equally, > 0; +Inf: any
	Pool   string   // bandwidth of Blueprint.Pools that these share with others, Each and Rate being +Inf; "": none
	AtOnce int      // fragments of the store that are made at a time at most; 0: any number
	// PerSource is how many that are made at a time may read from one node at most; 0: any number. From which nodes one
	// reads is settled when it begins: from those that serve the fewest, where there is a choice. What a group that is
	// lost is filled with comes from elsewhere.
	PerSource int
	// Endangered has fragments first whose groups bear the fewest further losses; otherwise first come, first served.
	Endangered bool
}

// Ground is what a Placer is told of a store: which nodes may hold fragments, where they are, and what is believed of
// them, but not what is true.
type Ground struct {
	Nodes    []int32 // leaves of the topology, in order
	Groups   int     // that are to be placed
	topology *Topology
	board    *Board  // nil: all are trusted
	room     []int32 // by leaf: fragments that it has room for; none: any
}

// NewGround is that of a store in a topology; the board is what is believed of the nodes, nil of all that
// they are well.
func NewGround(t *Topology, s *Store, board *Board) *Ground {
	return &Ground{Nodes: t.LeavesOf(s.Classes...), Groups: s.Groups, topology: t, board: board}
}

// See has the ground show what is believed on a board, and how many more fragments each node has room for, by leaf;
// none where that is any number.
func (g *Ground) See(board *Board, room []int32) { g.board, g.room = board, room }

// Takes reports whether a node may be given a fragment: it is believed to be well, and has room for one.
func (g *Ground) Takes(leaf int32) bool {
	return (g.board == nil || !g.board.Suspected(leaf)) && (len(g.room) == 0 || g.room[leaf] > 0)
}

// Entity names the random streams of a node.
func (g *Ground) Entity(leaf int32) uint64 { return g.topology.Leaves[leaf].Entity }

// Path is what a node is called, with the domains that it lies in.
func (g *Ground) Path(leaf int32) string { return g.topology.Path(g.topology.Node(leaf)) }

// Depth is that of a level of domains or nodes by its name; false where there is none.
func (g *Ground) Depth(level string) (depth int, ok bool) {
	depth, ok = g.topology.LevelDepth(level)
	return depth, ok && depth > 0
}

// Above is the domain at a depth that a node lies in, or the node itself at that of nodes.
func (g *Ground) Above(leaf int32, depth int) ComponentID {
	if depth == len(g.topology.Levels) {
		return g.topology.Node(leaf)
	}
	return g.topology.Above(leaf, depth)
}
