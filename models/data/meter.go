package data

import (
	"math"

	"nines/models"
	"nines/sim"
)

// meter is what is measured of a store: how many groups stand how, and the integrals of that.
type meter struct {
	models.StoreOutcome
	since  sim.Time // until when that is booked
	began  sim.Time // of the measured time
	bears  []int32  // groups by how many more fragments they bear to lose
	gone   int32    // lost groups
	struck []uint64 // by group, a bit: it has been lost in the measured time
	broken int32    // groups of which a fragment is not reached
	hidden int32    // groups with an error that is not found
	// homeless are fragments that are to be made anew and for which there is no node.
	homeless int
	reads    int64   // fragments that are reached
	pace     float64 // bytes per second that a scrub reads of each of these
	write    int     // fragments that a write has to reach
	access           // of users outside
	support
}

// count enters a group that stands like that, or takes it out (−1).
func (m *meter) count(x standing, by int32) {
	if x.bears >= 0 {
		m.bears[x.bears] += by
	} else {
		m.gone += by
	}
	if x.unread {
		m.unread += by
	}
	if x.away > 0 {
		m.broken += by
		m.reads -= int64(x.away) * int64(by)
	}
	if x.poisoned {
		m.hidden += by
	}
	if m.write > 0 {
		m.reached[x.reached] += by
	}
	m.tally(x, m.write, by)
}

// settle brings the integrals up to now.
func (s *store) settle(now sim.Time) {
	m := &s.meter
	dt := float64(now - m.since)
	if m.since = now; dt == 0 {
		return
	}
	s.settleAccess(dt)
	for i, n := range m.bears {
		m.StoreOutcome.Bears[i] += float64(dt * float64(n))
	}
	m.Gone += float64(dt * float64(m.gone))
	m.Degraded += float64(dt * float64(m.broken))
	m.Poisoned += float64(dt * float64(m.hidden))
	m.Read += float64(dt * m.pace * float64(m.reads))
	m.Apart += float64(dt * float64(s.apart))
	if s.apart > 0 {
		m.SomeApart += dt
	}
}

// settleAccess brings the integrals of what users have up to now, dt after the last time: of those outside, or as a
// mean over where they stand.
func (s *store) settleAccess(dt float64) {
	if len(s.standpoints) == 0 {
		s.meter.serve(&s.meter.access, dt)
	}
	for i := range s.standpoints {
		s.meter.serve(&s.standpoints[i].access, dt/float64(len(s.standpoints)))
	}
}

// serve books what some users have for a time.
func (m *meter) serve(a *access, dt float64) {
	m.Unread += float64(dt * float64(a.unread))
	if a.unread > 0 {
		m.Dark += dt
	}
	if m.homeless > 0 {
		m.Homeless += dt
	}
	barred := false
	for reached, n := range a.reached {
		m.Reached[reached] += float64(dt * float64(n))
		barred = barred || n > 0 && reached < m.write
	}
	if barred {
		m.Barred += dt
	}
}

// lose counts a group that is lost, only with errors or without, for a fault that destroyed or spoiled the last of it.
func (m *meter) lose(g int32, now sim.Time, errors bool, fault int16) {
	if bit := uint64(1) << (g % 64); m.struck[g/64]&bit == 0 {
		m.struck[g/64] |= bit
		m.Struck++
	}
	m.LostWithErrors += count(errors)
	m.LostBy[fault]++
	if m.Losses++; m.Losses == 1 {
		m.First = float64(now - m.began)
	}
}

// rebuilt counts a fragment that has been made.
func (s *store) rebuilt(j *job, now sim.Time) {
	s.Rebuilt++
	s.Moved += j.bytes
	s.Rebuilding += float64(now - max(j.ordered, s.began))
}

// forget begins the measured time.
func (s *store) forget(now sim.Time) {
	s.settle(now)
	m := &s.meter
	bears, reached, by := m.StoreOutcome.Bears, m.StoreOutcome.Reached, m.LostBy
	clear(bears)
	clear(reached)
	clear(by)
	clear(m.struck)
	m.StoreOutcome = models.StoreOutcome{Groups: m.Groups, First: math.Inf(1), Bears: bears, Reached: reached, LostBy: by}
	m.began = now
}

// Stand is how groups have stood since the measured time began, see models.Tick. Nothing is settled for it, so that
// what is measured does not depend on who looks when.
func (d *Data) Stand() (all [][]float64) {
	for i := range d.stores {
		m := &d.stores[i].meter
		dt, of := float64(d.now()-m.since), make([]float64, len(m.bears)+1)
		for k, n := range m.bears {
			of[k] = m.StoreOutcome.Bears[k] + float64(dt*float64(n))
		}
		of[len(m.bears)] = m.Gone + float64(dt*float64(m.gone))
		all = append(all, of)
	}
	return all
}

// Settle brings every integral up to now.
func (d *Data) Settle() {
	for i := range d.stores {
		d.stores[i].settle(d.now())
	}
}

// Forget begins the measured time: all that was counted is forgotten, what is going on goes on.
func (d *Data) Forget() {
	for i := range d.stores {
		d.stores[i].forget(d.now())
	}
}

// Finish says what was measured. Everything is settled. The outcome shares no memory with the room.
func (d *Data) Finish(o *models.Outcome) {
	for i := range d.stores {
		s := &d.stores[i]
		x := s.StoreOutcome
		x.First = min(x.First, float64(d.now()-s.began))
		x.Bears, x.Reached = append([]float64(nil), x.Bears...), append([]float64(nil), x.Reached...)
		x.LostBy = append([]int(nil), x.LostBy...)
		o.Stores = append(o.Stores, x)
	}
}
