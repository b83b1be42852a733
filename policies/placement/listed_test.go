package placement_test

import (
	"fmt"
	"strings"
	"testing"

	"nines/models"
	"nines/policies/placement"
)

// TestListed would catch rows that are taken for others, and files that are refused for the first of what is wrong
// alone, or without where it is.
func TestListed(t *testing.T) {
	topology, err := models.Lay([]models.Level{{Name: "rack", Counts: []int{2}},
		{Name: "node", Nodes: [][]models.ClassCount{{{Count: 2, Label: "node"}}}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rows   string
		groups int
		want   string // nodes, or what is wrong
	}{
		{"b rack-1/node-2,a rack-2/node-1,b rack-2/node-2,a rack-1/node-1", 2, "[1 3 2 0]"},
		{"a rack-1/node-1,a rack-2/node-2", 2, "p.csv has 1 groups, and the store 2; write groups: 1"},
		{"a rack-1/node-1,b rack-1/node-2,a rack-3/node-1,b rack-1/node-2,c,d rack-1/node-1", 3,
			`p.csv:3: the store has no node "rack-3/node-1", p.csv:4: group b lies on rack-1/node-2 twice, ` +
				"p.csv:5: want two cells, a group and a node, p.csv:6: group d has 1 of 2 fragments; " +
				"a row for each fragment names its group and a node, as in g1,rack-1/node-1"},
	} {
		ground := models.NewGround(topology, &models.Store{Classes: []int{0}, Groups: c.groups}, nil)
		p := placement.Listed{File: placement.Sheet{Name: "p.csv"}}
		for i, row := range strings.Split(c.rows, ",") {
			cells := strings.Fields(row)
			p.File.Rows = append(p.File.Rows, placement.Row{Line: i + 1, Group: cells[0], Node: cells[len(cells)-1],
				Cells: len(cells)})
		}
		got := ""
		if prepared, err := p.Prepare(ground, 2); err != nil {
			got = err.Error()
		} else {
			laid := make([]int32, 4)
			prepared.Lay(ground, 2, nil, laid)
			got = fmt.Sprint(laid)
		}
		if got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.rows, got, c.want)
		}
	}
}
