package requests

import "nines/models"

// Requests that wait at a node stand in a list, in the order in which they came.

// push puts a try behind all others that wait.
func (s *servers) push(t int32, n *node) {
	x := &s.tries.Items[t]
	x.place, x.next, x.prev = waits, none, n.tail
	if n.tail == none {
		n.head = t
	} else {
		s.tries.Items[n.tail].next = t
	}
	n.tail = t
	n.waiting++
}

// pop takes out the try that is next to be served; there is one.
func (s *servers) pop(n *node) int32 {
	t := n.head
	if s.serving.Order == models.LastCome {
		t = n.tail
	}
	s.unlink(t, n)
	return t
}

// unlink takes a try out of those that wait.
func (s *servers) unlink(t int32, n *node) {
	x := &s.tries.Items[t]
	if x.prev == none {
		n.head = x.next
	} else {
		s.tries.Items[x.prev].next = x.next
	}
	if x.next == none {
		n.tail = x.prev
	} else {
		s.tries.Items[x.next].prev = x.prev
	}
	n.waiting--
}

// end puts what became of a try that is neither in line nor in a slot on the list.
func (s *servers) end(t int32, how how) {
	s.tries.Items[t].place = told
	s.ended.Put(ending{t, how})
}
