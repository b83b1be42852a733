package requests

// dim decides whether a try whose turn has come is served in full, and is the share of its work that is done.
func (s *servers) dim(x *try) float64 {
	if s.serving.Brownout == nil {
		return 1
	}
	n := &s.nodes[x.node]
	if x.full = s.draws.inFull(s.serving.Brownout.InFull(int(n.waiting + n.served + n.calling))); x.full {
		return 1
	}
	return 1 - s.serving.Optional
}
