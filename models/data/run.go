package data

import (
	"math"

	"nines/models"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/pools"
	"nines/models/sight"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/share"
)

// First is the first kind of event of this room; it owns sixteen.
const First = sight.First + 48

// The kinds of events. Who and Arg of an event are given behind each.
const (
	writtenOff sim.Kind = First + iota // a node (Who) has been suspected for the grace of a store (Arg)
	worked                             // the time that a job (Who) of a store (Arg) takes is over
	fetched                            // a store (Arg) has read what the first of its jobs needs
	decayed                            // an error comes in a store (Arg)
	scrubbed                           // a scrub of a store (Arg) comes to a flaw (Who)
	stumbled                           // a user of a store (Arg) does
)

// KindName says what an event of this room is about.
func KindName(k sim.Kind) string {
	return [...]string{"written off", "rebuilt", "fetched", "decayed", "scrubbed", "read in vain"}[k-First]
}

// Reset lays all groups, whole and reached, reusing memory.
func (d *Data) Reset(p *Plan, draws *chance.Draws, truth *fleet.Fleet, seen *sight.Sight, bandwidth *pools.Pools) {
	d.Plan, d.chance, d.fleet, d.sight, d.pools = p, draws, truth, seen, bandwidth
	d.stores, d.striking = flat.Resize(d.stores, len(p.stores)), int16(len(p.Faults))
	if !d.On() {
		return
	}
	nodes := len(p.Topology.Leaves)
	d.up, d.doubted = flat.Fill(d.up, nodes, true), flat.Fill(d.doubted, nodes, false)
	for i := range d.stores {
		d.stores[i].reset(&p.stores[i], int32(i), nodes, len(p.Faults))
		d.lay(&d.stores[i])
	}
}

// reset empties a store.
func (s *store) reset(p *storePlan, at int32, nodes, faults int) {
	s.storePlan, s.at = p, at
	s.fragments = flat.Fill(s.fragments, p.Groups*int(p.n), fragment{job: none})
	s.groups = flat.Fill(s.groups, p.Groups, group{})
	s.nodes = flat.Fill(s.nodes, nodes, node{block: none, fetched: none, head: none, tail: none})
	s.jobs.Reset()
	s.open, s.active, s.idle, s.stranded = 0, 0, s.idle[:0], s.stranded[:0]
	s.clear()
	s.share.Reset(share.Limits{Rate: p.Rebuild.Rate, Each: p.Rebuild.Each})
	s.timer = sim.Timer{}
	s.meter.reset(p, faults)
	s.stand(nodes)
	s.join()
	s.unspoil()
	s.resetSupport(nodes)
}

func (m *meter) reset(p *storePlan, faults int) {
	m.since, m.began, m.gone, m.unread, m.broken, m.hidden, m.homeless = 0, 0, 0, 0, 0, 0, 0
	m.reads, m.pace = int64(p.Groups)*int64(p.n), 0
	m.struck = flat.Fill(m.struck, (p.Groups+63)/64, 0)
	if p.Scrub.Every > 0 {
		m.pace = p.size / float64(p.Scrub.Every)
	}
	counts := 0
	if m.write = p.Access.Write; m.write > 0 {
		counts = int(p.n) + 1
	}
	m.StoreOutcome = models.StoreOutcome{Groups: p.Groups, First: math.Inf(1),
		Bears: flat.Fill(m.StoreOutcome.Bears, p.whole+1, 0.0), Reached: flat.Fill(m.Reached, counts, 0.0),
		LostBy: flat.Fill(m.LostBy, faults+1, 0)}
	m.bears, m.reached = flat.Fill(m.bears, p.whole+1, 0), flat.Fill(m.reached, counts, 0)
	m.count(standing{bears: p.whole, reached: int(p.n)}, int32(p.Groups))
}

// lay has the fragments of a store placed.
func (d *Data) lay(s *store) {
	d.lookAround(s)
	s.shelve()
	places := s.shelf[:len(s.fragments)] // which is as long, and not in use yet
	d.chance.Ask(chance.Placing, s.entity, 0, 0).Lay(s.placer, s.ground, int(s.n), places)
	for f, leaf := range places {
		s.fragments[f].leaf = leaf
	}
	d.fit(s)
	for f := range s.fragments {
		s.link(int32(f), s.fragments[f].leaf)
	}
}

// lookAround has a store's placer see the ground from here.
func (d *Data) lookAround(s *store) {
	if s.ground == nil || s.plan != d.Plan {
		s.ground, s.plan = models.NewGround(d.Topology, s.Store, nil), d.Plan
	}
	s.ground.See(d.sight.Board(), s.room)
}

// Start is given the calendar, and has errors come.
func (d *Data) Start(c *sim.Calendar) {
	d.calendar = c
	for i := range d.stores {
		d.awaitDecay(&d.stores[i])
	}
}

