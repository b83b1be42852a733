package result

import (
	"slices"
	"strings"
)

// Words is a metric's name as a person says it: "request success", "MTTR", "P(no outage)".
func Words(metric string) string {
	switch metric {
	case "reliability":
		return "P(no outage)" // reliability means many things to many people
	case "slo_met":
		return "SLO met"
	}
	if short := strings.ToUpper(metric); slices.Contains(acronyms, short) {
		return short
	}
	if share, ok := strings.CutPrefix(metric, "latency_p99"); ok && share != "" {
		return "latency p99." + share
	}
	return strings.ReplaceAll(metric, "_", " ")
}

var acronyms = []string{"MTTR", "MTBF", "MTTF", "MTTDL"}

// ShortNames says paths of parameters in as many last words as it takes to tell them apart: "hands count" of
// "resources.crews.hands.count", not "count".
func ShortNames(paths []string) []string {
	names := make([]string, len(paths))
	for i, path := range paths {
		parts := strings.Split(path, ".")
		tail := path
		for n := min(2, len(parts)); n <= len(parts); n++ {
			tail = strings.Join(parts[len(parts)-n:], ".")
			alike := func(other string) bool { return other == tail || strings.HasSuffix(other, "."+tail) }
			if !slices.ContainsFunc(paths, func(p string) bool { return p != path && alike(p) }) {
				break
			}
		}
		names[i] = strings.NewReplacer(".", " ", "_", " ").Replace(tail)
	}
	return names
}

// AxisNames are what charts and tables call axes: their labels or, where these say nothing, the ShortNames of their
// paths.
func AxisNames(axes []Axis) []string {
	paths := make([]string, len(axes))
	for i, axis := range axes {
		paths[i] = axis.Path
	}
	names := ShortNames(paths)
	for i, axis := range axes {
		if axis.Label != "" && axis.Label != axis.Path {
			names[i] = axis.Label
		}
	}
	return names
}

// Unbroken keeps a text, such as a figure and its unit, on one line where there is little room.
func Unbroken(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }
