package models

import (
	"slices"

	"nines/sim"
)

// CopyFrom makes w equal to src, and c to src's calendar, in their own memory, of which they allocate only what they
// lack. From then on the two worlds go their own ways; played alike, they end alike. Nobody is told the story of a copy
// (see Tell). Cost: O(state).
func (w *World) CopyFrom(src *World, c *sim.Calendar) {
	if w == src {
		return
	}
	c.CopyFrom(src.calendar)
	w.Blueprint, w.calendar, w.draws, w.tell = src.Blueprint, c, src.draws, nil
	w.nodes = copied(w.nodes, src.nodes)
	w.domainHeld = copied(w.domainHeld, src.domainHeld)
	w.processes = copied(w.processes, src.processes)
	w.paused = copied(w.paused, src.paused)
	w.frailty = copied(w.frailty, src.frailty)
	w.ages = copied(w.ages, src.ages)
	w.incidents, w.freed, w.serial = copied(w.incidents, src.incidents), src.freed, src.serial
	w.spreading, w.lastChange = src.spreading, src.lastChange
	w.holds, w.freeHold = copied(w.holds, src.holds), src.freeHold
	w.cuts = copied(w.cuts, src.cuts)
	w.beliefs, w.census = copied(w.beliefs, src.beliefs), src.census
	w.gates = copied(w.gates, src.gates)
	w.services = deeply(w.services, src.services, func(d *serviceState, s serviceState) {
		s.held = copied(d.held, s.held)
		*d = s
	})
	w.roles = deeply(w.roles, src.roles, func(d *[]int32, s []int32) { *d = copied(*d, s) })
	w.teams = copied(w.teams, src.teams)
	w.shelves = copied(w.shelves, src.shelves)
	w.pools = deeply(w.pools, src.pools, func(d *pool, s pool) {
		s.copies = copied(d.copies, s.copies)
		*d = s
	})
	w.memory, w.held = copied(w.memory, src.memory), src.held
	w.cases = src.cases
	w.flow.copyFrom(&src.flow)
	w.strains, w.strained = copied(w.strains, src.strains), src.strained
	w.meter.copyFrom(&src.meter)
}

// copied returns a copy of src in dst's memory if that is large enough; nil for nil.
func copied[T any](dst, src []T) []T {
	if src == nil {
		return nil
	}
	return append(dst[:0], src...)
}

// deeply is copied for elements that own memory; copyTo copies one of them into what lies in its place.
func deeply[T any](dst, src []T, copyTo func(dst *T, src T)) []T {
	if src == nil {
		return nil
	}
	dst = slices.Grow(dst[:0], len(src))[:len(src)]
	for i := range src {
		copyTo(&dst[i], src[i])
	}
	return dst
}

func (f *flow) copyFrom(src *flow) {
	classes, paces, groups, shares := f.classes, f.paces, f.groups, f.shares
	*f = *src
	f.classes = copied(classes, src.classes)
	f.paces = copied(paces, src.paces)
	f.groups = copied(groups, src.groups)
	f.shares = copied(shares, src.shares)
}

func (m *meter) copyFrom(src *meter) {
	old := *m
	*m = *src
	m.Outcome = old.Outcome
	m.Outcome.copyFrom(&src.Outcome)
	m.classes = copied(old.classes, src.classes)
	m.zones = copied(old.zones, src.zones)
	m.mistaken = copied(old.mistaken, src.mistaken)
	m.outages = copied(old.outages, src.outages)
	m.marks = deeply(old.marks, src.marks, func(d *Window, s Window) {
		s.Downtime = copied(d.Downtime, s.Downtime)
		*d = s
	})
}

// copyFrom shares with src what is written once: what reports, ticks and windows hold.
func (o *Outcome) copyFrom(src *Outcome) {
	old := *o
	*o = *src
	o.Fleet.Times = copied(old.Fleet.Times, src.Fleet.Times)
	o.Classes = deeply(old.Classes, src.Classes, func(d *NodesOutcome, s NodesOutcome) {
		s.Times = copied(d.Times, s.Times)
		*d = s
	})
	o.Zones = copied(old.Zones, src.Zones)
	o.Faults = deeply(old.Faults, src.Faults, (*FaultOutcome).copyFrom)
	o.Services = deeply(old.Services, src.Services, (*ServiceOutcome).copyFrom)
	o.Watches = copied(old.Watches, src.Watches)
	o.Crews = copied(old.Crews, src.Crews)
	o.Spares = copied(old.Spares, src.Spares)
	o.Pools = copied(old.Pools, src.Pools)
	o.Flow.Margin.seconds = copied(old.Flow.Margin.seconds, src.Flow.Margin.seconds)
	o.Reports = copied(old.Reports, src.Reports)
	o.Series = copied(old.Series, src.Series)
	o.Windows = deeply(old.Windows, src.Windows, func(d *[]Window, s []Window) { *d = copied(*d, s) })
	o.Worst = copied(old.Worst, src.Worst)
	o.Processes = copied(old.Processes, src.Processes)
}

func (d *FaultOutcome) copyFrom(s FaultOutcome) {
	restore := d.Restore
	restore.CopyFrom(&s.Restore)
	*d = s
	d.Restore = restore
}

func (d *ServiceOutcome) copyFrom(s ServiceOutcome) {
	durations, lost := d.Durations, d.Lost
	durations.CopyFrom(&s.Durations)
	lost.CopyFrom(&s.Lost)
	byFault := copied(d.ByFault, s.ByFault)
	*d = s
	d.Durations, d.Lost, d.ByFault = durations, lost, byFault
}
