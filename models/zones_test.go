package models_test

import (
	"slices"
	"testing"

	"nines/models"
)

// TestZones would catch nodes that are numbered by a level of which there is one, by racks, or by none.
func TestZones(t *testing.T) {
	nodes := func(n int) models.Level {
		return models.Level{Name: "node", Nodes: [][]models.ClassCount{{{Class: 0, Count: n, Label: "n"}}}}
	}
	for _, c := range []struct {
		levels []models.Level
		want   []int32
	}{
		{[]models.Level{nodes(2)}, []int32{0, 0}},
		{[]models.Level{{Name: "zone", Counts: []int{2}}, nodes(2)}, []int32{0, 0, 1, 1}},
		{[]models.Level{{Name: "region", Counts: []int{1}}, {Name: "zone", Counts: []int{2}},
			{Name: "rack", Counts: []int{2}}, nodes(1)}, []int32{0, 0, 1, 1}},
	} {
		topology, err := models.Lay(c.levels, 1)
		if err != nil {
			t.Fatal(err)
		}
		if got := topology.Zones(); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.levels, got, c.want)
		}
	}
}
