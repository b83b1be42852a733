package scenario

import (
	"cmp"
	"slices"

	"go.yaml.in/yaml/v4"
)

// presetKind says where a preset may stand.
type presetKind string

const (
	presetLaw   presetKind = "law"
	presetFault presetKind = "fault"
)

// Preset is a law or a fault with published parameters, to be used by name: {preset: lanl.repair}. Keys given beside
// the name override its own.
type Preset struct {
	Name     string
	Kind     presetKind
	YAML     string // what the name stands for
	Source   string
	Evidence string // V: seen in the source; D: computed from it; R: recalled
	Note     string
}

// Presets lists the presets in order of their names. The slice is the caller's.
func Presets() []Preset {
	all := slices.Concat(lanlPresets, archivePresets, fleetPresets, networkPresets)
	slices.SortFunc(all, func(a, b Preset) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// alternatives are groups of keys of which a fault has one: overriding one drops what the preset gives of the others.
var alternatives = [][]string{{"time_to_failure", "rate", "probability"}, {"repair", "heals"}}

// fromPreset replaces {preset: name, …} by what the name stands for, with the overrides; nil if that is impossible. A
// node without the key stays itself.
func (d *decoder) fromPreset(n *yaml.Node, kind presetKind, path string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return n
	}
	name := lookup(n, "preset")
	if name == nil {
		return n
	}
	preset, ok := findPreset(name.Value, kind)
	if !ok {
		d.fail(name, hint(name.Value, "presets here", presetNames(kind)), "unknown preset %s in %s",
			quote(name.Value), path)
		return nil
	}
	d.presets = append(d.presets, preset)
	base, _ := (&Document{}).load(preset.YAML)
	d.document.mark(base, "preset "+preset.Name)
	merged := &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column}
	if origin, ok := d.document.origins[n]; ok {
		d.document.origins[merged] = origin
	}
	for k := 0; k+1 < len(base.Content); k += 2 {
		if !overrides(n, base.Content[k].Value) {
			merged.Content = append(merged.Content, base.Content[k], base.Content[k+1])
		}
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value != "preset" {
			merged.Content = append(merged.Content, n.Content[k], n.Content[k+1])
		}
	}
	return merged
}

// presetKey is the key that names a preset.
func presetKey(kind presetKind) Key {
	return Key{Name: "preset", Form: called(presetNames(kind)...), Doc: "A " + string(kind) + " with published " +
		"parameters, which keys beside it override; nines list presets shows them.", Example: presetNames(kind)[0]}
}

// preset is the form of a preset that stands for one of several mappings, any of whose keys it may override.
func preset(kind presetKind, of ...*Form) *Form {
	named := presetKey(kind)
	named.Required = true
	f := &Form{Kind: Mapping, Name: "preset", Doc: "A " + string(kind) + " with published parameters.", Tag: "preset",
		Keys: []Key{named}}
	for _, one := range of {
		for _, k := range one.Keys {
			if !slices.ContainsFunc(f.Keys, func(other Key) bool { return other.Name == k.Name }) {
				k.Required = false
				if k.Name == one.Tag {
					k.Form = &Form{Kind: Text, Name: "name"}
				}
				f.Keys = append(f.Keys, k)
			}
		}
	}
	return f
}

// overrides reports whether n gives a key or one that takes its place.
func overrides(n *yaml.Node, key string) bool {
	if lookup(n, key) != nil {
		return true
	}
	given := func(k string) bool { return lookup(n, k) != nil }
	for _, group := range alternatives {
		if slices.Contains(group, key) && slices.ContainsFunc(group, given) {
			return true
		}
	}
	return false
}

func findPreset(name string, kind presetKind) (Preset, bool) {
	for _, p := range Presets() {
		if p.Name == name && p.Kind == kind {
			return p, true
		}
	}
	return Preset{}, false
}

func presetNames(kind presetKind) []string {
	var names []string
	for _, p := range Presets() {
		if p.Kind == kind {
			names = append(names, p.Name)
		}
	}
	return names
}
