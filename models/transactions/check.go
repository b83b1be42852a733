package transactions

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
)

// Check verifies every invariant of the room between two events and returns the first that is broken. Cost:
// O(everything).
func (t *Transactions) Check() error {
	if !t.On() {
		return nil
	}
	if err := t.checkNodes(); err != nil {
		return err
	}
	for i := range t.flows {
		f := &t.flows[i]
		for _, check := range []func(*flow) error{t.checkParties, t.checkCoordinators, checkCount, checkFate,
			t.checkSingles} {
			if err := check(f); err != nil {
				return fmt.Errorf("transactions %s: %w", f.Name, err)
			}
		}
	}
	return nil
}

// checkNodes: nodes are as the fleet has them, and none is on its way.
func (t *Transactions) checkNodes() error {
	ups := make([]int32, len(t.ups))
	for leaf, up := range t.up {
		if up != t.fleet.Up(int32(leaf)) {
			return fmt.Errorf("to transactions node %d is up: %t", leaf, up)
		}
		ups[t.fleet.Class(int32(leaf))] += one(up)
	}
	for class, n := range ups {
		if n != t.ups[class] || t.gone[class] != 0 {
			return fmt.Errorf("%d nodes of class %d are up, counted %d; %d are going", n, class, t.ups[class], t.gone[class])
		}
	}
	return nil
}

// checkParties: participants are as what they run on.
func (t *Transactions) checkParties(f *flow) error {
	for i, p := range f.Participants {
		if up := t.upOf(p); up != f.parties[i].up || up > f.sizes[i] {
			return fmt.Errorf("%d of participant %d are up, counted %d", up, i, f.parties[i].up)
		}
	}
	return nil
}

// checkCoordinators: one that is up is open or recovers, and only one that is not open has left something.
func (t *Transactions) checkCoordinators(f *flow) error {
	open, halted := int32(0), int64(0)
	for number := range f.coordinators {
		x := &f.coordinators[number]
		recovers := t.calendar.IsPending(x.timer)
		if x.up != t.leads(f, number) || recovers != (x.up && !x.open) || x.open && (!x.up || x.halted+x.steps > 0) {
			return fmt.Errorf("coordinator %d is up: %t, open: %t, recovers: %t, with %d halted", number, x.up, x.open, recovers,
				x.halted)
		}
		open, halted = open+one(x.open), halted+x.halted
	}
	if open != f.open || halted != f.halted {
		return fmt.Errorf("%d coordinators are open and %d halted; counted %d and %d", open, halted, f.open, f.halted)
	}
	return nil
}

// checkCount: all that have come are refused, aborted, committed or, one by one, under way.
func checkCount(f *flow) error {
	x := &f.count
	rest := x.Come - x.Refused - x.Aborted() - x.Committed - f.unfinished()
	if math.Abs(rest) > 1e-9*(x.Come+f.share.votes+1) {
		return fmt.Errorf("%g of %g have gone elsewhere", rest, x.Come)
	}
	if x.Freed > x.Halted || x.FreedTime < 0 || f.Protocol == models.ByTwoPhase && x.Between+x.Compensated != 0 {
		return errors.New("more are freed than were halted, or some have steps that have none")
	}
	return nil
}

// checkFate: something comes of all that come.
func checkFate(f *flow) error {
	is := f.share
	if rest := 1 - is.refused - is.missing - is.conflicting - is.late - is.committed; math.Abs(rest) > 1e-12 && !f.Singly {
		return fmt.Errorf("nothing comes of a share of %g", rest)
	}
	if f.judge(); f.share != is {
		return fmt.Errorf("what comes of them is %+v, not %+v", f.share, is)
	}
	return nil
}

// Pending counts the events of this room that are to come.
func (t *Transactions) Pending() (n int) {
	for i := range t.flows {
		for number := range t.flows[i].coordinators {
			n += int(one(t.calendar.IsPending(t.flows[i].coordinators[number].timer)))
		}
	}
	return n
}
