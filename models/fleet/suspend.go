package fleet

import "nines/models/book"

// What a log that has no leader means for the services that are up while it has one.

// Suspend takes a service out whatever its nodes are, by a fault that Culprit has named; it would not be with the cures
// of a set.
func (f *Fleet) Suspend(service int16, fault int, cured uint64, cause book.Cause) {
	f.book.Root(service, fault)
	f.book.Interrupt(service, 1, cured, f.now())
	f.judge(service, cause)
}

// Resume ends what Suspend has begun with the same cures.
func (f *Fleet) Resume(service int16, cured uint64) {
	f.book.Interrupt(service, -1, cured, f.now())
	f.judge(service, book.Nobody)
}

// Culprit says what takes a node down, the latest if there are several: its fault by number, behind those false alarms,
// and behind these what no fault has begun, as where there is no node; and the cause to name.
func (f *Fleet) Culprit(leaf int32) (fault int, cause book.Cause) {
	id := None
	if leaf != None {
		for h := f.nodes[leaf].holds; h != None; h = f.holds.Items[h].onNode {
			if f.holds.Items[h].downs {
				id = f.holds.Items[h].of
			}
		}
	}
	if id == None {
		return len(f.faults) + 1, book.Nobody
	}
	return f.causeOf(&f.cases.Items[id]), f.Onset(id)
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
