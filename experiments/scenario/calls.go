package scenario

import (
	"math"
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
	_ shorthand = (*CallsSpec)(nil)
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

// CallsSpec is what a service calls: a mapping of services that are called at the same time, or a list of such
// mappings, at request fidelity, which are called one after the other.
type CallsSpec []Ordered[CallSpec]

func (s *CallsSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return d.list(n, reflect.ValueOf(s).Elem(), path)
	}
	*s = make(CallsSpec, 1)
	return d.value(n, reflect.ValueOf(s).Elem().Index(0), path)
}

func (*CallsSpec) form(g *grammar) Form {
	one := g.of(reflect.TypeFor[Ordered[CallSpec]]())
	return choice("services and how often each is called, or list of these, one after the other", one,
		&Form{Kind: List, Name: "list", Of: one})
}

func (s CallsSpec) encode() *yaml.Node {
	if len(s) == 1 {
		return encode(reflect.ValueOf(s[0]))
	}
	return encodeParts(reflect.ValueOf([]Ordered[CallSpec](s)))
}

// at is the path of those that are called at the same time.
func (s CallsSpec) at(path string, stage int) string {
	if len(s) == 1 {
		return path
	}
	return join(path, strconv.Itoa(stage))
}

// CallSpec is how often the requests of one service call another.
type CallSpec struct {
	PerRequest Times       `key:"per_request" required:"true"`
	Needed     bool        `key:"needed"`
	Enough     *unit.Count `key:"enough" omit:"zero"` // nil: all
	InTurn     bool        `key:"in_turn" omit:"zero"`
	Awaited    bool        `key:"awaited"`
	OnHits     bool        `key:"on_hits" omit:"zero"`
}

func (CallSpec) notes() notes {
	return notes{
		"per_request": {"Calls for each request that a node answers, on average: a share of requests that make one, or how " +
			"many each makes. At 2.5, each makes two and half of them a third. What is shed, or sent to a dead node, makes " +
			"none. Calls are made at the same time, and succeed or fail independently of each other; at request fidelity " +
			"each is a request of that service, with its own client.", "30%",
			"above 0, up to " + strconv.Itoa(models.MaxCalls)},
		"needed": {"A request of which a call fails has failed: at 30%, of a service that loses a tenth, 3% of the " +
			"requests. What is in needs too is lost with its calls alone, while its downtime is still downtime here. False: " +
			"calls are load, and nothing is lost with them; a request waits for them all the same.", "false", ""},
		"enough": {"How many calls of a request have to be answered, at fidelity request; all by default. What is left is " +
			"given up then, and as the client of that service gives up it leaves its node or is served on. Once so many " +
			"cannot be answered any more, what is left runs on by itself.", "8", "from 1 to 1000"},
		"in_turn": {"The calls of a request are made one after the other, at fidelity request, and not at the same time.",
			"true", ""},
		"awaited": {"A request waits for these calls, at fidelity request. False: it goes on at once, and nothing is lost " +
			"with them.", "false", ""},
		"on_hits": {"They are made as well where a node has kept the answer, at fidelity request: it is that of the other " +
			"calls, and kept once these have succeeded. False: on misses only.", "true", ""},
	}
}

func (s *CallSpec) setDefaults() { s.Needed, s.Awaited = true, true }

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
func (c *compiler) calls(service string, stages CallsSpec, path string) (all []models.Call) {
	if len(stages) == 0 || len(stages) == 1 && len(stages[0]) == 0 {
		return nil
	}
	if !c.flowing() && !c.requesting() {
		c.failAt(path, "describe the traffic at fidelity flow, or leave calls out",
			"without traffic there are no requests that make calls")
	}
	if len(stages) > 1 && !c.requesting() {
		c.failAt(path, "write one mapping, or fidelity: request", "what is called first matters to single requests, and "+
			"there are none")
	}
	for stage, specs := range stages {
		for i := range specs {
			at := join(stages.at(path, stage), specs[i].Name)
			if id := c.callee(service, specs[i].Name, at); id >= 0 {
				all = append(all, c.call(&specs[i].Value, id, stage, at))
			}
		}
	}
	if (c.flowing() || c.requesting()) && !c.visited(service) {
		c.warnAt(path, "call it, or add traffic on it", "no requests go to %s, which therefore makes no calls", service)
	}
	return all
}

// callee is the number of a service that another calls; −1 where that cannot be.
func (c *compiler) callee(service, name, path string) int {
	known := names(c.spec.Services)
	id := slices.Index(known, name)
	switch {
	case name == service:
		c.failAt(path, "take it out: what one request costs belongs to the throughput of its nodes", "%s calls itself",
			join("services", service))
		return -1
	case id < 0:
		others := slices.DeleteFunc(slices.Clone(known), func(other string) bool { return other == service })
		c.failAt(path, hint(name, "services", others), "unknown service %s, which %s calls", quote(name),
			join("services", service))
	}
	return id
}

// call carries over how a service is called.
func (c *compiler) call(s *CallSpec, service, stage int, path string) models.Call {
	x := models.Call{Service: service, PerRequest: float64(s.PerRequest), Optional: !s.Needed || !s.Awaited}
	x.Stage, x.InTurn, x.Unawaited = stage, s.InTurn, !s.Awaited
	x.OnHits = s.OnHits
	if s.Enough != nil {
		x.Enough = int(*s.Enough)
	}
	for _, key := range []string{"enough", "in_turn", "awaited", "on_hits"} {
		usual := key == "awaited" && s.Awaited // as the resolved file says
		if at := join(path, key); c.given[at] != nil && !usual && !c.requesting() {
			c.failAt(at, "write fidelity: request, or leave it out", "%s is about single requests, and there are none", at)
		}
	}
	switch most := math.Ceil(x.PerRequest); {
	case s.Enough != nil && (x.Enough < 1 || float64(x.Enough) > most):
		c.failAt(join(path, "enough"), "write a number from 1 on, or leave it out to wait for all",
			"%d answers are to be enough, and a request makes at most %g calls", x.Enough, most)
	case !s.Awaited && (x.Enough > 0 || x.InTurn):
		c.failAt(join(path, "awaited"), "leave enough and in_turn out", "%s waits for nothing, and for answers", path)
	}
	return x
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
		for _, stage := range c.spec.Services[at].Value.Calls {
			for _, call := range stage {
				visit(call.Name)
			}
		}
	}
	for i := range c.spec.Traffic {
		visit(c.spec.Traffic[i].Service)
	}
	return seen[service]
}

// hasCaller reports whether another service calls one.
func (c *compiler) hasCaller(service string) bool {
	return slices.ContainsFunc(c.spec.Services, func(s Named[ServiceSpec]) bool {
		return slices.ContainsFunc(s.Value.Calls, func(stage Ordered[CallSpec]) bool {
			return slices.Contains(names(stage), service)
		})
	})
}
