package load

import (
	"math"

	"nines/sim"
)

// press is the next instant at which the demand comes to exceed what a service reaches that has to meet it, or no
// longer does. It is known until what is reached changes, so that a wave costs two events a day while it passes that
// level, and none while it does not.
type press struct {
	timer   sim.Timer
	wound   bool
	reaches float64 // requests per second; what it was wound for
	exceeds bool    // likewise
}

// await winds the clocks anew after an event that changes what they were wound for.
func (l *Load) await() {
	for k := range l.presses {
		l.awaitPress(k)
	}
}

func (l *Load) awaitPress(k int) {
	x, f := &l.presses[k], &l.streams[l.pressed[k]]
	reaches, exceeds := l.book.Reaches(f.service), l.book.Exceeds(f.service)
	if x.wound && reaches == x.reaches && exceeds == x.exceeds {
		return
	}
	x.wound, x.reaches, x.exceeds = true, reaches, exceeds
	l.calendar.Cancel(&x.timer)
	origin := float64(l.Time.Warmup)
	at, passes := f.demand.Turn(float64(l.now())-origin, reaches, exceeds)
	if due := sim.Time(at + origin); !math.IsInf(at, 1) && due < l.End() {
		e := sim.Event{Kind: presses, Who: int32(k)}
		if passes {
			e.Arg = 1
		}
		x.timer = l.calendar.At(max(due, l.now()), e)
	}
}

// onPress plays an instant at which the demand passes what the service reaches, or up to which it does not.
func (l *Load) onPress(k int, passes bool) {
	l.presses[k].wound = false
	if passes {
		l.fleet.Press(int16(l.streams[l.pressed[k]].service), !l.presses[k].exceeds)
	}
}
