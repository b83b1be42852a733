package sim

// Buckets are lists of chunks. A chunk of 16 entries is three cache lines: large enough to stream, small enough that a
// thousand half-empty ones are no weight.
const (
	chunkLen  = 16
	chunkBits = 6
	chunkPage = 1 << chunkBits
)

// chunk holds entries in the order in which they were scheduled: when each is due, and its slot.
type chunk struct {
	due  [chunkLen]Time
	slot [chunkLen]uint32
}

// bucket is a first-in, first-out list of entries. All its chunks are full but the last; an empty bucket is the zero
// value.
type bucket struct {
	head, tail uint32 // chunks
	n          uint32 // entries
}

// store owns the chunks of all buckets, in pages that never move. What links the chunks lies apart from them, dense
// enough for the cache, so that a list is walked without waiting for what it holds.
type store struct {
	pages []*[chunkPage]chunk
	next  []uint32 // of each chunk, the one after it in its bucket, or 1 + the next one in the free list
	free  uint32   // 1 + the chunk freed last, or 0
}

func (s *store) at(i uint32) *chunk { return &s.pages[i>>chunkBits][i%chunkPage] }

// add appends an entry to b.
func (s *store) add(b *bucket, due Time, slot uint32) {
	if b.n%chunkLen == 0 {
		s.lengthen(b)
	}
	s.push(b, due, slot)
}

// push is add for a bucket whose last chunk has room.
func (s *store) push(b *bucket, due Time, slot uint32) {
	i := b.n % chunkLen
	c := s.at(b.tail)
	c.due[i], c.slot[i] = due, slot
	b.n++
}

// lengthen gives b one more chunk.
func (s *store) lengthen(b *bucket) {
	i := s.take()
	if b.n == 0 {
		b.head = i
	} else {
		s.next[b.tail] = i
	}
	b.tail = i
}

// take hands out a chunk, the one freed last if there is one.
func (s *store) take() uint32 {
	if s.free != 0 {
		i := s.free - 1
		s.free = s.next[i]
		return i
	}
	i := len(s.next)
	if i>>chunkBits == len(s.pages) {
		s.pages = append(s.pages, new([chunkPage]chunk))
	}
	s.next = append(s.next, 0)
	return uint32(i)
}

// shift takes the first chunk off a bucket that is not empty; n of its entries count. The caller releases it.
func (s *store) shift(b *bucket) (i uint32, c *chunk, n int) {
	i = b.head
	c = s.at(i)
	if b.n <= chunkLen {
		n = int(b.n)
		*b = bucket{}
		return i, c, n
	}
	b.head, b.n = s.next[i], b.n-chunkLen
	return i, c, chunkLen
}

// release returns a chunk to the free list.
func (s *store) release(i uint32) {
	s.next[i], s.free = s.free, i+1
}

// reset forgets all chunks and keeps their memory.
func (s *store) reset() { *s = store{pages: s.pages, next: s.next[:0]} }

// copyFrom makes s equal to src, in s's own pages.
func (s *store) copyFrom(src *store) {
	pages := s.pages
	for n := (len(src.next) + chunkPage - 1) >> chunkBits; len(pages) < n; {
		pages = append(pages, new([chunkPage]chunk))
	}
	for i, left := 0, len(src.next); left > 0; i, left = i+1, left-chunkPage {
		n := min(left, chunkPage)
		copy(pages[i][:n], src.pages[i][:n])
	}
	*s = store{pages: pages, next: append(s.next[:0], src.next...), free: src.free}
}
