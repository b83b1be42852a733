package fleet

import (
	"fmt"
	"slices"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// budget is what the turns of a fault wait for.
type budget struct {
	of   []bool // by leaf: it is counted
	most int32  // that may be out of service at a time
}

// turns are those of one budget in a run.
type turns struct {
	waiting []int32 // processes whose turn is due and may not begin, in that order
	down    int32   // nodes that are counted and out of service
	asked   bool    // an event is pending that has them begin, as far as they may
}

// planBudget finds the nodes that a budget counts, and refuses one that no turn could ever keep.
func (p *Plan) planBudget(d *fault) error {
	if d.Budget == nil {
		return nil
	}
	b := budget{of: make([]bool, len(p.Topology.Leaves)), most: int32(d.Budget.Down)}
	for _, target := range d.Targets {
		first, last := p.Topology.Span(target)
		for i := first; i < last; i++ {
			b.of[i] = true
		}
	}
	if s := d.Budget.Service; s >= 0 {
		for i, leaf := range p.Topology.Leaves {
			b.of[i] = slices.Contains(p.Services[s].Classes, int(leaf.Class))
		}
	}
	for _, target := range d.Targets {
		taken := 0
		first, last := p.Topology.Span(target)
		for i := first; i < last; i++ {
			taken += int(count(b.of[i]))
		}
		if taken > d.Budget.Down {
			return fmt.Errorf("a turn takes %d nodes of %s out of service, and the budget allows %d, so that it never begins; "+
				"allow %d or more", taken, p.Topology.Path(target), d.Budget.Down, taken)
		}
	}
	d.budget = int32(len(p.budgets))
	p.budgets = append(p.budgets, b)
	return nil
}

func (f *Fleet) resetTurns() {
	f.turns = flat.Resize(f.turns, len(f.budgets))
	for i := range f.turns {
		f.turns[i] = turns{waiting: f.turns[i].waiting[:0]}
	}
}

// copyTurns copies one of the turns, which owns memory.
func copyTurns(dst *turns, src turns) {
	src.waiting = flat.Copy(dst.waiting, src.waiting)
	*dst = src
}

// await reports whether a turn that is due has to wait, behind those that wait already.
func (f *Fleet) await(p int32) bool {
	d := &f.faults[f.processes[p].fault]
	if d.budget == None {
		return false
	}
	t := &f.turns[d.budget]
	if len(t.waiting) == 0 && f.mayBegin(p) {
		return false
	}
	t.waiting = append(t.waiting, p)
	if f.Told() {
		f.noteTurn(p)
	}
	return true
}

// mayBegin reports whether a turn would keep its budget. Cost: O(nodes of its target).
func (f *Fleet) mayBegin(p int32) bool {
	x := &f.processes[p]
	at := f.faults[x.fault].budget
	b, where := &f.budgets[at], f.where(p)
	down := f.turns[at].down
	first, last := f.Topology.Span(where)
	for i := first; i < last; i++ {
		down += int32(count(b.of[i] && f.Up(i)))
	}
	return x.active == 0 && down <= b.most
}

// where is the target of a process.
func (f *Fleet) where(p int32) models.ComponentID {
	where, _ := f.target(p)
	return where
}

// countDown has the budgets that count a node follow whether it is up.
func (f *Fleet) countDown(leaf int32, up bool) {
	for i := range f.budgets {
		switch {
		case !f.budgets[i].of[leaf]:
		case up:
			f.turns[i].down--
			f.askTurns(int32(i))
		default:
			f.turns[i].down++
		}
	}
}

// askTurns has turns that wait begin when all is done that happens now, as far as they may.
func (f *Fleet) askTurns(budget int32) {
	if t := &f.turns[budget]; len(t.waiting) > 0 && !t.asked {
		t.asked = true
		f.calendar.At(f.now(), sim.Event{Kind: begins, Who: budget})
	}
}

// noteTurn tells of a turn that waits.
func (f *Fleet) noteTurn(p int32) {
	where := f.where(p)
	first, last := f.Topology.Span(where)
	f.Note(models.Note{At: f.now(), What: models.Defers, Incident: -1, Fault: int(f.processes[p].fault), Blames: -1,
		From: -1, Where: where, Nodes: int(last - first), Watch: -1, Service: -1, Through: -1, Crew: -1})
}

// checkTurns: a budget counts the nodes that are out of service, and no turn waits that may begin.
func (f *Fleet) checkTurns() error {
	for i := range f.turns {
		t, down := &f.turns[i], int32(0)
		for leaf, counted := range f.budgets[i].of {
			down += int32(count(counted && !f.Up(int32(leaf))))
		}
		switch {
		case down != t.down:
			return fmt.Errorf("budget %d: %d nodes are down, counted %d", i, down, t.down)
		case len(t.waiting) > 0 && !t.asked && f.mayBegin(t.waiting[0]):
			return fmt.Errorf("budget %d: a turn of process %d waits that may begin", i, t.waiting[0])
		}
	}
	return nil
}
