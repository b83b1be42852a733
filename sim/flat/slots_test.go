package flat

import (
	"slices"
	"testing"
)

// TestSlots would catch a number that two members have, one that is lost, and a copy that shares memory.
func TestSlots(t *testing.T) {
	var s, c Slots[string]
	for _, name := range []string{"a", "b", "c"} {
		s.Items[s.Take()] = name
	}
	s.Free(0)
	s.Free(2)
	c.CopyFrom(&s)
	if got := []int32{s.Take(), s.Take(), s.Take()}; !slices.Equal(got, []int32{2, 0, 3}) || s.Taken() != 4 {
		t.Errorf("took %v, %d taken", got, s.Taken())
	}
	if c.Taken() != 1 || c.Items[1] != "b" || len(c.Items) != 3 {
		t.Errorf("the copy has %d of %v", c.Taken(), c.Items)
	}
	if c.Reset(); c.Taken() != 0 || c.Take() != 0 || s.Taken() != 4 {
		t.Errorf("after a reset %d are taken", c.Taken())
	}
}
