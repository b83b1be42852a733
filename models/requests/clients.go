package requests

import (
	"math"

	"nines/models"
	"nines/sim"
)

// come has a request come.
func (l *Lane) come() {
	id := l.clients.requests.Take()
	r := &l.clients.requests.Items[id]
	*r = request{born: l.now, work: l.draws.size(l.plan.Work), key: l.draws.key(&l.plan.Keys),
		client: l.draws.client(l.plan.Encryption), rank: l.draws.rank(l.plan.Priorities), tries: none, counted: true}
	l.account.enter(l.now)
	if limit := l.plan.Client.Deadline; !math.IsInf(float64(limit), 1) {
		r.deadline = l.calendar.At(l.now+sim.Time(limit), sim.Event{Kind: expires, Who: id})
	}
	l.earn()
	if l.clients.refuses > 0 && l.draws.happens(l.clients.refuses) {
		l.over(id, models.NeedFailed)
		return
	}
	if l.account.inside > int64(l.plan.Most) {
		l.over(id, models.Full)
		return
	}
	l.begin(id)
}

// begin has a client try, for the first time or again.
func (l *Lane) begin(id int32) {
	r := &l.clients.requests.Items[id]
	r.begun++
	if !l.admits() {
		l.fail(id, models.Refused)
		return
	}
	l.account.outcome.Tries++
	l.send(id)
}

// send sends a request to whom the balancer chooses.
func (l *Lane) send(id int32) {
	r, b := &l.clients.requests.Items[id], &l.balancer
	to := models.Nobody
	if b.sent != models.ToNobody && len(b.peers.May()) > 0 {
		b.peers.Now = l.now
		to = l.draws.pick(b.policy, &b.peers, models.Request{Key: r.key, Try: int(r.begun), Work: r.work})
	}
	if to == models.Nobody {
		l.hear(false)
		l.fail(id, models.Refused)
		return
	}
	l.attempt(id, to)
}

// conclude tells clients what has become of their tries.
func (l *Lane) conclude() {
	for l.servers.ended.Unread() {
		e := l.servers.ended.Next()
		if id := l.servers.tries.Items[e.try].of; id == none || l.answered(id, e) {
			l.servers.tries.Free(e.try)
		}
	}
	l.servers.ended.Reset()
}

// answered tells a client what has become of its try, unless it cannot know and waits on.
func (l *Lane) answered(id int32, e ending) bool {
	if x := &l.servers.tries.Items[e.try]; e.how == silent && (l.calendar.IsPending(x.patience) ||
		l.calendar.IsPending(l.clients.requests.Items[id].deadline)) {
		x.place = nowhere
		return false
	}
	got := e.how == answered || e.how == wrongly
	l.part(e.try, got)
	if e.how != moved {
		l.hear(got)
	}
	switch e.how {
	case answered:
		l.succeed()
		l.over(id, models.Served)
	case wrongly:
		l.succeed()
		l.over(id, models.Wrong)
	case moved:
		l.send(id)
	case silent:
		l.fail(id, models.Lost)
	case failed:
		l.fail(id, models.Failed)
	case full:
		l.fail(id, models.Full)
	case broken:
		l.fail(id, models.Broken)
	}
	return true
}

// tire has a client give up a try.
func (l *Lane) tire(t int32) {
	id := l.servers.tries.Items[t].of
	l.abandon(t, false)
	l.fail(id, models.Late)
}

// fail is the end of a try without an answer: its client waits for the others that are under way, or tries again, or
// the request has failed.
func (l *Lane) fail(id int32, how models.Fared) {
	l.regret()
	r := &l.clients.requests.Items[id]
	if r.tries != none {
		return
	}
	if l.mayRetry(r) {
		l.retry(id)
		return
	}
	l.over(id, how)
}

// over ends a request, and what is left of its tries.
func (l *Lane) over(id int32, how models.Fared) {
	l.abandonAll(id, how == models.Served || how == models.Wrong)
	r := &l.clients.requests.Items[id]
	l.calendar.Cancel(&r.deadline)
	l.calendar.Cancel(&r.timer)
	l.account.leave(r, how, l.now)
	r.counted = false
	l.clients.requests.Free(id)
	if l.users > 0 {
		l.ponder()
	}
}
