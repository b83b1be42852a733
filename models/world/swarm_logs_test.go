package world_test

import (
	"math"
	"slices"

	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
)

// logs gives a system one or two replicated logs, whose votes take about as long as their time-outs now and then, and a
// service that is up while one of them has a leader.
func (d *dice) logs(b *models.Blueprint) {
	for i := range 1 + d.pick(2) {
		classes := [][]int{{0}, {0, 1}}[d.pick(2)]
		members := models.Spread(b.Topology, classes, 1+d.pick(7), d.pick(3))
		n := len(members)
		l := models.Log{Name: string(rune('l' + i)), Members: members, Heartbeat: sim.Duration(d.hours(0.05)) * Hour,
			Timeout: Must(dist.NewUniform(Hour/2, Hour))}
		if d.yes(2) {
			l.Timeout = Exponential(d.hours(1))
		}
		if d.yes(2) {
			l.Disk = Exponential(d.hours(0.05))
		}
		if d.yes(3) {
			l.Patience = Hour / 4
		}
		l.PreVote = d.yes(2)
		if !d.yes(3) {
			trip := []dist.Law{Exponential(d.hours(0.2)), Constant(d.hours(0.1))}[d.pick(2)]
			l.Trips = make([]dist.Law, n*n)
			for k := range l.Trips {
				l.Trips[k] = trip
			}
		}
		if d.yes(2) {
			d.changes(b, &l, classes)
		}
		b.Logs = append(b.Logs, l)
	}
	if d.yes(2) {
		d.cut(b)
	}
	keeper := models.Service{Name: "keeper", Classes: []int{0, 1}, Rule: models.Rule{Nodes: 1}, Log: 1}
	b.Services = append(b.Services, keeper)
	if s := &b.Services[d.pick(len(b.Services))]; d.yes(2) && len(s.Classes) > 0 {
		d.lock(s)
	}
	if d.yes(2) {
		b.Services[0].Needs = append(b.Services[0].Needs, models.Dependency{Service: len(b.Services) - 1})
	}
}

// changes has members of a log be replaced, if there are more nodes that could be.
func (d *dice) changes(b *models.Blueprint, l *models.Log, classes []int) {
	x := &models.Changes{Sites: 1, Depth: d.pick(3), Within: d.pick(2), Transfer: d.yes(2),
		After: []sim.Duration{0, Hour / 4, sim.Duration(math.Inf(1))}[d.pick(3)]}
	for i := range b.Topology.Leaves {
		if slices.Contains(classes, int(b.Topology.Leaves[i].Class)) {
			x.Hosts, x.Site = append(x.Hosts, int32(i)), append(x.Site, 0)
		}
	}
	if d.yes(2) {
		x.Every = sim.Duration(1+d.pick(5)) * Hour
	}
	if d.yes(2) {
		x.CatchUp = Exponential(d.hours(2))
	}
	if l.Trips != nil {
		l.Trips = l.Trips[:1]
	}
	if len(x.Hosts) > len(l.Members) {
		l.Changes = x
	} else if l.Trips != nil {
		l.Trips = slices.Repeat(l.Trips, len(l.Members)*len(l.Members))
	}
}

// lock gives a service a lock that is kept in the first log.
func (d *dice) lock(s *models.Service) {
	lease := sim.Duration(d.hours(3)) * Hour
	s.Lock = &models.Lock{Lease: lease, Renew: lease / 4, Deadline: []sim.Duration{lease, lease / 2}[d.pick(2)],
		Retry: []dist.Law{Exponential(d.hours(1)), Constant(d.hours(1))}[d.pick(2)], Fenced: d.yes(2)}
}

// cut adds a partition of a node that is a member of the first log, from all others or from another member, one way or
// both, besides those of domains.
func (d *dice) cut(b *models.Blueprint) {
	members := b.Logs[0].Members
	cut := Lasting("cut", Exponential(d.hours(20)), Exponential(d.hours(5)))
	cut.Targets = []models.ComponentID{b.Topology.Node(members[0])}
	cut.Symptom = models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1, Cut: models.Cut(d.pick(3))}
	if len(members) > 1 && d.yes(2) {
		cut.Peer, cut.Symptom.Loss = b.Topology.Node(members[1]), 0
	}
	b.Faults = append(b.Faults, cut)
}
