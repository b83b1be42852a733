package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/catalog"
)

// OrderSpec is the discipline of a queue, nil for fifo: { policy: adaptive-lifo, threshold: 20 }, or for short the name
// of one that needs no more.
type OrderSpec struct{ models.Discipline }

// encode writes what applies where nothing is said.
func (OrderSpec) encode() *yaml.Node { return word("fifo") }

// orderReader reads an OrderSpec.
func orderReader(table catalog.Table[models.Discipline]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		long := n
		if n.Kind == yaml.ScalarNode {
			long = &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column}
			appendPair(long, "policy", n)
		}
		discipline, out := row(d, table, "policy", long, path)
		if out == nil {
			return nil
		}
		v.Set(reflect.ValueOf(OrderSpec{discipline}))
		if long != n && len(out.Content) == 2 {
			return word(n.Value)
		}
		return out
	}
	return reader{decode, func(g *grammar) Form {
		return choice("name, or "+table.Family(), append(rows(g, table, "policy"), called(table.Names()...))...)
	}}
}
