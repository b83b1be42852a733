package sim

// sweep drops the entries of dead slots everywhere. Its cost is linear in what the ladder holds.
func (l *ladder) sweep(s *slab) {
	kept := l.run[:0]
	for _, e := range l.run[l.head:] {
		if s.wanted(e.slot) {
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
			if s.wanted(c.slot[i]) {
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
