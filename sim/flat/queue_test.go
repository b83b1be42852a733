package flat

import (
	"slices"
	"testing"
)

// TestQueue would catch an item that is read twice or never, and one that outlives a reset.
func TestQueue(t *testing.T) {
	var q Queue[int]
	q.Put(1)
	got := []int{q.Next()}
	for q.Put(2); q.Unread(); {
		x := q.Next()
		if got = append(got, x); x < 3 {
			q.Put(x + 1)
		}
	}
	if want := []int{1, 2, 3}; !slices.Equal(got, want) || !slices.Equal(q.All(), want) {
		t.Errorf("read %v of %v", got, q.All())
	}
	q.Put(4)
	if q.Reset(); q.Unread() || len(q.All()) > 0 {
		t.Errorf("%v after a reset", q.All())
	}
}
