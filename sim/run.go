package sim

import (
	"fmt"
	"sync/atomic"
)

// Model is what the events mean. Start schedules the first ones; Handle makes the consequences of one event, and may
// schedule, move and cancel others.
type Model interface {
	Start(c *Calendar)
	Handle(c *Calendar, e Event)
}

// Foreseer is an optional ability of a Model whose state does not fit the caches: of each event it is told some events
// before, if that is known, so that it can have fetched what it will need. What it is told of may be canceled, and
// nothing may come of it.
type Foreseer interface {
	Foresees() bool // whether it wants to be told; asked once for a run
	Foresee(e Event)
}

// Advancer is an optional ability of a Model of which a part plays events of its own, outside of the calendar.
type Advancer interface {
	Advances() bool // whether it does; asked once for a run
	// Advance plays what happens in that part before a time, or some of it, and reports whether that was all. It is called
	// before each event with the time of that, and at the end with that of the run, until it is done. It leaves the
	// calendar as it is.
	Advance(until Time) (done bool)
}

// Options of a run; the zero value is a plain run.
type Options struct {
	Tracer Tracer // sees every event, if not nil; it cannot change the course of events
	// Stop, if not nil, ends the run early once it is set, before the next event; any goroutine may set it.
	Stop *atomic.Bool
}

// Run starts m and plays its events over [Now, until): an event due at until exactly is not played and stays pending,
// so that runs can be joined end to end without playing an event twice. Then the clock stands at until, or, if until is
// +Inf, at the last event. A run that Stop ends reports stopped; its clock stands at the last event played. NaN or a
// time before Now is a mistake of the programmer and panics.
func Run(c *Calendar, m Model, until Time, o Options) (stopped bool) {
	m.Start(c)
	return Resume(c, m, until, o)
}

// Resume is Run without Start: it plays on where a run ended, or where a copy of its calendar and model was taken.
func Resume(c *Calendar, m Model, until Time, o Options) (stopped bool) {
	if !(until >= c.now) {
		panic(fmt.Sprintf("sim: run until %v s, but the clock stands at %v s", until, c.now))
	}
	ahead, ok := m.(Foreseer)
	foresees := ok && ahead.Foresees()
	aside, ok := m.(Advancer)
	advances := ok && aside.Advances()
	for {
		if o.Stop != nil && o.Stop.Load() {
			if due, ok := c.Peek(); ok && due < until || advances {
				return true
			}
		}
		if advances && !aside.Advance(c.due(until)) {
			continue
		}
		e, ok := c.NextBefore(until)
		if !ok {
			break
		}
		if o.Tracer != nil {
			o.Tracer.Event(c.now, e)
		}
		if foresees {
			if next, ok := c.foretell(); ok {
				ahead.Foresee(next)
			}
		}
		m.Handle(c, e)
	}
	if until < never {
		c.now = until
	}
	return false
}

// due is when the next event comes; at the latest, until.
func (c *Calendar) due(until Time) Time {
	if due, ok := c.Peek(); ok {
		return min(due, until)
	}
	return until
}
