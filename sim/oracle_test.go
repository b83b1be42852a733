package sim

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sorted is the second oracle: a list sorted by due time, where an event enters behind its equals. Nothing is cheaper
// to believe.
type sorted struct {
	items []item
	ids   int
}

type item struct {
	due   Time
	event Event
	id    int
}

func (s *sorted) at(due Time, e Event) int {
	s.ids++
	if due < never {
		i := 0
		for i = len(s.items); i > 0 && s.items[i-1].due > due; i-- {
		}
		s.items = slices.Insert(s.items, i, item{due, e, s.ids})
	}
	return s.ids
}

func (s *sorted) find(id int) int {
	return slices.IndexFunc(s.items, func(x item) bool { return x.id == id })
}

func (s *sorted) take(i int) item {
	x := s.items[i]
	s.items = slices.Delete(s.items, i, i+1)
	return x
}

// handle is one event's name in each of the three queues.
type handle struct {
	calendar, heap Timer
	sorted         int
}

// trial plays one random script on the calendar and its oracles and compares all they say.
type trial struct {
	*testing.T
	r        *rand.Rand
	delay    func(*rand.Rand, Time) Duration
	calendar *Calendar
	spare    *Calendar
	heap     *heap
	list     *sorted
	handles  []handle
	taken    int
}

// shapes are delays that defeat queues which assume something about them.
var shapes = []struct {
	name  string
	delay func(r *rand.Rand, now Time) Duration
}{
	{"exponential", func(r *rand.Rand, _ Time) Duration { return Duration(r.ExpFloat64()) }},
	{"equal", func(*rand.Rand, Time) Duration { return 1 }},
	{"none", func(*rand.Rand, Time) Duration { return 0 }},
	{"few instants", func(r *rand.Rand, now Time) Duration {
		return Duration(math.Floor(float64(now))) + Duration(1+r.IntN(3)) - Duration(now)
	}},
	{"bimodal", func(r *rand.Rand, _ Time) Duration {
		return Duration(r.ExpFloat64()) * [2]Duration{1e-3, 1e6}[r.IntN(2)]
	}},
	{"heavy-tailed", func(r *rand.Rand, _ Time) Duration { return Duration(math.Pow(r.Float64(), -4)) }},
	{"any magnitude", func(r *rand.Rand, _ Time) Duration { return Duration(math.Pow(10, 24*r.Float64()-12)) }},
	{"bursts", func(r *rand.Rand, now Time) Duration {
		return Duration(10*math.Ceil(float64(now)/10+0.01)) - Duration(now) + Duration(r.IntN(4))*1e-9
	}},
	{"neighboring floats", func(r *rand.Rand, now Time) Duration {
		t := 1e12 + float64(r.IntN(8))*math.Nextafter(1e12, 2e12) - float64(r.IntN(8))*1e12
		return Duration(t) - Duration(now)
	}},
	{"just before an edge", func(r *rand.Rand, now Time) Duration {
		edge := math.Floor(float64(now)) + 1
		if r.IntN(2) == 0 {
			return Duration(edge*(1-float64(r.IntN(6))*0x1p-53)) - Duration(now)
		}
		return Duration((edge - float64(now)) * r.Float64())
	}},
	{"smallest floats", func(r *rand.Rand, _ Time) Duration { return Duration(r.IntN(1000)) * 5e-324 }},
	{"largest floats", func(r *rand.Rand, _ Time) Duration { return Duration(r.Float64()) * 1e306 }},
	{"sooner and sooner", func(r *rand.Rand, _ Time) Duration { return Duration(math.Exp2(float64(-r.IntN(1000)))) }},
	{"sometimes never", func(r *rand.Rand, _ Time) Duration {
		if r.IntN(4) == 0 {
			return Duration(never)
		}
		return Duration(r.Float64())
	}},
}

// FuzzCalendar would catch any event out of order, lost, played twice or played after it was canceled, for every shape
// of delay. weight sets how much the queue grows before it shrinks again.
func FuzzCalendar(f *testing.F) {
	for shape := range shapes {
		f.Add(uint64(1), byte(shape), uint16(400), byte(128))
		f.Add(uint64(2), byte(shape), uint16(6000), byte(200))
	}
	f.Fuzz(func(t *testing.T, seed uint64, shape byte, steps uint16, weight byte) {
		x := trial{
			T: t, r: rand.New(rand.NewPCG(seed, uint64(shape))), delay: shapes[int(shape)%len(shapes)].delay,
			calendar: new(Calendar), spare: new(Calendar), heap: new(heap), list: new(sorted),
		}
		for range min(int(steps), 8192) {
			if x.r.IntN(256) < int(weight) {
				x.schedule()
			} else {
				x.disturb()
			}
			x.compare()
		}
		for x.next() {
		}
	})
}

// due draws a time; what rounding puts into the past is due now.
func (x *trial) due() Time {
	now := x.calendar.Now()
	return now + Time(max(0, x.delay(x.r, now)))
}

// schedule schedules one event.
func (x *trial) schedule() {
	e := Event{Kind: Kind(x.r.IntN(4)), Who: int32(x.r.IntN(100)), Arg: int32(len(x.handles))}
	due := x.due()
	x.handles = append(x.handles, handle{x.calendar.At(due, e), x.heap.At(due, e), x.list.at(due, e)})
}

