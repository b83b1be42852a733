package data

import "nines/sim/flat"

// Which fragments are on a node is listed in blocks of one array of numbers that all nodes of a store share: a node
// that comes or goes reads memory in pieces, a block that becomes empty serves any node, and what is copied is one
// array. The first number of a block is the next block of the node; of those of a node only the first block may have
// room. A fragment that goes leaves its place to the last in that one.
const (
	block = 32
	inOne = block - 1 // fragments in one block
)

// shelve makes room for as many blocks as there can ever be: each node has one with room in it at most.
func (s *store) shelve() {
	fragments, nodes := len(s.fragments), len(s.nodes)
	s.shelf = flat.Fill(s.shelf, min(fragments, fragments/inOne+nodes)*block, none)
	s.used, s.unused = 0, none
}

// link puts a fragment on a node. Cost: O(1).
func (s *store) link(f, leaf int32) {
	n := &s.nodes[leaf]
	in := n.held % inOne
	if in == 0 {
		n.block = s.takeBlock(n.block)
	}
	at := n.block*block + 1 + in
	s.shelf[at] = f
	n.held++
	x := &s.fragments[f]
	x.leaf, x.at = leaf, at
}

// unlink takes a fragment off its node. Cost: O(1).
func (s *store) unlink(f int32) {
	x := &s.fragments[f]
	n := &s.nodes[x.leaf]
	n.held--
	in := n.held % inOne
	last := s.shelf[n.block*block+1+in]
	s.shelf[x.at], s.fragments[last].at = last, x.at
	if in == 0 {
		empty := &s.shelf[n.block*block]
		n.block, *empty, s.unused = *empty, s.unused, n.block
	}
}

// takeBlock is an empty block, in front of another of the same node.
func (s *store) takeBlock(next int32) (b int32) {
	if b = s.unused; b != none {
		s.unused = s.shelf[b*block]
	} else {
		b = s.used
		s.used++
	}
	s.shelf[b*block] = next
	return b
}

// glance reads all that is about to be looked at of some fragments. What the processor has to fetch from memory for one
// does not wait for another here, as it does where each is dealt with before the next: of a million groups, events of
// nodes take half as long. What is read is kept, or else a compiler would leave it out.
func (s *store) glance(piece []int32) (sum uint32) {
	for _, f := range piece {
		sum += s.groups[f/s.n].away + uint32(s.fragments[f].job)
	}
	return sum
}

// on goes through the fragments on a node. None may come or go meanwhile.
func (s *store) on(leaf int32) func(yield func(f int32) bool) {
	return func(yield func(f int32) bool) {
		left := s.nodes[leaf].held
		for b := s.nodes[leaf].block; left > 0; b = s.shelf[b*block] {
			in := (left-1)%inOne + 1
			left -= in
			piece := s.shelf[b*block+1:][:in]
			s.glanced = s.glance(piece)
			for _, f := range piece {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// nodesOf are those of a group's fragments, valid until asked again.
func (s *store) nodesOf(g int32) []int32 {
	s.where = s.where[:0]
	for f := g * s.n; f < (g+1)*s.n; f++ {
		s.where = append(s.where, s.fragments[f].leaf)
	}
	return s.where
}

// unreached are the fragments of a group that users do not reach from a standpoint.
func (s *store) unreached(p *standpoint, g int32) uint32 {
	away := s.groups[g].missing &^ lost
	for place := range s.n {
		if !p.reaches[s.fragments[g*s.n+place].leaf] {
			away |= 1 << place
		}
	}
	return away
}

// taken are the nodes of a group's fragments, and behind them those on which some are being made; valid until asked
// again.
func (s *store) taken(g int32) []int32 {
	s.nodesOf(g)
	for f := g * s.n; f < (g+1)*s.n; f++ {
		if id := s.fragments[f].job; id >= 0 {
			s.where = append(s.where, s.jobs.Items[id].target)
		}
	}
	return s.where
}
