package sim

import "math"

// The ladder sorts no more than it must. Far events lie unsorted in one bucket. When its time comes, a bucket that holds
// more than a chunk is spread over the buckets of a new rung; one that holds less is sorted into the run, from which
// events are taken. An entry thus moves down a few rungs, never up, each time by copying 12 bytes to the end of a list.
// Rungs are measured to the events they receive, so nothing needs to be known about delays in advance.
//
// Equal times stay in the order of scheduling because nothing here reorders them: the bucket of an entry depends on its
// time alone and never falls as time grows, buckets are first-in first-out, and the run is sorted stably.
const (
	fewestBuckets = 16
	mostBuckets   = 1024   // their tails fit the second-level cache
	perBucket     = 2      // entries per bucket of a new rung; more arrive while it lasts
	meansAhead    = 4      // a rung reaches so many mean distances ahead; 2 or more takes at least half of the bucket
	crowd         = 32     // an entry may overtake so many in the run
	finest        = 1e-300 // stretches shorter than this, in seconds, cannot be divided
)

// never is later than any event.
var never = Time(math.Inf(1))

// rung divides a stretch of its parent's current bucket. What is due in its current bucket, or before, belongs further
// down; what is due at until or later belongs into the parent's bucket.
type rung struct {
	base    Time
	until   Time
	scale   float64 // buckets per second
	current int     // buckets before it are empty
	buckets []bucket
}

// bucket returns the bucket for a time between base and until.
func (r *rung) bucket(due Time) *bucket {
	return &r.buckets[min(int(float64(due-r.base)*r.scale), len(r.buckets)-1)]
}

// entry is a sorted entry.
type entry struct {
	due  Time
	slot uint32
}

// ladder is the future event list.
type ladder struct {
	store
	run     []entry // sorted; run[head:] is yet to come
	head    int
	nearEnd Time // what belongs below all rungs goes into the run if due before nearEnd, else into the innermost bucket
	far     bucket
	rungs   []rung
	depth   int // rungs[:depth] are in use: the first divides far, each other the current bucket of the one before
	level   int // so many entries at the front of the innermost bucket are due at nearEnd exactly
}

// put adds an entry.
func (l *ladder) put(due Time, slot uint32) {
	b := &l.far
	for i := range l.rungs[:l.depth] {
		r := &l.rungs[i]
		if due >= r.until {
			l.add(b, due, slot)
			return
		}
		x := float64(due-r.base) * r.scale
		if x >= float64(r.current+1) {
			l.add(r.bucket(due), due, slot)
			return
		}
		b = &r.buckets[r.current]
	}
	if due >= l.nearEnd {
		l.add(b, due, slot)
		return
	}
	l.insert(due, slot)
}

// insert sorts an entry into the run, behind those due at the same time. If it had to overtake a crowd, the run becomes
// a rung instead.
func (l *ladder) insert(due Time, slot uint32) {
	n := len(l.run)
	if n-l.head > crowd {
		if l.nearEnd == never {
			l.nearEnd = max(due, l.run[n-1].due)
		}
		if l.run[n-1-crowd].due > due && l.disperse(due) {
			l.put(due, slot)
			return
		}
	}
	if n == cap(l.run) {
		n = l.makeRoom()
	}
	l.run = l.run[:n+1]
	for n > l.head && l.run[n-1].due > due {
		l.run[n] = l.run[n-1]
		n--
	}
	l.run[n] = entry{due, slot}
}

// makeRoom makes the run longer than it is, first by dropping what was taken from it, and returns its length.
func (l *ladder) makeRoom() int {
	n := copy(l.run, l.run[l.head:])
	if l.run, l.head = l.run[:n], 0; 2*n >= cap(l.run) {
		l.run = append(make([]entry, 0, max(2*cap(l.run), 4*crowd)), l.run...)
	}
	return n
}

// innermost returns the bucket that the next rung would divide.
func (l *ladder) innermost() *bucket {
	if l.depth == 0 {
		return &l.far
	}
	r := &l.rungs[l.depth-1]
	return &r.buckets[r.current]
}

// refill brings the next entries into the run, which must be empty. It reports false if there are none.
func (l *ladder) refill(s *slab) bool {
	l.run, l.head = l.run[:0], 0
	for len(l.run) == 0 {
		switch b := l.innermost(); {
		case b.n > 0:
			l.open(b, s)
		case l.depth == 0:
			return false
		default:
			l.advance()
		}
	}
	return true
}

// advance steps from an empty current bucket to the next one with entries, or up if the rung is used up.
func (l *ladder) advance() {
	r := &l.rungs[l.depth-1]
	for i := r.current + 1; i < len(r.buckets); i++ {
		if r.buckets[i].n > 0 {
			r.current = i
			return
		}
	}
	l.depth--
}

