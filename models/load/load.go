package load

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/sight"
	"nines/sim"
)

// Load is the traffic of one run, and what it does to those who carry it. All of it lies in flat slices, so that it can
// be copied and used again. Without traffic nothing here costs anything.
type Load struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	book     *book.Book
	fleet    *fleet.Fleet
	sight    *sight.Sight
	flow     flow
	nodes    []counted // by node: as what the flow counts it; empty without traffic
	strains  []strain
	meter    meter
	press    press
	strained bool // what they depend on has changed in the present event
}

// counted is as what the flow counts a node.
type counted struct {
	condition condition
	times     int64 // for how many nodes it serves
	chosen    bool  // it is sent work
}

func (c counted) trusted() int64 {
	if c.chosen {
		return c.times
	}
	return 0
}

func (l *Load) now() sim.Time { return l.calendar.Now() }

// Dragger says which share of every node's throughput restores take, in [0, 1].
type Dragger interface{ Drag() float64 }

// On reports whether there is traffic.
func (l *Load) On() bool { return l.flow.on() }

// hear is what the flow has to know besides nodes.
func (l *Load) hear(drag float64) told {
	s := l.Traffic.Service
	return told{drag: drag, reaches: l.book.Reaches(s), passes: l.book.Passes(s), interrupted: l.book.Interrupted(s)}
}

// look is as what a node has to be counted.
func (l *Load) look(leaf int32) counted {
	c := l.fleet.Condition(leaf)
	return counted{condition{c.Quality, c.Answers, c.Slow}, l.fleet.Serves(leaf), l.sight.Chosen(leaf)}
}

// Settle brings the traffic up to now.
func (l *Load) Settle() { l.flow.settle(l.now()) }

// Forget ends the warm-up: what has been counted is forgotten. Everything is settled.
func (l *Load) Forget() { l.flow.booked = models.FlowOutcome{} }

// Requests is how many have arrived and been lost since the measured time began. Everything is settled.
func (l *Load) Requests() (arrived, lost float64) { return l.flow.booked.Arrived, l.flow.booked.Lost }

// Demand is how many requests per second arrive now; 0 without traffic.
func (l *Load) Demand() float64 {
	if l.Traffic == nil {
		return 0
	}
	return l.Traffic.Demand.At(float64(l.now()) - float64(l.Time.Warmup))
}

// Finish hands over what was measured, in memory of its own. Everything is settled.
func (l *Load) Finish() models.FlowOutcome {
	o := l.flow.booked
	l.flow.booked = models.FlowOutcome{}
	return o
}

// Pending is how many events of this room are pending.
func (l *Load) Pending() (n int) {
	for k := range l.strains {
		if l.calendar.IsPending(l.strains[k].timer) {
			n++
		}
	}
	for k := range l.meter.alerts {
		if l.calendar.IsPending(l.meter.alerts[k].timer) {
			n++
		}
	}
	if l.calendar.IsPending(l.press.timer) {
		n++
	}
	return n
}
