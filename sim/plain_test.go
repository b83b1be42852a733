package sim

import std "container/heap"

// plain is the queue that a Go program has without this package: container/heap over pointers to items, as in the
// example of its documentation, ordered by due time and then by the order of scheduling. It can neither cancel nor
// move, and each event is an allocation.
type plain struct {
	now   Time
	order uint64
	queue plainQueue
}

type plainItem struct {
	due   Time
	order uint64
	event Event
}

func (p *plain) Now() Time { return p.now }

func (p *plain) At(t Time, e Event) Timer {
	p.order++
	std.Push(&p.queue, &plainItem{t, p.order, e})
	return Timer{}
}

func (p *plain) After(d Duration, e Event) Timer { return p.At(p.now+Time(d), e) }

func (p *plain) Next() (Event, bool) {
	if len(p.queue) == 0 {
		return Event{}, false
	}
	next := std.Pop(&p.queue).(*plainItem)
	p.now = next.due
	return next.event, true
}

// plainQueue is what container/heap asks for.
type plainQueue []*plainItem

func (q plainQueue) Len() int      { return len(q) }
func (q plainQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *plainQueue) Push(x any)   { *q = append(*q, x.(*plainItem)) }

func (q plainQueue) Less(i, j int) bool {
	return q[i].due < q[j].due || q[i].due == q[j].due && q[i].order < q[j].order
}

func (q *plainQueue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}
