package transactions

import (
	"slices"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// What becomes of transactions when somebody goes down, or is back.

// follow carries over to one kind of transactions what an event has changed. Those that are under way are as many as in
// the long run with all as it was before that time.
func (t *Transactions) follow(f *flow) {
	missing, changed := t.miss(f)
	if f.leaves == nil {
		changed = changed || t.leads(f, 0) != f.coordinators[0].up
	} else {
		changed = changed || slices.ContainsFunc(t.turned, func(leaf int32) bool { return f.numberOf(leaf) >= 0 })
	}
	if !changed {
		return
	}
	t.settle(f)
	if f.Singly {
		t.leave(f)
	}
	t.turn(f, func(number int) {
		if x := &f.coordinators[number]; x.up {
			t.lose(f, number)
		}
	})
	if missing && f.open > f.fresh && !f.Singly {
		t.strand(f, float64(f.open-f.fresh)/float64(f.opened))
	}
	for i := range f.parties {
		f.parties[i].up = t.upOf(f.Participants[i])
	}
	if f.Singly {
		t.lack(f)
	}
	t.turn(f, func(number int) {
		if x := &f.coordinators[number]; !x.up {
			t.returns(f, number)
		}
	})
	if f.Singly {
		t.goOn(f)
	}
	f.judge()
}

// miss sees how many of each participant went down, and whether anything about participants has changed.
func (t *Transactions) miss(f *flow) (missing, changed bool) {
	for i := range f.parties {
		p, party := f.Participants[i], &f.parties[i]
		up := t.upOf(p)
		if party.gone = max(0, party.up-up); p.Kind == models.OfClass {
			party.gone = t.gone[p.Index]
		}
		missing, changed = missing || party.gone > 0, changed || party.gone > 0 || party.up != up
	}
	return missing, changed
}

// turn visits the coordinators whose state is not that of what they run on.
func (t *Transactions) turn(f *flow, visit func(number int)) {
	if f.leaves == nil {
		if t.leads(f, 0) != f.coordinators[0].up {
			visit(0)
		}
		return
	}
	for _, leaf := range t.turned {
		if number := f.numberOf(leaf); number >= 0 && t.up[leaf] != f.coordinators[number].up {
			visit(number)
		}
	}
}

// numberOf is that of the coordinator on a node; below 0 where there is none.
func (f *flow) numberOf(leaf int32) int {
	number, found := slices.BinarySearch(f.leaves, leaf)
	if !found {
		return none
	}
	return number
}

// lose is for a coordinator that goes down.
func (t *Transactions) lose(f *flow, number int) {
	x := &f.coordinators[number]
	x.up = false
	if !x.open {
		t.calendar.Cancel(&x.timer)
		return
	}
	x.open = false
	f.open--
	x.losses++
	f.count.Crashes++
	x.since = t.now()
	switch {
	case f.Singly:
	case x.opened == t.now() && t.now() > 0:
		f.fresh-- // it has nothing under way yet
	default:
		t.halt(f, number, 1/float64(f.opened))
	}
	f.halted += x.halted
	f.count.Halted += x.halted
	t.note(f, models.Halts, number)
}

// halt is for what a coordinator that is lost has under way, a share of all that is.
func (t *Transactions) halt(f *flow, number int, share float64) {
	x := &f.coordinators[number]
	q := t.ask(f, chance.Halting, number, x.losses)
	if f.Protocol == models.BySaga {
		f.haltSagas(x, q, share)
	} else {
		f.leaveInDoubt(x, q, share)
	}
}

// returns is for a coordinator that is back, and has to recover.
func (t *Transactions) returns(f *flow, number int) {
	x := &f.coordinators[number]
	x.up = true
	if f.Recovery == nil {
		t.proceed(f, number)
		return
	}
	x.returns++
	x.begun = t.now()
	lasts := t.ask(f, chance.Recovering, number, x.returns).Wait(f.recovery())
	x.timer = t.calendar.After(lasts, f.event(number))
}

// proceed has a coordinator go on with what it left, and take new transactions.
func (t *Transactions) proceed(f *flow, number int) {
	x := &f.coordinators[number]
	t.note(f, models.Proceeds, number)
	f.halted -= x.halted
	if x.since > f.began || f.began == 0 {
		f.count.Freed += x.halted
		f.count.FreedTime += float64(float64(x.halted) * float64(t.now()-x.since))
	}
	if f.Protocol == models.BySaga && !f.Saga.Resumes && !f.Singly {
		f.count.Compensated += float64(x.halted)
		f.count.Between += float64(float64(x.steps) * f.undo)
	}
	x.halted, x.steps = 0, 0
	x.open, x.opened = true, t.now()
	f.open++
	f.fresh++
}

// strand is for the transactions of coordinators that are still open, with a share of all that are under way, whose
// participants have gone down.
func (t *Transactions) strand(f *flow, share float64) {
	f.missed++
	q := t.ask(f, chance.Missing, none, f.missed)
	if f.Protocol == models.BySaga {
		f.strandSagas(q, share)
	} else {
		f.strandVotes(q, share)
	}
}

// event is that of a coordinator which has recovered.
func (f *flow) event(number int) sim.Event {
	return sim.Event{Kind: recovered, Who: int32(number), Arg: f.at}
}
