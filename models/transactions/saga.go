package transactions

import "nines/models/chance"

// Sagas: what comes of them, and what somebody who goes down leaves of them.

// judgeSteps is what comes of sagas while coordinators are open. One that comes to a participant which is down has done
// the steps before.
func (f *flow) judgeSteps() (x fate) {
	comes := 1.0 // share that comes to a step
	for i := range f.parties {
		done := comes * f.present(i)
		if failed := comes - done; i > 0 {
			x.undone += failed
			x.amid += float64(f.Rate * (float64(done*f.step) + float64(failed*float64(i)*f.undo)))
		}
		comes = done
	}
	x.missing, x.committed = 1-comes, comes
	return x
}

// atStep is the number of sagas whose step at a participant was under way until now, and after the share of them that
// would have found all later participants up.
func (f *flow) atStep(i int) (number, after float64) {
	if f.opened == 0 {
		return 0, 0
	}
	number, after = f.Rate*f.step, 1
	for k := range f.parties {
		if present := float64(f.parties[k].was) / float64(f.sizes[k]); k <= i {
			number *= present
		} else {
			after *= present
		}
	}
	return number * f.parties[i].left, after
}

// haltSagas has the sagas of a coordinator that is lost stand still between two steps. Those at their first step have
// done nothing.
func (f *flow) haltSagas(x *coordinator, q *chance.Draws, share float64) {
	for i := range f.parties {
		number, after := f.atStep(i)
		at := q.Number(number * share)
		if i > 0 {
			x.halted += at
			x.steps += at * int64(i)
		}
		if !f.Saga.Resumes {
			f.recount(&f.count.ByCoordinator, float64(at), after)
		}
	}
}

// recount has so many sagas, of which a share would have committed and the others have failed at a later participant,
// fail for another reason instead.
func (f *flow) recount(reason *float64, sagas, committed float64) {
	f.count.Committed -= float64(sagas * committed)
	f.count.ByParticipant -= float64(sagas * (1 - committed))
	f.count.Compensated -= float64(sagas * (1 - committed))
	*reason += sagas
}

// strandSagas has those end whose step is at a participant that has gone down.
func (f *flow) strandSagas(q *chance.Draws, share float64) {
	for i := range f.parties {
		p := &f.parties[i]
		if p.gone == 0 {
			continue
		}
		number, after := f.atStep(i)
		lost := float64(p.gone) / float64(p.up)
		at := float64(q.Number(number * share * lost))
		p.left *= 1 - lost
		if f.recount(&f.count.ByParticipant, at, after); i > 0 {
			f.count.Compensated += at
			f.count.Between += float64(at * float64(i) * f.undo)
		}
	}
}
