package world_test

import (
	"nines/models"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/policies/dispatching"
	"nines/sim"
)

// crew works always, by day, or on call by night; one for all or one in every domain. By day it may be choosy.
func (d *dice) crew(b *models.Blueprint, name string) models.Crew {
	c := models.Crew{Name: name, Count: 1 + d.pick(2), Depth: d.pick(len(b.Topology.Levels))}
	if d.yes(2) {
		for i := sim.Duration(0); i < 5; i++ {
			c.Shifts = append(c.Shifts, models.Shift{From: (24*i + 8) * Hour, To: (24*i + 17) * Hour})
		}
		if d.yes(2) {
			c.CallOut = Exponential(1)
		}
		c.Stops = d.yes(2)
		c.Dispatcher = []models.Dispatcher{nil,
			dispatching.Shortest{}, dispatching.Widest{}, dispatching.Endangered{}}[d.pick(4)]
	}
	return c
}

// renewal adds work that renews the targets of some fault, at an age or by the calendar, where that has lives.
func (d *dice) renewal(b *models.Blueprint) {
	at := d.pick(len(b.Faults))
	of := &b.Faults[at]
	if _, ok := failure.LivesOf(of.Failure); !ok || of.Overload != nil {
		return
	}
	work := Renewal(d.hours(40), d.hours(3), of.Targets...)
	if work.Renews[0], work.Operating = at, of.Operating; d.yes(3) {
		work.AtAge, work.Operating, work.Failure = 0, false, d.planned(len(of.Targets))
	}
	if d.yes(2) {
		work.Budget = budget(b.Topology, of.Targets)
	}
	b.Faults = append(b.Faults, work)
}
