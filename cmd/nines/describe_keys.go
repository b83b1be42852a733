package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"nines/experiments/gallery"
	"nines/experiments/scenario"
	"nines/sim/catalog"
)

// scenarioKey is what a key of a scenario is called.
const scenarioKey = "key"

// languages are those of all kinds of files, scenarios first.
var languages = []language{
	languageOf("scenario", scenarioKey, scenario.Language),
	languageOf("sweep", "key of sweeps", scenario.SweepLanguage),
	languageOf("compare", "key of comparisons", scenario.CompareLanguage),
	languageOf("plan", "key of plans", scenario.PlanLanguage),
}

type language struct {
	file string                // the kind of file
	kind string                // of its keys
	form func() *scenario.Form // built when it is first asked for, and once: most commands do without
}

func languageOf(file, kind string, build func(scenario.Catalogs) *scenario.Form) language {
	return language{file, kind, sync.OnceValue(func() *scenario.Form { return build(scenario.DefaultCatalogs()) })}
}

// keyThings are the keys that a name means, or a dotted path of names.
func keyThings(name string) []thing {
	var all []thing
	for _, l := range languages {
		for _, place := range l.form().Find(name) {
			all = append(all, keyThing(l.kind, place))
		}
	}
	return all
}

// together joins what is the same in several places into one, with the places as a note.
func together(all []thing) []thing {
	var groups []thing
	places := map[int][]string{}
	for _, t := range all {
		place := t.name
		if t.of != "" {
			place = "in " + t.of
		}
		i := slices.IndexFunc(groups, t.like)
		if i < 0 {
			i, groups = len(groups), append(groups, t)
		}
		if !slices.Contains(places[i], place) {
			places[i] = append(places[i], place)
		}
	}
	for i := range groups {
		if g := &groups[i]; len(places[i]) > 1 {
			g.notes = append(slices.Clone(g.notes), [2]string{"found", strings.ReplaceAll(strings.Join(places[i], ", "),
				", in ", ", ")})
		} else if g.of != "" {
			g.kind += " of " + g.of
		}
	}
	return groups
}

// like reports whether two keys or parameters are the same but for where they stand.
func (t thing) like(other thing) bool {
	last := func(x thing) string { return x.name[strings.LastIndexByte(x.name, '.')+1:] }
	return last(t) == last(other) && (t.of == "") == (other.of == "") && t.kind == other.kind && t.doc == other.doc &&
		slices.Equal(t.notes, other.notes) && t.sample == other.sample &&
		slices.EqualFunc(t.keys, other.keys, func(a, b scenario.Key) bool { return a.Name == b.Name && a.Doc == b.Doc })
}

// parameters are those of policies and laws that are called so, each once; all of them for "".
func parameters(name string) []thing {
	var all []thing
	for _, owner := range slices.Concat(things("policies"), things("laws")) {
		for _, p := range owner.params {
			if name != "" && p.Key != name {
				continue
			}
			t := thing{name: p.Key, kind: "parameter", of: owner.name, doc: sentence(p.Doc), key: true,
				notes: [][2]string{{"type", typeName(p.Type)}}}
			if usual := defaultText(p); usual != "" {
				t.notes = append(t.notes, [2]string{"default", usual})
			}
			all = append(all, t)
		}
	}
	return together(all)
}

// keysBeside are the keys called so that stand beside the parameters of policies and are none of them.
func keysBeside(name string) []thing {
	own := func(row, key string) bool {
		return slices.ContainsFunc(named(row), func(t thing) bool {
			return slices.ContainsFunc(t.params, func(p catalog.Param) bool { return p.Key == key })
		})
	}
	var all []thing
	for _, place := range languages[0].form().Beside(name, own) {
		all = append(all, keyThing(scenarioKey, place))
	}
	return together(all)
}

// values are the words called so that keys take, with what is said of the key; all of them for "".
func values(word string) []thing {
	var all []thing
	for _, l := range languages {
		for _, place := range l.form().Taking() {
			of := place.Path + strings.TrimPrefix(l.kind, scenarioKey)
			if place.Row != "" {
				of = place.Key.Name + " of " + place.Row
			}
			for _, w := range place.Key.Form.Vocabulary() {
				if word == "" || w == word {
					all = append(all, valueThing(w, of, place.Key))
				}
			}
		}
	}
	return together(all)
}

