package data

// link puts a fragment on a node.
func (s *store) link(f, leaf int32) {
	x, n := &s.fragments[f], &s.nodes[leaf]
	x.leaf, x.next, x.prev = leaf, n.first, none
	if n.first != none {
		s.fragments[n.first].prev = f
	}
	n.first = f
}

// unlink takes a fragment off its node.
func (s *store) unlink(f int32) {
	x := &s.fragments[f]
	if x.prev == none {
		s.nodes[x.leaf].first = x.next
	} else {
		s.fragments[x.prev].next = x.next
	}
	if x.next != none {
		s.fragments[x.next].prev = x.prev
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
