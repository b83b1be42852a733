package scenario

import (
	"cmp"
	"reflect"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// PerParent is what the parents of a level hold: one value for all of them, or a list with one for each in their order.
type PerParent[T any] []T

func (p *PerParent[T]) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		if len(n.Content) < 2 {
			d.fail(n, cmp.Or(single(n, path), d.forExample(n, path, "write one value, which holds for all")),
				"%s: a list has a value for each of several parents, got %d", path, len(n.Content))
			return nil
		}
		return d.list(n, reflect.ValueOf(p).Elem(), path)
	}
	*p = make(PerParent[T], 1)
	return d.value(n, reflect.ValueOf(p).Elem().Index(0), path)
}

func (p *PerParent[T]) form(g *grammar) Form {
	one := g.of(reflect.TypeFor[T]())
	return choice(one.Name+", or list with one for each parent", one, &Form{Kind: List, Name: "list", Of: one})
}

func (p PerParent[T]) encode() *yaml.Node {
	if len(p) == 1 {
		return encode(reflect.ValueOf(p[0]))
	}
	return encodeParts(reflect.ValueOf([]T(p)))
}

// at is the path of the value of one parent.
func (p PerParent[T]) at(path string, parent int) string {
	if len(p) == 1 {
		return path
	}
	return join(path, strconv.Itoa(parent))
}
