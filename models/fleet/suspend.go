package fleet

import "nines/models/book"

// What suspends services, and whose fault it is.

// Suspend takes a service out for a reason, whatever its nodes are.
func (f *Fleet) Suspend(service int16, why *book.Reason) {
	f.book.Suspend(service, *why, f.now())
	f.judge(service, why.Cause)
}

// Resume ends a reason to Suspend a service.
func (f *Fleet) Resume(service int16, why *book.Reason) {
	f.book.Resume(service, *why, f.now())
	f.judge(service, book.Nobody)
}

// Recure says that other cures would end a reason to Suspend a service that lies apart.
func (f *Fleet) Recure(service int16, why *book.Reason, cured uint64) {
	f.book.Recure(service, *why, cured, f.now())
}

// Keep says which share of the requests of a service find what they need in stores.
func (f *Fleet) Keep(service int16, share float64) {
	f.book.Keep(service, share, f.now())
	f.noteTurns(book.Nobody)
}

// Because is the reason that a case is; that no fault has begun, for None.
func (f *Fleet) Because(id int32) book.Reason {
	if id == None {
		return book.Reason{Root: len(f.faults) + 1, Cause: book.Nobody}
	}
	x := &f.cases.Items[id]
	return book.Reason{Root: f.causeOf(x), Cured: f.curedBy(x), Cause: f.Onset(id)}
}

// Culprit is the reason that a node is down, by the latest of the cases that take it down if there are several; cured
// with what Freed tells. Where none does, and where there is no node, no fault has begun it.
func (f *Fleet) Culprit(leaf int32) book.Reason {
	id := None
	if leaf != None {
		for h := f.nodes[leaf].holds; h != None; h = f.holds.Items[h].onNode {
			if f.holds.Items[h].downs {
				id = f.holds.Items[h].of
			}
		}
	}
	why := f.Because(id)
	if id != None {
		why.Cured = f.Freed(leaf)
	}
	return why
}

// Freed is the set of cures with which a node that is down would be up, one bit each in the order of Cures.
func (f *Fleet) Freed(leaf int32) uint64 {
	cured := ^uint64(0)
	for h := f.nodes[leaf].holds; h != None; h = f.holds.Items[h].onNode {
		if f.holds.Items[h].downs {
			cured &= f.curedBy(&f.cases.Items[f.holds.Items[h].of])
		}
	}
	return cured
}
