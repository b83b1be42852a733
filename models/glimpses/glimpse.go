package glimpses

import "nines/sim"

// playing is how far the glimpses of a tape have been played.
type playing struct {
	at      int   // of the chosen
	phase   phase // of it
	next    int   // news that lanes are yet to be told
	began   sim.Time
	until   sim.Time // the end of the phase, or of a part of it
	counted int      // events played while requests were counted
	held    float64  // requests that were under way, on average, while lanes settled
	stuck   bool     // in an instant that does not end
}

// phase is what a glimpse has come to.
type phase uint8

const (
	idle    phase = iota
	leads         // requests come, and are not counted
	settles       // likewise, but it is seen how many are under way
	counts        // those that come are counted
	follows       // others come, and those that were counted are followed
)

// looks is into how many parts the time is divided in which requests are followed: at the end of each it is seen
// whether all of them are over.
const looks = 16

// step plays on to the next news or the end of a part of a glimpse, or some of it, and returns how many events that
// was.
func (t *Tape) step() (played int) {
	x := &t.playing
	if x.phase == idle {
		t.enter()
	}
	until := x.until
	if x.next < len(t.news) {
		until = min(until, t.news[x.next].at)
	}
	played, all := t.players.road.Advance(until)
	t.account.played(played)
	if _, _, x.stuck = t.players.road.Stuck(); x.stuck {
		return played
	}
	if x.phase == counts {
		x.counted += played
	}
	if !all {
		return played
	}
	for ; x.next < len(t.news) && t.news[x.next].at <= until; x.next++ {
		t.players.hear(&t.news[x.next])
	}
	if until == x.until {
		t.turn()
	}
	return played
}

// enter begins a glimpse, a lead before its cell or at the start of the run.
func (t *Tape) enter() {
	x, g := &t.playing, &t.chosen[t.playing.at]
	from := t.plan.start(g.cell)
	x.began = max(0, from-sim.Time(t.plan.Lead))
	for t.scene.read < len(t.news) && t.news[t.scene.read].at <= x.began {
		t.scene.hear(&t.news[t.scene.read])
	}
	t.players.enter(t.plan, t.chance, g.cell, x.began)
	t.players.see(&t.scene, x.began)
	x.phase, x.until, x.next, x.counted = leads, from-t.settling(from-x.began), t.scene.read, 0
}

// settling is for how long it is looked at the end of a lead whether it has been long enough: for a quarter of it, but
// no longer than a glimpse is.
func (t *Tape) settling(lead sim.Time) sim.Time { return min(lead/4, sim.Time(t.plan.cell)) }

// turn goes on to the next phase.
func (t *Tape) turn() {
	x, cell := &t.playing, t.chosen[t.playing.at].cell
	now, end := x.until, t.plan.start(cell+1)
	last := min(end+sim.Time(t.plan.Lead), t.plan.end())
	switch x.phase {
	case leads:
		t.players.road.Forget(now)
		x.phase, x.until = settles, t.plan.start(cell)
	case settles:
		x.held = t.players.road.Held() / float64(t.settling(now-x.began))
		t.players.road.Forget(now)
		x.phase, x.until = counts, end
	case counts:
		t.compare(end)
		t.players.road.Close(now)
		x.phase = follows
		fallthrough
	case follows:
		if now >= last || t.players.road.Pending() == 0 {
			t.leave(now)
			return
		}
		x.until = min(last, now+sim.Time(t.plan.Lead)/looks)
	}
}

// compare counts how many requests were under way before and in a glimpse that ends, where nothing has changed since
// its lead began: more in it are those of queues that have still been growing.
func (t *Tape) compare(end sim.Time) {
	x := &t.playing
	if x.next > t.scene.read || x.began == t.plan.start(t.chosen[x.at].cell) {
		return
	}
	g := &t.chosen[x.at]
	t.account.settled(float64(g.stands*x.held), float64(g.stands*t.players.road.Held())/float64(end-t.plan.start(g.cell)))
}

// leave ends a glimpse, and counts what was seen as many times as it stands for.
func (t *Tape) leave(now sim.Time) {
	x, g := &t.playing, &t.chosen[t.playing.at]
	t.account.glimpse(g.stands, float64(now-x.began), x.counted)
	for i := range t.account.sums {
		o := t.players.road.Lane(i).Finish()
		t.account.add(i, &o, g.stands)
	}
	x.phase = idle
	x.at++
}
