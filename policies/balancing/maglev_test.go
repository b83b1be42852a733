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
		table := seats{of: make([]int32, 7), taken: make([]int32, 1), next: c.at, skip: []int32{4, 2, 1},
			weights: []float64{1, 1, 1}, highest: 1, turn: new(int64)}
		for entry := range table.of {
			table.at(entry)
		}
		if !slices.Equal(table.of, c.want) {
			t.Errorf("%v, want %v", table.of, c.want)
		}
	}
}

// TestMaglevIsEven would catch a table that is filled otherwise where its entries are looked up in another order, and
// one that is uneven: every one of 20 nodes has as many entries as another but for one.
func TestMaglevIsEven(t *testing.T) {
	const nodes = 20
	b := Maglev{Size: 65537}
	var forward, backward models.Peers
	counts, from := make([]int, nodes), make([]int32, b.Size)
	for _, p := range []*models.Peers{&forward, &backward} {
		p.Reset(slices.Repeat([]float64{1}, nodes), b)
		b.clear(p)
	}
	one, other := b.table(&forward), b.table(&backward)
	for entry := range b.Size {
		counts[one.at(entry)]++
		from[b.Size-1-entry] = other.at(b.Size - 1 - entry)
	}
	if slices.Max(counts)-slices.Min(counts) > 1 {
		t.Errorf("entries by node: %v", counts)
	}
	if !slices.Equal(one.of, from) {
		t.Error("who is looked up first decides who has an entry")
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
