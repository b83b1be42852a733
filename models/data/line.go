package data

// append puts a job at the end of the line of its node.
func (s *store) append(id int32) {
	n := &s.nodes[s.jobs.Items[id].target]
	if n.head == none {
		n.head = id
	} else {
		s.jobs.Items[n.tail].next = id
	}
	n.tail = id
}

// prepend puts a job at the head of the line of its node.
func (s *store) prepend(id int32) {
	n, j := &s.nodes[s.jobs.Items[id].target], &s.jobs.Items[id]
	if j.next = n.head; n.head == none {
		n.tail = id
	}
	n.head = id
}

// take removes a job behind another, none for the first, from the line of a node.
func (s *store) take(n *node, id, ahead int32) {
	next := s.jobs.Items[id].next
	if ahead == none {
		n.head = next
	} else {
		s.jobs.Items[ahead].next = next
	}
	if n.tail == id {
		n.tail = ahead
	}
	s.jobs.Items[id].next = none
}

// remove takes a job out of its line. Cost: O(jobs ahead).
func (s *store) remove(id int32) {
	n, ahead := &s.nodes[s.jobs.Items[id].target], none
	for k := n.head; k != id; k = s.jobs.Items[k].next {
		ahead = k
	}
	s.take(n, id, ahead)
}

// inLine is how many jobs stand in the line of a node.
func (s *store) inLine(n *node) (count int) {
	for id := n.head; id != none; id = s.jobs.Items[id].next {
		count++
	}
	return count
}

// next is the job that a node would begin, with the one ahead of it in the line: the first whose group can be read, by
// sources that are free, or, where the endangered come first, the first of those whose groups bear least.
func (s *store) next(n *node) (best, ahead int32) {
	best, ahead = none, none
	least, before := 0, none
	for id := n.head; id != none; id = s.jobs.Items[id].next {
		g, _ := s.groupOf(s.jobs.Items[id].fragment)
		if s.readable(g) && s.served(id) {
			bears := s.urgency(g)
			if best == none || bears < least {
				best, ahead, least = id, before, bears
			}
			if !s.Rebuild.Endangered {
				return best, ahead
			}
		}
		before = id
	}
	return best, ahead
}

// urgency is how few more fragments a group bears to lose of those that are reached. One that is lost cannot get worse.
func (s *store) urgency(g int32) int {
	if x := &s.groups[g]; x.missing&lost == 0 {
		_, known := s.spoiled(g)
		return s.Scheme.Bears(x.away | known)
	}
	return s.whole
}

// nextIdle is which of the idle nodes begins first.
func (s *store) nextIdle() (best int) {
	if !s.Rebuild.Endangered {
		return 0
	}
	least := s.whole + 1
	for k, leaf := range s.idle {
		if id, _ := s.next(&s.nodes[leaf]); id != none {
			g, _ := s.groupOf(s.jobs.Items[id].fragment)
			if bears := s.urgency(g); bears < least {
				best, least = k, bears
			}
		}
	}
	return best
}
