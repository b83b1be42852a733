package sim

import "math"

// crowd is the number of entries that a new one may overtake in the run.
const crowd = 32

// entry is a sorted entry.
type entry struct {
	due  Time
	slot uint32
}

// ladder is the future event list.
//
// It sorts no more than it must. Far events lie unsorted in one bucket. When its time comes, a bucket that holds
// more than a chunk is spread over the buckets of a new rung; one that holds less is sorted into the run, from which
// events are taken. An entry thus moves down a few rungs, never up, each time by copying 12 bytes to the end of a list.
// Rungs are measured to the events they receive, so nothing needs to be known about delays in advance.
//
// Equal times stay in the order of scheduling because nothing here reorders them: the bucket of an entry depends on its
// time alone and never falls as time grows, buckets are first-in first-out, and the run is sorted stably.
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

// lead adds an entry that comes before all others, where the last one was taken. It reports false if this is none.
func (l *ladder) lead(due Time, slot uint32) bool {
	if uint(l.head-1) >= uint(len(l.run)-1) || due >= l.run[l.head].due {
		return false
	}
	l.head--
	l.run[l.head] = entry{due, slot}
	return true
}

// put adds any entry.
func (l *ladder) put(due Time, slot uint32) {
	b, depth := &l.far, 0
	for ; depth < l.depth; depth++ {
		r := &l.rungs[depth]
		if due >= r.until {
			break
		}
		x := r.place(due)
		b = &r.buckets[max(x, r.current)]
		if x > r.current {
			break
		}
	}
	if depth == l.depth && due < l.nearEnd {
		l.insert(due, slot)
		return
	}
	if b.n%chunkLen == 0 {
		l.lengthen(b)
	}
	l.push(b, due, slot)
}

// insert sorts an entry into the run, behind those due at the same time.
func (l *ladder) insert(due Time, slot uint32) {
	n := len(l.run)
	if n-l.head > crowd && l.thin(due) {
		l.put(due, slot)
		return
	}
	if n == cap(l.run) {
		n = l.makeRoom()
	}
	l.run = l.run[:n+1]
	run, first := l.run, l.head
	for ; n > first && run[n-1].due > due; n-- {
		run[n] = run[n-1]
	}
	run[n] = entry{due, slot}
}

// thin makes a rung of the run if an entry due then would have to overtake a crowd in it. It reports whether it did.
func (l *ladder) thin(due Time) bool {
	last := len(l.run) - 1
	if l.nearEnd == never {
		l.nearEnd = max(due, l.run[last].due)
	}
	return l.run[last-crowd].due > due && l.disperse(due)
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
		if s.used > cached && l.depth > 0 {
			l.ask(&l.rungs[l.depth-1], s)
		}
		if b.n > 0 {
			l.load(b, s)
		}
		return
	}
	first, mean, last := l.measure(b)
	switch until := first + Time(meansAhead*mean); {
	case first == last:
		l.nearEnd, l.level = first, int(b.n)-chunkLen
		l.load(b, s)
	case last-first < finest:
		l.nearEnd = last
		for b.n > 0 {
			l.merge(b)
		}
	case until > first && until < last:
		l.divide(b, meansAhead*int(b.n), first, until)
	default:
		l.divide(b, int(b.n), first, Time(math.Nextafter(float64(last), math.MaxFloat64)))
	}
}

// load makes the first chunk of a bucket the run, sorted and without what was canceled. The place of each entry is the
// number of those that precede it, counted without branches: which of two comes first is a coin toss, and to guess it
// costs more than to count.
func (l *ladder) load(b *bucket, s *slab) {
	id, c, n := l.shift(b)
	n = s.weed(c, n)
	if cap(l.run) < chunkLen {
		l.run = make([]entry, 0, 4*crowd)
	}
	l.run = l.run[:n]
	run := l.run
	var place [chunkLen]uint8
	for i, due := range c.due[:n] {
		p := uint8(i)
		for j, elder := range c.due[:i] {
			late := later(elder, due)
			place[j] += late
			p -= late
		}
		place[i] = p
	}
	for i, p := range place[:n] {
		run[p] = entry{c.due[i], c.slot[i]}
	}
	l.release(id)
}

// merge sorts the first chunk of a bucket into the run.
func (l *ladder) merge(b *bucket) {
	id, c, n := l.shift(b)
	for i, due := range c.due[:n] {
		l.insert(due, c.slot[i])
	}
	l.release(id)
}

// later is 1 if a is later than b, and 0 if not: the sign of their difference.
func later(a, b Time) uint8 { return uint8(math.Float64bits(float64(b-a)) >> 63) }
