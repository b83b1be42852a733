package scenario

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/sim/catalog"
	"nines/sim/unit"
)

// Language is the form of scenarios that name what these catalogs hold.
func Language(catalogs Catalogs) *Form { return newGrammar(catalogs).of(reflect.TypeFor[Spec]()) }

// SweepLanguage is the form of a file that describes a sweep.
func SweepLanguage(catalogs Catalogs) *Form {
	return newGrammar(catalogs).of(reflect.TypeFor[sweepSpec]())
}

// CompareLanguage is the form of a file that describes a comparison.
func CompareLanguage(catalogs Catalogs) *Form {
	return newGrammar(catalogs).of(reflect.TypeFor[compareSpec]())
}

// PlanLanguage is the form of a file that describes a plan.
func PlanLanguage(catalogs Catalogs) *Form {
	return newGrammar(catalogs).of(reflect.TypeFor[planSpec]())
}

// grammar finds out what the decoder reads into a type: it looks at what the decoder looks at, in the same order.
type grammar struct {
	readers map[reflect.Type]reader
	forms   map[reflect.Type]*Form
}

func newGrammar(catalogs Catalogs) *grammar {
	c := newCompiler(&Document{root: &yaml.Node{Kind: yaml.MappingNode}}, catalogs)
	return &grammar{readers: c.readers, forms: map[reflect.Type]*Form{}}
}

// of is the form of a type, the same for every place.
func (g *grammar) of(t reflect.Type) *Form {
	if t.Kind() == reflect.Pointer {
		return g.of(t.Elem())
	}
	if f, ok := g.forms[t]; ok {
		return f
	}
	f := &Form{}
	g.forms[t] = f // before what it holds, which may be of the same type
	*f = g.build(t)
	return f
}

func (g *grammar) build(t reflect.Type) Form {
	if r, ok := g.readers[t]; ok {
		return r.form(g)
	}
	zero := reflect.New(t).Interface()
	switch x := zero.(type) {
	case shorthand:
		return x.form(g)
	case keyed:
		element := t.Elem().Field(1).Type // of a Named
		pattern := fmt.Sprintf(`^[-_A-Za-z0-9]{1,%d}$`, maxName)
		return Form{Kind: Names, Name: "mapping from names", Of: g.of(element), Notation: unit.Notation{Pattern: pattern}}
	case interface{ Notation() unit.Notation }:
		written := Form{Kind: Quantity, Name: x.Notation().Name, Notation: x.Notation()}
		if t.Kind() != reflect.Struct || len(fieldsOf(t)) == 0 {
			return written
		}
		parts := g.structure(t)
		return choice(written.Name+" or "+parts.Name, &written, &parts)
	case encoding.TextUnmarshaler:
		panic("scenario: " + t.String() + " has no Notation") // a mistake in a type, which a test finds
	}
	return g.kind(t)
}

// kind is the form of what has no meaning beyond its Go kind.
func (g *grammar) kind(t reflect.Type) Form {
	switch t.Kind() {
	case reflect.Struct:
		return g.structure(t)
	case reflect.Slice:
		return g.list(t)
	case reflect.Map:
		return Form{Kind: Names, Name: "mapping from names", Of: g.of(t.Elem())}
	case reflect.String:
		return Form{Kind: Text, Name: "text"}
	case reflect.Bool:
		return Form{Kind: Truth, Name: "true or false"}
	case reflect.Float64:
		return Form{Kind: Number, Name: "number"}
	}
	return Form{Kind: Whole, Name: "whole number"}
}

func (g *grammar) list(t reflect.Type) Form {
	return Form{Kind: List, Name: "list", Of: g.of(t.Elem())}
}

// choice is one of several forms.
func choice(name string, of ...*Form) Form { return Form{Kind: Choice, Name: name, Choices: of} }

// words is one of a few words.
func words(all ...string) *Form {
	return &Form{Kind: Word, Name: "one of " + strings.Join(all, ", "), Words: all}
}

// called is one of a few words that name something, such as the rows of a catalog.
func called(all ...string) *Form {
	f := words(all...)
	f.Named = true
	return f
}

