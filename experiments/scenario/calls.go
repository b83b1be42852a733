package scenario

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/unit"
)

var (
	_ shorthand = (*TrafficsSpec)(nil)
	_ shorthand = (*CallSpec)(nil)
)

// TrafficsSpec is the demand of users: a mapping for one service, or a list with one for each.
type TrafficsSpec []TrafficSpec

func (s *TrafficsSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind != yaml.SequenceNode {
		*s = make(TrafficsSpec, 1)
		return d.value(n, reflect.ValueOf(s).Elem().Index(0), path)
	}
	if len(n.Content) == 0 {
		d.fail(n, "write {service: api, arrivals: {rate: 1k/s}}, or leave it out", "%s is empty", path)
	}
	return d.list(n, reflect.ValueOf(s).Elem(), path)
}

func (*TrafficsSpec) form(g *grammar) Form {
	one := g.of(reflect.TypeFor[TrafficSpec]())
	return choice("traffic on a service, or list of them", one, &Form{Kind: List, Name: "list", Of: one})
}

// users is the path of the traffic of users with a number.
func (c *compiler) users(i int) string {
	if one := join("traffic", strconv.Itoa(i)); c.given[one] != nil {
		return one
	}
	return "traffic"
}

// CallSpec is how often the requests of one service call another.
type CallSpec struct {
	PerRequest Times `key:"per_request" required:"true"`
	Needed     bool  `key:"needed"`
}

func (CallSpec) notes() notes {
	return notes{
		"per_request": {"Calls for each request that a node answers, on average: a share of requests that make one, or how " +
			"many each makes. At 2.5, each makes two and half of them a third. What is shed, or sent to a dead node, makes " +
			"none. Calls are made at the same time, and succeed or fail independently of each other.", "30%",
			"above 0, up to " + strconv.Itoa(models.MaxCalls)},
		"needed": {"A request of which a call fails has failed: at 30%, of a service that loses a tenth, 3% of the " +
			"requests. What is in needs too is lost with its calls alone, while its downtime is still downtime here. False: " +
			"calls are load, and nothing is lost with them.", "false", ""},
	}
}

func (s *CallSpec) setDefaults() { s.Needed = true }

// decode takes a number alone for calls that are needed.
func (s *CallSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "per_request", Line: n.Line, Column: n.Column}
		n = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: n.Line, Column: n.Column,
			Content: []*yaml.Node{key, n}}
	}
	return d.structure(n, reflect.ValueOf(s).Elem(), path)
}

func (*CallSpec) form(g *grammar) Form {
	long := g.structure(reflect.TypeFor[CallSpec]())
	return choice("calls per request, or mapping", g.of(reflect.TypeFor[Times]()), &long)
}

// Times is how often something is done, on average: "30%", or "2.5".
type Times float64

// UnmarshalText reads either form.
func (x *Times) UnmarshalText(text []byte) error {
	bare := strings.TrimSuffix(string(text), "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(bare), 64)
	switch {
	case err != nil || strings.ContainsAny(bare, "xXpP_nN"):
		return &unit.Error{Text: string(text), Problem: "is no share and no number", Remedy: "write 30% or 2.5"}
	case len(bare) < len(text):
		n /= 100
	}
	*x = Times(n)
	return nil
}

// String is the text that UnmarshalText reads.
func (x Times) String() string {
	if x < 1 {
		return unit.Ratio(x).String()
	}
	return strconv.FormatFloat(float64(x), 'g', -1, 64)
}

// Notation is how it is written.
func (Times) Notation() unit.Notation {
	return unit.Notation{Name: "share, or number", Example: "30% or 2.5", Bare: "number",
		Pattern: `^\s*\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\s*%?$`}
}

// calls are those of a service.
func (c *compiler) calls(service string, specs Ordered[CallSpec], path string) (all []models.Call) {
	if len(specs) > 0 && !c.flowing() {
		c.failAt(path, "describe the traffic at fidelity flow, or leave calls out",
			"without traffic there are no requests that make calls")
	}
	known := names(c.spec.Services)
	for _, s := range specs {
		at, id := join(path, s.Name), slices.Index(known, s.Name)
		switch {
		case s.Name == service:
			c.failAt(at, "take it out: what one request costs belongs to the throughput of its nodes", "%s calls itself",
				join("services", service))
		case id < 0:
			others := slices.DeleteFunc(slices.Clone(known), func(other string) bool { return other == service })
			c.failAt(at, hint(s.Name, "services", others), "unknown service %s, which %s calls", quote(s.Name),
				join("services", service))
		default:
			all = append(all, models.Call{Service: id, PerRequest: float64(s.Value.PerRequest), Optional: !s.Value.Needed})
		}
	}
	if len(specs) > 0 && c.flowing() && !c.visited(service) {
		c.warnAt(path, "call it, or add traffic on it", "no requests go to %s, which therefore makes no calls", service)
	}
	return all
}

// visited reports whether requests go to a service, of users or of others that call it.
func (c *compiler) visited(service string) bool {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		at := slices.Index(names(c.spec.Services), name)
		if at < 0 || seen[name] {
			return
		}
		seen[name] = true
		for _, call := range c.spec.Services[at].Value.Calls {
			visit(call.Name)
		}
	}
	for i := range c.spec.Traffic {
		visit(c.spec.Traffic[i].Service)
	}
	return seen[service]
}
