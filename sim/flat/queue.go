package flat

// Queue is what is put in and read in the same order, again and again; memory is kept. The zero Queue is empty.
type Queue[T any] struct {
	items []T
	read  int
}

// Put adds an item behind all others. Cost: O(1).
func (q *Queue[T]) Put(x T) { q.items = append(q.items, x) }

// Unread reports whether there is an item that nobody has read.
func (q *Queue[T]) Unread() bool { return q.read < len(q.items) }

// Next is the next item that is Unread.
func (q *Queue[T]) Next() T {
	q.read++
	return q.items[q.read-1]
}

// All are the items since the last Reset, read or not; valid until then.
func (q *Queue[T]) All() []T { return q.items }

// Reset empties the queue.
func (q *Queue[T]) Reset() { q.items, q.read = q.items[:0], 0 }
