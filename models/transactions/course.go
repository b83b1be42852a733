package transactions

import "nines/sim"

// The course of a transaction that is played by itself, as long as nothing changes.

// assign draws which node of each participant a transaction is with, and who coordinates it.
func (f *flow) assign(x *single) {
	for i, n := range f.sizes {
		x.nodes[i] = f.pick(n)
	}
	x.coordinator = f.takers[f.pick(int32(len(f.takers)))]
}

// has reports whether a participant of a transaction is up.
func (f *flow) has(x *single, i int) bool { return f.ups[f.first[i]+x.nodes[i]] }

// hasAll reports whether all are.
func (f *flow) hasAll(x *single) bool {
	for i := range f.first {
		if !f.has(x, i) {
			return false
		}
	}
	return true
}

// vote has participants vote, and reports whether it is over at once.
func (f *flow) vote(x *single) (over bool) {
	timeout := sim.Time(f.TwoPhase.Timeout)
	x.takes = f.lasts(f.TwoPhase.Prepare)
	f.assign(x)
	switch {
	case !f.hasAll(x):
		return x.counts(&f.count.ByParticipant)
	case f.happens(f.share.locked):
		return x.counts(&f.count.ByConflict)
	case x.takes > timeout:
		x.point, x.takes = lagging, timeout
	}
	return false
}

// visit has a saga come to its next participant, and reports whether it is over at once.
func (f *flow) visit(x *single) (over bool) {
	switch {
	case int(x.done) == len(f.Participants):
		f.between.add(f.amid(x, x.ends()))
		return f.commits(x)
	case !f.has(x, int(x.done)):
		return f.fails(x, &f.count.ByParticipant)
	}
	f.deal(x)
	x.point = working
	x.takes += f.lasts(f.Saga.Step)
	return false
}

// play plays a transaction up to a time, until which nothing changes, and reports whether it is over.
func (f *flow) play(x *single, until sim.Time) (over bool) {
	for !over && x.ends() < until {
		switch x.point {
		case voting:
			f.deal(x)
			x.point = doubted
			x.takes += f.lasts(f.TwoPhase.Decide)
		case lagging:
			over = x.counts(&f.count.ByTimeout)
		case doubted:
			over = f.commits(x)
		case working:
			if x.done++; x.done == 1 {
				x.since = x.ends()
			}
			over = f.visit(x)
		case undoing:
			f.between.add(f.amid(x, x.ends()))
			over = true
		}
	}
	return over
}

// ends is when what a transaction is at does, if nothing changes.
func (x *single) ends() sim.Time { return x.begun + x.takes }

// amid is for how many seconds of the measured time some steps of a saga have been done, and others not.
func (f *flow) amid(x *single, until sim.Time) float64 { return float64(until - max(x.since, f.began)) }

// commits ends a transaction well, as what it is at ends.
func (f *flow) commits(x *single) (over bool) {
	if x.counted {
		f.count.Committed++
		f.count.Times.Add(float64(x.takes))
		f.took.add(float64(x.takes))
	}
	return true
}

// fails has a saga give up for a reason as what it is at ends, and reports whether there is nothing to compensate for.
func (f *flow) fails(x *single, reason *float64) (over bool) {
	if x.counts(reason); x.done == 0 {
		return true
	}
	f.count.Compensated++
	f.deal(x)
	x.point = undoing
	for range x.done {
		x.takes += f.lasts(f.Saga.Compensate)
	}
	return false
}

// counts counts a transaction that is over, if it came in the measured time.
func (x *single) counts(as *float64) (over bool) {
	if x.counted {
		*as++
	}
	return true
}
