package plots

import (
	"slices"
	"strings"

	"nines/experiments/result"
)

// naming is how configurations are told apart: by their variant and by those parameters that differ among them, or,
// where each has but one that is not as in the base, by that.
type naming struct {
	variants bool
	paths    []string
	names    []string    // of the parameters
	base     *result.Key // nil: not all are one step from it
}

func (all *configurations) naming() naming {
	var n naming
	if len(all.keys) == 0 {
		return n
	}
	n.paths = slices.DeleteFunc(variedParams(all.keys), func(path string) bool {
		_, asked := all.labels[path]
		return path == seedPath && !asked // every point of a design over inputs has its own
	})
	axes := make([]result.Axis, len(n.paths))
	for i, path := range n.paths {
		axes[i] = result.Axis{Path: path, Label: all.labels[path]}
	}
	n.names = result.AxisNames(axes)
	n.variants = slices.ContainsFunc(all.keys, func(k *result.Key) bool { return k.Variant != "" })
	if i := slices.IndexFunc(all.keys, all.base.Is); i >= 0 && len(n.paths) > 1 && !n.variants {
		n.base = all.keys[i]
		if slices.ContainsFunc(all.keys, func(k *result.Key) bool { return len(n.steps(k)) > 1 }) {
			n.base = nil
		}
	}
	return n
}

// steps are the places of the parameters that are not as in the base.
func (n naming) steps(k *result.Key) (places []int) {
	for i, path := range n.paths {
		value, _ := k.Param(path)
		if of, _ := n.base.Param(path); value != of {
			places = append(places, i)
		}
	}
	return places
}

// without is the naming of what is left when one parameter is on an axis.
func (n naming) without(path string) naming {
	n.base = nil
	if i := slices.Index(n.paths, path); i >= 0 {
		n.paths = slices.Delete(slices.Clone(n.paths), i, i+1)
		n.names = slices.Delete(slices.Clone(n.names), i, i+1)
	}
	return n
}

// label is for running text: "mean time to failure 30d, crews 2".
func (n naming) label(k *result.Key) string {
	return n.list(k, func(i int, value string) string { return n.names[i] + " " + value })
}

// values are for a list under the heading: "30d, 2".
func (n naming) values(k *result.Key) string {
	if n.base != nil {
		return n.label(k)
	}
	return n.list(k, func(_ int, value string) string { return value })
}

func (n naming) list(k *result.Key, part func(i int, value string) string) string {
	var parts []string
	if k.Variant != "" {
		parts = append(parts, k.Variant)
	}
	for i, path := range n.paths {
		if n.base != nil && !slices.Contains(n.steps(k), i) {
			continue
		}
		value, _ := k.Param(path)
		parts = append(parts, part(i, inWords(value)))
	}
	if n.base != nil && parts == nil {
		return "base"
	}
	return strings.Join(parts, ", ")
}

// heading is what the values are of: "mean time to failure, crews". Names of variants speak for themselves, as do steps
// from the base.
func (n naming) heading() string {
	switch {
	case n.base != nil:
		return ""
	case n.variants && len(n.paths) > 0:
		return "variant, " + strings.Join(n.names, ", ")
	}
	return strings.Join(n.names, ", ")
}

// inWords writes a value that is a mapping without its braces and colons: "exponential mean 40d".
func inWords(value string) string {
	inner, opens := strings.CutPrefix(value, "{")
	inner, closes := strings.CutSuffix(inner, "}")
	if !opens || !closes || strings.ContainsAny(inner, `{}[]"'`) {
		return value
	}
	return strings.TrimPrefix(strings.NewReplacer(": ", " ", ",", "").Replace(inner), "dist ")
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

// seedPath is the parameter that draws the points of a design anew.
const seedPath = "run.seed"
