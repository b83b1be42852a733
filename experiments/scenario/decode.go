package scenario

import (
	"cmp"
	"crypto/sha256"
	"encoding"
	"fmt"
	"hash"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/sim/unit"
)

// decoder turns the tree of a document into Go values and, on the way, into the resolved tree: the same document with
// every default written out. It never stops at the first problem.
//
// What a type means is looked up in this order: readers (interfaces such as laws), its own decode method (shorthands),
// Ordered, encoding.TextUnmarshaler (units; what also has keys may be written either way), and its kind. Structs name
// their keys with `key:"…"` tags and may have a setDefaults method; a key with `required:"true"` must be given, one
// with `oneof:"a b"` must be one of the words, and one with `unless:"a"` says nothing beside the key a, where it is
// refused.
type decoder struct {
	document *Document
	readers  map[reflect.Type]reader
	problems Problems
	failed   int                   // errors so far, with those that were not told because they would be an echo
	given    map[string]*yaml.Node // everything the document says, by path: "faults.crash.repair", "slo.0.metric"
	called   map[string]string     // elements of lists that have a name, by path: "topology.0" is "zone"
	near     map[*yaml.Node]string // of an element that a flag made: what its author may have meant
	bad      map[*yaml.Node]bool   // what an error was reported at
	examples map[*yaml.Node]string // of what a key takes, by the value that was given
	needed   map[*yaml.Node]bool   // values that have to be given
	meant    map[*yaml.Node]string // misspelled keys: what is below them is read as if they were spelled right
	presets  []Preset              // used, in the order of the file
	digest   hash.Hash             // of the data files read
	files    []string              // their names
	index    *index                // nil until it is asked for
}

// reader knows how a type is written that cannot say so itself.
type reader struct {
	// decode decodes a node into v and returns its resolved form, nil if it is unusable.
	decode func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node
	form   func(g *grammar) Form
}

// shorthand is a type that may be written in several ways.
type shorthand interface {
	decode(d *decoder, n *yaml.Node, path string) *yaml.Node
	form(g *grammar) Form
}

func newDecoder(document *Document) *decoder {
	return &decoder{document: document, readers: map[reflect.Type]reader{}, given: map[string]*yaml.Node{},
		called: map[string]string{}, near: map[*yaml.Node]string{}, bad: map[*yaml.Node]bool{},
		examples: map[*yaml.Node]string{}, needed: map[*yaml.Node]bool{},
		meant: map[*yaml.Node]string{}, digest: sha256.New()}
}

// fail reports an error at a node of the document.
func (d *decoder) fail(n *yaml.Node, help, message string, args ...any) {
	d.bad[n] = true
	d.failed++
	d.problems = append(d.problems, d.document.problem(n, d.say(message, args...), help))
}

// say formats a message, in which paths are spelled as their author does: topology.node, not topology.1.
func (d *decoder) say(message string, args ...any) string {
	for i, arg := range args {
		if path, ok := arg.(string); ok && len(d.called) > 0 {
			args[i] = d.spelled(path)
		}
	}
	return fmt.Sprintf(message, args...)
}

func (d *decoder) spelled(path string) string {
	keys := strings.Split(path, ".")
	for i, end := 0, 0; i < len(keys); i++ {
		end += len(keys[i])
		if name, ok := d.called[path[:end]]; ok {
			keys[i] = name
		}
		end++
	}
	return strings.Join(keys, ".")
}

// failAt reports an error at a path, or at the nearest thing above it that was given. It says nothing where something
// else is wrong already at that place or below: that would often be an echo.
func (d *decoder) failAt(path, help, message string, args ...any) {
	if n := d.node(path); !d.isBad(n) {
		d.fail(n, help, message, args...)
	} else {
		d.failed++
	}
}

// failFor reports the error of a constructor, "message; remedy", about what lies at a path.
func (d *decoder) failFor(at, about string, err error) {
	message, help, _ := strings.Cut(err.Error(), "; ")
	d.failAt(at, help, "%s: %s", about, message)
}

func (d *decoder) isBad(n *yaml.Node) bool {
	return d.bad[n] || slices.ContainsFunc(n.Content, d.isBad)
}

// warnAt reports a warning at a path.
func (d *decoder) warnAt(path, help, message string, args ...any) {
	p := d.document.problem(d.node(path), d.say(message, args...), help)
	p.Severity = Warning
	d.problems = append(d.problems, p)
}

func (d *decoder) node(path string) *yaml.Node {
	for path != "" {
		if n, ok := d.given[path]; ok {
			return n
		}
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return d.document.root
}

// value decodes n into v, which must be addressable.
func (d *decoder) value(n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	d.given[path] = n
	if d.isBlank(n, path) {
		return nil
	}
	if read, ok := d.readers[v.Type()]; ok {
		return read.decode(d, n, v, path)
	}
	switch target := v.Addr().Interface().(type) {
	case shorthand:
		return target.decode(d, n, path)
	case keyed:
		return d.ordered(n, target, path)
	case encoding.TextUnmarshaler:
		if n.Kind == yaml.MappingNode && v.Kind() == reflect.Struct && len(fieldsOf(v.Type())) > 0 {
			break // one word is short for all of its keys
		}
		kind, example := writtenAs(target, v.Type())
		return d.text(n, target, kind, example, path)
	}
	return d.kind(n, v, path)
}

// writtenAs is what people call what is written for a value, and how it is written: its notation, or else its type.
func writtenAs(target any, t reflect.Type) (kind, example string) {
	if written, ok := target.(interface{ Notation() unit.Notation }); ok && written.Notation().Name != "" {
		return written.Notation().Name, written.Notation().Example
	}
	return strings.ToLower(t.Name()), "one word"
}

// kind decodes what has no meaning beyond its Go kind.
func (d *decoder) kind(n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(n, v.Elem(), path)
	case reflect.Struct:
		return d.structure(n, v, path)
	case reflect.Slice:
		return d.list(n, v, path)
	case reflect.Map:
		return d.mapping(n, v, path)
	}
	return d.scalar(n, v, path)
}

