package book

import "nines/sim"

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
	x.began, x.trigger = now, none
	o.Outages++
	if cause.Case != none {
		x.trigger = cause.Process
		b.downed(cause, service)
	}
	if o.Censored {
		o.First, o.Censored = float64(x.began-b.start), false
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
