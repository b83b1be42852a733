package requests

import (
	"nines/models"
	"nines/sim"
)

// Now is when a lane is.
func (l *Lane) Now() sim.Time { return l.now }

// Upcoming is when something happens next.
func (l *Lane) Upcoming() sim.Time {
	if due, ok := l.calendar.Peek(); ok {
		return min(l.next, due)
	}
	return l.next
}

// Open is how many requests are under way, with those that came before counting began and without, and how long the
// latter have been.
func (l *Lane) Open() (all, counted int, seconds float64) {
	for i := range l.clients.requests.Items {
		if r := &l.clients.requests.Items[i]; r.counted {
			counted++
			seconds += float64(l.now - r.born)
		}
	}
	return l.clients.requests.Taken(), counted, seconds
}

// Settled is what is counted up to now.
func (l *Lane) Settled() *models.LaneOutcome {
	l.account.settle(l.now)
	return &l.account.outcome
}
