package scenario

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Place is a key of the language where it stands.
type Place struct {
	Path string // dotted, with NAME for a name of the author's choice and N for an element of a list
	Row  string // of the catalog whose parameter it is; "" for none
	Key  Key
	of   *Form // the mapping whose key it is
}

// Places lists the keys of a language, each where it first stands, without the parameters of what catalogs list.
func (f *Form) Places() []Place {
	var all []Place
	f.places("", map[*Form]bool{}, &all)
	return all
}

func (f *Form) places(path string, seen map[*Form]bool, all *[]Place) {
	if seen[f] || f.Tag != "" {
		return
	}
	seen[f] = true
	for _, k := range f.Keys {
		*all = append(*all, Place{Path: join(path, k.Name), Key: k, of: f})
		k.Form.places(join(path, k.Name), seen, all)
	}
	if f.Of != nil {
		f.Of.places(join(path, f.wildcard()), seen, all)
	}
	for _, k := range f.shared() {
		*all = append(*all, Place{Path: join(path, k.Name), Key: k, of: f})
		k.Form.places(join(path, k.Name), seen, all)
	}
	for _, one := range f.Choices {
		one.places(path, seen, all)
	}
	delete(seen, f) // what stands in several places is listed in each, though not within itself
}

// shared are the keys that stand beside the parameters of a catalog's rows, of all or of some.
func (f *Form) shared() (keys []Key) {
	for _, row := range f.Rows() {
		for _, k := range row.Keys {
			if k.beside && !slices.ContainsFunc(keys, func(o Key) bool { return o.Name == k.Name }) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// wildcard stands in a path for an element.
func (f *Form) wildcard() string {
	if f.Kind == Names {
		return "NAME"
	}
	return "N"
}

// Find lists the keys that a path means, as an author writes it: dotted keys from the top, with any name where authors
// choose names, and with or without the number or name of an element of a list; or the end of such a path.
func (f *Form) Find(path string) []Place {
	keys := strings.Split(path, ".")
	last := func(key string) bool { return key == keys[len(keys)-1] }
	if found := f.find(keys, last, ""); len(found) > 0 {
		return found
	}
	var found []Place
	for _, p := range f.Places() {
		again := slices.ContainsFunc(found, func(before Place) bool { return before.of == p.of })
		if !again && matches(strings.Split(p.Path, "."), keys) {
			found = append(found, p)
		}
	}
	for above := len(keys) - 1; above > 0 && len(found) == 0; above-- {
		found = f.through(keys[:above], keys[above:], last)
	}
	if len(found) == 0 {
		found = f.entries(keys, Place{})
	}
	return found
}

// entries are the places of what authors name or list themselves: faults.crash, slo.0. At is where the form stands.
func (f *Form) entries(keys []string, at Place) (found []Place) {
	for _, k := range f.Keys {
		if len(keys) > 1 && k.Name == keys[0] {
			found = append(found, k.Form.entries(keys[1:], Place{Path: join(at.Path, k.Name), Key: k})...)
		}
	}
	if f.Of != nil {
		entry := Place{Path: join(at.Path, f.wildcard()), Key: f.entry(at.Key)}
		if len(keys) == 1 {
			return append(found, entry)
		}
		found = append(found, f.Of.entries(keys[1:], entry)...)
	}
	for _, one := range f.Choices {
		found = append(found, one.entries(keys, at)...)
	}
	return found
}

// entry describes an element of what a key holds, by what is said of the whole.
func (f *Form) entry(of Key) Key {
	k := Key{Name: f.wildcard(), Form: f.Of, Doc: "NAME stands for your own name. " + of.Doc}
	if f.Kind == List {
		k.Doc = "N stands for the number of an element, from 0, or for its name. " + of.Doc
	}
	n, problems := (&Document{}).load(of.Example)
	switch {
	case len(problems) > 0:
	case f.Kind == Names && n.Kind == yaml.MappingNode && len(n.Content) > 1:
		k.Example = flow(n.Content[1])
	case f.Kind == List && n.Kind == yaml.SequenceNode && len(n.Content) > 0:
		k.Example = flow(n.Content[0])
	}
	return k
}

// Beside lists the keys of a name that stand among the parameters of rows of catalogs without being one of theirs, each
// where it first stands: balancing.panic.
func (f *Form) Beside(name string, own func(row, key string) bool) (found []Place) {
	for _, p := range f.Places() {
		path := p.Path
		if of := p.Key.Form; of.Of != nil {
			path = join(path, of.wildcard())
		}
		for _, row := range p.Key.Form.Rows() {
			for _, k := range row.Keys {
				if k.Name == name && k.Name != row.Tag && !own(row.Name, name) {
					found = append(found, Place{Path: join(path, name), Row: row.Name, Key: k})
				}
			}
		}
	}
	return found
}

// Taking lists the keys that have a Vocabulary, each where it first stands, with the parameters of what
// catalogs list.
func (f *Form) Taking() (found []Place) {
	for _, p := range f.Places() {
		if len(p.Key.Form.Vocabulary()) > 0 {
			found = append(found, p)
		}
		for _, row := range p.Key.Form.Rows() {
			for _, k := range row.Keys {
				if len(k.Form.Vocabulary()) > 0 {
					found = append(found, Place{Path: join(p.Path, k.Name), Row: row.Name, Key: k, of: row})
				}
			}
		}
	}
	return found
}

// Vocabulary are the words that may stand at a place, or in a list there, and are described by its key alone.
func (f *Form) Vocabulary() (all []string) {
	if !f.Named {
		all = slices.Clone(f.Words)
	}
	if f.Kind == List {
		all = append(all, f.Of.Vocabulary()...)
	}
	for _, one := range f.Choices {
		all = append(all, one.Vocabulary()...)
	}
	return all
}

// through lists the keys that rows of a catalog take where the end of a path means a choice of them: heals.scale.
func (f *Form) through(end, below []string, wanted func(key string) bool) (found []Place) {
	for _, p := range f.Places() {
		if matches(strings.Split(p.Path, "."), end) {
			found = append(found, p.Key.Form.find(below, wanted, p.Path)...)
		}
	}
	return found
}

// Complete lists the paths that go on where an author stopped: faults.crash.re with those of repair and repair_each.
func (f *Form) Complete(begun string) []string {
	keys := strings.Split(begun, ".")
	above := strings.TrimSuffix(begun, keys[len(keys)-1])
	var paths []string
	for _, p := range f.find(keys, func(key string) bool { return strings.HasPrefix(key, keys[len(keys)-1]) }, "") {
		if path := above + p.Key.Name; !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// find walks down from a form by keys, of which the last need only be one that is wanted.
func (f *Form) find(keys []string, wanted func(key string) bool, path string) []Place {
	var found []Place
	for _, k := range f.Keys {
		at := join(path, k.Name)
		switch {
		case len(keys) == 1 && wanted(k.Name):
			found = append(found, Place{Path: at, Row: f.row(), Key: k})
		case len(keys) > 1 && k.Name == keys[0]:
			found = append(found, k.Form.find(keys[1:], wanted, at)...)
		}
	}
	if f.Of != nil {
		below := join(path, f.wildcard())
		if f.Kind == List {
			found = append(found, f.Of.find(keys, wanted, below)...)
		}
		if len(keys) > 1 {
			found = append(found, f.Of.find(keys[1:], wanted, below)...)
		}
	}
	for _, one := range f.Choices {
		found = append(found, one.find(keys, wanted, path)...)
	}
	return found
}

func (f *Form) row() string {
	if f.Tag == "" {
		return ""
	}
	return f.Name
}

// matches reports whether the last keys of a path are these, any where the path has a wildcard, which may be left out
// before the last.
func matches(path, keys []string) bool {
	if len(keys) == 0 {
		return true
	}
	if len(path) == 0 {
		return false
	}
	last, key := path[len(path)-1], keys[len(keys)-1]
	wild := last == "NAME" || last == "N"
	return (last == key || wild && len(keys) > 1) && matches(path[:len(path)-1], keys[:len(keys)-1]) ||
		wild && matches(path[:len(path)-1], keys)
}

// Below are the keys that may stand directly at a place, whatever its form: of a mapping, of each element of a list or
// of a mapping from names. What a catalog lists is not among them.
func (f *Form) Below() []Key {
	switch {
	case f.Kind == Mapping && f.Tag == "":
		return f.Keys
	case f.Of != nil:
		return f.Of.Below()
	}
	var all []Key
	for _, one := range f.Choices {
		for _, k := range one.Below() {
			if !slices.ContainsFunc(all, func(other Key) bool { return other.Name == k.Name }) {
				all = append(all, k)
			}
		}
	}
	return all
}

// Rows are the rows of the catalog that a form chooses from, directly or for each element.
func (f *Form) Rows() []*Form {
	if f.Of != nil {
		return f.Of.Rows()
	}
	var all []*Form
	for _, one := range f.Choices {
		if one.Tag != "" && one.Tag != "preset" {
			all = append(all, one)
		}
	}
	return all
}
