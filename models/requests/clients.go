package requests

import (
	"math"

	"nines/models"
	"nines/sim"
)

// come has a request come, or a user who sends several, and his first.
func (l *Lane) come() {
	who := none
	if l.users.session != nil {
		who = l.greet()
	}
	l.receive(none, none, who, int16(none))
}

// goOn has a user who has thought send a request.
func (l *Lane) goOn(who int32) {
	l.users.thinks--
	l.receive(none, none, who, int16(none))
}

// receive has a request come: of a user, known where he sends several, or from a zone as a call; of a priority, which
// is drawn where it is none.
func (l *Lane) receive(call, zone, who int32, rank int16) {
	id := l.clients.requests.Take()
	r := &l.clients.requests.Items[id]
	*r = request{} // and then in place: a literal of all would be made elsewhere and copied
	r.born, r.counted = l.now, !l.account.closed
	r.call, r.zone, r.tries = call, zone, none
	if r.work = l.draws.size(l.plan.Work); l.sizes != nil && call == none { // arrivals know nothing of calls
		r.work += l.sizes.Size(l.next.memory)
	}
	if l.clients.vary {
		if l.vary(r); rank >= 0 {
			r.rank = rank
		}
	} else {
		r.key = l.draws.subject()
	}
	if who != none {
		l.users.sends(who, id, r)
	}
	if call >= 0 {
		l.road.calls.under.Items[call].request = id
	}
	l.account.enter(l.now)
	if limit := l.plan.Client.Deadline; l.clients.timed && !math.IsInf(float64(limit), 1) {
		r.deadline = l.calendar.At(l.now+sim.Time(limit), sim.Event{Kind: expires, Who: id})
	}
	if l.clients.heed {
		l.earn()
	}
	if l.clients.refuses > 0 && l.draws.happens(l.clients.refuses) {
		l.over(id, r, models.NeedFailed)
		return
	}
	if l.account.inside > int64(l.plan.Most) {
		l.over(id, r, models.Full)
		return
	}
	l.begin(id, r)
}

// vary draws what tells a request from others besides its work.
func (l *Lane) vary(r *request) {
	r.key, r.luck = l.draws.key(&l.plan.Keys), l.draws.fortune(l.plan.Own)
	r.client, r.rank = l.draws.client(l.plan.Encryption), l.draws.rank(l.plan.Priorities)
	r.via = l.draws.via(l.plan.Balancers)
}

// begin has a client send a request, for the first time or again.
func (l *Lane) begin(id int32, r *request) {
	r.begun++
	r.answers, r.hedged, r.begins, r.wrong, r.stale = 0, 0, false, false, false
	for range l.clients.sends {
		if !l.may(r) || !l.try(id, r) {
			l.regret()
		}
	}
	if r.under < l.clients.needs {
		l.lack(id, models.Refused)
		return
	}
	if l.clients.timed {
		l.watch(id)
	}
}

// finish is the end of the own work of a try: its client is told what has become of it, unless it has calls to make.
func (l *Lane) finish(t int32) {
	x := &l.servers.tries.Items[t]
	how := l.servers.finish(t, x, l.now)
	if how == goesOn {
		l.road.call(l, t, 0)
		return
	}
	l.tie()
	l.learn(t, x, how)
}

// conclude tells clients what has become of their tries besides.
func (l *Lane) conclude() {
	if l.servers.news {
		l.tell()
	}
}

// tell is conclude where there is something to tell.
func (l *Lane) tell() {
	s := &l.servers
	for l.tie(); s.ended.Unread() || s.flights.on && l.rouse(); l.tie() {
		e := s.ended.Next()
		l.learn(e.try, &s.tries.Items[e.try], e.how)
	}
	s.ended.Reset()
	s.news = false
}

// learn tells a client what has become of a try, if one waits for it.
func (l *Lane) learn(t int32, x *try, how how) {
	switch {
	case l.far && l.comesBack(t, x, how):
	case x.of != none && how <= wrongly:
		l.take(t, x, how)
		l.servers.tries.Free(t)
	case x.of == none || l.miss(t, x, how):
		l.discard(t)
	}
}

