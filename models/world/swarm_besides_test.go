package world_test

import (
	"slices"

	"nines/models"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/policies/detection"
	"nines/policies/dispatching"
	"nines/policies/recovery"
	"nines/sim"
	"nines/sim/catalog"
)

// besides gives a system what is read off further bytes: so the bytes in front of them stand for the system that they
// always stood for.
func (d *dice) besides(b *models.Blueprint) {
	for i := range b.Services[1:] {
		if s := &b.Services[1+i]; s.Name == "api" {
			s.Name += string(rune('1' + i))
		}
	}
	d.demands(b)
	d.rules(b)
	d.occasions(b)
	d.watches(b)
	d.means(b)
	d.roles(b)
	b.Time.New = d.yes(3)
	switch d.pick(6) {
	case 4:
		b.Recoverer = shipped(recovery.Table(), d.pick(len(recovery.Table().Rows())), b.Recoverer)
	case 5:
		b.Recoverer = d.runbook(b)
	}
	d.played(b)
	d.seeks(b)
}

// seeks has balancers look at what nodes have to do at flow fidelity, where nothing forbids it.
func (d *dice) seeks(b *models.Blueprint) {
	calls := slices.ContainsFunc(b.Services, func(s models.Service) bool { return len(s.Calls) > 0 })
	if len(b.Traffic) == 0 || b.Plays() || calls || !d.yes(3) {
		return
	}
	b.Seeker, b.Splitter = models.Idle{}, nil
	if d.yes(2) {
		b.Seeker = models.Drawn{Of: 1 + d.pick(3), Different: d.yes(2)}
	}
	for i := range b.Faults {
		b.Faults[i].Overload = nil
	}
}

// shipped is a row of a table as it is by default; another value where it cannot be.
func shipped[T any](table catalog.Table[T], row int, other T) T {
	x, err := table.Rows()[row].Build(func(any) error { return nil })
	if err != nil {
		return other
	}
	return x
}

// demands has services meet the demand on them, which has hours of its own, and users call a second one.
func (d *dice) demands(b *models.Blueprint) {
	if len(b.Traffic) == 0 {
		return
	}
	first := b.Traffic[0].Service
	d.demand(b, &b.Traffic[0])
	if db := b.Topology.ByClass()[1]; db == 0 || len(b.Services[first].Classes) == 2 || !d.yes(2) {
		return
	}
	b.Services = append(b.Services, models.Service{Name: "store", Classes: []int{1}, Rule: models.Rule{Nodes: 1}})
	b.Traffic = append(b.Traffic, models.Traffic{Service: len(b.Services) - 1, Demand: b.Traffic[0].Demand})
	d.demand(b, &b.Traffic[1])
	if d.yes(2) {
		d.calls(b, first)
	}
}

// calls has the last service called by another one, and by users or not.
func (d *dice) calls(b *models.Blueprint, from int) {
	last := &b.Traffic[1]
	b.Services[from].Calls = []models.Call{
		{Service: last.Service, PerRequest: float64(1+d.pick(8)) / 4, Optional: d.yes(3)}}
	mean := last.Demand.Mean
	last.Demand = b.Traffic[0].Demand // users of both come at the same hours
	if last.Demand.Mean = mean; d.yes(2) {
		b.Traffic = b.Traffic[:1]
	}
}

// demand is about as high as what a service has installed, where it has to be met.
func (d *dice) demand(b *models.Blueprint, x *models.Traffic) {
	if d.yes(2) {
		b.Services[x.Service].Rule = models.Rule{Demand: true}
		x.Demand.Mean = b.Installed(x.Service) * float64(1+d.pick(6)) / 6
	}
	if d.yes(2) {
		x.Demand.Week = make([]float64, models.WeekHours)
		for h := range x.Demand.Week {
			x.Demand.Week[h] = float64(1 + (h/(1+d.pick(2)*23))%3)
		}
		x.Demand.Week[d.pick(models.WeekHours)] = 0
	}
}

// rules are absolute, or ask for a majority, or for what is not installed.
func (d *dice) rules(b *models.Blueprint) {
	if s := d.own(b); !b.Services[s].Rule.Demand {
		switch d.pick(4) {
		case 1:
			b.Services[s].Rule = models.Rule{Rate: b.Installed(s) * float64(1+d.pick(4)) / 4}
		case 2:
			b.Services[s].Rule = models.Rule{Majority: true}
		case 3:
			if len(b.Topology.Levels) > 1 {
				b.Services[s].Rule = models.Rule{Majority: true, Depth: 1, Each: &models.Rule{Majority: true}}
			}
		}
	}
	for i := range b.Services {
		if needs := b.Services[i].Needs; len(needs) > 0 && d.yes(2) {
			needs[0].Soft = 0.5
		}
	}
	if s := d.own(b); d.yes(6) {
		b.Services[s].Rule, b.Unmet = models.Rule{Nodes: 1000}, true
	}
}

// own is a service that runs on nodes.
func (d *dice) own(b *models.Blueprint) int {
	for s := d.pick(len(b.Services)); ; s-- {
		if len(b.Services[s].Classes) > 0 {
			return s
		}
	}
}

