package scenario

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// languages are the forms of all files that the program reads.
func languages() map[string]*Form {
	catalogs := DefaultCatalogs()
	return map[string]*Form{"scenario": Language(catalogs), "sweep": SweepLanguage(catalogs),
		"comparison": CompareLanguage(catalogs), "plan": PlanLanguage(catalogs)}
}

// eachKey visits every key of a language once, with a path at which it may stand.
func eachKey(f *Form, path string, seen map[*Form]bool, visit func(path string, k Key)) {
	if f == nil || seen[f] {
		return
	}
	seen[f] = true
	for _, k := range f.Keys {
		visit(join(path, k.Name), k)
		eachKey(k.Form, join(path, k.Name), seen, visit)
	}
	eachKey(f.Of, join(path, "NAME"), seen, visit)
	for _, one := range f.Choices {
		eachKey(one, path, seen, visit)
	}
}

var asSentences = regexp.MustCompile(`^[\p{Lu}0-9(][^\n]*\.$`)

// Whoever adds a key says what it means: a note beside its struct, or the tag doc of a policy's parameter.
func TestEveryKeyIsNoted(t *testing.T) {
	for name, language := range languages() {
		eachKey(language, "", map[*Form]bool{}, func(path string, k Key) {
			if !asSentences.MatchString(k.Doc) {
				t.Errorf("%s: %s is not described in sentences: %q; add a line to the notes of its struct", name, path,
					k.Doc)
			}
			boundsOf(k.Bounds) // panics if they cannot be read
		})
	}
}

// specs are the structs of the language that note their keys, found from those that files begin with.
func specs() map[reflect.Type]bool {
	found := map[reflect.Type]bool{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			visit(t.Elem())
		case reflect.Struct:
			if found[t] {
				return
			}
			if strings.HasSuffix(t.PkgPath(), "/scenario") {
				found[t] = true
			}
			for i := range t.NumField() {
				visit(t.Field(i).Type)
			}
		}
	}
	for _, v := range []any{Spec{}, sweepSpec{}, compareSpec{}, RunbookRuleSpec{}, ageSpec{}, effectParts{}, peerSpec{},
		kijimaSpec{}, thenSpec{}} {
		visit(reflect.TypeOf(v))
	}
	return found
}

// No note is about a key that is gone, and every example can be read where its key stands.
func TestNotesAreAboutKeys(t *testing.T) {
	for spec := range specs() {
		v := reflect.New(spec)
		documented, ok := v.Interface().(noted)
		if !ok {
			continue
		}
		own := map[string]bool{}
		for i := range spec.NumField() {
			if key := spec.Field(i).Tag.Get("key"); key != "" {
				own[key] = true
			}
		}
		if len(own) == 0 {
			continue // the notes of what it embeds
		}
		for key := range documented.notes() {
			if !own[key] {
				t.Errorf("%s has a note on %s, which is no key of it", spec.Name(), key)
			}
		}
		for _, f := range fieldsOf(spec) {
			exemplary(t, f, v.Elem().FieldByIndex(f.index))
		}
	}
}

// exemplary reads the example of a key as the decoder would.
func exemplary(t *testing.T, f field, v reflect.Value) {
	t.Helper()
	n, problems := (&Document{file: f.key}).load(f.note.example)
	if len(problems) > 0 {
		t.Errorf("the example of %s is no YAML: %v", f.key, problems)
		return
	}
	document := &Document{file: f.key, root: n, lines: []string{f.note.example}}
	c := newCompiler(document, DefaultCatalogs())
	if c.value(n, v, f.key) != nil {
		c.within(f, n, v, f.key)
	}
	if len(c.problems) > 0 {
		t.Errorf("the example of %s: %v", f.key, c.problems)
	}
}

// What authors name themselves leads to what may stand there, whatever they call it.
func TestEntriesAreFound(t *testing.T) {
	language := Language(DefaultCatalogs())
	for path, want := range map[string]string{"faults.crash": "faults.NAME", "services.api": "services.NAME",
		"resources.crews.hands": "resources.crews.NAME", "topology.zone": "topology.N", "slo.0": "slo.N",
		"faults.crash.modes.process": "faults.NAME.modes.NAME", "faults.on": "faults.NAME.on"} {
		found := language.Find(path)
		if len(found) == 0 || found[0].Path != want {
			t.Errorf("%s leads to %v, want %s", path, found, want)
		}
	}
	for _, path := range []string{"faults.crash.zzz", "name.zzz", "zzz.crash"} {
		if found := language.Find(path); len(found) > 0 {
			t.Errorf("%s leads to %s", path, found[0].Path)
		}
	}
	own := func(string, string) bool { return false }
	if found := language.Beside("panic", own); len(found) == 0 || found[0].Path != "balancing.panic" {
		t.Errorf("panic leads to %v", found)
	}
}

// Every word that a key takes is found with it, wherever in the language it stands.
func TestKeysThatTakeWordsAreFound(t *testing.T) {
	for name, language := range languages() {
		taking := map[string]bool{}
		for _, p := range language.Taking() {
			for _, word := range p.Key.Form.Vocabulary() {
				taking[p.Key.Name+": "+word] = true
			}
		}
		n := 0
		eachKey(language, "", map[*Form]bool{}, func(path string, k Key) {
			for _, word := range k.Form.Vocabulary() {
				if n++; !taking[k.Name+": "+word] {
					t.Errorf("%s: %s: %s is not found", name, path, word)
				}
			}
		})
		if least := map[string]int{"scenario": 30, "sweep": 10, "comparison": 4, "plan": 1}[name]; n < least {
			t.Errorf("%s: only %d words", name, n)
		}
	}
}
