package world

import (
	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/consensus"
	"nines/models/data"
	"nines/models/fleet"
	"nines/models/load"
	"nines/models/pools"
	"nines/models/sight"
	"nines/models/transactions"
	"nines/models/work"
	"nines/sim"
)

// World is one run of a blueprint. It can be used again and copied. A World is a sim.Model; it is not safe for
// concurrent use.
type World struct {
	plan     *Plan
	calendar *sim.Calendar
	draws    chance.Draws
	book     book.Book
	fleet    fleet.Fleet
	sight    sight.Sight
	pools    pools.Pools
	work     work.Work
	load     load.Load
	data     data.Data
	logs     consensus.Consensus
	foreseen uint32 // what Foresee has read, lest it is spared

	transactions transactions.Transactions
	cycles       cycles
}

// Reset makes the world ready for one replication of a plan, reusing its memory.
func (w *World) Reset(p *Plan, seed uint64, replication uint32) {
	w.plan = p
	w.draws.Reset(seed, replication)
	w.book.Reset(p.book, replication)
	w.fleet.Reset(p.fleet, &w.draws, &w.book)
	w.sight.Reset(p.sight, &w.draws, &w.book, &w.fleet)
	w.pools.Reset(p.Pools)
	w.work.Reset(p.work, &w.draws, &w.book, &w.fleet, &w.sight, &w.pools)
	w.load.Reset(p.load, &w.draws, &w.book, &w.fleet, &w.sight)
	w.data.Reset(p.data, &w.draws, &w.fleet, &w.sight, &w.pools)
	w.logs.Reset(p.logs, &w.draws, &w.book, &w.fleet)
	w.transactions.Reset(p.transactions, &w.draws, &w.book, &w.fleet, &w.logs)
}

// Tell has every transition of the run reported as a Note, as it happens; nil, the default, costs one test.
func (w *World) Tell(story func(models.Note)) { w.fleet.Tell(story) }

// Start schedules the first life of every process, the first mistakes of the detectors and the clockwork of the
// measurements.
func (w *World) Start(c *sim.Calendar) {
	w.calendar = c
	w.fleet.Start(c)
	w.sight.Start(c)
	w.pools.Start(c)
	w.work.Start(c)
	w.data.Start(c)
	w.logs.Start(c)
	w.transactions.Start(c)
	w.scheduleMeasurements()
	w.load.Start(c)
	w.startCycles()
}

// Handle plays one event: the room that it belongs to does, and the others follow.
func (w *World) Handle(_ *sim.Calendar, e sim.Event) {
	w.book.Event()
	switch {
	case e.Kind >= pools.First:
		w.copied(w.pools.Handle(e))
	case e.Kind >= transactions.First:
		w.transactions.Handle(e)
	case e.Kind >= consensus.First:
		w.logs.Handle(e)
	case e.Kind >= data.First:
		w.data.Handle(e)
	case e.Kind >= load.First:
		w.load.Handle(e)
	case e.Kind >= work.First:
		w.work.Handle(e)
	case e.Kind >= sight.First:
		w.sight.Handle(e)
	case e.Kind >= fleet.First:
		w.fleet.Handle(e)
	default:
		w.measure(e)
	}
	w.drain()
	if w.plan.Cycles {
		w.turnCycle()
	}
	w.verify()
}

// copied tells whoever has copied that it is done.
func (w *World) copied(c pools.Copy) {
	if c.Store == pools.Restore {
		w.work.Copied(c.Job)
		return
	}
	w.data.Copied(c.Store, c.Job)
}

// Advances reports whether requests or transactions are played one by one.
func (w *World) Advances() bool { return w.plan.Plays() || w.plan.transactions.Advances() }

// Advance plays requests and transactions before a time, see sim.Advancer.
func (w *World) Advance(until sim.Time) (done bool) {
	return w.transactions.Advance(until) && w.load.Advance(until)
}

// Stuck reports whether the requests of a service came to an instant that does not end, and when that was, from the
// start of the run. Nothing of them is played from then on, and what is measured means nothing.
func (w *World) Stuck() (service int, at sim.Time, stuck bool) { return w.load.Stuck() }

// Foresees reports whether the state of the nodes is larger than caches are.
func (w *World) Foresees() bool { return w.fleet.Nodes() > cached }

// cached is how many nodes a core's own cache holds, about.
const cached = 10_000

// Foresee fetches what a strike will need of its node, all at once: where a million nodes lie in memory, each place to
// look is waited for, and otherwise one after the other.
func (w *World) Foresee(e sim.Event) {
	if leaf, ok := w.fleet.Foresee(e); ok {
		w.foreseen ^= w.sight.Foresee(leaf)
	}
}

// drain hands on what an event has changed, and what that changes in turn: first all that is true, then what is
// believed because of it, then what had to wait for both. Traffic follows when nothing more is to come.
func (w *World) drain() {
	for {
		switch {
		case w.fleet.Unread():
			c := w.fleet.Next()
			w.sight.Follow(c)
			w.work.Follow(c)
			w.data.Follow(c)
		case w.sight.Unread():
			w.work.Hear(w.sight.Next())
		case !w.work.Conclude():
			w.logs.Catch()
			w.data.Catch()
			w.data.Sustain()
			if w.load.On() {
				w.load.Follow(&w.pools)
			}
			w.transactions.Catch()
			w.fleet.Settle()
			w.sight.Settle()
			return
		}
	}
}

// CopyFrom makes w equal to src, and c to src's calendar, in their own memory, of which they allocate only what they
// lack. From then on the two worlds go their own ways; played alike, they end alike. Nobody is told the story of a copy
// (see Tell). Cost: O(state).
func (w *World) CopyFrom(src *World, c *sim.Calendar) {
	if w == src {
		return
	}
	c.CopyFrom(src.calendar)
	w.plan, w.calendar = src.plan, c
	w.draws.CopyFrom(&src.draws)
	w.book.CopyFrom(&src.book)
	w.fleet.CopyFrom(&src.fleet, c, &w.draws, &w.book)
	w.sight.CopyFrom(&src.sight, c, &w.draws, &w.book, &w.fleet)
	w.pools.CopyFrom(&src.pools, c)
	w.work.CopyFrom(&src.work, c, &w.draws, &w.book, &w.fleet, &w.sight, &w.pools)
	w.load.CopyFrom(&src.load, c, &w.draws, &w.book, &w.fleet, &w.sight)
	w.data.CopyFrom(&src.data, c, &w.draws, &w.fleet, &w.sight, &w.pools)
	w.logs.CopyFrom(&src.logs, c, &w.draws, &w.book, &w.fleet)
	w.transactions.CopyFrom(&src.transactions, c, &w.draws, &w.book, &w.fleet, &w.logs)
	w.cycles.copyFrom(&src.cycles)
}

// KindName says what an event is about, for traces of the engine.
func KindName(k sim.Kind) string {
	switch {
	case k >= pools.First:
		return pools.KindName(k)
	case k >= transactions.First:
		return transactions.KindName(k)
	case k >= consensus.First:
		return consensus.KindName(k)
	case k >= data.First:
		return data.KindName(k)
	case k >= load.First:
		return load.KindName(k)
	case k >= work.First:
		return work.KindName(k)
	case k >= sight.First:
		return sight.KindName(k)
	case k >= fleet.First:
		return fleet.KindName(k)
	}
	return kindName(k)
}
