package requests

// list is an order of numbers of which each stands in one list at most: of tries at a node, or of the entries of a
// cache. The links of all are kept beside them, by number.
type list struct{ first, last int32 }

// link is who comes after and before a number in its list.
type link struct{ next, prev int32 }

var nobody = list{none, none}

// append puts a number behind all others.
func (l *list) append(links []link, i int32) {
	links[i] = link{none, l.last}
	if l.last == none {
		l.first = i
	} else {
		links[l.last].next = i
	}
	l.last = i
}

// remove takes a number out.
func (l *list) remove(links []link, i int32) {
	x := links[i]
	if x.prev == none {
		l.first = x.next
	} else {
		links[x.prev].next = x.next
	}
	if x.next == none {
		l.last = x.prev
	} else {
		links[x.next].prev = x.prev
	}
}