// occasions are faults that strike at known times, share a cause, cost, or are renewed with others.
func (d *dice) occasions(b *models.Blueprint) {
	if d.yes(3) {
		b.Faults[0].Cause, b.Faults[1].Cause = "shared", "shared"
	}
	if at := d.pick(len(b.Faults)); d.yes(3) && d.scheduled(b, at) {
		b.Faults[at].Cost = 1
	}
	for i := range b.Faults {
		f := &b.Faults[i]
		if f.Budget != nil && d.yes(2) {
			f.Budget.Service = d.own(b)
		}
		if other := d.pick(len(b.Faults)); f.Renews != nil && !slices.Contains(f.Renews, other) && living(b, other) &&
			slices.Equal(f.Targets, b.Faults[other].Targets) {
			f.Renews = append(f.Renews, other)
		}
	}
}

// living reports whether a fault has lives that may be renewed.
func living(b *models.Blueprint, fault int) bool {
	_, ok := failure.LivesOf(b.Faults[fault].Failure)
	return ok && b.Faults[fault].Overload == nil
}

// scheduled has a fault strike at known times if it lives and nothing renews it.
func (d *dice) scheduled(b *models.Blueprint, fault int) bool {
	renewed := slices.ContainsFunc(b.Faults, func(f models.Fault) bool { return slices.Contains(f.Renews, fault) })
	if renewed || !living(b, fault) {
		return false
	}
	times := make([][]sim.Time, len(b.Faults[fault].Targets))
	for i := range times {
		for at := sim.Time(d.pick(3)) * 50 * Hour; at < b.End(); at += sim.Time(1+d.pick(8)) * 50 * Hour {
			times[i] = append(times[i], at)
		}
	}
	b.Faults[fault].Failure, b.Faults[fault].Lemons = failure.Scheduled{Times: times}, 0
	return true
}

// watches are by detectors that ship, those that look at requests where there are any.
func (d *dice) watches(b *models.Blueprint) {
	rows := detection.Table().Rows()
	for i := range b.Watches {
		if !d.yes(2) {
			continue
		}
		x := shipped(detection.Table(), d.pick(len(rows)), b.Watches[i].Detector)
		if _, ok := x.(models.Meter); ok {
			if b.Watches[i].From = models.Fleet; len(b.Traffic) == 0 {
				continue
			}
		}
		b.Watches[i].Detector = x
	}
	if d.yes(4) {
		watcher := Watcher{Notices: Exponential(0.5), Trusts: Exponential(2), SeesLossy: 0.6}
		b.Watches[0].Detector = Looker{Watcher: watcher, Finds: Exponential(0.3)}
	}
}

// means are what work takes: crews with an order of causes, and parts that have a price or never come.
func (d *dice) means(b *models.Blueprint) {
	for i := range b.Crews {
		if c := &b.Crews[i]; d.yes(3) {
			c.Cost, c.Overtime = 1, 2
			c.Dispatcher, _ = dispatching.NewPriority(dispatching.PriorityConfig{Order: []string{"b", "shared"}})
		}
	}
	for i := range b.Spares {
		if b.Spares[i].Cost, b.Spares[i].Holding = 1, 2; d.yes(6) {
			b.Spares[i].Lead = nil
		}
	}
}

// roles are those of several services; what is done loses work, and one case in a zone waits for the other.
func (d *dice) roles(b *models.Blueprint) {
	r, ok := b.Recoverer.(tinkerer)
	if !ok {
		return
	}
	for i := range r.actions {
		a := &r.actions[i]
		if a.Service != "" && d.yes(2) {
			a.Service = b.Services[d.own(b)].Name
		}
		if !a.Mitigates() && d.yes(3) {
			a.Loses = Exponential(1)
		}
	}
	if d.yes(3) {
		r.per = b.Topology.Levels[d.pick(len(b.Topology.Levels))].Name
	}
	b.Recoverer = r
}

// runbook moves a role, drains or evicts, at the alarm or once the cause is known, and mends under a guard.
func (d *dice) runbook(b *models.Blueprint) models.Recoverer {
	move := func(c any) error {
		if f, ok := c.(*recovery.Failover); ok {
			f.Service, f.Active = b.Services[d.own(b)].Name, d.pick(3)
		}
		return nil
	}
	step := func(names ...string) recovery.Step {
		row, _ := recovery.Actions().Find(names[d.pick(len(names))])
		return recovery.Step{Action: Must(row.Build(move)), Attempts: d.pick(3)}
	}
	g := recovery.Guard{Limited: d.yes(3), AtMost: 0.5, Again: Hour, Batch: d.pick(3)}
	if d.yes(3) {
		g.Every = 24 * Hour
	}
	if d.yes(3) {
		g.Per = b.Topology.Levels[d.pick(len(b.Topology.Levels))].Name
	}
	help := []recovery.Step{step("failover", "drain", "evict", "autoscale"), step("drain", "evict", "failover")}
	mend := []recovery.Step{step("evict", "autoscale", "restart"), step("reboot", "replace", "rollback", "repair")}
	return Must(recovery.NewRunbook([]recovery.Rule{
		{Alarm: true, Do: help}, {Do: mend, Guard: g, Retry: Hour, Probation: sim.Duration(d.pick(2)) * Hour}}))
}
