package book_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/book"
	"nines/sim"
)

// ledger keeps a book of two nodes of one request per second each, both of which a service needs, as the world does:
// fault 0 strikes either, fault 1 strikes the first and does not count.
type ledger struct {
	*book.Book
	plan *book.Plan
	held map[int32]int32 // incidents that hold a node down, by node: one each
	of   map[int32]int   // their faults
}

func newLedger(t *testing.T) *ledger {
	t.Helper()
	topology, err := models.Lay([]models.Level{
		{Name: "node", Nodes: [][]models.ClassCount{{{Count: 2, Label: "node"}}}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := book.Prepare(&models.Blueprint{
		Topology: topology, Classes: []models.Class{{Name: "node", Throughput: 1}},
		Time: models.Timing{Warmup: 100, Horizon: 1000},
		Faults: []models.Fault{{Name: "crash", Targets: []models.ComponentID{1, 2}},
			{Name: "work", Targets: []models.ComponentID{1}, Uncounted: true}},
		Services: []models.Service{{Name: "api", Classes: []int{0}, Rule: models.Rule{Nodes: 2}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	l := &ledger{new(book.Book), plan, map[int32]int32{}, map[int32]int{}}
	l.Reset(plan, 0)
	return l
}

// down has an incident of a fault take a node down.
func (l *ledger) down(at sim.Time, id, leaf int32, fault int) {
	cause := book.Cause{Case: id, Process: leaf + 2*int32(fault)}
	l.Begin(id, cause.Process, int16(fault), at)
	l.Began(int16(fault))
	l.SettleClass(0, at)
	l.held[leaf], l.of[id] = id, fault
	if l.Blames(0) {
		l.charge(leaf, 1)
	}
	l.NodeTurned(leaf, 0, false, at)
	l.Change(leaf, 0, book.Level{Up: true, Reach: 1}, book.Level{}, 1, at, cause)
	l.judge(at, cause)
}

// up has the incident on a node be over.
func (l *ledger) up(at sim.Time, leaf int32) {
	id := l.held[leaf]
	l.Enter(id, models.Over, at)
	l.Close(id, book.Told{Serial: id, Nodes: 1, Where: 1 + models.ComponentID(leaf)}, at)
	l.SettleClass(0, at)
	if l.Blames(0) {
		l.charge(leaf, -1)
	}
	delete(l.held, leaf)
	l.NodeTurned(leaf, 0, true, at)
	l.Change(leaf, 0, book.Level{}, book.Level{Up: true, Reach: 1}, 1, at, book.Nobody)
	l.judge(at, book.Nobody)
}

// enter has the incident on a node enter a stage.
func (l *ledger) enter(at sim.Time, leaf int32, stage models.Stage) {
	id := l.held[leaf]
	l.SettleDown(0, at)
	if l.Blames(0) {
		l.charge(leaf, -1)
	}
	l.Enter(id, stage, at)
	if l.Blames(0) {
		l.charge(leaf, 1)
	}
}

func (l *ledger) charge(leaf int32, sign int64) {
	id := l.held[leaf]
	l.Charge(0, l.of[id], id, sign*l.plan.Units(0, 0), false)
	if sign > 0 {
		l.Carried(0)
	}
}

func (l *ledger) judge(at sim.Time, cause book.Cause) {
	if l.Asks(0) {
		for _, id := range l.held {
			l.Charge(0, l.of[id], id, l.plan.Units(0, 0), false)
		}
		l.Answer(0, len(l.held))
	}
	l.Judge(0, at, cause)
	l.Turns()
}

// TestBookByHand would catch time in the warm-up that is counted, an outage that two incidents make two or a blink
// divides, time of what does not count that is charged to what does, a stage that is owed what another took, and an
// outage that is another's fault. By node, with the measured time from 100 s on:
//
//	node 0   50–150, 250–400, work 500–600, 700–750 and 750–800
//	node 1   200–300, in repair from 220 on, 550–580
//
// The service is down in 100–150, in 200–400, in 550–580, for the half that counts, and in 700–800.
func TestBookByHand(t *testing.T) {
	l := newLedger(t)
	l.down(50, 0, 0, 0)
	l.Measure(100)
	l.up(150, 0)
	l.down(200, 1, 1, 0)
	l.enter(220, 1, models.Repairing)
	l.down(250, 0, 0, 0)
	l.up(300, 1)
	l.up(400, 0)
	l.down(500, 2, 0, 1)
	l.down(550, 1, 1, 0)
	l.up(580, 1)
	l.up(600, 0)
	l.down(700, 0, 0, 0)
	l.up(750, 0)
	l.down(750, 1, 0, 0)
	l.up(800, 0)
	l.Settle(1100)
	o := l.Finish(1100)
	s := &o.Services[0]
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"measured", o.Measured, 1000}, {"downtime", s.Downtime, 50 + 200 + 15 + 100}, {"excused", s.Excused, 50 + 15 + 20},
		{"of the crashes", s.ByFault[0], 365}, {"of the work", s.ByFault[1], 0},
		{"undetected", s.ByStage[models.Undetected], 365 - 55}, {"in repair", s.ByStage[models.Repairing], 30 + 25},
		{"first", s.First, 0}, {"capacity", s.Capacity, 2*1000 - 530}, {"nodes down", o.Fleet.Down, 50 + 250 + 130 + 100},
		{"of class", o.Classes[0].Down, 530}, {"none down", o.Fleet.Times[0], 1000 - 50 - 200 - 100 - 100},
		{"both down", o.Fleet.Times[2], 50 + 30}, {"longest outage", s.Durations.Quantile(1), 200},
		{"shortest outage", s.Durations.Quantile(0), 30}, {"outages", float64(s.Outages), 3},
		{"closed", float64(s.Durations.Count()), 3}, {"crashes", float64(o.Faults[0].Incidents), 5},
		{"their time", o.Faults[0].Spent[models.Undetected] + o.Faults[0].Spent[models.Repairing],
			50 + 100 + 150 + 30 + 50 + 50},
		{"in repair", o.Faults[0].Spent[models.Repairing], 80}, {"restored", float64(o.Faults[0].Restore.Count()), 5},
		{"unnoticed", float64(o.Faults[0].Unnoticed), 5}, {"outage of node 0", o.Processes[0].Outage, 50 + 100},
		{"outage of node 1", o.Processes[1].Outage, 200 + 30}, {"downing of node 0", float64(o.Processes[0].Downing), 1},
		{"downing of node 1", float64(o.Processes[1].Downing), 2}, {"of work", float64(o.Processes[2].Downing), 0},
		{"records", float64(len(o.Worst)), 3},
	} {
		if math.Abs(c.got-c.want) > 1e-9*math.Max(1, c.want) {
			t.Errorf("%s: %g, want %g", c.what, c.got, c.want)
		}
	}
}

// TestFirstOutageByHand would catch a first outage that counts from the start of the run, and one that is not open at
// the end though nobody has ended it.
func TestFirstOutageByHand(t *testing.T) {
	l := newLedger(t)
	l.Measure(100)
	l.down(300, 0, 0, 0)
	l.Settle(1100)
	l.Remain(0, book.Told{Serial: 1, Nodes: 1, Where: 1}, 1100)
	o := l.Finish(1100)
	s, f := &o.Services[0], &o.Faults[0]
	if s.First != 200 || s.Censored || !s.Open || s.Outages != 1 || s.Durations.Count() != 0 || s.Downtime != 800 {
		t.Errorf("first after %g s (censored %t), open %t, down for %g s", s.First, s.Censored, s.Open, s.Downtime)
	}
	if f.Open != 1 || f.Spent[models.Undetected] != 800 || f.Restore.Count() != 0 || len(o.Worst) != 1 ||
		!o.Worst[0].Open {
		t.Errorf("not over: %+v, records %v", f, o.Worst)
	}
}