// valueThing is a word that a key takes as a thing to describe.
func valueThing(word, of string, k scenario.Key) thing {
	t := thing{name: word, kind: "value", of: of, doc: k.Doc, key: true, sample: k.Name + ": " + word}
	if k.Default == word {
		t.notes = append(t.notes, [2]string{"default", "yes"})
	}
	t.notes = append(t.notes, [2]string{"type", written(k.Form)})
	return t
}

// wholeLanguage is a scenario as a thing to describe: its sections.
func wholeLanguage() thing {
	return thing{name: "scenario", kind: "file",
		doc: "A system and its faults, in YAML. A section is looked up by its name, as in nines describe faults, and so is " +
			"every key in it, as in nines describe faults.crash.heals; nines init writes a scenario to start from.",
		keys: languages[0].form().Keys}
}

// inFull are a few templates that have a section, the one to start from first; "" if none has.
func inFull(section string) string {
	const enough = 3
	var names []string
	for _, entry := range gallery.Table().Rows() {
		template, _ := gallery.Find(entry.Name())
		if len(names) < enough && bytes.Contains(template.Files[0].Data, []byte("\n"+section+":")) {
			names = append(names, entry.Name())
		}
	}
	if names == nil {
		return ""
	}
	return "templates " + strings.Join(names, ", ") + ", as nines init --template " + names[0]
}

// listedKeys are the keys of scenarios whose path begins so; all for "".
func listedKeys(section string) []thing {
	var all []thing
	for _, place := range languages[0].form().Places() {
		if section == "" || place.Path == section || strings.HasPrefix(place.Path, section+".") {
			t := keyThing("", place)
			t.kind, _, _ = strings.Cut(place.Key.Form.Name, ",")
			t.doc, _, _ = strings.Cut(t.doc, ". ")
			t.doc = sentence(t.doc)
			all = append(all, t)
		}
	}
	return all
}

// keyThing is a key as a thing to describe.
func keyThing(kind string, place scenario.Place) thing {
	k := place.Key
	t := thing{kind: kind, name: place.Path, of: place.Row, doc: k.Doc, key: true, keys: k.Form.Below()}
	note := func(label, text string) {
		if text != "" {
			t.notes = append(t.notes, [2]string{label, text})
		}
	}
	note("type", written(k.Form))
	note("needed", map[bool]string{true: "yes"}[k.Required])
	note("default", k.Default)
	note("bounds", strings.ReplaceAll(k.Bounds, ", ", " and "))
	if k.Unless != "" {
		note("not beside", k.Unless)
	}
	var names []string
	for _, row := range k.Form.Rows() {
		names = append(names, row.Name)
	}
	note("names", strings.Join(names, ", "))
	if kind == scenarioKey && !strings.Contains(place.Path, ".") {
		note("in full", inFull(place.Path))
	}
	if k.Example != "" {
		t.sample = place.Path[strings.LastIndexByte(place.Path, '.')+1:] + ": " + k.Example
	}
	return t
}

// written says how a form is written.
func written(f *scenario.Form) string {
	switch f.Kind {
	case scenario.Quantity:
		return f.Name + ", as in " + f.Notation.Example
	case scenario.List:
		return "list, each: " + written(f.Of)
	case scenario.Names:
		return f.Name + ", each: " + written(f.Of)
	}
	return f.Name
}

// keyGrid is a table of keys.
func keyGrid(keys []scenario.Key) *grid {
	g := &grid{header: []string{"key", "type", "default", "meaning"}}
	for _, k := range keys {
		usual := cmp.Or(k.Default, map[bool]string{true: "needed"}[k.Required])
		first, _, _ := strings.Cut(k.Doc, ". ")
		g.add(k.Name, k.Form.Name, usual, strings.TrimSuffix(first, ".")+boundsText(k.Bounds))
	}
	return g
}

func boundsText(bounds string) string {
	if bounds == "" {
		return ""
	}
	return fmt.Sprintf(" (%s)", bounds)
}
