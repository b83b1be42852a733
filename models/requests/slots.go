package requests

import (
	"nines/models"
	"nines/sim"
)

// A node serves so many requests at a time, each at its full pace.

// seat gives a try a slot, and it begins its work.
func (s *servers) seat(t int32, x *try, n *node, now sim.Time) {
	s.account(n, now)
	x.place = served
	n.serving.append(s.tries.links, t)
	n.served++
	x.began, x.since, x.left = n.had, now, s.takes(t, x, now)
	if n.pace > 0 {
		x.done = s.departure(t, now+sim.Time(x.left/n.pace))
	}
	if s.ties {
		s.begun.Put(t)
		s.news = true
	}
}

// departure schedules the end of a try that is being served.
func (s *servers) departure(t int32, at sim.Time) sim.Timer {
	return s.calendar.At(at, sim.Event{Kind: departs, Who: t})
}

// fill gives free slots to those that wait.
func (s *servers) fill(at int32, n *node, now sim.Time) {
	for n.waiting > 0 && s.taken(n) < s.serving.Slots {
		l := s.lines.urgent(at)
		t, turn := l.first, models.FirstCome
		if s.lines.discipline != nil {
			t, turn = s.next(l, now)
		}
		s.unlink(t, l, n)
		switch x := &s.tries.Items[t]; {
		case s.looks && x.of == none:
			s.end(t, x, silent)
		case turn == models.TurnedAway:
			s.end(t, x, shed)
		case n.fails > 0 && s.draws.happens(n.fails):
			s.end(t, x, failed)
		default:
			s.seat(t, x, n, now)
		}
	}
}

// repace has those that are being served go on at another pace.
func (s *servers) repace(n *node, pace float64, now sim.Time) {
	before := n.pace
	n.pace = pace
	for t := n.serving.first; t != none; t = s.tries.links[t].next {
		x := &s.tries.Items[t]
		x.left = max(0, x.left-float64(float64(now-x.since)*before))
		x.since = now
		s.calendar.Cancel(&x.done)
		if pace > 0 {
			x.done = s.departure(t, now+sim.Time(x.left/pace))
		}
	}
}

// taken is how many slots are.
func (s *servers) taken(n *node) int {
	if s.keeps {
		return int(n.served + n.calling)
	}
	return int(n.served)
}

// account brings what is counted of a node up to now.
func (s *servers) account(n *node, now sim.Time) {
	if now != n.since {
		s.accrue(n, float64(now-n.since))
		n.since = now
	}
}

// accrue counts some seconds in which nothing has changed at a node.
func (s *servers) accrue(n *node, passed float64) {
	busy := min(s.taken(n), s.serving.Slots)
	n.busy += float64(float64(busy) * passed)
	if served := int(n.served); served > busy { // they share the slots
		passed = float64(float64(busy) / float64(served) * passed)
	}
	n.had += passed
}
