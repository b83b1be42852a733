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
	_ shorthand = (*DependencySpec)(nil)
	_ shorthand = (*DependenciesSpec)(nil)
)

// DependencySpec is what a service needs of others: one by its name, all or any of several, or at least so many of
// them. Exactly one of Service, All, Any and Of is given; with Of, AtLeast. Soft is the share of requests that are lost
// while it is not met; it stands at the top of a list of needs only.
type DependencySpec struct {
	Service string           `key:"service"`
	All     DependenciesSpec `key:"all"`
	Any     DependenciesSpec `key:"any"`
	AtLeast *unit.Count      `key:"at_least"`
	Of      DependenciesSpec `key:"of"`
	Soft    *unit.Ratio      `key:"soft"` // nil: it is hard
}

// DependenciesSpec is a list of them; one may stand alone.
type DependenciesSpec []DependencySpec

func (DependencySpec) notes() notes {
	return notes{
		"service":  {"A service, by its name; a word alone is short for it.", "auth", ""},
		"all":      {"All of these.", "[ auth, cache ]", ""},
		"any":      {"One of these at least.", "[ cache, database ]", ""},
		"at_least": {"So many of those in of.", "2", "1 or more"},
		"of":       {"What at_least counts.", "[ a, b, c ]", ""},
		"soft": {"The share of requests that are lost while it is not met; without it the service is down then.", "30%",
			"above 0%"},
	}
}

func (*DependencySpec) form(g *grammar) Form {
	long := g.structure(reflect.TypeFor[DependencySpec]())
	return choice("name of a service, or mapping", &Form{Kind: Text, Name: "name of a service"}, &long)
}

func (*DependenciesSpec) form(g *grammar) Form {
	one := g.of(reflect.TypeFor[DependencySpec]())
	return choice("service, or list of them", one, &Form{Kind: List, Name: "list", Of: one})
}

// decode takes a word for the name of a service.
func (s *DependencySpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		s.Service = n.Value
		return textNode(n.Value)
	}
	return d.structure(n, reflect.ValueOf(s).Elem(), path)
}

func (s *DependenciesSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	return listOrOne(d, n, s, path)
}

// needs carries over what a service needs; all of a list is each of them.
func (c *compiler) needs(service string, specs DependenciesSpec, path string) (all []models.Dependency) {
	if _, given := c.given[path]; given && len(specs) == 0 {
		c.failAt(path, "name a service, or leave needs out", "%s is empty", path)
	}
	for i := range specs {
		at := join(path, strconv.Itoa(i))
		d := c.dependency(service, &specs[i], at)
		switch d.Soft = soft(&specs[i]); {
		case len(specs[i].All) > 0 && d.Soft == 0:
			all = append(all, d.Of...)
		default:
			all = append(all, d)
		}
	}
	c.eachOnce(specs, path)
	return all
}

// soft is the share of requests that are lost without a dependency; 0 where it is hard.
func soft(s *DependencySpec) float64 {
	if s.Soft == nil {
		return 0
	}
	return float64(*s.Soft)
}

// dependency carries one over; what is wrong with it is reported.
func (c *compiler) dependency(service string, s *DependencySpec, path string) models.Dependency {
	form := 0
	for _, given := range []bool{s.Service != "", s.All != nil, s.Any != nil, s.Of != nil || s.AtLeast != nil} {
		if given {
			form++
		}
	}
	switch {
	case form != 1:
		c.failAt(path, "write a service, {all: [a, b]}, {any: [a, b]} or {at_least: 2, of: [a, b, c]}",
			"%s says %d things and needs to say one", path, form)
	case s.Service != "":
		return models.Dependency{Service: c.needed(service, s.Service, path)}
	case s.All != nil:
		return c.among(service, s.All, len(s.All), join(path, "all"))
	case s.Any != nil:
		return c.among(service, s.Any, 1, join(path, "any"))
	case s.Of == nil || s.AtLeast == nil:
		c.failAt(path, "write for example {at_least: 2, of: [a, b, c]}", "at_least and of belong together")
	case int(*s.AtLeast) > len(s.Of):
		c.failAt(join(path, "at_least"), "write a number from 1 to "+strconv.Itoa(max(1, len(s.Of))),
			"%s asks for %s of %d", path, s.AtLeast, len(s.Of))
	default:
		return c.among(service, s.Of, int(*s.AtLeast), join(path, "of"))
	}
	return models.Dependency{}
}

// among is a dependency on some of a list.
func (c *compiler) among(service string, list DependenciesSpec, atLeast int, path string) models.Dependency {
	d := models.Dependency{AtLeast: atLeast}
	for i := range list {
		at := join(path, strconv.Itoa(i))
		if list[i].Soft != nil {
			c.failAt(join(at, "soft"), "write soft beside any, all or of, for all of them", "%s is soft within a list", at)
		}
		d.Of = append(d.Of, c.dependency(service, &list[i], at))
	}
	if n := len(list); n == 0 {
		c.failAt(path, "name a service", "%s is empty", path)
	} else if n > models.MaxServices {
		c.failAt(path, "", "%s has %d alternatives; at most %d can be simulated", path, n, models.MaxServices)
	}
	c.eachOnce(list, path)
	return d
}

// needed is the number of a service that another one needs.
func (c *compiler) needed(service, name, path string) int {
	known := names(c.spec.Services)
	id := slices.Index(known, name)
	switch {
	case name == service:
		c.failAt(path, "take it out: what needs itself could never start", "%s needs itself", join("services", service))
	case id < 0:
		others := slices.DeleteFunc(known, func(other string) bool { return other == service })
		c.failAt(path, hint(name, "other services", others), "unknown service %s, which %s needs", quote(name),
			join("services", service))
	}
	return id
}

// eachOnce refuses a service that a list names twice.
func (c *compiler) eachOnce(list DependenciesSpec, path string) {
	for i := range list {
		if name := list[i].Service; name != "" && slices.ContainsFunc(list[:i], func(s DependencySpec) bool {
			return s.Service == name
		}) {
			c.failAt(join(path, strconv.Itoa(i)), "name it once", "%s names %s twice", path, name)
		}
	}
}
