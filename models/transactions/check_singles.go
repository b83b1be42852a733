package transactions

import (
	"errors"
	"fmt"
	"slices"

	"nines/models"
)

// checkSingles: those that are under way are where they can be, and as many of them have been halted as coordinators
// have left.
func (t *Transactions) checkSingles(f *flow) error {
	if !f.Singly {
		if len(f.kept) > 0 {
			return errors.New("some of a flow are played one by one")
		}
		return nil
	}
	if f.next < t.now() {
		return fmt.Errorf("one was to come at %v s", f.next)
	}
	if err := t.checkSeen(f); err != nil {
		return err
	}
	left := make([]int64, len(f.coordinators))
	for i := range f.kept {
		x := &f.kept[i]
		if err := t.checkSingle(f, x); err != nil {
			return fmt.Errorf("one that came at %v s: %w", x.begun, err)
		}
		if x.point == halted && (f.Protocol == models.ByTwoPhase || x.done > 0) {
			left[x.coordinator]++
		}
	}
	for number, n := range left {
		if x := &f.coordinators[number]; x.halted != n {
			return fmt.Errorf("coordinator %d has left %d, counted %d", number, n, x.halted)
		}
		if f.coordinators[number].open != slices.Contains(f.takers, int32(number)) {
			return fmt.Errorf("coordinator %d is open, or takes transactions, and not both", number)
		}
	}
	return nil
}

// checkSeen: participants are told apart as what they are.
func (t *Transactions) checkSeen(f *flow) error {
	for i, p := range f.Participants {
		ups := int32(0)
		for _, up := range f.ups[f.first[i]:][:f.sizes[i]] {
			ups += one(up)
		}
		if ups != t.upOf(p) {
			return fmt.Errorf("%d of participant %d are up, and %d of those that are told apart", t.upOf(p), i, ups)
		}
	}
	return nil
}

// checkSingle: only what is halted or compensated for is with a coordinator that is not open, and whom it waits for was
// up when something changed last, and is.
func (t *Transactions) checkSingle(f *flow, x *single) error {
	saga, open := f.Protocol == models.BySaga, f.coordinators[x.coordinator].open
	switch {
	case x.begun > t.now() || x.takes < 0 || x.since > x.ends():
		return fmt.Errorf("it ends at %v s", x.ends())
	case x.point == halted && open || x.point < undoing && !open:
		return fmt.Errorf("it is at %d, and its coordinator is open: %t", x.point, open)
	case saga == (x.point <= doubted) && x.point != halted || x.point == undoing && x.done == 0 ||
		int(x.done) >= len(f.Participants):
		return fmt.Errorf("it is at %d after %d steps", x.point, x.done)
	case x.point <= lagging && !f.hasAll(x) || x.point == working && !f.has(x, int(x.done)):
		return errors.New("it waits for a node that is down")
	}
	return nil
}
