package sim

// Slots come in pages that never move, so growth copies nothing and wastes less than a page.
const (
	slotBits = 11
	slotPage = 1 << slotBits
)

// slot is one pending event. gen is odd while the event is pending and even otherwise; it changes with every tenant, so
// a Timer with an older gen is stale.
type slot struct {
	due   Time
	event Event // of a free slot, Who links to the next free one
	gen   uint32
}

// slab hands out slots. A canceled event keeps its slot, dead, until the queue meets the entry that refers to it; the
// entry therefore needs no generation of its own.
type slab struct {
	pages []*[slotPage]slot
	used  uint32 // slots below it have been handed out since the last reset
	free  uint32 // 1 + the slot freed last, or 0
	live  int
	dead  int
}

func (s *slab) at(i uint32) *slot { return &s.pages[i>>slotBits][i%slotPage] }

// take hands out the slot freed last, of which there must be one, for a pending event: it is still in the cache.
func (s *slab) take(due Time, e Event) Timer {
	i := s.free - 1
	p := s.at(i)
	s.free = uint32(p.event.Who)
	gen := (p.gen + 1) | 1
	p.due, p.event, p.gen = due, e, gen
	s.live++
	return Timer{i, gen}
}

// extend opens one more slot, the only free one.
func (s *slab) extend() {
	if int(s.used>>slotBits) == len(s.pages) {
		s.pages = append(s.pages, new([slotPage]slot))
	}
	s.at(s.used).event.Who = 0
	s.used++
	s.free = s.used
}

// pending returns the slot a timer names, or nil if the timer is stale.
func (s *slab) pending(t Timer) *slot {
	if t.gen == 0 || t.slot >= s.used {
		return nil
	}
	if p := s.at(t.slot); p.gen == t.gen {
		return p
	}
	return nil
}

// kill marks a pending slot dead; its entry in the queue releases it later.
func (s *slab) kill(p *slot) {
	p.gen++
	s.live--
	s.dead++
}

// wanted reports whether the entry that refers to slot i is. If not, the slot is released, so the caller must forget
// the entry.
func (s *slab) wanted(i uint32) bool {
	if s.at(i).gen&1 != 0 {
		return true
	}
	s.release(i)
	return false
}

// release makes a dead slot free.
func (s *slab) release(i uint32) {
	s.at(i).event.Who, s.free = int32(s.free), i+1
	s.dead--
}

// finish takes the event out of slot i, which is pending, and makes the slot free.
func (s *slab) finish(p *slot, i uint32) Event {
	e := p.event
	p.gen++
	p.event.Who, s.free = int32(s.free), i+1
	s.live--
	return e
}

// weed drops what was canceled from the first n entries of a chunk and returns how many are left. It asks for all slots
// at once, ahead of any use, because each is likely to be a cache miss: so they are waited for together. It reads both
// ends of a slot, although due is known, because one slot in four lies across two cache lines.
func (s *slab) weed(c *chunk, n int) int {
	alive := 0
	for i, slot := range c.slot[:n] {
		p := s.at(slot)
		c.due[i] = p.due
		alive += int(p.gen & 1)
	}
	if alive == n {
		return n
	}
	kept := 0
	for i, slot := range c.slot[:n] {
		if s.wanted(slot) {
			c.due[kept], c.slot[kept] = c.due[i], slot
			kept++
		}
	}
	return kept
}

// reset forgets all events in O(1). Generations stay, so timers from before are stale.
func (s *slab) reset() { *s = slab{pages: s.pages} }

// copyFrom makes s equal to src, in s's own pages.
func (s *slab) copyFrom(src *slab) {
	pages := s.pages
	for n := int(src.used+slotPage-1) >> slotBits; len(pages) < n; {
		pages = append(pages, new([slotPage]slot))
	}
	for i, left := 0, int(src.used); left > 0; i, left = i+1, left-slotPage {
		n := min(left, slotPage)
		copy(pages[i][:n], src.pages[i][:n])
	}
	*s = *src
	s.pages = pages
}
