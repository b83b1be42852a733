package experiments

import "testing"

// A table of a thousand configurations would not end; those that it holds are the first, each in full.
func TestTablesAreBounded(t *testing.T) {
	var r room
	var rows []int
	for _, n := range []int{mostRows / 2, mostRows / 2, 1, 0} {
		rows = enter(&r, rows, make([]int, n))
	}
	if len(rows) != mostRows || r.held != 2 || !r.full {
		t.Errorf("%d rows, %+v", len(rows), r)
	}
	if first := enter(new(room), nil, make([]int, mostRows+1)); len(first) != mostRows+1 {
		t.Errorf("a run alone has %d rows", len(first))
	}
}
