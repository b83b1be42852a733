package result

import (
	"cmp"
	"slices"
	"strings"
)

// Key says which configuration of which run a row belongs to. All rows of a folder have the same RunID.
//
// The CSV columns are run_id, scenario, variant, point, then one column param_<path> per parameter.
type Key struct {
	RunID    string
	Scenario string
	Variant  string // of a comparison; empty elsewhere
	Point    int    // numbers the configurations of a run from 0: the points of a sweep, the variants of a comparison
	// Params are what a sweep set, in the order of its axes: the same paths in all rows of a table. Rows that were
	// read from a file share the slice; it is not to be modified.
	Params []Param
}

// Param is one swept parameter: its dotted path in the scenario and its value as a user would write it ("30s", "18").
type Param struct{ Path, Value string }

// Param returns the value of the parameter of that path, and whether the key has it.
func (k *Key) Param(path string) (string, bool) {
	i := slices.IndexFunc(k.Params, func(p Param) bool { return p.Path == path })
	if i < 0 {
		return "", false
	}
	return k.Params[i].Value, true
}

// Name is what tells the configuration from the others of its run, in as few words as that takes: "hands count 3";
// "" in a plain run.
func (k *Key) Name() string { return k.NameIn(nil) }

// NameIn is Name in the words of axes: a parameter that one of them labels is called so.
func (k *Key) NameIn(axes []Axis) string {
	var words []string
	if k.Variant != "" {
		words = append(words, k.Variant)
	}
	all := make([]Axis, len(k.Params))
	for i, p := range k.Params {
		all[i].Path = p.Path
		for _, axis := range axes {
			if axis.Path == p.Path {
				all[i] = axis
			}
		}
	}
	for i, name := range AxisNames(all) {
		words = append(words, name+" "+k.Params[i].Value)
	}
	return strings.Join(words, ", ")
}

// SameConfiguration tells whether two rows belong to the same variant and point.
func (k *Key) SameConfiguration(other *Key) bool {
	return k.Point == other.Point && k.Variant == other.Variant
}

func (k *Key) comparePoint(other *Key) int { return cmp.Compare(k.Point, other.Point) }
