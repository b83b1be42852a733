package scenario

import (
	"slices"
	"strings"
	"testing"

	"nines/models"
)

// TestUpdates would catch warnings that are missed, or raised where two sides do go on, and keys that are dropped.
func TestUpdates(t *testing.T) {
	const parts, refuses = "no partition parts the users of store s", "two sides cannot both reach 2 of 3 copies"
	for _, x := range []struct{ writes, from, cut, warning string }{
		{"1", "zone", "on: zone, effect: partition", ""},
		{"1", "zone", "on: node, effect: partition", parts},
		{"1", "node", "on: node, effect: partition", ""},
		{"1", "zone", "on: zone 1, effect: { partition: { from: zone 2 } }", ""},
		{"1", "zone", "on: zone-2/node-1, effect: { partition: { from: zone-1/node-2 } }", parts},
		{"1", "node", "on: zone-2/node-1, effect: { partition: { from: zone-1/node-2 } }", ""},
		{"2", "zone", "on: zone, effect: partition", refuses},
		{"2, reads: 2", "zone", "on: zone, effect: partition", ""},
		{"1", "zone", "on: zone, effect: down", "no fault divides nodes"},
	} {
		d, err := Parse("test.yaml", []byte(`version: 1
topology: [ { level: zone, count: 3 }, { level: node, count: 2 } ]
faults: { cut: { `+x.cut+`, rate: 1/y, heals: 1h } }
stores:
  s: { on: node, holds: 1TB, groups: 9, replicas: 3, writes: `+x.writes+`, from: `+x.from+`,
    updates: { rate: 36/h, keys: { count: 1k, zipf: 1 }, resolve: siblings } }
`))
		must(err)
		s, err := d.Compile(DefaultCatalogs())
		if err != nil {
			t.Errorf("%v: %v", x, err)
			continue
		}
		var warnings []string
		for _, w := range s.Warnings {
			if strings.Contains(w.Message, "store s") || strings.Contains(w.Message, "sides") {
				warnings = append(warnings, w.Message)
			}
		}
		for _, known := range []string{parts, refuses, "no fault divides nodes"} {
			raised := slices.ContainsFunc(warnings, func(w string) bool { return strings.HasPrefix(w, known) })
			if raised != (known == x.warning) {
				t.Errorf("%v: warnings %q", x, warnings)
			}
		}
		want := models.Updates{Rate: 0.01, Siblings: true}
		want.Keys, err = models.NewKeys(1000, 1)
		must(err)
		if got := s.Blueprint.Stores[0].Updates; got != want {
			t.Errorf("%v: %+v", x, got)
		}
	}
}
