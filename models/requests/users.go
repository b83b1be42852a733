package requests

import (
	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/flat"
)

// users are those who send one request after the other, each when the last is over and they have thought: of a circle,
// who are there from the start and for good, or of sessions, who come and go.
type users struct {
	any     bool
	session *models.Session // nil: they stay
	think   dist.Law
	idle    sim.Time // for how long what a user has seen counts
	list    flat.Slots[user]
	of      []int32 // by request that is under way: whose it is
	thinks  int     // how many do
	since   sim.Time
	outcome models.UsersOutcome // up to since, but for how long those who are there have been up or down since theirs
}

// user is one of them.
type user struct {
	key     uint64 // of all requests of a session
	luck    uint64 // names what else he draws
	client  int32  // likewise: of those who keep connections
	left    int32  // requests that a session still has, with that which is under way or thought about
	sent    int32  // requests
	request int32  // that is under way; none: he thinks
	here    bool
	mood    mood
	since   sim.Time // from when on that is yet to be counted
	until   sim.Time // up to when it counts at most
}

// mood is what a user makes of his last request.
type mood uint8

const (
	unsure mood = iota // none of his is over
	pleased
	annoyed
)

func (u *users) reset(p *models.Lane, now sim.Time) {
	u.session, u.think, u.idle = p.Session, nil, sim.Time(p.Idle)
	u.list.Reset()
	u.any, u.thinks, u.since, u.outcome = p.HasUsers(), 0, now, models.UsersOutcome{}
	if p.Session != nil {
		u.think = p.Session.Think
	}
}

func (u *users) copyFrom(src *users) {
	list, of := u.list, u.of
	*u = *src
	u.list, u.of = list, flat.Copy(of, src.of)
	u.list.CopyFrom(&src.list)
}

// settle brings the number of those who are there up to now.
func (u *users) settle(now sim.Time) {
	u.outcome.Present += float64(float64(u.list.Taken()) * float64(now-u.since))
	u.since = now
}

// feel counts how a user has been up to now.
func (u *users) feel(x *user, now sim.Time) {
	lasted := float64(max(0, min(now, x.until)-x.since))
	switch x.since = now; x.mood {
	case pleased:
		u.outcome.Up += lasted
	case annoyed:
		u.outcome.Down += lasted
	}
}

// tally is what has been counted up to now. Cost: O(users).
func (u *users) tally(now sim.Time) models.UsersOutcome {
	u.settle(now)
	for i := range u.list.Items {
		if x := &u.list.Items[i]; x.here {
			u.feel(x, now)
		}
	}
	return u.outcome
}

// forget begins to count anew.
func (u *users) forget(now sim.Time) {
	u.tally(now)
	u.outcome = models.UsersOutcome{}
}

// sends has a request be one of a user, from whom it has its key and its connections if he has a session.
func (u *users) sends(who, id int32, r *request) {
	for int(id) >= len(u.of) {
		u.of = append(u.of, none)
	}
	u.of[id] = who
	x := &u.list.Items[who]
	x.request = id
	x.sent++
	if u.session != nil {
		r.key, r.client = x.key, x.client
	}
}

// bid has a user go, who is held for a while to be as he was.
func (u *users) bid(who int32, now sim.Time) {
	u.settle(now)
	x := &u.list.Items[who]
	u.feel(x, x.until)
	x.here = false
	u.list.Free(who)
}

// gather has those of a circle be there. All are thinking, and have been for as long as at any time: were they to begin
// together, those who think for equally long would all come at once.
func (l *Lane) gather() {
	u := &l.users
	c, ok := l.plan.Arrivals.(models.Circle)
	if !ok {
		return
	}
	count := 0
	count, u.think = c.Users()
	for range count {
		who := l.greet()
		l.ponder(who, l.draws.thinking(u.think, u.list.Items[who].luck))
	}
}

// greet has a user come.
func (l *Lane) greet() (who int32) {
	u := &l.users
	u.settle(l.now)
	who = u.list.Take()
	x := &u.list.Items[who]
	*x = user{luck: l.draws.user(), request: none, here: true}
	if s := u.session; s != nil {
		x.key, x.client = l.draws.key(&l.plan.Keys), l.draws.client(l.plan.Encryption)
		x.left = l.draws.number(s.Requests, x.luck)
	}
	return who
}

// ponder has a user send a request after thinking, for so many seconds.
func (l *Lane) ponder(who int32, takes float64) {
	l.users.list.Items[who].request = none
	l.users.thinks++
	l.calendar.At(l.now+sim.Time(takes), sim.Event{Kind: asks, Who: who})
}

// notice has a user see how his request has fared: he thinks about the next, or goes.
func (l *Lane) notice(id int32, how models.Fared) {
	u := &l.users
	who := u.of[id]
	x := &u.list.Items[who]
	u.feel(x, l.now)
	x.until = l.now + u.idle
	if x.mood = annoyed; how == models.Served {
		x.mood = pleased
	}
	if x.left--; u.session == nil || x.left > 0 && !l.leaves(x, how) {
		l.ponder(who, l.draws.think(u.think, x.luck, x.sent))
		return
	}
	if x.left > 0 {
		u.outcome.Left++
	} else {
		u.outcome.Finished++
	}
	u.bid(who, l.now)
}

// leaves reports whether a user has had enough. That an answer was wrong he does not notice.
func (l *Lane) leaves(x *user, how models.Fared) bool {
	share := l.users.session.Leaves
	return share > 0 && how != models.Served && how != models.Wrong && l.draws.leaves(share, x.luck, x.sent)
}
