package placement

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Listed lays groups as a table says, of a system that is there. Which group is which does not matter, but the order of
// its rows does: fragments of data come before parities. What has to be made anew goes to a trusted node that is drawn
// at random. Cost: O(rows).
type Listed struct {
	File  Sheet `key:"file" doc:"CSV file with a row for each fragment: its group, and the path of its node"`
	order []int32
}

// Sheet is a table of which group has a fragment on which node.
type Sheet struct {
	Name string // of the file
	Rows []Row
}

// Row is one fragment.
type Row struct {
	Line        int // in the file
	Group, Node string
	Cells       int // in the row, which has two
}

var _ models.Placer = Listed{}

var listedRow = catalog.Define("table",
	"Lays groups as a CSV file says, with a row for each fragment; what is made anew elsewhere goes to random nodes.",
	Listed{}, newListed).WithExample("file: placement.csv")

func newListed(p Listed) (models.Placer, error) {
	if len(p.File.Rows) == 0 {
		return nil, errors.New("file has no rows; write for example file: placement.csv, with a row as g1,rack-2/node-7 " +
			"for each fragment")
	}
	return p, nil
}

// Prepare finds the nodes. It refuses all rows that cannot be meant, at once.
func (p Listed) Prepare(g *models.Ground, fragments int) (models.Placer, error) {
	if err := enough(g, fragments); err != nil {
		return nil, err
	}
	leaves := make(map[string]int32, len(g.Nodes))
	for _, leaf := range g.Nodes {
		leaves[g.Path(leaf)] = leaf
	}
	groups, wrong := p.read(leaves)
	p.order = make([]int32, 0, len(p.File.Rows))
	for _, x := range groups {
		if len(x.nodes) != fragments {
			wrong = append(wrong, wrongRow{x.line, fmt.Sprintf("group %s has %d of %d fragments", x.name, len(x.nodes),
				fragments)})
		}
		p.order = append(p.order, x.nodes...)
	}
	switch sample := g.Path(g.Nodes[0]); {
	case len(wrong) > 0:
		return nil, fmt.Errorf("%s; a row for each fragment names its group and a node, as in g1,%s", p.list(wrong), sample)
	case len(groups) != g.Groups:
		return nil, fmt.Errorf("%s has %d groups, and the store %d; write groups: %d", p.File.Name, len(groups), g.Groups,
			len(groups))
	}
	return p, nil
}

// wrongRow is a row that cannot be meant, and why.
type wrongRow struct {
	line int
	why  string
}

// laid is a group as a table has it.
type laid struct {
	name  string
	line  int // the first that names it
	nodes []int32
}

// read collects the groups in the order in which they come, and what is wrong with rows. Nodes that nobody knows count.
func (p Listed) read(leaves map[string]int32) (groups []laid, wrong []wrongRow) {
	known := map[string]int{}
	for _, row := range p.File.Rows {
		if row.Cells != 2 {
			wrong = append(wrong, wrongRow{row.Line, "want two cells, a group and a node"})
			continue
		}
		leaf, ok := leaves[row.Node]
		if !ok {
			wrong = append(wrong, wrongRow{row.Line, fmt.Sprintf("the store has no node %q", row.Node)})
			leaf = models.Nobody
		}
		at, ok := known[row.Group]
		if !ok {
			at = len(groups)
			known[row.Group] = at
			groups = append(groups, laid{name: row.Group, line: row.Line})
		}
		x := &groups[at]
		if leaf != models.Nobody && slices.Contains(x.nodes, leaf) {
			wrong = append(wrong, wrongRow{row.Line, fmt.Sprintf("group %s lies on %s twice", row.Group, row.Node)})
		}
		x.nodes = append(x.nodes, leaf)
	}
	return groups, wrong
}

// list puts what is wrong into one line, the first of many, by where it is.
func (p Listed) list(wrong []wrongRow) string {
	const most = 10
	slices.SortStableFunc(wrong, func(a, b wrongRow) int { return cmp.Compare(a.line, b.line) })
	var all []string
	for _, x := range wrong[:min(most, len(wrong))] {
		all = append(all, fmt.Sprintf("%s:%d: %s", p.File.Name, x.line, x.why))
	}
	if more := len(wrong) - most; more > 0 {
		all = append(all, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(all, ", ")
}

// Lay lays what the table says.
func (p Listed) Lay(_ *models.Ground, _ int, _ *rng.Stream, dst []int32) { copy(dst, p.order) }

// Heir is drawn at random.
func (Listed) Heir(g *models.Ground, nodes []int32, _ int, s *rng.Stream) int32 {
	return heir(g, nodes, s)
}