// structure decodes a mapping into a struct. Keys in extra are known, but somebody else's business.
func (d *decoder) structure(n *yaml.Node, v reflect.Value, path string, extra ...string) *yaml.Node {
	fields := fieldsOf(v.Type())
	if !d.wants(n, yaml.MappingNode, "a mapping of keys to values", path, d.mapped(n, fields, path)) {
		return nil
	}
	d.unknownKeys(n, append(extra, keysOf(fields)...), path)
	if defaults, ok := v.Addr().Interface().(interface{ setDefaults() }); ok {
		defaults.setDefaults()
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range fields {
		d.member(n, f, v.FieldByIndex(f.index), path, out)
	}
	return out
}

// member decodes one key of the struct that n describes, and puts it into the resolved form.
func (d *decoder) member(n *yaml.Node, f field, field reflect.Value, path string, out *yaml.Node) {
	child, below := d.lookup(n, f.key), join(path, f.key)
	replaced := f.unless != "" && lookup(n, f.unless) != nil
	switch {
	case child != nil && replaced:
		d.fail(child, fmt.Sprintf("say it under %s, or leave %s out", f.unless, f.unless), "%s has no effect beside %s",
			below, f.unless)
	case replaced:
	case child != nil:
		usual := reflect.New(field.Type()).Elem()
		usual.Set(field)
		d.examples[child], d.needed[child] = f.note.example, f.required
		got := d.value(child, field, below)
		appendPair(out, f.key, got)
		if got == nil || !d.within(f, child, field, below) {
			field.Set(usual) // nothing is to follow from a value that is refused or cannot be read
		}
		if got != nil && len(f.oneOf) > 0 && child.Kind == yaml.ScalarNode && !slices.Contains(f.oneOf, child.Value) {
			d.fail(child, hint(child.Value, "words here", f.oneOf), "%s cannot be %s", below, quote(child.Value))
		}
	case f.required:
		d.fail(n, cmp.Or(d.near[n], fmt.Sprintf("write %s: …", f.key)), "%s needs the key %q", named(path), f.key)
	case !f.omitZero || !field.IsZero():
		appendPair(out, f.key, encode(field))
	}
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	if !d.wants(n, yaml.SequenceNode, "a list", path, d.listed(n, v.Type().Elem(), path)) {
		return nil
	}
	out := &yaml.Node{Kind: yaml.SequenceNode}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, name := range elementNames(n) {
		if number := strconv.Itoa(i); name != number && isName(name) {
			d.called[join(path, number)] = name
		}
	}
	for i, item := range n.Content {
		if r := d.value(item, v.Index(i), join(path, strconv.Itoa(i))); r != nil {
			out.Content = append(out.Content, r)
		}
	}
	return out
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	if !d.want(n, yaml.MappingNode, "a mapping of keys to values", path, "write "+keyOf(path)+"{ key: value }") {
		return nil
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	v.Set(reflect.MakeMap(v.Type()))
	for k := 0; k+1 < len(n.Content); k += 2 {
		element := reflect.New(v.Type().Elem()).Elem()
		appendPair(out, n.Content[k].Value, d.value(n.Content[k+1], element, join(path, n.Content[k].Value)))
		v.SetMapIndex(reflect.ValueOf(n.Content[k].Value).Convert(v.Type().Key()), element)
	}
	return out
}

// want reports whether n is of a kind, and complains if not, with a remedy for where no example of the key is known.
func (d *decoder) want(n *yaml.Node, kind yaml.Kind, what, path, otherwise string) bool {
	if n.Kind == kind {
		return true
	}
	help := ""
	if kind == yaml.ScalarNode {
		help = single(n, path)
	}
	return d.wants(n, kind, what, path, cmp.Or(help, d.forExample(n, path, otherwise)))
}

// wants is want with a remedy.
func (d *decoder) wants(n *yaml.Node, kind yaml.Kind, what, path, help string) bool {
	if n.Kind != kind {
		d.fail(n, help, "%s: want %s, got %s", named(path), what, describe(n))
	}
	return n.Kind == kind
}

// describe says in plain words what stands in a document.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return quote(n.Value)
}

// quote makes a text of the document fit for a message of one line.
func quote(text string) string {
	const limit = 60
	if runes := []rune(text); len(runes) > limit {
		text = string(runes[:limit-1]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// named is how messages call a path; the root is the file.
func named(path string) string {
	if path == "" {
		return "the file"
	}
	return path
}
