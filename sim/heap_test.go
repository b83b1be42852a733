package sim

// heap is the calendar's oracle twin and its yardstick: a plain 4-ary heap ordered by (due, order of scheduling) whose
// slots know their places, so canceled events leave at once.
type heap struct {
	now   Time
	keys  []heapKey
	slots []heapSlot
	free  []uint32
	order uint64
	print uint64
}

type heapKey struct {
	due   Time
	order uint64
	slot  uint32
}

type heapSlot struct {
	event Event
	place int
	gen   uint32
}

func (a heapKey) before(b heapKey) bool { return a.due < b.due || a.due == b.due && a.order < b.order }

func (h *heap) Now() Time           { return h.now }
func (h *heap) Len() int            { return len(h.keys) }
func (h *heap) Fingerprint() uint64 { return h.print }

func (h *heap) At(t Time, e Event) Timer {
	if t == never {
		return Timer{}
	}
	if len(h.free) == 0 {
		h.slots = append(h.slots, heapSlot{})
		h.free = append(h.free, uint32(len(h.slots)-1))
	}
	slot := h.free[len(h.free)-1]
	h.free = h.free[:len(h.free)-1]
	s := &h.slots[slot]
	s.gen++
	s.event = e
	h.order++
	h.keys = append(h.keys, heapKey{})
	h.up(len(h.keys)-1, heapKey{t, h.order, slot})
	return Timer{slot, s.gen}
}

func (h *heap) After(d Duration, e Event) Timer { return h.At(h.now+Time(d), e) }

func (h *heap) Move(t *Timer, to Time) bool {
	s := h.pending(*t)
	if s == nil {
		return false
	}
	e := s.event
	h.remove(s.place)
	*t = h.At(to, e)
	return true
}

func (h *heap) Cancel(t *Timer) bool {
	s := h.pending(*t)
	*t = Timer{}
	if s != nil {
		h.remove(s.place)
	}
	return s != nil
}

func (h *heap) Pending(t Timer) (Time, bool) {
	if s := h.pending(t); s != nil {
		return h.keys[s.place].due, true
	}
	return 0, false
}

func (h *heap) Peek() (Time, bool) {
	if len(h.keys) == 0 {
		return 0, false
	}
	return h.keys[0].due, true
}

func (h *heap) Next() (Event, bool) {
	if len(h.keys) == 0 {
		return Event{}, false
	}
	first := h.keys[0]
	e := h.slots[first.slot].event
	h.remove(0)
	h.now, h.print = first.due, fold(h.print, first.due, e)
	return e, true
}

func (h *heap) pending(t Timer) *heapSlot {
	if t.gen == 0 || h.slots[t.slot].gen != t.gen || h.slots[t.slot].place < 0 {
		return nil
	}
	return &h.slots[t.slot]
}

func (h *heap) remove(i int) {
	slot := h.keys[i].slot
	h.slots[slot].place = -1
	h.free = append(h.free, slot)
	last := h.keys[len(h.keys)-1]
	h.keys = h.keys[:len(h.keys)-1]
	switch {
	case i == len(h.keys):
	case i > 0 && last.before(h.keys[(i-1)/4]):
		h.up(i, last)
	default:
		h.down(i, last)
	}
}

func (h *heap) up(i int, k heapKey) {
	for i > 0 {
		parent := (i - 1) / 4
		if !k.before(h.keys[parent]) {
			break
		}
		h.set(i, h.keys[parent])
		i = parent
	}
	h.set(i, k)
}

func (h *heap) down(i int, k heapKey) {
	for {
		least := 4*i + 1
		if least >= len(h.keys) {
			break
		}
		for j := least + 1; j < min(4*i+5, len(h.keys)); j++ {
			if h.keys[j].before(h.keys[least]) {
				least = j
			}
		}
		if !h.keys[least].before(k) {
			break
		}
		h.set(i, h.keys[least])
		i = least
	}
	h.set(i, k)
}

func (h *heap) set(i int, k heapKey) {
	h.keys[i] = k
	h.slots[k.slot].place = i
}