// vocabulary is the form of a text that a tag `of` tells more about.
func vocabulary(of string) *Form {
	switch of {
	case "metrics":
		return &Form{Kind: Word, Name: "name of a metric", Words: metricNames(), Named: true}
	case "bounds":
		return &Form{Kind: Quantity, Name: "value in the unit of the metric", Notation: unit.Notation{
			Name: "value", Example: "99.9%, 4h or 60m per 1y", Pattern: `^\s*\.?[0-9]`, Bare: "number"}}
	}
	panic("scenario: there is no vocabulary of " + of) // a mistake in a tag, which a test finds
}

// structure is a mapping of the keys of a struct.
func (g *grammar) structure(t reflect.Type) Form {
	return Form{Kind: Mapping, Name: "mapping", Keys: g.keys(reflect.New(t).Elem())}
}

// keys are those of a struct whose fields hold what applies where nothing is said, once its defaults are set.
func (g *grammar) keys(v reflect.Value) []Key {
	if defaults, ok := v.Addr().Interface().(interface{ setDefaults() }); ok {
		defaults.setDefaults()
	}
	var keys []Key
	for _, f := range fieldsOf(v.Type()) {
		field := v.FieldByIndex(f.index)
		k := Key{Name: f.key, Form: g.of(field.Type()), Required: f.required, Unless: f.unless, Doc: f.note.doc,
			Example: f.note.example, Bounds: f.note.bounds}
		switch {
		case len(f.oneOf) > 0:
			k.Form = words(f.oneOf...)
		case f.of != "":
			k.Form = vocabulary(f.of)
		}
		if field.Kind() == reflect.Struct && k.Form.Kind == Mapping {
			g.below(&k, field)
		} else if !f.required && (!f.omitZero || !field.IsZero()) {
			if n := encode(field); n != nil {
				k.Default = flow(n)
			}
		}
		keys = append(keys, k)
	}
	return keys
}

// below gives a section that is always there the defaults that its owner sets.
func (g *grammar) below(k *Key, v reflect.Value) {
	own := *k.Form
	own.Keys = g.keys(v)
	k.Form = &own
}

// rows are the rows of a catalog as mappings; extra are keys that stand among the parameters of each.
func rows[T any](g *grammar, table catalog.Table[T], tag string, extra ...Key) []*Form {
	var all []*Form
	for _, e := range table.Rows() {
		all = append(all, rowForm(g, e, tag, extra...))
	}
	return all
}

// rowForm is a row of a catalog as a mapping: the key that names it, its parameters, and what else stands among them.
func rowForm[T any](g *grammar, e catalog.Entry[T], tag string, extra ...Key) *Form {
	f := &Form{Kind: Mapping, Name: e.Name(), Doc: e.Doc(), Tag: tag,
		Keys: []Key{{Name: tag, Form: called(e.Name()), Required: true, Doc: "Names it."}}}
	_, _ = e.Build(func(config any) error {
		f.Keys = append(f.Keys, g.keys(reflect.ValueOf(config).Elem())...)
		return errReported
	})
	for _, k := range extra {
		k.beside = true
		f.Keys = append(f.Keys, k)
	}
	return f
}

// sparing takes keys from the forms of those rows that make something which does not take them. Of a row whose defaults
// make nothing its parameters are looked at instead.
func sparing[T any](all []*Form, table catalog.Table[T], lacks func(x any) bool, keys ...string) []*Form {
	for i, e := range table.Rows() {
		var seen any
		if x, err := e.Build(func(config any) error { seen = config; return nil }); err == nil {
			seen = x
		}
		if lacks(seen) {
			all[i].Keys = slices.DeleteFunc(all[i].Keys, func(k Key) bool { return slices.Contains(keys, k.Name) })
		}
	}
	return all
}

// beside are the keys of a struct without those that its catalog gives.
func (g *grammar) beside(v any) []Key {
	p := reflect.New(reflect.TypeOf(v))
	p.Elem().Set(reflect.ValueOf(v))
	return g.keys(p.Elem())
}

// String shows a form for what it is, for tests and panics.
func (f *Form) String() string { return fmt.Sprintf("%s (%d keys)", f.Name, len(f.Keys)) }
