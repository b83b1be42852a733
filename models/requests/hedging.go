package requests

import (
	"nines/models"
	"nines/sim"
)

// A request that takes long is hedged: it is sent to another node, too. Tries are tied where the first whose service
// begins has those canceled that wait elsewhere (J. Dean and L. A. Barroso, Communications of the ACM 56 (2), 2013).

// watch has a client look whether an answer comes in time.
func (l *Lane) watch(id int32) {
	if h := l.plan.Client.Hedge; h != nil {
		l.guard(id, h)
	}
}

// guard is watch of a client that hedges.
func (l *Lane) guard(id int32, h *models.Hedge) {
	if l.clients.waits > 0 {
		l.wait(id)
		return
	}
	l.tie()
	for range h.Copies {
		l.double(id)
	}
}

// wait has a client wait for an answer until it hedges.
func (l *Lane) wait(id int32) {
	r := &l.clients.requests.Items[id]
	r.hedge = l.calendar.At(l.now+sim.Time(l.clients.waits), sim.Event{Kind: hedges, Who: id})
}

// unwatch ends that.
func (l *Lane) unwatch(r *request) {
	if l.plan.Client.Hedge != nil {
		l.unguard(r)
	}
}

// unguard is unwatch of a client that hedges.
func (l *Lane) unguard(r *request) {
	l.calendar.Cancel(&r.hedge)
	l.calendar.Cancel(&r.tells)
}

// praise tells the policy of a request that was served before it was to be hedged.
func (l *Lane) praise(r *request) {
	if h := l.plan.Client.Hedge; h != nil && r.hedged == 0 {
		l.welcome(r, h)
	}
}

// welcome is praise of a client that hedges.
func (l *Lane) welcome(r *request, h *models.Hedge) {
	if l.calendar.IsPending(r.hedge) {
		l.clients.waits = h.Waits.Next(l.clients.waits, true)
	}
}

// hedge is that no answer has come in time.
func (l *Lane) hedge(id int32) {
	h, r := l.plan.Client.Hedge, &l.clients.requests.Items[id]
	if r.hedged == 0 {
		l.clients.waits = h.Waits.Next(l.clients.waits, false)
	}
	r.hedged++
	l.double(id)
	if int(r.hedged) < h.Copies {
		l.wait(id)
	}
}

// double sends a request once more, if that is still of use and there may be another hedge.
func (l *Lane) double(id int32) {
	r := &l.clients.requests.Items[id]
	if r.begins || l.clients.hedges < 1 || !l.may(r) || !l.try(id, r) {
		return
	}
	l.clients.hedges--
	l.account.outcome.Hedges++
	l.servers.tries.Items[r.tries].hedge = true // the newest is the first in the list
	l.tie()
}

// tie has other nodes be told of tries whose service has begun.
func (l *Lane) tie() {
	if l.servers.begun.Unread() {
		l.tieAll()
	}
}

// tieAll is tie where there are such tries.
func (l *Lane) tieAll() {
	for l.servers.begun.Unread() {
		id := l.servers.tries.Items[l.servers.begun.Next()].of
		if id == none {
			continue
		}
		r := &l.clients.requests.Items[id]
		switch tells := l.plan.Client.Hedge.Tells; {
		case r.begins || l.calendar.IsPending(r.tells):
		case tells > 0:
			r.tells = l.calendar.At(l.now+sim.Time(tells), sim.Event{Kind: unties, Who: id})
		default:
			l.untie(id)
		}
	}
	l.servers.begun.Reset()
}

// untie cancels the tries of a request that wait, or are on their way to a node, if another is still being served.
func (l *Lane) untie(id int32) {
	r := &l.clients.requests.Items[id]
	if r.begins = l.serving(r); !r.begins {
		return
	}
	for t := r.tries; t != none; {
		next := l.servers.tries.Items[t].also
		if place := l.servers.tries.Items[t].place; place == waits || place == setsOut {
			l.servers.leave(t, l.now)
			l.forgo(t, true)
		}
		t = next
	}
}

// serving reports whether a try of a request is being served, or waits for what it calls.
func (l *Lane) serving(r *request) bool {
	for t := r.tries; t != none; t = l.servers.tries.Items[t].also {
		if place := l.servers.tries.Items[t].place; place == served || place == calling {
			return true
		}
	}
	return false
}
