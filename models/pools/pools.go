package pools

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
	"nines/sim/share"
)

// First is the first kind of event of this room; it owns sixteen, the last that there are.
const First sim.Kind = 240

// ended is the one kind of event: a pool (Who) is done with the copy that ends first.
const ended = First

// KindName says what an event of this room is about.
func KindName(sim.Kind) string { return "copied" }

// Pools are the bandwidths of one run. The zero Pools have none.
type Pools struct {
	limits   []models.Pool
	calendar *sim.Calendar
	pools    []pool
	copies   flat.Slots[Copy] // under way, by the number that Join gives
}

// Copy is what is copied, by whom.
type Copy struct {
	Store int32 // that makes a fragment anew; Restore: a treatment
	Job   int32 // what that calls it
}

// Restore is the number in place of a store's that treatments have.
const Restore = int32(-1)

// pool is a bandwidth that copies share equally.
type pool struct {
	share.Share
	timer  sim.Timer // of the next to end
	copies int       // that have begun
}

// Reset makes all pools idle, reusing memory.
func (p *Pools) Reset(limits []models.Pool) {
	p.limits = limits
	p.pools = flat.Resize(p.pools, len(limits))
	for i := range p.pools {
		p.pools[i].Share.Reset(share.Limits{Rate: limits[i].Rate, Each: limits[i].Each})
		p.pools[i].timer, p.pools[i].copies = sim.Timer{}, 0
	}
	p.copies.Reset()
}

// Start is given the calendar.
func (p *Pools) Start(c *sim.Calendar) { p.calendar = c }

// CopyFrom makes p equal to src in its own memory; it schedules on the calendar that it is given.
func (p *Pools) CopyFrom(src *Pools, c *sim.Calendar) {
	p.limits, p.calendar = src.limits, c
	p.pools = flat.CopyEach(p.pools, src.pools, func(d *pool, s pool) {
		d.Share.CopyFrom(&s.Share)
		d.timer, d.copies = s.timer, s.copies
	})
	p.copies.CopyFrom(&src.copies)
}

// Join begins a copy of so many bytes, and returns its number. Cost: O(copies of the pool).
func (p *Pools) Join(at int16, of Copy, bytes float64) (id int32) {
	id = p.copies.Take()
	p.copies.Items[id] = of
	p.pools[at].Join(p.calendar.Now(), id, bytes)
	p.pools[at].copies++
	p.shared(at)
	return id
}

// Leave calls a copy off. Cost: O(copies of the pool).
func (p *Pools) Leave(at int16, id int32) {
	p.pools[at].Leave(p.calendar.Now(), id)
	p.copies.Free(id)
	p.shared(at)
}

// shared is called when the number of copies of a pool has changed.
func (p *Pools) shared(at int16) {
	x := &p.pools[at]
	p.calendar.Cancel(&x.timer)
	if after, ok := x.Next(); ok {
		x.timer = p.calendar.After(after, sim.Event{Kind: ended, Who: int32(at)})
	}
}

// Handle plays an event of this room: it returns the copy that has ended.
func (p *Pools) Handle(e sim.Event) Copy {
	id := p.pools[e.Who].End(p.calendar.Now())
	p.shared(int16(e.Who))
	done := p.copies.Items[id]
	p.copies.Free(id)
	return done
}

// Drag is the share of every node's throughput that the copies under way keep from users, in [0, 1].
func (p *Pools) Drag() float64 {
	drag := 0.0
	for i := range p.limits {
		if l := &p.limits[i]; l.Drag > 0 {
			drag += l.Drag * p.pools[i].Pace() * float64(p.pools[i].Len()) / l.Rate
		}
	}
	return min(drag, 1)
}

// Settle brings every integral up to now.
func (p *Pools) Settle() {
	for i := range p.pools {
		p.pools[i].Book(p.calendar.Now())
	}
}

// Forget begins the measured time: what has been counted is forgotten. Everything is settled.
func (p *Pools) Forget() {
	for i := range p.pools {
		x := &p.pools[i]
		x.Moved, x.Busy, x.copies = 0, 0, 0
	}
}

// Finish says how much was copied. Everything is settled.
func (p *Pools) Finish(o *models.Outcome) {
	for i := range p.pools {
		x := &p.pools[i]
		o.Pools = append(o.Pools, models.PoolOutcome{Moved: x.Moved, Busy: x.Busy, Jobs: x.copies})
	}
}

// Of says how many copies are under way of a store, or of treatments.
func (p *Pools) Of(store int32) (n int) {
	for i := range p.pools {
		for _, id := range p.pools[i].All() {
			if p.copies.Items[id].Store == store {
				n++
			}
		}
	}
	return n
}

// Has reports whether a copy is under way, in a pool.
func (p *Pools) Has(at int16, id int32, of Copy) bool {
	for _, x := range p.pools[at].All() {
		if x == id {
			return p.copies.Items[id] == of
		}
	}
	return false
}

// Check verifies every invariant of the room between two events and returns the first that is broken. Cost:
// O(everything).
func (p *Pools) Check() error {
	listed := 0
	for i := range p.pools {
		x := &p.pools[i]
		listed += x.Len()
		if err := x.Share.Check(); err != nil {
			return fmt.Errorf("pool %d: %w", i, err)
		}
		if p.calendar.IsPending(x.timer) != (x.Len() > 0) {
			return fmt.Errorf("pool %d: %d copies are under way, and the end of one is pending: %t", i, x.Len(),
				p.calendar.IsPending(x.timer))
		}
	}
	if listed != p.copies.Taken() {
		return fmt.Errorf("%d copies are under way, %d of them in a pool", p.copies.Taken(), listed)
	}
	return nil
}

// Pending counts the events of this room that are to come.
func (p *Pools) Pending() (n int) {
	for i := range p.pools {
		if p.calendar.IsPending(p.pools[i].timer) {
			n++
		}
	}
	return n
}
