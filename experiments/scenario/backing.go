package scenario

import (
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/unit"
)

var (
	_ shorthand = (*BackingSpec)(nil)
	_ shorthand = (*BackingsSpec)(nil)
)

// BackingSpec is what a service needs of a store.
type BackingSpec struct {
	Name    string      `key:"name" required:"true"`
	For     string      `key:"for" oneof:"reads writes both"`
	AtLeast *unit.Ratio `key:"at_least"` // nil: all
	Soft    bool        `key:"soft" omit:"zero"`
}

// BackingsSpec is a list of them; one may stand alone.
type BackingsSpec []BackingSpec

func (BackingSpec) notes() notes {
	return notes{
		"name": {"A store, by its name; a word alone is short for it.", "objects", ""},
		"for": {"What its requests do with the groups of the store that they are about: reads if not given; writes and " +
			"both need a store that says how many fragments a write has to reach (its key writes).", "both", ""},
		"at_least": {"The share of the groups that must be in reach of that, or the service is down, for all requests; all " +
			"of them if not given. A group that is lost is out of reach until it has been filled anew.", "99%",
			"above 0%"},
		"soft": {"The service is not down for what is out of reach of the store: it loses the share of its requests whose " +
			"groups are, every group being asked for alike.", "true", ""},
	}
}

func (s *BackingSpec) setDefaults() { s.For = "reads" }

func (*BackingSpec) form(g *grammar) Form {
	long := g.structure(reflect.TypeFor[BackingSpec]())
	return choice("name of a store, or mapping", &Form{Kind: Text, Name: "name of a store"}, &long)
}

func (*BackingsSpec) form(g *grammar) Form {
	one := g.of(reflect.TypeFor[BackingSpec]())
	return choice("store, or list of them", one, &Form{Kind: List, Name: "list", Of: one})
}

// decode takes a word for the name of a store.
func (s *BackingSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		long := &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column}
		appendPair(long, "name", n)
		n = long
	}
	return d.structure(n, reflect.ValueOf(s).Elem(), path)
}

func (s *BackingsSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	return listOrOne(d, n, s, path)
}

// listOrOne reads a list of which one may stand alone.
func listOrOne[L ~[]T, T any](d *decoder, n *yaml.Node, list *L, path string) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return d.list(n, reflect.ValueOf(list).Elem(), path)
	}
	*list = make(L, 1)
	out := &yaml.Node{Kind: yaml.SequenceNode}
	if one := d.value(n, reflect.ValueOf(&(*list)[0]).Elem(), join(path, "0")); one != nil {
		out.Content = append(out.Content, one)
	}
	return out
}

// manyGroups is from how many groups on it is unusual that a service needs all of them to serve anybody.
const manyGroups = 100

// backings carries over what a service needs of stores.
func (c *compiler) backings(specs BackingsSpec, path string) (all []models.Backing) {
	known := names(c.spec.Stores)
	if c.given[path] != nil && len(specs) == 0 {
		c.failAt(path, "name a store, or leave store out", "%s is empty", path)
	}
	for i := range specs {
		s, at := &specs[i], join(path, strconv.Itoa(i))
		store := slices.Index(known, s.Name)
		switch {
		case store < 0:
			c.failAt(join(at, "name"), hint(s.Name, "stores", known), "unknown store %s", quote(s.Name))
			continue
		case slices.ContainsFunc(specs[:i], func(other BackingSpec) bool { return other.Name == s.Name }):
			c.failAt(join(at, "name"), "name it once, and write for: both if it is read and written",
				"%s names %s twice", path, s.Name)
		}
		all = append(all, c.backing(s, store, at))
	}
	return all
}

// backing carries over what a service needs of one store; what is wrong with it is reported.
func (c *compiler) backing(s *BackingSpec, store int, path string) models.Backing {
	x := models.Backing{Store: store, AtLeast: 1, Soft: s.Soft,
		Use: map[string]models.Use{"reads": models.Read, "writes": models.Written, "both": models.Updated}[s.For]}
	of := &c.blueprint.Stores[store]
	if s.AtLeast != nil {
		x.AtLeast = float64(*s.AtLeast)
	}
	switch {
	case x.Use != models.Read && of.Access.Write == 0:
		c.failAt(join(path, "for"), "write for example writes: 2 in "+join("stores", s.Name)+", or for: reads",
			"nobody writes to store %s: it does not say how many fragments a write has to reach", s.Name)
	case s.AtLeast != nil && s.Soft:
		c.failAt(join(path, "at_least"), "leave one of them out",
			"%s: a service that is soft about a store is never down for it", join(path, "at_least"))
	case s.AtLeast == nil && !s.Soft && of.Groups >= manyGroups:
		c.warnAt(path, "write for example { name: "+s.Name+", at_least: 99% }, or { name: "+s.Name+", soft: true }",
			"%s: the service is down, for all requests, while any one of %s of store %s is out of reach", path,
			plural(of.Groups, "group"), s.Name)
	}
	return x
}
