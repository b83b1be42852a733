package sim

import (
	"fmt"
	"math"
	"math/bits"
)

// Calendar is the clock and the future event list. Events at equal times happen in the order in which they were
// scheduled. The zero value is an empty calendar at time 0.
//
// Scheduling, moving, canceling and taking an event cost a few tens of nanoseconds each, hardly more for a million
// pending events than for a thousand, and allocate nothing once the calendar has held as many events before. A pending
// event takes 36 bytes and a share of partly filled chunks; a canceled one keeps them until its time comes or until
// canceled ones outnumber the pending, whichever is first. At most 2³¹ events may be pending.
//
// A calendar is not safe for concurrent use.
type Calendar struct {
	now   Time
	slots slab
	queue ladder
	print uint64
}

// idle is the number of canceled events that are tolerated however few are pending.
const idle = 1024

// NewCalendar returns an empty calendar at time 0.
func NewCalendar() *Calendar { return new(Calendar) }

// Now is the time of the event taken last, or the end of the last Run, whichever is later.
func (c *Calendar) Now() Time { return c.now }

// Len is the number of pending events.
func (c *Calendar) Len() int { return c.slots.live }

// At schedules e at time t. A time before Now, or NaN, is a mistake of the programmer and panics. At +Inf the event
// never happens: nothing is stored, and the Timer is the zero Timer.
func (c *Calendar) At(t Time, e Event) Timer {
	c.check(t)
	if t >= never {
		return Timer{}
	}
	t += 0 // minus zero becomes zero, so that equal times have equal bits and no difference has a wrong sign
	if c.slots.free == 0 {
		c.slots.extend()
	}
	timer := c.slots.take(t, e)
	if !c.queue.lead(t, timer.slot) {
		c.queue.put(t, timer.slot)
	}
	return timer
}

// After schedules e at Now + d; see At.
func (c *Calendar) After(d Duration, e Event) Timer { return c.At(c.now+Time(d), e) }

// check panics unless an event may be scheduled at t.
func (c *Calendar) check(t Time) {
	if !(t >= c.now) {
		c.refuse(t)
	}
}

// refuse panics over t, out of line, so that check stays cheap.
//
//go:noinline
func (c *Calendar) refuse(t Time) {
	panic(fmt.Sprintf("sim: event scheduled at %v s, but the clock stands at %v s", t, c.now))
}

// Move reschedules a pending event, which takes its place among events of its new time as if it were scheduled now,
// even if the time is the one it had. Moved to +Inf, it is canceled. Only *t follows the event; copies of *t become
// stale. Move reports false if *t is stale. A time before Now, or NaN, panics.
func (c *Calendar) Move(t *Timer, to Time) bool {
	c.check(to)
	p := c.slots.pending(*t)
	if p == nil {
		return false
	}
	e := p.event
	c.drop(p)
	*t = c.At(to, e)
	return true
}

// Cancel removes a pending event and clears *t. It reports false if *t was stale.
func (c *Calendar) Cancel(t *Timer) bool { return t.gen != 0 && c.cancel(t) }

// cancel is Cancel of a timer that may be stale, but names an event.
func (c *Calendar) cancel(t *Timer) bool {
	p := c.slots.pending(*t)
	*t = Timer{}
	if p == nil {
		return false
	}
	c.drop(p)
	return true
}

// drop kills a pending event. Its memory comes back when the queue meets it, or here, when more are dead than alive: a
// sweep is paid for by the cancellations since the last.
func (c *Calendar) drop(p *slot) {
	c.slots.kill(p)
	if c.slots.dead > c.slots.live+idle {
		c.queue.sweep(&c.slots)
	}
}

// Pending returns when the event of a timer is due, or false if the timer is stale.
func (c *Calendar) Pending(t Timer) (Time, bool) {
	p := c.slots.pending(t)
	if p == nil {
		return 0, false
	}
	return p.due, true
}

// IsPending reports whether the event of a timer is yet to come.
func (c *Calendar) IsPending(t Timer) bool { return c.slots.pending(t) != nil }

// Peek returns the time of the next event, or false if none is pending.
func (c *Calendar) Peek() (Time, bool) {
	q := &c.queue
	for q.head < len(q.run) || q.refill(&c.slots) {
		if next := q.run[q.head]; c.slots.wanted(next.slot) {
			return next.due, true
		}
		q.head++
	}
	return 0, false
}

// Next takes the earliest event, sets the clock to its time and folds both into the fingerprint. It reports false if
// none is pending.
func (c *Calendar) Next() (Event, bool) { return c.NextBefore(never) }

// NextBefore is Next for an event that is due before until; the clock stays where it is if there is none.
func (c *Calendar) NextBefore(until Time) (Event, bool) {
	q := &c.queue
	for q.head < len(q.run) || q.refill(&c.slots) {
		next := q.run[q.head]
		if next.due >= until {
			break // whether or not it was canceled
		}
		q.head++
		p := c.slots.at(next.slot)
		if p.gen&1 == 0 {
			c.slots.release(next.slot)
			continue
		}
		e := c.slots.finish(p, next.slot)
		c.now, c.print = next.due, fold(c.print, next.due, e)
		return e, true
	}
	return Event{}, false
}

// foretell returns an event that is likely to come after the next; false where none is known.
func (c *Calendar) foretell() (Event, bool) {
	if i := c.queue.head + 1; i < len(c.queue.run) {
		return c.slots.at(c.queue.run[i].slot).event, true
	}
	return Event{}, false
}

// Fingerprint is a hash of all events taken so far, with their times and in their order. Two runs with equal
// fingerprints have, for all practical purposes, seen the same events.
func (c *Calendar) Fingerprint() uint64 { return c.print }

// fold mixes an event into a fingerprint: two multiplications by odd constants (those of SplitMix64; Steele, Lea and
// Flood 2014), with the halves exchanged between and folded after them. The summand keeps zeros from staying zeros.
func fold(print uint64, t Time, e Event) uint64 {
	when := math.Float64bits(float64(t)) + uint64(e.Kind)*0x94d049bb133111eb
	what := uint64(uint32(e.Who))<<32 | uint64(uint32(e.Arg))
	print = (print^when)*0x9e3779b97f4a7c15 + 0xd1b54a32d192ed03
	print = (bits.RotateLeft64(print, 32) ^ what) * 0xbf58476d1ce4e5b9
	return print ^ print>>32
}

// Reset empties the calendar, sets the clock to 0 and the fingerprint to its first value, and keeps the memory. Timers
// from before are stale.
func (c *Calendar) Reset() {
	c.now, c.print = 0, 0
	c.slots.reset()
	c.queue.reset()
}

// CopyFrom makes c equal to src in its own memory, of which it allocates only what it lacks. Timers that are valid in
// src are valid in c and name the same events; timers of the former c mean nothing any more.
func (c *Calendar) CopyFrom(src *Calendar) {
	if c == src {
		return
	}
	c.now, c.print = src.now, src.print
	c.slots.copyFrom(&src.slots)
	c.queue.copyFrom(&src.queue)
}
