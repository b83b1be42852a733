package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// index says of every key of the language where it stands, in words, and which rows of catalogs take it.
type index struct {
	homes map[string][]string
	first map[string]string // how it is written at the first of them
	takes map[string][]string
}

// newIndex indexes what a decoder with these readers reads into a Spec.
func newIndex(readers map[reflect.Type]reader) *index {
	x := index{homes: map[string][]string{}, first: map[string]string{}, takes: map[string][]string{}}
	g := grammar{readers: readers, forms: map[reflect.Type]*Form{}}
	language := g.of(reflect.TypeFor[Spec]())
	for _, place := range language.Places() {
		key, above := place.Key.Name, strings.TrimSuffix(strings.TrimSuffix(place.Path, place.Key.Name), ".")
		if !strings.HasSuffix(above, ".each") { // which holds the keys of what is around it
			x.homes[key] = append(x.homes[key], atHome(above))
			x.first[key] = key + ": " + place.Key.Example
		}
	}
	x.parameters(language, map[*Form]bool{})
	return &x
}

// parameters enters the rows of the catalogs that can be reached from a form.
func (x *index) parameters(f *Form, seen map[*Form]bool) {
	if f == nil || seen[f] {
		return
	}
	seen[f] = true
	for _, k := range f.Keys {
		if f.Tag != "" && f.Tag != "preset" && !slices.Contains(x.takes[k.Name], f.Name) {
			x.takes[k.Name] = append(x.takes[k.Name], f.Name)
		}
		x.parameters(k.Form, seen)
	}
	x.parameters(f.Of, seen)
	for _, one := range f.Choices {
		x.parameters(one, seen)
	}
}

// lives says where a key is at home that is unknown where it stands, among known keys; "" if it is nowhere, or in too
// many places to tell.
func (d *decoder) lives(key string, known []string) string {
	const many = 3
	if len(d.readers) == 0 {
		return "" // not a scenario
	}
	if d.index == nil {
		d.index = newIndex(d.readers)
	}
	homes, takers := d.index.homes[key], d.index.takes[key]
	amongRows := slices.Contains(known, "policy") || slices.Contains(known, "dist")
	switch {
	case 0 < len(takers) && len(takers) <= many && (amongRows || len(homes) == 0):
		return "it is a parameter of " + strings.Join(takers, ", ")
	case amongRows || len(homes) == 0 || len(homes) > many:
		return ""
	case len(homes) == 1:
		return fmt.Sprintf("it stands %s; write there for example %s", homes[0], d.index.first[key])
	}
	return "it stands " + strings.Join(homes, ", or ")
}

// atHome is a place in words: "under time", "in each of faults".
func atHome(path string) string {
	above, each := strings.CutSuffix(path, ".NAME")
	if !each {
		above, each = strings.CutSuffix(path, ".N")
	}
	switch {
	case path == "":
		return "at the top of the file"
	case each:
		return "in each of " + above
	}
	return "under " + above
}
