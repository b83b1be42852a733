package models

import "nines/sim/rng"

// Placer says on which nodes the fragments of a store's groups lie. It is told which nodes there are and what is
// believed of them, but not what is true.
type Placer interface {
	// Prepare is the policy for so many fragments of each group on a ground, or why they cannot be placed there. It may
	// allocate; the policy it returns is as immutable as this one.
	Prepare(g *Ground, fragments int) (Placer, error)
	// Lay fills dst with the nodes of all groups, so many for each one after the other; those of a group are different
	// ones. It is asked once in a run, and may allocate.
	Lay(g *Ground, fragments int, s *rng.Stream, dst []int32)
	// Heir is the node on which the fragment in a place of a group is made anew: one that takes it and is none of the
	// nodes given, those of its fragments by place and behind them those on which others of them are being made; Nobody
	// where there is none, or it is to be the fragment's own. It allocates nothing.
	Heir(g *Ground, nodes []int32, place int, s *rng.Stream) int32
}

// Uniting is an optional ability of a Placer for which it matters who has fragments in common: the fragments of a node
// that is written off get their heirs from the same draws, so that those with the same companions have the same heir.
type Uniting interface {
	// Unites is true.
	Unites() bool
}
