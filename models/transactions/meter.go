package transactions

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// meter is what is measured of one kind of transaction.
type meter struct {
	count  models.TransactionOutcome
	booked sim.Time // until when it is
	began  sim.Time // of the measured time
}

// judge says what comes of transactions from now on or, one by one, who takes them.
func (f *flow) judge() {
	switch {
	case f.Singly:
		f.share = fate{}
		f.enlist()
	case f.open == 0:
		f.share = fate{refused: 1}
	case f.Protocol == models.BySaga:
		f.share = f.judgeSteps()
	default:
		f.share = f.judgeVotes()
	}
	f.share.locked = f.locked()
}

// settle books what has come of transactions up to now: since it was settled nothing has changed.
func (t *Transactions) settle(f *flow) {
	dt := float64(t.now() - f.booked)
	if f.booked = t.now(); dt == 0 {
		return
	}
	x := &f.count
	x.Blocked += float64(float64(f.halted) * dt)
	x.Locked += float64(f.share.locked * dt)
	if f.Singly {
		f.sweep(t.now())
		return
	}
	f.remember()
	come, is := float64(f.Rate*dt), &f.share
	x.Come += come
	x.Refused += float64(come * is.refused)
	x.ByParticipant += float64(come * is.missing)
	x.ByConflict += float64(come * is.conflicting)
	x.ByTimeout += float64(come * is.late)
	x.Committed += float64(come * is.committed)
	x.Compensated += float64(come * is.undone)
	x.Between += float64(is.amid * dt)
	if f.Protocol == models.BySaga {
		x.Between += float64(float64(f.halted) * dt)
	}
}

// remember keeps how it was until now, for what is under way.
func (f *flow) remember() {
	f.before = before{was: f.share, opened: f.open, left: 1}
	for i := range f.parties {
		f.parties[i].was, f.parties[i].left = f.parties[i].up, 1
	}
}

// Settle brings every integral up to now.
func (t *Transactions) Settle() {
	for i := range t.flows {
		t.settle(&t.flows[i])
	}
}

// Forget begins the measured time: all that was counted is forgotten, what is going on goes on.
func (t *Transactions) Forget() {
	for i := range t.flows {
		f := &t.flows[i]
		t.settle(f)
		f.count.Times.Reset()
		f.count, f.began = models.TransactionOutcome{Times: f.count.Times}, t.now()
		f.forget()
	}
}

// Finish says what was measured. Everything is settled. The outcome shares no memory with the room.
func (t *Transactions) Finish(o *models.Outcome) {
	o.Transactions = flat.Resize(o.Transactions, len(t.flows))
	for i := range t.flows {
		f := &t.flows[i]
		o.Transactions[i].CopyFrom(f.count)
		if f.Singly {
			f.finish(&o.Transactions[i], t.now())
		}
	}
}
