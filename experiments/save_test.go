package experiments

import (
	"testing"

	"nines/experiments/result"
)

// A table of a thousand configurations would not end; those that it holds are the first, each in full.
func TestTablesAreBounded(t *testing.T) {
	var r room
	var rows []int
	made := 0
	of := func(n int) func(result.Key) []int {
		return func(result.Key) []int {
			made++
			return make([]int, n)
		}
	}
	for _, n := range []int{mostRows / 2, mostRows / 2, 1, 0} {
		rows = enter(&r, rows, result.Key{}, of(n))
	}
	if len(rows) != mostRows || r.held != 2 || !r.full || made != 3 {
		t.Errorf("%d rows of %d configurations, %+v", len(rows), made, r)
	}
	if first := enter(new(room), nil, result.Key{}, of(mostRows+1)); len(first) != mostRows+1 {
		t.Errorf("a run alone has %d rows", len(first))
	}
}
