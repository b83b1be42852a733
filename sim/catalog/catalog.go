package catalog

import (
	"fmt"
	"reflect"
	"slices"
)

// Entry is one row of a catalog: a name as users write it, a sentence that says what it is and where it comes from,
// the configuration with its defaults, and the way to build a T from a configuration.
type Entry[T any] struct {
	name, doc, example string
	defaults           any
	build              func(fill func(config any) error) (T, error)
}

// Define makes a row. C is a struct whose exported fields carry a `key:"…"` tag (the name in YAML) and a `doc:"…"`
// tag (meaning, unit and range); defaults holds the values that apply where the user says nothing. build validates.
func Define[C, T any](name, doc string, defaults C, build func(C) (T, error)) Entry[T] {
	return Entry[T]{
		name: name, doc: doc, defaults: defaults,
		build: func(fill func(any) error) (T, error) {
			config := defaults
			if err := fill(&config); err != nil {
				var none T
				return none, err
			}
			return build(config)
		},
	}
}

// Name is the row's name, lower-case with hyphens.
func (e Entry[T]) Name() string { return e.name }

// Doc says in one sentence what the row is, with its source.
func (e Entry[T]) Doc() string { return e.doc }

// WithExample returns the row with parameters worth showing, as they follow the name in a flow mapping of YAML, such as
// "interval: 2s, fall: 3". The receiver is unchanged.
func (e Entry[T]) WithExample(parameters string) Entry[T] {
	e.example = parameters
	return e
}

// Example is what WithExample was given; "" for a row that needs no parameters.
func (e Entry[T]) Example() string { return e.example }

// Build copies the defaults, has fill write the user's values over them (config is a pointer to the row's
// configuration struct), and constructs the value. An error of fill or of the constructor is returned as it is.
func (e Entry[T]) Build(fill func(config any) error) (T, error) { return e.build(fill) }

// Param describes one field of a row's configuration.
type Param struct {
	Key     string       // as written in YAML
	Doc     string       // meaning, unit and range
	Type    reflect.Type // of the field
	Default any          // the field's value when the user says nothing
}

// Params lists the fields of the configuration in their order of declaration.
func (e Entry[T]) Params() []Param { return ParamsOf(e.defaults) }

// ParamsOf lists the tagged fields of a configuration struct (or pointer to one), those of embedded structs in their
// place; a struct without tags has none.
func ParamsOf(config any) []Param {
	v := reflect.Indirect(reflect.ValueOf(config))
	if v.Kind() != reflect.Struct {
		return nil
	}
	var params []Param
	for _, f := range reflect.VisibleFields(v.Type()) {
		if key := f.Tag.Get("key"); key != "" {
			params = append(params, Param{key, f.Tag.Get("doc"), f.Type, v.FieldByIndex(f.Index).Interface()})
		}
	}
	return params
}

// Table is an ordered set of rows with distinct names: a value, not a registry.
type Table[T any] struct {
	family string
	rows   []Entry[T]
}

// NewTable makes a table of one family ("detection policy", "law"). A name given twice is a mistake of the programmer
// and panics.
func NewTable[T any](family string, rows ...Entry[T]) Table[T] {
	return Table[T]{family: family}.With(rows...)
}

// With returns a table that has the given rows as well; the receiver is unchanged.
func (t Table[T]) With(rows ...Entry[T]) Table[T] {
	all := slices.Clone(t.rows)
	for _, row := range rows {
		if slices.ContainsFunc(all, func(e Entry[T]) bool { return e.name == row.name }) {
			panic(fmt.Sprintf("catalog: %s %q defined twice", t.family, row.name))
		}
		all = append(all, row)
	}
	return Table[T]{t.family, all}
}

// Family says what the rows are, in the singular.
func (t Table[T]) Family() string { return t.family }

// Find returns the row of that name.
func (t Table[T]) Find(name string) (Entry[T], bool) {
	i := slices.IndexFunc(t.rows, func(e Entry[T]) bool { return e.name == name })
	if i < 0 {
		return Entry[T]{}, false
	}
	return t.rows[i], true
}

// Names lists the rows' names in order.
func (t Table[T]) Names() []string {
	names := make([]string, len(t.rows))
	for i, row := range t.rows {
		names[i] = row.name
	}
	return names
}

// Rows returns the rows in order; the slice is the caller's.
func (t Table[T]) Rows() []Entry[T] { return slices.Clone(t.rows) }
