package book

import (
	"math"

	"nines/sim"
)

// outage is the last outage of one service. An outage that has ended is booked when the next begins or the run is over,
// since it may turn out to go on.
type outage struct {
	trigger int32    // process whose onset began it; none where unknown
	began   sim.Time // when it began
	ended   bool     // it has ended, at until, and is not booked yet
	until   sim.Time
}

// blink is how long a service must be back for one outage to end and another to begin, in seconds: twice what a clock
// in floating point resolves after centuries. Outages recorded back to back are one.
const blink = 4e-6

// turnOut follows a service into an outage or out of it.
func (b *Book) turnOut(service int, out bool, now sim.Time, cause Cause) {
	x := &b.outages[service]
	switch {
	case !out:
		x.until, x.ended = now, true
	case x.ended && now-x.until < blink:
		x.ended = false
	default:
		b.endOutage(service)
		b.beginOutage(service, now, cause)
	}
}

func (b *Book) beginOutage(service int, now sim.Time, cause Cause) {
	o, x := &b.outcome.Services[service], &b.outages[service]
	if x.until >= b.start && b.spans(x) {
		o.Ups.Add(float64(now - x.until))
	}
	x.began, x.trigger = now, none
	o.Outages++
	if float64(now-b.start) < float64(b.plan.Time.Horizon)/4 {
		o.Early++
	}
	if cause.Case != none {
		x.trigger = cause.Process
		b.begins(cause, service)
		b.downed(cause, service)
	}
	if o.Censored {
		o.First, o.Censored = float64(x.began-b.start), false
	}
}

// spans reports that the time without outage in which a service is, or was before its present outage, is one whole: it
// began with the end of an outage, or with a run of things that are new.
func (b *Book) spans(x *outage) bool { return x.until > 0 || b.plan.Time.New }

// lasting is for how long the present outage of a service, or the time without one, has gone on; NaN if it began before
// the measured time.
func (b *Book) lasting(service int, now sim.Time) float64 {
	x := &b.outages[service]
	switch {
	case b.services[service].out && x.began >= b.start:
		return float64(now - x.began)
	case !b.services[service].out && x.until >= b.start && b.spans(x):
		return float64(now - x.until)
	}
	return math.NaN()
}

// begins counts an outage to the cause whose onset began it, and the incident as one that took the service down.
func (b *Book) begins(cause Cause, service int) {
	o, x := &b.outcome.Services[service], &b.cases[cause.Case]
	if b.outcome.Processes != nil && cause.Process != none {
		b.outcome.Processes[cause.Process].Begun++
	}
	if x.fault == int16(none) {
		o.Begun[len(b.plan.Faults)]++
		return
	}
	o.Begun[x.fault]++
	if bit := uint64(1) << service; x.genuine && x.onset >= b.start && x.took&bit == 0 {
		x.took |= bit
		o.Took[x.fault]++
	}
}

// downed notes the first service that the onset of an incident took down.
func (b *Book) downed(cause Cause, service int) {
	x := &b.cases[cause.Case]
	if x.downing {
		return
	}
	x.downing, x.service = true, int16(service)
	if b.outcome.Processes != nil && cause.Process != none {
		b.outcome.Processes[cause.Process].Downing++
	}
}

// endOutage books the last outage of a service, if it is over.
func (b *Book) endOutage(service int) {
	x := &b.outages[service]
	if !x.ended {
		return
	}
	x.ended = false
	if x.began >= b.start {
		b.outcome.Services[service].Durations.Add(float64(x.until - x.began))
	}
	b.accuse(x, x.until)
}

// accuse books outage time up to now to the process that began the outage.
func (b *Book) accuse(x *outage, now sim.Time) {
	if b.outcome.Processes != nil && x.trigger != none {
		b.outcome.Processes[x.trigger].Outage += float64(now - max(x.began, b.start))
	}
}
