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
	l.receive(none, none, who)
}

// goOn has a user who has thought send a request.
func (l *Lane) goOn(who int32) {
	l.users.thinks--
	l.receive(none, none, who)
}

// receive has a request come: of a user, known where he sends several, or from a zone as a call.
func (l *Lane) receive(call, zone, who int32) {
	id := l.clients.requests.Take()
	r := &l.clients.requests.Items[id]
	*r = request{} // and then in place: a literal of all would be made elsewhere and copied
	r.born, r.counted = l.now, !l.account.closed
	r.call, r.zone, r.tries = call, zone, none
	r.work, r.key = l.draws.size(l.plan.Work), l.draws.key(&l.plan.Keys)
	if l.sizes != nil && call == none { // arrivals know nothing of calls
		r.work += l.sizes.Size(l.memory)
	}
	if l.clients.vary {
		l.vary(r)
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

// vary draws what tells a request from others but for its work and what it is about.
func (l *Lane) vary(r *request) {
	r.luck, r.client = l.draws.fortune(l.plan.Own), l.draws.client(l.plan.Encryption)
	r.rank, r.via = l.draws.rank(l.plan.Priorities), l.draws.via(l.plan.Balancers)
}

// begin has a client send a request, for the first time or again.
func (l *Lane) begin(id int32, r *request) {
	r.begun++
	r.answers, r.hedged, r.begins, r.wrong, r.stale = 0, 0, false, false, false
	for range l.clients.sends {
		if !l.try(id, r) {
			l.regret()
		}
	}
	if r.under < l.clients.needs {
		l.lack(id, models.Refused)
		return
	}
	l.watch(id)
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
	if l.far && l.comesBack(t, x, how) {
		return
	}
	if x.of == none || l.answered(x.of, t, x, how) {
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

// answered tells a client what has become of its try, unless it cannot know and waits on.
func (l *Lane) answered(id, t int32, x *try, how how) bool {
	r := &l.clients.requests.Items[id]
	if how == silent && (l.calendar.IsPending(x.patience) || l.calendar.IsPending(r.deadline)) {
		x.place = nowhere
		l.servers.spend(x)
		return false
	}
	got := how == answered || how == wrongly
	l.part(t, x, r, got)
	if l.clients.heed {
		l.heed(x, how, got)
	}
	switch how {
	case answered, wrongly:
		l.take(id, r, x, how)
	case moved:
		if !l.send(id, r) {
			l.fail(id, models.Refused)
		}
	case silent:
		l.fail(id, models.Lost)
	case failed:
		l.fail(id, models.Failed)
	case full:
		l.fail(id, models.Full)
	case unmet:
		l.fail(id, models.NeedFailed)
	case broken:
		l.fail(id, models.Broken)
	}
	return true
}

// heed keeps in mind how a try has fared, for what is sent later.
func (l *Lane) heed(x *try, how how, got bool) {
	l.judge(x.node, got)
	if how != moved {
		l.hear(x.sent, got)
	}
}

// take has a client take an answer, which may be all that it needs.
func (l *Lane) take(id int32, r *request, x *try, how how) {
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
