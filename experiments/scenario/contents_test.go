package scenario

import (
	"math"
	"testing"
)

// TestContents would catch parities that are not counted in what a node keeps, and a group less than it takes.
func TestContents(t *testing.T) {
	for _, x := range []struct {
		keys   string
		groups int
		bytes  float64 // of data in a group
	}{
		{"holds: 600GB, groups: 30, replicas: 3", 30, 20e9},
		{"holds: 600GB, group_size: 20GB, replicas: 3", 30, 20e9},
		{"holds: 601GB, group_size: 20GB, replicas: 3", 31, 601e9 / 31},
		{"holds: 1GB, group_size: 20GB, replicas: 3", 1, 1e9},
		{"holds_per_node: 150GB, groups: 30, replicas: 3", 30, 20e9}, // of twelve nodes
		{"holds_per_node: 150GB, group_size: 20GB, code: 6+3", 60, 20e9},
	} {
		d, err := Parse("test.yaml", []byte(`version: 1
topology: [ { level: rack, count: 4 }, { level: node, classes: { disk: 3, other: 2 } } ]
faults: { dies: { on: disk, rate: 1/y, repair: 1d, loses_data: true } }
stores: { s: { on: disk, `+x.keys+` } }
`))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			t.Errorf("%s: %v", x.keys, err)
			continue
		}
		if got := s.Blueprint.Stores[0]; got.Groups != x.groups || math.Abs(got.Bytes/x.bytes-1) > 1e-12 {
			t.Errorf("%s: %d groups of %g bytes, want %d of %g", x.keys, got.Groups, got.Bytes, x.groups, x.bytes)
		}
	}
}