// disturb does anything but schedule.
func (x *trial) disturb() {
	switch x.r.IntN(10) {
	case 0, 1:
		x.cancel()
	case 2, 3:
		x.move()
	case 4:
		x.copy()
	default:
		x.next()
	}
}

// any picks an event, pending or not; recent ones more often than old ones.
func (x *trial) any() *handle {
	if len(x.handles) == 0 {
		x.schedule()
	}
	i := min(x.r.IntN(len(x.handles)), x.r.IntN(len(x.handles)))
	return &x.handles[len(x.handles)-1-i]
}

func (x *trial) cancel() {
	h := x.any()
	stale := h.calendar
	ok := x.calendar.Cancel(&h.calendar)
	i := x.list.find(h.sorted)
	if i >= 0 {
		x.list.take(i)
	}
	if ok != (i >= 0) || ok != x.heap.Cancel(&h.heap) || h.calendar != (Timer{}) {
		x.Fatalf("Cancel = %v, pending in oracle: %v; timer left: %v", ok, i >= 0, h.calendar)
	}
	if x.calendar.Cancel(&stale) {
		x.Fatal("an event was canceled twice")
	}
}

func (x *trial) move() {
	h := x.any()
	stale := h.calendar
	to := x.due()
	ok := x.calendar.Move(&h.calendar, to)
	i := x.list.find(h.sorted)
	if i >= 0 {
		h.sorted = x.list.at(to, x.list.take(i).event)
	}
	if ok != (i >= 0) || ok != x.heap.Move(&h.heap, to) {
		x.Fatalf("Move = %v, pending in oracle: %v", ok, i >= 0)
	}
	if _, pending := x.calendar.Pending(stale); ok && pending {
		x.Fatal("a copy of a timer is good after a move")
	}
}

// copy goes on with a copy and spoils the original, so that anything shared would show.
func (x *trial) copy() {
	x.spare.CopyFrom(x.calendar)
	x.calendar, x.spare = x.spare, x.calendar
	for range x.r.IntN(40) {
		x.spare.Next()
		x.spare.After(Duration(x.r.Float64()), Event{})
	}
	if x.r.IntN(4) == 0 {
		x.spare.Reset()
	}
}

// next takes one event from each queue and reports whether there was one.
func (x *trial) next() bool {
	e, ok := x.calendar.Next()
	twin, twinOK := x.heap.Next()
	if ok != (len(x.list.items) > 0) || ok != twinOK {
		x.Fatalf("Next found an event: %v; %d pending in oracle", ok, len(x.list.items))
	}
	if !ok {
		return false
	}
	x.taken++
	if want := x.list.take(0); e != want.event || e != twin || x.calendar.Now() != want.due {
		x.Fatalf("event %d is %+v at %v, want %+v at %v", x.taken, e, x.calendar.Now(), want.event, want.due)
	}
	return true
}

// compare asks every question that has no effect.
func (x *trial) compare() {
	if x.calendar.Len() != len(x.list.items) || x.calendar.Fingerprint() != x.heap.Fingerprint() {
		x.Fatalf("%d pending, want %d; fingerprints %x and %x",
			x.calendar.Len(), len(x.list.items), x.calendar.Fingerprint(), x.heap.Fingerprint())
	}
	if x.r.IntN(4) == 0 {
		due, ok := x.calendar.Peek()
		if ok != (len(x.list.items) > 0) || ok && due != x.list.items[0].due {
			x.Fatalf("Peek = %v, %v with %d pending in oracle", due, ok, len(x.list.items))
		}
	}
	h := x.any()
	due, ok := x.calendar.Pending(h.calendar)
	if want, wantOK := x.heap.Pending(h.heap); due != want || ok != wantOK {
		x.Fatalf("Pending = %v, %v; want %v, %v", due, ok, want, wantOK)
	}
}

// TestMany would catch what goes wrong only where slots are asked for several buckets ahead: an event out of order, or
// one that is lost with canceled neighbors. Nearly half of the events are canceled before the first happens.
func TestMany(t *testing.T) {
	const n = 2 * int(cached)
	r, c, h := rand.New(rand.NewPCG(1, 1)), NewCalendar(), new(heap)
	handles := make([]handle, n)
	for i := range handles {
		due, e := Time(r.ExpFloat64()), Event{Who: int32(i)}
		handles[i] = handle{calendar: c.At(due, e), heap: h.At(due, e)}
	}
	for i := range handles {
		if r.IntN(100) < 48 {
			c.Cancel(&handles[i].calendar)
			h.Cancel(&handles[i].heap)
		}
	}
	for range n {
		e, _ := c.Next()
		h.Next()
		due := c.Now() + Time(r.ExpFloat64())
		c.At(due, e)
		h.At(due, e)
	}
	if c.Len() != h.Len() || c.Fingerprint() != h.Fingerprint() {
		t.Errorf("%d pending, want %d; fingerprints %x and %x", c.Len(), h.Len(), c.Fingerprint(), h.Fingerprint())
	}
}
