package sim

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

// TestNoAllocations would catch memory taken per event once the calendar has grown.
func TestNoAllocations(t *testing.T) {
	for _, n := range []int{1, 30, 1000, 20_000} {
		c, r := NewCalendar(), rand.New(rand.NewPCG(1, 1))
		timers := busy(c, r, n)
		spare := NewCalendar()
		step := func() {
			churn(c, r, 2*n)
			for i := range timers {
				c.Cancel(&timers[i])
				timers[i] = c.After(Duration(r.Float64()), Event{Who: int32(i)})
				c.Move(&timers[i], c.Now()+1)
			}
			spare.CopyFrom(c)
		}
		for range 20 {
			step()
		}
		if got := testing.AllocsPerRun(10, step); got != 0 {
			t.Errorf("%v allocations in %d events with %d pending", got, 5*n, n)
		}
	}
}

// TestMemory would catch a pending event that takes more than 40 bytes, all told.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("half a million events")
	}
	const n = 100_000
	before := heapBytes()
	c, r := NewCalendar(), rand.New(rand.NewPCG(1, 1))
	for i := range n {
		c.After(Duration(r.ExpFloat64()), Event{Who: int32(i)})
	}
	for range 4 * n {
		e, _ := c.Next()
		c.After(Duration(r.ExpFloat64()), e)
	}
	if got := (heapBytes() - before) / n; got > 40 {
		t.Errorf("%.1f bytes per pending event, want at most 40", got)
	}
	runtime.KeepAlive(c)
}

// TestCanceledMemory would catch canceled events that stay: timeouts of an hour, nearly all canceled within a second.
// The heap, in which canceled events leave at once, must tell the same story.
func TestCanceledMemory(t *testing.T) {
	const n, window = 100_000, 300
	c, h := NewCalendar(), new(heap)
	var timers [window]handle
	for i := range n {
		at := &timers[i%window]
		if canceled := c.Cancel(&at.calendar); canceled != h.Cancel(&at.heap) {
			t.Fatalf("step %d: canceled %v", i, canceled)
		}
		at.calendar, at.heap = c.After(3600, Event{Who: int32(i)}), h.After(3600, Event{Who: int32(i)})
		c.After(0.01, Event{Kind: 1})
		h.After(0.01, Event{Kind: 1})
		if i%5000 == 0 {
			at.calendar, at.heap = Timer{}, Timer{} // this one will happen
		}
		c.Next()
		h.Next()
	}
	if limit := uint32(2*(window+n/5000) + idle + 2); c.slots.used > limit {
		t.Errorf("%d slots for %d pending events, want at most %d", c.slots.used, c.Len(), limit)
	}
	if limit := c.slots.used/chunkLen + mostBuckets; uint32(len(c.queue.next)) > limit {
		t.Errorf("%d chunks for %d slots, want at most %d", len(c.queue.next), c.slots.used, limit)
	}
	for _, ok := h.Next(); ok; _, ok = h.Next() {
		c.Next()
	}
	if c.Len() != 0 || c.Fingerprint() != h.Fingerprint() {
		t.Errorf("%d left; fingerprints %x and %x", c.Len(), c.Fingerprint(), h.Fingerprint())
	}
}

// TestSweep would catch a sweep that loses or reorders what is next.
func TestSweep(t *testing.T) {
	c := NewCalendar()
	near := make([]Timer, 5)
	for i := range near {
		near[i] = c.At(1, Event{Who: int32(i)})
	}
	c.Peek()
	c.Cancel(&near[1])
	c.Cancel(&near[3])
	for range idle + 2 {
		timer := c.At(1e6, Event{})
		c.Cancel(&timer)
	}
	if c.slots.dead > idle {
		t.Errorf("%d canceled events are kept", c.slots.dead)
	}
	if got := story(c); got != "1 a\n1 c\n1 e\n" {
		t.Errorf("got\n%s", got)
	}
}

// TestDepth would catch a ladder that grows without bound (and puts that cost as much) when each event schedules many
// others sooner than all that are pending, while everybody looks ahead.
func TestDepth(t *testing.T) {
	c, deepest := NewCalendar(), 0
	c.At(1e9, Event{})
	for range 2000 {
		next, _ := c.Peek()
		for i := range 50 {
			c.At(c.Now()+(next-c.Now())*Time(1-1e-4*float64(i+1)), Event{Who: int32(i)})
		}
		deepest = max(deepest, c.queue.depth)
	}
	if deepest > 20 {
		t.Errorf("%d rungs for %d events", deepest, c.Len())
	}
	for last := Time(0); c.Len() > 0; last = c.Now() {
		if c.Next(); c.Now() < last {
			t.Fatalf("%v after %v", c.Now(), last)
		}
	}
}
