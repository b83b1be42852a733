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

// Replace has another node be a member of the log that a service stands or falls with.
func (f *Fleet) Replace(service int16, out, in int32) {
	for _, leaf := range [...]int32{out, in} {
		f.chargeNode(leaf, -1)
	}
	f.book.Replace(service, out, in)
	for _, leaf := range [...]int32{out, in} {
		f.charge(leaf, 1)
	}
	f.judge(service, book.Nobody)
}

// Recure says that other cures would end a reason to Suspend a service.
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

// Culprit is the reason that a node is down, by Fells, cured with what Freed tells.
func (f *Fleet) Culprit(leaf int32) book.Reason {
	id := f.Fells(leaf)
	why := f.Because(id)
	if id != None {
		why.Cured = f.Freed(leaf)
	}
	return why
}
