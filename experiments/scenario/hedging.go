package scenario

import (
	"math"
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// HedgeSpec is what a client does that waits for long: a policy with its own keys, which says for how long, and among
// them what follows.
type HedgeSpec struct {
	models.Hedging
	Copies      unit.Count    `key:"copies"`
	AtMost      *unit.Ratio   `key:"at_most"` // nil: any number
	Tied        bool          `key:"tied"`
	CancelTakes unit.Duration `key:"cancel_takes"`
}

func (HedgeSpec) notes() notes {
	return notes{
		"copies": {"Further tries of a request at most, each after another such time, until one is answered. Retries come " +
			"only when all that are under way have failed, and are hedged again.", "1", "from 1 to 15"},
		"at_most": {"Further tries for each request in the long run, of which ten may be saved up; any number by default.",
			"5%", "above 0%"},
		"tied": {"Once a node begins to serve one of the tries, those that wait at other nodes are canceled, and none is " +
			"sent any more.", "true", ""},
		"cancel_takes": {"How long it is until the other nodes of tied tries know that one has begun; a try that begins " +
			"meanwhile is served.", "1ms", "0s or more"},
	}
}

func (s *HedgeSpec) setDefaults() { s.Copies = 1 }

// hedgeReader reads a HedgeSpec; after: 50ms is a policy for short.
func hedgeReader(table catalog.Table[models.Hedging]) reader {
	const usual = "fixed"
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		if n.Kind == yaml.MappingNode && d.lookup(n, "policy") == nil {
			n = usually(n, "policy", usual)
		}
		policy, out := row(d, table, "policy", n, path, keysIn[HedgeSpec]()...)
		if out == nil {
			return nil
		}
		spec := HedgeSpec{Hedging: policy}
		spec.setDefaults()
		d.beside(n, reflect.ValueOf(&spec).Elem(), path, out)
		v.Set(reflect.ValueOf(spec))
		return out
	}
	return reader{decode, func(g *grammar) Form {
		spec := HedgeSpec{}
		spec.setDefaults()
		all := rows(g, table, "policy", g.beside(spec)...)
		for _, row := range all {
			row.Keys[0].Required = row.Name != usual
		}
		return choice(table.Family(), all...)
	}}
}

// mostCopies is how many further tries a hedge may send: nobody sends so many.
const mostCopies = 100

// copies carries over to how many nodes a client sends a request, at once or when it takes long.
func (c *compiler) copies(s *ClientSpec, x *models.Client, sharing bool, nodes int, path string) {
	c.quorum(s, x, nodes, path)
	h := s.Hedge
	if h == nil {
		return
	}
	at := join(path, "hedge")
	x.Hedge = &models.Hedge{Waits: h.Hedging, Copies: int(h.Copies), AtMost: math.Inf(1), Tied: h.Tied,
		Tells: sim.Duration(h.CancelTakes)}
	if h.AtMost != nil {
		x.Hedge.AtMost = float64(*h.AtMost)
	}
	after := h.First()
	switch {
	case s.Sends > 1:
		c.failAt(at, "leave hedge or sends out",
			"a request that is sent to several nodes at once is not hedged besides; hedge with after: 0s sends copies at once")
	case after >= min(x.Timeout, x.Deadline):
		c.failAt(at, "write a shorter time", "a request is hedged after %v, when its client has given up after %v",
			unit.Duration(after), unit.Duration(min(x.Timeout, x.Deadline)))
	case h.Copies > mostCopies:
		c.failAt(join(at, "copies"), "write fewer", "a request has at most %d copies", mostCopies)
	case nodes > 0 && int(h.Copies) >= nodes:
		c.failAt(at, "write fewer copies, or have more nodes",
			"of %d tries each is sent to another node, and the service has %d", h.Copies+1, nodes)
	case h.Tied && sharing:
		c.failAt(join(at, "tied"), "write tied: false, or an order in which requests wait",
			"tied tries are canceled that wait, and with order: shared none does")
	case !h.Tied && h.CancelTakes > 0:
		c.failAt(join(at, "cancel_takes"), "write tied: true beside it, or leave it out",
			"cancel_takes is about tied tries; others are given up as gives_up says, at once")
	}
}

// quorum carries over to how many nodes a request is sent at once, and how many have to answer.
func (c *compiler) quorum(s *ClientSpec, x *models.Client, nodes int, path string) {
	sends, at := int(s.Sends), join(path, "needs")
	switch {
	case s.Needs == nil && sends > 1:
		c.failAt(join(path, "sends"), "write needs: 1 for the first answer, or as many as sends for all",
			"which of %d answers serves a request?", sends)
	case s.Needs != nil && *s.Needs > s.Sends:
		c.failAt(at, "write fewer, or send to more", "a request needs %d answers, and is sent to %d", *s.Needs, sends)
	case nodes > 0 && sends > nodes:
		c.failAt(join(path, "sends"), "write fewer, or have more nodes",
			"a request is sent to %d nodes, each another, and the service has %d", sends, nodes)
	case sends > 1:
		x.Quorum = &models.Quorum{Sends: sends, Needs: int(*s.Needs)}
	}
}

// serversOf is how many nodes serve a service; 0 where that is not known.
func (c *compiler) serversOf(service int) (n int) {
	if service < 0 || service >= len(c.blueprint.Services) || c.blueprint.Topology == nil {
		return 0
	}
	all := c.blueprint.Topology.ByClass()
	for _, class := range c.blueprint.Services[service].Classes {
		n += all[class]
	}
	return n
}
