package fleet

import (
	"errors"
	"fmt"
	"slices"

	"nines/models"
	"nines/models/book"
	"nines/sim"
)

// Check verifies every invariant of the room between two events and returns the first that is broken. What is kept up
// to date in small steps is computed anew from what it stands for. Cost: O(everything).
func (f *Fleet) Check() error {
	for _, check := range []func() error{f.checkCases, f.checkNodes, f.checkProcesses, f.checkDomains,
		f.checkTurns, f.checkCuts} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// Each visits the cases that are not over.
func (f *Fleet) Each(visit func(id int32, x *Case) error) error {
	for id := range f.cases.Items {
		if x := &f.cases.Items[id]; !x.over {
			if err := visit(int32(id), x); err != nil {
				return fmt.Errorf("incident %d: %w", x.serial, err)
			}
		}
	}
	return nil
}

// checkCases: a case has the holds it says, all news is read, and every slot is a case's or free.
func (f *Fleet) checkCases() error {
	open := 0
	err := f.Each(func(id int32, x *Case) error {
		open++
		nodes, err := f.countHolds(id, x.first, false)
		if err == nil {
			_, err = f.countHolds(id, x.works, true)
		}
		if err == nil && (nodes != x.nodes || (nodes == 0) != (x.kind != Genuine)) {
			err = fmt.Errorf("%d holds, said to be %d", nodes, x.nodes)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case open != f.cases.Taken():
		return fmt.Errorf("%d cases open, %d slots taken", open, f.cases.Taken())
	case len(f.news.changes.All()) > 0 || len(f.news.nodes) > 0:
		return fmt.Errorf("%d changes that nobody has read", len(f.news.changes.All()))
	}
	return nil
}

// countHolds counts a list of a case's holds.
func (f *Fleet) countHolds(id, first int32, work bool) (n int32, err error) {
	for h := first; h != None; h = f.holds.Items[h].sibling {
		n++
		if f.holds.Items[h].of != id || f.holds.Items[h].work != work {
			return n, fmt.Errorf("hold %d belongs to another list", h)
		}
	}
	return n, nil
}

// checkNodes: a node's list holds what cases say they hold, in order of onset, and counts those that take it down.
func (f *Fleet) checkNodes() error {
	held := 0
	for i := range f.nodes {
		downs, last := int32(0), sim.Time(0)
		for h := f.nodes[i].holds; h != None; h = f.holds.Items[h].onNode {
			x := &f.holds.Items[h]
			if f.cases.Items[x.of].over || x.since < last || x.node != int32(i) || !x.felt {
				return fmt.Errorf("node %d: hold %d is stale or out of order", i, h)
			}
			if x.downs != f.SymptomOf(h).TakesDown() {
				return fmt.Errorf("node %d: hold %d says %t of whether it takes it down", i, h, x.downs)
			}
			if last = x.since; x.downs {
				downs++
			}
			held++
		}
		if downs != f.nodes[i].downs {
			return fmt.Errorf("node %d: %d hold it down, counted %d", i, downs, f.nodes[i].downs)
		}
	}
	hidden := 0
	err := f.Each(func(id int32, x *Case) error {
		if x.hidden() {
			hidden += int(x.nodes)
		}
		return nil
	})
	if err == nil && held+hidden != f.holds.Taken() {
		return fmt.Errorf("nodes list %d holds and %d are hidden, of %d", held, hidden, f.holds.Taken())
	}
	return err
}

// checkProcesses: a process is active, or its clock stands still for a reason, or its next strike is pending (unless it
// lies beyond the end, when its timer is zero).
func (f *Fleet) checkProcesses() error {
	active := make([]int32, len(f.processes))
	_ = f.Each(func(_ int32, x *Case) error {
		if x.process != None {
			active[x.process]++
		}
		return nil
	})
	for p := range f.processes {
		x := &f.processes[p]
		where, _ := f.target(int32(p))
		alive, recorded := x.active == 0, f.faults[x.fault].recorded != nil
		still := len(f.clocks.paused) > 0 && f.clocks.paused[p] >= 0
		stands := alive && f.faults[x.fault].Operating && f.isDown(where)
		due := f.calendar.IsPending(x.timer)
		switch {
		case active[p] != x.active:
			return fmt.Errorf("process %d: %d incidents, counted %d", p, active[p], x.active)
		case still && !stands, stands && !still && x.timer != (sim.Timer{}):
			return fmt.Errorf("process %d: its clock and its component do not agree", p)
		case still && due, due && !alive && !recorded:
			return fmt.Errorf("process %d: a strike is pending that cannot come", p)
		case alive && !still && !due && x.timer != (sim.Timer{}):
			return fmt.Errorf("process %d: no strike is pending", p)
		}
	}
	return nil
}

// checkDomains: a domain counts the cases that hold it down as a whole.
func (f *Fleet) checkDomains() error {
	held := make([]int32, len(f.domains))
	_ = f.Each(func(_ int32, x *Case) error {
		if f.holdsDomain(x) {
			held[x.where]++
		}
		return nil
	})
	for c := range held {
		if held[c] != f.domains[c] {
			return fmt.Errorf("domain %d: %d hold it, counted %d", c, held[c], f.domains[c])
		}
	}
	return nil
}

// checkCuts: partitions that are felt are listed, and nobody else.
func (f *Fleet) checkCuts() error {
	open := 0
	err := f.Each(func(id int32, x *Case) error {
		if !f.cuts(x) || x.hidden() {
			return nil
		}
		if open++; !slices.Contains(f.partitions, id) {
			return errors.New("its partition is not listed")
		}
		return nil
	})
	if err == nil && open != len(f.partitions) {
		return fmt.Errorf("%d partitions are felt, %d listed", open, len(f.partitions))
	}
	return err
}

// Pending is how many events of this room are pending.
func (f *Fleet) Pending() int {
	known := f.spreading
	for p := range f.processes {
		known += int(count(f.calendar.IsPending(f.processes[p].timer)))
	}
	for i := range f.turns {
		known += int(count(f.turns[i].asked))
	}
	_ = f.Each(func(_ int32, x *Case) error {
		known += int(count(f.calendar.IsPending(x.heal)) + count(f.calendar.IsPending(x.pulse)))
		return nil
	})
	return known
}

// Holdings is what the book should know of every node, for a check of it; whoever tends a case knows its stage.
func (f *Fleet) Holdings(stage func(id int32) models.Stage) []book.Node {
	nodes := make([]book.Node, len(f.nodes))
	for i := range nodes {
		n := &nodes[i]
		n.Class, n.Level, n.Serves = f.nodes[i].class, f.Condition(int32(i)).level(), f.Serves(int32(i))
		if n.Host = None; f.Away(int32(i)) {
			id := f.holds.Items[f.stands.asks[i]].of
			n.Host = f.stands.hosts[i]
			n.Asks = book.Share{Cause: f.causeOf(&f.cases.Items[id]), Stage: stage(id)}
		}
		for h := f.nodes[i].holds; h != None; h = f.holds.Items[h].onNode {
			id := f.holds.Items[h].of
			n.Holds = append(n.Holds, book.Share{
				Cause: f.causeOf(&f.cases.Items[id]), Stage: stage(id), Keeps: f.SymptomOf(h).Keeps(),
				Downs: f.SymptomOf(h).TakesDown(), Cured: f.curedBy(&f.cases.Items[id]), Vain: f.inVain(h),
			})
		}
	}
	return nodes
}
