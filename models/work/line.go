package work

// line is a queue of cases, first come first served, linked through job.next. A case stands in one line at most.
type line struct {
	head, tail int32 // none where nobody waits
	length     int32
}

var nobody = line{head: none, tail: none}

// join puts a case at the end of a line.
func (w *Work) join(l *line, id int32) {
	w.jobs[id].next = none
	if l.head == none {
		l.head = id
	} else {
		w.jobs[l.tail].next = id
	}
	l.tail = id
	l.length++
}

// rejoin puts a case back into a line of those who hold tickets, where its own belongs: it has asked before them. Cost:
// O(cases that asked before it).
func (w *Work) rejoin(l *line, id int32) {
	before := none
	for at := l.head; at != none && w.jobs[at].ticket < w.jobs[id].ticket; at = w.jobs[at].next {
		before = at
	}
	if before == l.tail {
		w.join(l, id)
		return
	}
	next := &l.head
	if before != none {
		next = &w.jobs[before].next
	}
	w.jobs[id].next, *next = *next, id
	l.length++
}

// quit takes a case out of a line. Cost: O(1) for the head, O(length) for one that is called off while it waits.
func (w *Work) quit(l *line, id int32) {
	before := none
	for at := l.head; at != id; at = w.jobs[at].next {
		before = at
	}
	next := w.jobs[id].next
	if before == none {
		l.head = next
	} else {
		w.jobs[before].next = next
	}
	if next == none {
		l.tail = before
	}
	w.jobs[id].next = none
	l.length--
}

// inLine is the n-th case in a line, counted from 0. Cost: O(n).
func (w *Work) inLine(l *line, n int32) int32 {
	at := l.head
	for range n {
		at = w.jobs[at].next
	}
	return at
}
