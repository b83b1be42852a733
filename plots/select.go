package plots

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/result"
	"nines/sim/unit"
)

// load reads the rows of a table that keep admits. A table that is not there, or admits none, is no data, for which
// want says what the chart needs.
func load[R any](c *Chart, f *result.Folder, t *result.Table[R], want string, keep func(*R) bool) ([]R, error) {
	if !result.Has(f, t) {
		return nil, c.noData(fmt.Sprintf("it needs %s, and the folder has no %s", want, t.File()))
	}
	var rows []R
	for row, err := range result.Rows(f, t) {
		if err != nil {
			return nil, err
		}
		if keep(&row) {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, c.noData(fmt.Sprintf("it needs %s, and %s has none", want, t.File()))
	}
	return rows, nil
}

// group is the rows of one configuration.
type group[R any] struct {
	key   *result.Key
	label string // tells it from the other groups
	rows  []R
}

// grouped divides rows by configuration, in order of first appearance.
func grouped[R any](rows []R, key func(*R) *result.Key) []group[R] {
	var groups []group[R]
	for i := range rows {
		k := key(&rows[i])
		n := slices.IndexFunc(groups, func(g group[R]) bool { return g.key.SameConfiguration(k) })
		if n < 0 {
			n = len(groups)
			groups = append(groups, group[R]{key: k})
		}
		groups[n].rows = append(groups[n].rows, rows[i])
	}
	keys := make([]*result.Key, len(groups))
	for i := range groups {
		keys[i] = groups[i].key
	}
	for i, label := range labels(keys) {
		groups[i].label = label
	}
	return groups
}

// pick is the one configuration that a chart of a single one is about.
func pick[R any](c *Chart, groups []group[R], o Options) (group[R], error) {
	for _, g := range groups {
		if (o.Variant == "" || g.key.Variant == o.Variant) && (o.Point < 0 || g.key.Point == o.Point) {
			return g, nil
		}
	}
	return group[R]{}, c.noData(fmt.Sprintf("no rows for variant %q, point %d", o.Variant, o.Point))
}

// firstScope is the scope asked for, or the first of its kind among the rows.
func firstScope[R any](rows []R, asked, kind string, scope func(*R) string) string {
	if asked != "" {
		return asked
	}
	for i := range rows {
		if s := scope(&rows[i]); strings.HasPrefix(s, kind) {
			return s
		}
	}
	return ""
}

// only keeps the rows of one scope.
func only[R any](rows []R, wanted string, scope func(*R) string) []R {
	return slices.DeleteFunc(slices.Clone(rows), func(r R) bool { return scope(&r) != wanted })
}

// labels tells configurations apart by their variant and by those parameters that differ among them.
func labels(keys []*result.Key) []string {
	varied := variedParams(keys)
	names := shortNames(varied)
	labels := make([]string, len(keys))
	for i, k := range keys {
		var parts []string
		if k.Variant != "" {
			parts = append(parts, k.Variant)
		}
		for j, path := range varied {
			value, _ := k.Param(path)
			parts = append(parts, names[j]+" "+value)
		}
		labels[i] = strings.Join(parts, ", ")
	}
	return labels
}

// variedParams lists the parameters that do not have the same value everywhere.
func variedParams(keys []*result.Key) []string {
	var varied []string
	for _, p := range keys[0].Params {
		if slices.ContainsFunc(keys, func(k *result.Key) bool { v, _ := k.Param(p.Path); return v != p.Value }) {
			varied = append(varied, p.Path)
		}
	}
	return varied
}

// shortNames shortens paths to as many last parts as it takes to tell them apart: "hands.count", not "count".
func shortNames(paths []string) []string {
	names := make([]string, len(paths))
	for i, path := range paths {
		parts := strings.Split(path, ".")
		for n := min(2, len(parts)); n <= len(parts); n++ {
			names[i] = strings.Join(parts[len(parts)-n:], ".")
			alike := func(other string) bool { return other == names[i] || strings.HasSuffix(other, "."+names[i]) }
			if !slices.ContainsFunc(paths, func(p string) bool { return p != path && alike(p) }) {
				break
			}
		}
	}
	return names
}

// subject names what a chart of one configuration is about: "web-three-zones, api, weighted".
func subject(k *result.Key, scope, label string) string {
	parts := []string{k.Scenario}
	for _, part := range []string{bare(scope), label} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// bare is the name in a scope: "api" of "service:api".
func bare(scope string) string { return scope[strings.Index(scope, ":")+1:] }

// provenance is the footer: with it the numbers can be found again.
func provenance(m *result.Manifest) string {
	parts := []string{m.Scenario, "run " + m.RunID, "scenario " + m.ScenarioHash,
		fmt.Sprintf("%d replications of %s", m.Replications, unit.Duration(m.Horizon).Human()),
		fmt.Sprintf("seed %d", m.Seed), unit.Ratio(m.Confidence).Percent() + " intervals", "nines " + m.ToolVersion}
	if m.Status != result.Finished {
		parts = append(parts, "run "+string(m.Status))
	}
	return strings.Join(parts, " · ")
}

// several says how many more series there are than the chart holds apart, for the subtitle.
func several(shown, all int) string {
	if shown == all {
		return ""
	}
	return fmt.Sprintf(" The first %d of %d are shown.", shown, all)
}
