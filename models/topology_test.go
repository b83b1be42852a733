package models_test

import (
	"reflect"
	"testing"

	"nines/models"
)

// place is two zones, a and b, of two racks each, in which a big node stands before two small ones. Components: the
// fleet, zones 1 and 2, racks 3 to 6, nodes 7 to 18.
func place(t *testing.T) *models.Topology {
	t.Helper()
	topology, err := models.Lay([]models.Level{
		{Name: "zone", Counts: []int{2}, Names: []string{"a", "b"}}, {Name: "rack", Counts: []int{2}},
		{Name: "node", Nodes: [][]models.ClassCount{{{Class: 1, Count: 1, Label: "big"},
			{Class: 0, Count: 2, Label: "small"}}}},
	}, 2)
	if err != nil {
		t.Fatal(err)
	}
	return topology
}

// TestPlaces would catch a component that is counted from the wrong end, and a tree whose parts do not fit together:
// whatever one asks of a place, the answers agree.
func TestPlaces(t *testing.T) {
	x := place(t)
	for c, path := range map[models.ComponentID]string{
		0: "fleet", 1: "zone-a", 2: "zone-b", 3: "zone-a/rack-1", 6: "zone-b/rack-2", 7: "zone-a/rack-1/big-1",
		9: "zone-a/rack-1/small-2", 10: "zone-a/rack-2/big-1", 18: "zone-b/rack-2/small-2",
	} {
		if got := x.Path(c); got != path {
			t.Errorf("component %d is %s, want %s", c, got, path)
		}
		if got, ok := x.Find(path); !ok || got != c {
			t.Errorf("%s is component %d (%t), want %d", path, got, ok, c)
		}
	}
	if _, ok := x.Find("zone-a/rack-3"); ok {
		t.Error("found a rack that is not there")
	}
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"components", x.Components(), 19}, {"nodes by class", x.ByClass(), []int{8, 4}},
		{"parent of a zone", x.Parent(2), models.Fleet}, {"parent of a rack", x.Parent(5), models.ComponentID(2)},
		{"parent of a node", x.Parent(12), models.ComponentID(4)},
		{"above node 5, a zone", x.Above(5, 1), models.ComponentID(1)},
		{"above node 5, a rack", x.Above(5, 2), models.ComponentID(4)},
		{"above node 5, the root", x.Above(5, 0), models.Fleet},
		{"zone of node 6", x.Zone(6), 1}, {"zone holds its rack", x.Holds(1, 4), true},
		{"zone holds its node", x.Holds(1, 12), true},
		{"zone holds itself", x.Holds(1, 1), true}, {"zone holds another's rack", x.Holds(1, 5), false},
		{"rack holds its zone", x.Holds(4, 1), false}, {"zone around a node", x.Around(12, 1), models.ComponentID(1)},
		{"rack around a zone", x.Around(1, 2), models.ComponentID(1)}, {"fleet around a rack", x.Around(4, 0), models.Fleet},
		{"racks", x.AtDepth(2), []models.ComponentID{3, 4, 5, 6}},
		{"big nodes", x.OfClass(1), []models.ComponentID{7, 10, 13, 16}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	for c, span := range map[models.ComponentID][2]int32{0: {0, 12}, 2: {6, 12}, 4: {3, 6}, 8: {1, 2}} {
		if first, last := x.Span(c); [2]int32{first, last} != span {
			t.Errorf("component %d holds nodes %d to %d, want %v", c, first, last, span)
		}
	}
}

// TestNamesAreFates would catch random numbers that follow a number instead of a name: a fleet that grows by a zone and
// a node in each rack leaves all others as they were.
func TestNamesAreFates(t *testing.T) {
	small := place(t)
	large, err := models.Lay([]models.Level{
		{Name: "zone", Counts: []int{3}, Names: []string{"c", "a", "b"}}, {Name: "rack", Counts: []int{3}},
		{Name: "node", Nodes: [][]models.ClassCount{{{Class: 1, Count: 1, Label: "big"},
			{Class: 0, Count: 3, Label: "small"}}}},
	}, 2)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[uint64]string{}
	for c := range models.ComponentID(small.Components()) {
		path := small.Path(c)
		twin, ok := large.Find(path)
		if !ok || small.Entity(c) != large.Entity(twin) {
			t.Errorf("%s has other numbers in a larger fleet (%t)", path, ok)
		}
		if other := seen[small.Entity(c)]; other != "" {
			t.Errorf("%s and %s have the same numbers", path, other)
		}
		seen[small.Entity(c)] = path
	}
}

// TestUneven would catch parents that all get what the first one holds, names that begin anew in each parent although
// there is one for every member, and a node whose fate changes when it is called by its number.
func TestUneven(t *testing.T) {
	levels := []models.Level{
		{Name: "zone", Counts: []int{2}, Names: []string{"a", "b"}}, {Name: "rack", Counts: []int{2, 1}},
		{Name: "node", Nodes: [][]models.ClassCount{
			{{Class: 0, Count: 2, Label: "web"}}, {{Class: 1, Count: 1, Label: "db"}},
			{{Class: 0, Count: 1, Label: "web"}, {Class: 1, Count: 1, Label: "db"}}}},
	}
	numbered, err := models.Lay(levels, 2)
	if err != nil {
		t.Fatal(err)
	}
	levels[2].Names = []string{"x", "2", "1", "y", "z"}
	named, err := models.Lay(levels, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		tree *models.Topology
		want []string
	}{
		{numbered, []string{"zone-a/rack-1/web-1", "zone-a/rack-1/web-2", "zone-a/rack-2/db-1", "zone-b/rack-1/web-1",
			"zone-b/rack-1/db-1"}},
		{named, []string{"zone-a/rack-1/web-x", "zone-a/rack-1/web-2", "zone-a/rack-2/db-1", "zone-b/rack-1/web-y",
			"zone-b/rack-1/db-z"}},
	} {
		var paths []string
		for _, node := range c.tree.AtDepth(3) {
			paths = append(paths, c.tree.Path(node))
		}
		if !reflect.DeepEqual(paths, c.want) {
			t.Errorf("%v, want %v", paths, c.want)
		}
	}
	for i, alike := range []bool{false, true, true, false, false} {
		if same := numbered.Leaves[i].Entity == named.Leaves[i].Entity; same != alike {
			t.Errorf("node %d has the same numbers under its name: %t", i, same)
		}
	}
	if got := named.ByClass(); !reflect.DeepEqual(got, []int{3, 2}) {
		t.Errorf("%v nodes by class", got)
	}
}
