package work

import (
	"slices"

	"nines/models"
	"nines/sim"
)

// pool is a bandwidth that copies share equally (processor sharing). All copies under way have the same rate at any
// time, so one number, the bytes that a copy which had been there from the start would have by now, tells when each is
// done. Cost: O(copies) moves of 16 bytes for each that begins or ends.
type pool struct {
	copies []copyJob // by what they wait for, the next to end last
	served float64   // bytes that each copy would have had from the start
	since  sim.Time  // until when that is booked
	timer  sim.Timer // of the next to end
	moved  float64   // bytes copied
	busy   float64   // integral of the number of copies, seconds
	jobs   int
}

// copyJob is a copy under way; it is done when the pool has served that much to each.
type copyJob struct {
	done float64
	id   int32
}

func (w *Work) resetPools() {
	for len(w.pools) < len(w.Pools) {
		w.pools = append(w.pools, pool{})
	}
	w.pools = w.pools[:len(w.Pools)]
	for i := range w.pools {
		w.pools[i] = pool{copies: w.pools[i].copies[:0]}
	}
}

// rate is what each copy of a pool gets, in bytes per second.
func (w *Work) rate(at int16) float64 {
	p := &w.Pools[at]
	return min(p.Each, p.Rate/float64(max(1, len(w.pools[at].copies))))
}

// bookPool brings a pool up to now, at the rate since the last change.
func (w *Work) bookPool(at int16) {
	p := &w.pools[at]
	if dt := float64(w.now() - p.since); len(p.copies) > 0 {
		n, got := float64(len(p.copies)), float64(dt*w.rate(at))
		p.served += got
		p.moved += float64(got * n)
		p.busy += float64(dt * n)
	}
	p.since = w.now()
}

// joinPool begins the copy of a treatment's data.
func (w *Work) joinPool(id int32, at int16) {
	j, p := &w.jobs[id], &w.pools[at]
	w.bookPool(at)
	j.step = copying
	p.jobs++
	if len(p.copies) == 0 {
		p.served = 0 // so that sums do not lose digits over the years
	}
	job := copyJob{p.served + w.actions[j.action].Data, id}
	i, _ := slices.BinarySearchFunc(p.copies, job, func(a, b copyJob) int {
		if a.done > b.done {
			return -1
		}
		return 1
	})
	p.copies = slices.Insert(p.copies, i, job)
	w.shared(at)
	w.note(models.Copies, id)
}

// shared is called when the number of copies has changed.
func (w *Work) shared(at int16) {
	p := &w.pools[at]
	w.calendar.Cancel(&p.timer)
	if n := len(p.copies); n > 0 {
		left := max(0, p.copies[n-1].done-p.served)
		p.timer = w.calendar.After(sim.Duration(left/w.rate(at)), sim.Event{Kind: copyEnds, Who: int32(at)})
	}
}

// Drag is the share of every node's throughput that the copies under way keep from the users of the service under
// load, in [0, 1].
func (w *Work) Drag() float64 {
	drag := 0.0
	for i := range w.Pools {
		if p := &w.Pools[i]; p.Drag > 0 {
			drag += p.Drag * w.rate(int16(i)) * float64(len(w.pools[i].copies)) / p.Rate
		}
	}
	return min(drag, 1)
}

// onCopied ends the copy that is done first.
func (w *Work) onCopied(at int16) {
	w.bookPool(at)
	p := &w.pools[at]
	last := len(p.copies) - 1
	id := p.copies[last].id
	p.served = max(p.served, p.copies[last].done)
	p.copies = p.copies[:last]
	w.shared(at)
	w.await(id, copied)
}

// leavePool calls off a copy.
func (w *Work) leavePool(id int32) {
	at := w.jobs[id].needs.pool
	w.bookPool(at)
	p := &w.pools[at]
	p.copies = slices.DeleteFunc(p.copies, func(c copyJob) bool { return c.id == id })
	w.shared(at)
}
