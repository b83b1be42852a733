package book

import (
	"nines/models"
	"nines/sim"
)

// tally counts the members of a set that are in some state, and integrates.
type tally struct {
	now   int
	since sim.Time // until when it is booked
}

// book returns the member-seconds since the last booking, and makes now the last.
func (t *tally) book(now sim.Time) float64 {
	seconds := float64(float64(now-t.since) * float64(t.now))
	t.since = now
	return seconds
}

// bookDown brings the integral of a set of nodes up to now.
func (t *tally) bookDown(o *models.NodesOutcome, now sim.Time) { o.Down += t.book(now) }

// bookTimes is bookDown for a set whose number of nodes down is wanted as a distribution.
func (t *tally) bookTimes(o *models.NodesOutcome, now sim.Time) {
	if now > t.since {
		if t.now >= len(o.Times) {
			o.Times = append(o.Times, make([]float64, t.now+1-len(o.Times))...)
		}
		o.Times[t.now] += float64(now - t.since)
	}
	t.bookDown(o, now)
}

// NodeTurned follows a node up or down.
func (b *Book) NodeTurned(leaf int32, class int16, up bool, now sim.Time) {
	by := 1
	if up {
		by = -1
	}
	o := &b.outcome
	b.fleet.bookTimes(&o.Fleet, now)
	b.fleet.now += by
	b.classes[class].bookTimes(&o.Classes[class], now)
	b.classes[class].now += by
	if len(b.zones) > 0 {
		z := b.plan.Topology.Zone(leaf)
		b.zones[z].bookDown(&o.Zones[z], now)
		b.zones[z].now += by
	}
}

// bookMistakes brings the integral of a detector's mistakes up to now and changes how many there are.
func (b *Book) bookMistakes(watch int, now sim.Time, by int) {
	t := &b.mistaken[watch]
	b.outcome.Watches[watch].Mistaken += t.book(now)
	t.now += by
}

// Errs books that a detector suspects one more node without cause.
func (b *Book) Errs(watch int, now sim.Time) {
	b.bookMistakes(watch, now, 1)
	b.outcome.Watches[watch].Mistakes++
}

// Corrects books the end of a detector's mistake about one node.
func (b *Book) Corrects(watch int, now sim.Time) { b.bookMistakes(watch, now, -1) }

// Noticed books a detection: a detector has suspected one node because of a fault that set in at onset.
func (b *Book) Noticed(watch int, onset, now sim.Time) {
	if o := &b.outcome.Watches[watch]; onset >= b.start {
		o.Detections++
		o.Delays += float64(now - onset)
		o.Late.Add(float64(now - onset))
	}
}

// Missed books that a fault has ended, or the run has, before a detector that would have noticed it did.
func (b *Book) Missed(watch int, onset, now sim.Time) {
	if onset >= b.start {
		b.outcome.Watches[watch].Cut.Add(float64(now - onset))
	}
}
