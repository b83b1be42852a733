package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/experiments/scenario"
)

// changes are what the variants have other than the baseline, each in its own row: of a section that a variant writes
// anew only what comes out otherwise, with defaults, and what stands there in the baseline.
func (t *telling) changes() (*grid, error) {
	study, err := t.comparison()
	if err != nil {
		return nil, err
	}
	g := &grid{header: []string{"variant", "what it changes"}}
	for _, o := range t.folder.Manifest.Earlier {
		g.add(o.Variant, fmt.Sprintf("earlier results: %s, seed %d", o.RunID, o.Seed))
	}
	for i, v := range study.Variants {
		g.add(v.Name, cmp.Or(t.otherwise(v.Name), settings(study, i), "nothing: the scenario as it is"))
	}
	return g, nil
}

// settings are what a variant sets, as it is written.
func settings(study *scenario.Comparison, variant int) string {
	var set []string
	for _, s := range study.Variants[variant].Settings {
		set = append(set, s.Path+": "+s.Value)
	}
	return strings.Join(set, "; ")
}

// otherwise says what a variant has other than the one that is shown: "classes.web.count 3 instead of 2"; "" where this
// program cannot read one of them, or it is that one.
func (t *telling) otherwise(variant string) string {
	point := t.variant(variant)
	if point == nil || point[0].SameConfiguration(&t.shown) || t.system == nil {
		return ""
	}
	other := t.systemOf(&point[0].Key)
	if other == nil {
		return ""
	}
	base, own := leavesOf(t.system), leavesOf(other)
	both := maps.Clone(base)
	maps.Copy(both, own)
	var texts []string
	for _, path := range slices.Sorted(maps.Keys(both)) {
		was, is := base[path], own[path]
		switch {
		case was == is:
		case was == "":
			texts = append(texts, path+" "+is)
		case is == "":
			texts = append(texts, "no "+path+" (which was "+was+")")
		default:
			texts = append(texts, path+" "+is+" instead of "+was)
		}
	}
	return strings.Join(texts, "; ")
}

// leavesOf are the values of a scenario with every default, by path.
func leavesOf(s *scenario.Scenario) map[string]string {
	all := map[string]string{}
	var walk func(path string, n *yaml.Node)
	walk = func(path string, n *yaml.Node) {
		switch n.Kind {
		case yaml.MappingNode:
			for k := 0; k+1 < len(n.Content); k += 2 {
				walk(strings.TrimPrefix(path+"."+n.Content[k].Value, "."), n.Content[k+1])
			}
		case yaml.SequenceNode:
			if !slices.ContainsFunc(n.Content, func(x *yaml.Node) bool { return x.Kind != yaml.ScalarNode }) {
				all[path] = flat(n)
				return
			}
			for i, x := range n.Content {
				name := fmt.Sprint(i + 1)
				if level := below(x, "level"); x.Kind == yaml.MappingNode && level != nil {
					name = level.Value
				}
				walk(path+"."+name, x)
			}
		default:
			all[path] = n.Value
		}
	}
	if root := (&explanation{Scenario: s}).tree(); root != nil {
		walk("", root)
	}
	return all
}
