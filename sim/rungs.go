package sim

const (
	fewestBuckets = 8
	mostBuckets   = 1024   // their tails fit the second-level cache, and what is unused in them weighs little
	perBucket     = 8      // entries per bucket aimed at: a short sort, and enough slots to fetch side by side
	perDivided    = 128    // the same where buckets must be divided again: enough that the next rung is worth its cost
	together      = 6      // buckets whose slots are asked for side by side, if there are more than cached
	cached        = 1e5    // slots that the caches hold
	meansAhead    = 4      // a rung reaches so many mean distances ahead; 2 or more takes at least half of the bucket
	finest        = 1e-280 // stretches shorter than this, in seconds, are not divided, lest the scale overflow
)

// rung divides a stretch of its parent's current bucket. What is due in its current bucket, or before, belongs further
// down; what is due at until or later belongs into the parent's bucket.
type rung struct {
	base    Time
	until   Time
	scale   float64  // buckets per second
	asked   int      // the slots of buckets before it have been asked for
	current int      // buckets before it are empty
	buckets []bucket // those not in use are zero, up to the capacity
}

// place tells how many buckets after base a time lies; one before until lies in a bucket, however it is rounded, and
// one before base nowhere after the first.
func (r *rung) place(due Time) int { return int(float64(due-r.base) * r.scale) }

// newRung opens a rung of empty buckets from first to until, fit for n entries.
func (l *ladder) newRung(n int, first, until Time) *rung {
	if l.depth == len(l.rungs) {
		l.rungs = append(l.rungs, rung{})
	}
	r := &l.rungs[l.depth]
	l.depth++
	size := max(n/perBucket, fewestBuckets)
	if size > mostBuckets {
		size = min(n/perDivided, mostBuckets)
	}
	if cap(r.buckets) < size {
		r.buckets = make([]bucket, size)
	}
	r.base, r.until, r.current, r.asked, r.buckets = first, until, 0, 0, r.buckets[:size]
	r.scale = (float64(size) - 0.5) / float64(until-first) // half a bucket short, so that rounding leads to none beyond
	l.nearEnd, l.level = -never, 0
	return r
}

// ask does for the next few buckets what load does for one, so that more slots are waited for together.
func (l *ladder) ask(r *rung, s *slab) {
	if r.current < r.asked {
		return
	}
	r.asked = min(r.current+together, len(r.buckets))
	for i := r.current; i < r.asked; i++ {
		b := &r.buckets[i]
		if b.n == 0 || b.n > chunkLen {
			continue
		}
		b.n = uint32(s.weed(l.at(b.head), int(b.n)))
		if b.n == 0 {
			l.release(b.head)
			*b = bucket{}
		}
	}
}

// measure returns the earliest and latest due time in a bucket and the mean distance from the earliest.
func (l *ladder) measure(b *bucket) (first, mean, last Time) {
	origin := l.at(b.head).due[0]
	first, last = origin, origin
	var sum Time
	for id, left := b.head, int(b.n); left > 0; left -= chunkLen {
		c := l.at(id)
		for _, due := range c.due[:min(left, chunkLen)] {
			if due < first {
				first = due
			}
			if due > last {
				last = due
			}
			sum += due - origin
		}
		id = l.next[id]
	}
	return first, sum/Time(b.n) + (origin - first), last
}

// divide makes a rung for the innermost bucket, fit for n entries, and spreads over it what is due before until.
func (l *ladder) divide(b *bucket, n int, first, until Time) {
	all := *b
	*b = bucket{}
	l.spread(&all, l.newRung(n, first, until), until, b)
}

// spread empties a bucket: what is due before until goes to a rung, the rest to another bucket.
func (l *ladder) spread(from *bucket, r *rung, until Time, rest *bucket) {
	for from.n > 0 {
		id, c, n := l.shift(from)
		for i, due := range c.due[:n] {
			to := rest
			if due < until {
				to = &r.buckets[r.place(due)]
			}
			if to.n%chunkLen == 0 {
				l.lengthen(to)
			}
			l.push(to, due, c.slot[i])
		}
		l.release(id)
	}
}

// disperse makes a rung of the run, in which an entry due then is to find room. What is due at nearEnd exactly goes
// along, ahead of its equals in the innermost bucket. Rungs in which little is left are taken in, so that sizes at
// least double from each rung to the one above, and the ladder stays short. It reports false if the stretch is too
// short to divide.
func (l *ladder) disperse(due Time) bool {
	first, until := min(due, l.run[l.head].due), l.nearEnd
	if until-first < finest {
		return false
	}
	var all bucket
	for _, e := range l.run[l.head:] {
		l.add(&all, e.due, e.slot)
	}
	l.run, l.head = l.run[:0], 0
	for l.depth > 0 && l.few(2*int(all.n)) {
		r := &l.rungs[l.depth-1]
		for i := r.current; i < len(r.buckets); i++ {
			l.pour(&r.buckets[i], &all)
		}
		until = r.until
		l.depth--
	}
	l.spread(&all, l.newRung(int(all.n), first, until), never, nil)
	return true
}

// few reports whether the last rung holds at most n entries.
func (l *ladder) few(n int) bool {
	r := &l.rungs[l.depth-1]
	for i := r.current; i < len(r.buckets) && n >= 0; i++ {
		n -= int(r.buckets[i].n)
	}
	return n >= 0
}

// pour appends all entries of one bucket to another.
func (l *ladder) pour(from, to *bucket) {
	for from.n > 0 {
		id, c, n := l.shift(from)
		for i, due := range c.due[:n] {
			l.add(to, due, c.slot[i])
		}
		l.release(id)
	}
}
