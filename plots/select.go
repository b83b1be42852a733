package plots

import (
	"fmt"
	"slices"
	"strings"

	"nines/experiments/result"
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
	key    *result.Key
	label  string // for running text; empty where there is only one configuration
	values string // for a list under the heading of the naming
	rows   []R
}

// grouped divides rows by configuration, in order of first appearance.
func grouped[R any](c *Chart, rows []R, key func(*R) *result.Key) []group[R] {
	var groups []group[R]
	place := map[int]int{}
	for i := range rows {
		k := key(&rows[i])
		id := c.all.meet(k)
		n, known := place[id]
		if !known {
			n = len(groups)
			place[id] = n
			groups = append(groups, group[R]{key: k})
		}
		groups[n].rows = append(groups[n].rows, rows[i])
	}
	names := c.all.naming()
	for i := range groups {
		groups[i].label, groups[i].values = names.label(groups[i].key), names.values(groups[i].key)
	}
	return groups
}

// pick is the one configuration that a chart of a single one is about: the one asked for, else the base, else the
// first.
func pick[R any](c *Chart, groups []group[R], o Options) (group[R], error) {
	if o.Variant == "" && o.Point < 0 {
		if n := baseOf(c, groups); n >= 0 {
			return groups[n], nil
		}
	}
	for _, g := range groups {
		if (o.Variant == "" || g.key.Variant == o.Variant) && (o.Point < 0 || g.key.Point == o.Point) {
			return g, nil
		}
	}
	return group[R]{}, c.noData(fmt.Sprintf("no rows for variant %q, point %d", o.Variant, o.Point))
}

// baseOf is the place of the base among groups; -1: it is not there.
func baseOf[R any](c *Chart, groups []group[R]) int {
	return slices.IndexFunc(groups, func(g group[R]) bool { return c.all.base.Is(g.key) })
}

// serviceScope is the scope asked for, else the folder's main service, else the one that users send to, else the first
// service among the rows.
func serviceScope[R any](rows []R, f *result.Folder, asked string, scope func(*R) string) string {
	if asked != "" {
		return asked
	}
	found := ""
	for i := range rows {
		s := scope(&rows[i])
		switch {
		case s == f.Manifest.Service:
			return s
		case s == f.Manifest.Entry, found == "" && strings.HasPrefix(s, "service:"):
			found = s
		}
	}
	return found
}

// only keeps the rows of one scope.
func only[R any](rows []R, wanted string, scope func(*R) string) []R {
	return slices.DeleteFunc(slices.Clone(rows), func(r R) bool { return scope(&r) != wanted })
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

// oneOf says, for the subtitle of a chart of one configuration, that there are others.
func (c *Chart) oneOf() string {
	if len(c.all.keys) < 2 {
		return ""
	}
	return fmt.Sprintf(" One of %d configurations.", len(c.all.keys))
}

// alone is the label of the configuration that is the only one with data for a chart of all of them; else empty.
func alone[R any](groups []group[R]) string {
	if len(groups) > 1 {
		return ""
	}
	return groups[0].label
}

// fewer says, for the subtitle, how many of all a chart holds and where the others are.
func fewer(shown, all int, what, how, file string) string {
	if shown == all {
		return ""
	}
	return fmt.Sprintf(" %d of %d %s, %s; the others are in %s.", shown, all, what, how, file)
}