// open brings the first entries of the innermost bucket into the run, or divides it.
func (l *ladder) open(b *bucket, s *slab) {
	if l.level >= chunkLen {
		l.level -= chunkLen
		l.load(b, s)
		return
	}
	l.level = 0
	if b.n <= chunkLen {
		l.nearEnd = never
		l.load(b, s)
		return
	}
	first, mean, last := l.measure(b)
	switch until := first + meansAhead*mean; {
	case first == last:
		l.nearEnd, l.level = first, int(b.n)-chunkLen
		l.load(b, s)
	case last-first < finest:
		l.nearEnd = last
		for b.n > 0 {
			l.load(b, s)
		}
	case until > first && until < last:
		l.divide(b, first, until)
	default:
		l.divide(b, first, Time(math.Nextafter(float64(last), math.MaxFloat64)))
	}
}

// load sorts the first chunk of a bucket into the run and drops what was canceled.
func (l *ladder) load(b *bucket, s *slab) {
	id, c, n := l.shift(b)
	for i := range n {
		if s.alive(c.slot[i]) {
			l.insert(c.due[i], c.slot[i])
		}
	}
	l.release(id)
}

// measure returns the earliest and latest due time in a bucket and the mean distance from the earliest.
func (l *ladder) measure(b *bucket) (first, mean, last Time) {
	origin := l.at(b.head).due[0]
	first, last = origin, origin
	var sum Time
	for id, left := b.head, int(b.n); left > 0; left -= chunkLen {
		c := l.at(id)
		for _, due := range c.due[:min(left, chunkLen)] {
			first, last = min(first, due), max(last, due)
			sum += due - origin
		}
		id = c.next
	}
	return first, sum/Time(b.n) + (origin - first), last
}

// divide makes a rung for the innermost bucket and spreads over it what is due before until.
func (l *ladder) divide(b *bucket, first, until Time) {
	from := *b
	*b = bucket{}
	r := l.newRung(int(from.n), first, until)
	for from.n > 0 {
		id, c, n := l.shift(&from)
		for i, due := range c.due[:n] {
			to := b
			if due < until {
				to = r.bucket(due)
			}
			l.add(to, due, c.slot[i])
		}
		l.release(id)
	}
}

// newRung opens a rung of empty buckets from first to until, fit for n entries.
func (l *ladder) newRung(n int, first, until Time) *rung {
	if l.depth == len(l.rungs) {
		l.rungs = append(l.rungs, rung{})
	}
	r := &l.rungs[l.depth]
	l.depth++
	size := max(fewestBuckets, min(n/perBucket, mostBuckets))
	if cap(r.buckets) < size {
		r.buckets = make([]bucket, size)
	}
	r.base, r.until, r.current, r.buckets = first, until, 0, r.buckets[:size]
	r.scale = float64(size) / float64(until-first)
	l.nearEnd, l.level = -never, 0
	return r
}

// disperse makes a rung of the run. Rungs below which little is left are taken in, so that sizes at least double from
// each rung to the one above and the ladder stays short. It reports false if the stretch is too short to divide.
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
	r := l.newRung(int(all.n), first, until)
	for all.n > 0 {
		id, c, n := l.shift(&all)
		for i, due := range c.due[:n] {
			l.add(r.bucket(due), due, c.slot[i])
		}
		l.release(id)
	}
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

// sweep drops the entries of dead slots everywhere. Its cost is linear in what the ladder holds.
func (l *ladder) sweep(s *slab) {
	kept := l.run[:0]
	for _, e := range l.run[l.head:] {
		if s.alive(e.slot) {
			kept = append(kept, e)
		}
	}
	l.run, l.head, l.level = kept, 0, 0
	l.sieve(&l.far, s)
	for _, r := range l.rungs[:l.depth] {
		for i := range r.buckets {
			l.sieve(&r.buckets[i], s)
		}
	}
}

// sieve drops the entries of dead slots from a bucket.
func (l *ladder) sieve(b *bucket, s *slab) {
	from := *b
	*b = bucket{}
	for from.n > 0 {
		id, c, n := l.shift(&from)
		for i, due := range c.due[:n] {
			if s.alive(c.slot[i]) {
				l.add(b, due, c.slot[i])
			}
		}
		l.release(id)
	}
}

// reset forgets all entries and keeps the memory.
func (l *ladder) reset() {
	l.store.reset()
	for _, r := range l.rungs[:l.depth] {
		clear(r.buckets)
	}
	l.run, l.head, l.nearEnd, l.far, l.depth, l.level = l.run[:0], 0, 0, bucket{}, 0, 0
}

// copyFrom makes l equal to src, in l's own memory.
func (l *ladder) copyFrom(src *ladder) {
	l.reset()
	l.store.copyFrom(&src.store)
	l.run = append(l.run, src.run[src.head:]...)
	l.nearEnd, l.far, l.depth, l.level = src.nearEnd, src.far, src.depth, src.level
	for len(l.rungs) < l.depth {
		l.rungs = append(l.rungs, rung{})
	}
	for i, r := range src.rungs[:src.depth] {
		r.buckets = append(l.rungs[i].buckets[:0], r.buckets...)
		l.rungs[i] = r
	}
}