// rouse has those go on that have waited for a leader, until there is an ending to tell of; false where there is none.
func (l *Lane) rouse() bool {
	s := &l.servers
	for !s.ended.Unread() && s.flights.woken.Unread() {
		t := s.flights.woken.Next()
		if x := &s.tries.Items[t]; x.woken {
			x.woken = false
			l.road.call(l, t, 0)
		}
	}
	if !s.flights.woken.Unread() {
		s.flights.woken.Reset()
	}
	return s.ended.Unread()
}

// miss tells a client that a try has brought no answer, unless it cannot know and waits on.
func (l *Lane) miss(t int32, x *try, how how) bool {
	id := x.of
	r := &l.clients.requests.Items[id]
	if how == silent && (l.calendar.IsPending(x.patience) || l.calendar.IsPending(r.deadline)) {
		x.place = nowhere
		l.servers.spend(x)
		return false
	}
	l.part(t, x, r, false)
	l.judge(r, x.node, false)
	if how == moved {
		if !l.send(id, r) {
			l.fail(id, models.Refused)
		}
		return true
	}
	l.hear(x.sent, false)
	l.fail(id, fared[how])
	return true
}

// fared is how a request fares of which too many tries have ended so.
var fared = [...]models.Fared{silent: models.Lost, failed: models.Failed, full: models.Full,
	shed: models.Shed, unmet: models.NeedFailed,
	broken: models.Broken}

// take has a client take an answer, which may be all that it needs.
func (l *Lane) take(t int32, x *try, how how) {
	id := x.of
	r := &l.clients.requests.Items[id]
	l.part(t, x, r, true)
	if l.clients.heed {
		l.judge(r, x.node, true)
		l.hear(x.sent, true)
	}
	r.answers++
	r.used += x.used
	x.used = 0
	r.wrong, r.stale, r.full = r.wrong || how == wrongly, r.stale || x.stale, x.full
	if r.answers < l.clients.needs {
		return
	}
	if l.clients.heed {
		l.credit(r, x)
	}
	if r.wrong {
		l.over(id, r, models.Wrong)
		return
	}
	l.over(id, r, models.Served)
}

// credit keeps in mind that a request has been answered, by a try.
func (l *Lane) credit(r *request, x *try) {
	l.succeed()
	l.account.win(x)
	l.praise(r)
}

// tire has a client give up a try.
func (l *Lane) tire(t int32) {
	id := l.servers.tries.Items[t].of
	l.abandon(t, false)
	l.fail(id, models.Late)
}

// fail is the end of a try without an answer.
func (l *Lane) fail(id int32, how models.Fared) {
	l.regret()
	r := &l.clients.requests.Items[id]
	if r.answers+r.under < l.clients.needs {
		l.lack(id, how)
	}
}

// lack is that too few tries are left to serve a request: its client tries again, or it has failed.
func (l *Lane) lack(id int32, how models.Fared) {
	r := &l.clients.requests.Items[id]
	l.abandonAll(r, false)
	l.unwatch(r)
	l.servers.wasted += r.used
	r.used = 0
	if l.mayRetry(r) {
		l.retry(id)
		return
	}
	l.over(id, r, how)
}

// over ends a request, and what is left of its tries.
func (l *Lane) over(id int32, r *request, how models.Fared) {
	got := how == models.Served || how == models.Wrong
	l.abandonAll(r, got)
	if l.clients.timed {
		l.unwatch(r)
		l.calendar.Cancel(&r.deadline)
		l.calendar.Cancel(&r.timer)
	}
	if got {
		l.account.outcome.Useful += r.used
	} else {
		l.servers.wasted += r.used
	}
	r.used = 0
	l.account.leave(r, how, l.now)
	call := r.call
	r.begun, r.counted = 0, false
	l.clients.requests.Free(id)
	switch {
	case call >= 0:
		l.road.over(call, how, l.now)
	case call == none && l.users.any:
		l.notice(id, how)
	}
}

// recall ends a request that is not waited for any longer.
func (l *Lane) recall(id int32, enough bool) {
	r := &l.clients.requests.Items[id]
	l.abandonAll(r, enough)
	l.over(id, r, models.Recalled)
}
