package balancing

import (
	"slices"
	"testing"

	"nines/models"
)

// TestMaglevAsPublished is the example of the paper: a table of 7 that three nodes fill, and two after one has left.
func TestMaglevAsPublished(t *testing.T) {
	for _, c := range []struct{ at, want []int32 }{
		{[]int32{3, 0, 3}, []int32{1, 0, 1, 0, 2, 2, 0}},
		{[]int32{3, models.Nobody, 3}, []int32{0, 0, 0, 0, 2, 2, 2}},
	} {
		table := make([]int32, 7)
		if seat(table, c.at, []int32{4, 2, 1}, []float64{1, 1, 1}); !slices.Equal(table, c.want) {
			t.Errorf("%v, want %v", table, c.want)
		}
	}
}

// TestSubsets would catch nodes that are in more subsets than others, an instance that sees a node twice, and one that
// sends to nodes of others where its own are gone.
func TestSubsets(t *testing.T) {
	b := Subsetting{Instances: 8, Of: 3}.Prepare(make([]float64, 12)).(Subsetting)
	seen := make([]int, 12)
	for i := range 8 {
		nodes := slices.Sorted(slices.Values(b.subset(i)))
		for _, node := range nodes {
			seen[node]++
		}
		if len(slices.Compact(nodes)) != 3 {
			t.Errorf("instance %d sees %v", i, b.subset(i))
		}
	}
	if slices.Min(seen) != 2 || slices.Max(seen) != 2 {
		t.Errorf("nodes are seen by %v instances, want 2 each", seen)
	}
	if slices.Equal(b.subset(0), b.subset(4)) {
		t.Error("two rounds are dealt alike")
	}
}