// CopyFrom makes d equal to src in its own memory; it draws, schedules and looks at what it is given.
func (d *Data) CopyFrom(src *Data, c *sim.Calendar, draws *chance.Draws, truth *fleet.Fleet, seen *sight.Sight,
	bandwidth *pools.Pools) {
	d.Plan, d.calendar, d.chance, d.fleet, d.sight, d.pools = src.Plan, c, draws, truth, seen, bandwidth
	d.striking = src.striking
	d.up, d.doubted = flat.Copy(d.up, src.up), flat.Copy(d.doubted, src.doubted)
	d.stores = flat.Resize(d.stores, len(src.stores))
	for i := range d.stores {
		d.stores[i].copyFrom(&src.stores[i])
		d.lookAround(&d.stores[i])
	}
}

func (s *store) copyFrom(src *store) {
	old := *s
	*s = *src
	s.fragments, s.groups = flat.Copy(old.fragments, src.fragments), flat.Copy(old.groups, src.groups)
	s.nodes, s.shelf = flat.Copy(old.nodes, src.nodes), flat.Copy(old.shelf, src.shelf)
	s.jobs = old.jobs
	s.jobs.CopyFrom(&src.jobs)
	s.idle, s.stranded = flat.Copy(old.idle, src.idle), flat.Copy(old.stranded, src.stranded)
	s.room = flat.Copy(old.room, src.room)
	s.share = old.share
	s.share.CopyFrom(&src.share)
	s.flaws = old.flaws
	s.flaws.CopyFrom(&src.flaws)
	s.flawed = flat.Copy(old.flawed, src.flawed)
	s.ground, s.plan, s.where = old.ground, old.plan, old.where
	s.support = old.support
	s.support.copyFrom(&src.support)
	s.standpoints = flat.CopyEach(old.standpoints, src.standpoints, copyStandpoint)
	s.versions = old.versions
	s.versions.copyFrom(&src.versions)
	s.meter.bears = flat.Copy(old.meter.bears, src.meter.bears)
	s.meter.struck = flat.Copy(old.meter.struck, src.meter.struck)
	s.meter.reached = flat.Copy(old.meter.reached, src.meter.reached)
	s.StoreOutcome.Bears = flat.Copy(old.StoreOutcome.Bears, src.StoreOutcome.Bears)
	s.StoreOutcome.Reached = flat.Copy(old.StoreOutcome.Reached, src.StoreOutcome.Reached)
	s.StoreOutcome.LostBy = flat.Copy(old.StoreOutcome.LostBy, src.StoreOutcome.LostBy)
}

// Handle plays an event of this room.
func (d *Data) Handle(e sim.Event) {
	d.Settle()
	switch s := &d.stores[e.Arg]; e.Kind {
	case writtenOff:
		d.writeOff(s, e.Who)
	case worked:
		d.onWorked(s, e.Who)
	case fetched:
		d.onFetched(s)
	case decayed:
		d.onDecayed(s)
	case scrubbed:
		d.onScrubbed(s, e.Who)
	case stumbled:
		d.onStumbled(s, e.Who)
	}
}

// Follow reads a change of the truth: what has come to hold nodes may destroy what they have, or put errors there.
func (d *Data) Follow(c fleet.Change) {
	if !d.On() || c.What != fleet.Began && c.What != fleet.Grew {
		return
	}
	x := d.fleet.Case(c.Case)
	f := d.fleet.FaultOf(x)
	if f == nil || !f.Destroys && f.Corrupts == 0 {
		return
	}
	d.Settle()
	until := none
	if c.What == fleet.Grew {
		until = c.Hold
	}
	d.striking = x.Fault()
	before := d.losses()
	for h := x.Holds(); h != until; h = d.fleet.Hold(h).Next() {
		leaf := d.fleet.Hold(h).Node()
		if f.Destroys {
			d.empty(leaf)
			d.erase(leaf, c.Case)
		}
		if f.Corrupts > 0 {
			d.corrupt(x, leaf, f.Corrupts)
			d.accuse(c.Case)
		}
	}
	d.striking = int16(len(d.Faults))
	if d.fleet.Told() && d.losses() > before {
		n := d.fleet.NoteOf(models.LosesData, c.Case, x.Where())
		n.Groups = d.losses() - before
		d.fleet.Note(n)
	}
}

// losses is how many groups of all stores have been lost since the measured time began.
func (d *Data) losses() (n int) {
	for i := range d.stores {
		n += d.stores[i].Losses
	}
	return n
}

// Catch follows what an event has changed of nodes, when all of it has happened: whether they are up, and trusted.
func (d *Data) Catch() {
	touched, doubted := d.fleet.Touched(), d.sight.Doubted()
	if !d.On() {
		return
	}
	if len(touched)+len(doubted) > 0 || d.fleet.Recut() {
		d.Settle()
		d.look(touched)
	}
	for _, leaf := range touched {
		d.see(leaf)
		d.accuse(d.fleet.Fells(leaf))
	}
	for _, leaf := range doubted {
		d.heed(leaf)
	}
	for i := range d.stores {
		d.stores[i].reunite(d.now())
	}
}
