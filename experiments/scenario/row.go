package scenario

import (
	"cmp"
	"errors"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/catalog"
)

// errReported stands for problems that are already in the decoder's list.
var errReported = errors.New("reported")

// tableReader reads values of an interface that a catalog lists: {policy: heartbeat, interval: 1s}, where tag is the
// key that names the row and all other keys are the row's parameters.
func tableReader[T any](table catalog.Table[T], tag string) reader {
	return reader{
		decode: func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
			value, out := row(d, table, tag, n, path)
			if out != nil {
				*v.Addr().Interface().(*T) = value
			}
			return out
		},
		form: func(g *grammar) Form { return choice(table.Family(), rows(g, table, tag)...) },
	}
}

// row builds the value that n describes; the resolved form is nil if that failed. Keys in extra belong to somebody
// else.
func row[T any](d *decoder, table catalog.Table[T], tag string, n *yaml.Node, path string, extra ...string) (T,
	*yaml.Node) {
	var none T
	if n.Kind != yaml.MappingNode {
		help := cmp.Or(d.spelledOut(n, path, namedBy(table, tag, n.Value)), "write { "+tag+": NAME, … }; "+
			hint("", "names", table.Names()))
		d.wants(n, yaml.MappingNode, a(table.Family())+" as {"+tag+": name, …}", path, help)
		return none, nil
	}
	entry, ok := find(d, table, tag, n, path)
	if !ok {
		return none, nil
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	appendPair(out, tag, word(entry.Name()))
	before := d.failed
	value, err := entry.Build(func(config any) error {
		params := d.structure(n, reflect.ValueOf(config).Elem(), path, append(extra, tag)...)
		if d.failed > before {
			return errReported
		}
		out.Content = append(out.Content, params.Content...)
		return nil
	})
	switch {
	case err == errReported:
		return none, nil
	case err != nil:
		d.reject(n, path, err, entry.Example())
		return none, nil
	}
	return value, out
}

// namedBy is how a row of a catalog is written whose name, or nearly, is a word; "" where there is none.
func namedBy[T any](table catalog.Table[T], tag, word string) string {
	entry, ok := table.Find(word)
	if !ok {
		entry, ok = table.Find(Nearest(word, table.Names()))
	}
	switch {
	case !ok:
		return ""
	case entry.Example() == "":
		return "{ " + tag + ": " + entry.Name() + " }"
	}
	return "{ " + tag + ": " + entry.Name() + ", " + entry.Example() + " }"
}

// spelledOut says how to write what stands there as a word, or in another form that is none of a row.
func (d *decoder) spelledOut(n *yaml.Node, path, written string) string {
	if written != "" {
		return "write for example " + keyOf(path) + written
	}
	return d.forExample(n, path, "")
}

// reject reports what a constructor says of a configuration: all of it, each at the part that it names or at the key
// with which its message begins. Where it says no remedy, an example of its parameters is one.
func (d *decoder) reject(n *yaml.Node, path string, err error, example string) {
	switch x := err.(type) {
	case interface{ Unwrap() []error }:
		for _, each := range x.Unwrap() {
			d.reject(n, path, each, example)
		}
		return
	case *models.Flaw:
		path = join(path, x.Place)
		d.reject(d.node(path), path, x.Err, example)
		return
	}
	message, help, _ := strings.Cut(err.Error(), "; ")
	if key, _, _ := strings.Cut(message, " "); d.lookup(n, key) != nil { // what the policy complains about
		n = d.lookup(n, key)
	}
	if help == "" && example != "" {
		help = "write for example " + example
	}
	d.fail(n, help, "%s: %s", path, message)
}

// find reads the name of a row. One that is near to a known name is reported and taken for it, so that its parameters
// are looked at.
func find[T any](d *decoder, table catalog.Table[T], tag string, n *yaml.Node, path string) (catalog.Entry[T], bool) {
	name := d.tagged(n, tag, path)
	switch {
	case name == nil:
		d.fail(n, cmp.Or(d.near[n], hint("", "names", table.Names())), "%s needs the key %q, the name of %s", path, tag,
			a(table.Family()))
		return catalog.Entry[T]{}, false
	case name.Kind != yaml.ScalarNode:
		d.want(name, yaml.ScalarNode, "the name of "+a(table.Family()), join(path, tag), hint("", "names", table.Names()))
		return catalog.Entry[T]{}, false
	}
	entry, ok := table.Find(name.Value)
	if !ok {
		d.fail(name, hint(name.Value, "names", table.Names()), "unknown %s %s in %s", table.Family(),
			quote(name.Value), path)
		entry, ok = table.Find(Nearest(name.Value, table.Names()))
	}
	return entry, ok
}
