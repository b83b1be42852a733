package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// SessionSpec is what each user does who comes.
type SessionSpec struct {
	Requests models.Number `key:"requests" required:"true"`
	Think    dist.Law      `key:"think" required:"true"`
	Leaves   unit.Ratio    `key:"leaves"`
}

func (SessionSpec) notes() notes {
	return notes{
		"requests": {"How many requests a user sends: a number, or a law of whole numbers. All have the key of the user, " +
			"so that a balancer that goes by it sends them to one node.", "{ dist: geometric, mean: 10 }", ""},
		"think": {"Law of the time from the end of a request, however it fared, to the next of that user.", "8s", ""},
		"leaves": {"Share of the failures at which the user leaves, instead of thinking and going on; that an " +
			"answer is wrong he does not notice.", "20%", ""},
	}
}

// each is how many requests follow from what comes.
func (a *ArrivalsSpec) each() float64 {
	if a.Session == nil || a.Session.Requests == nil {
		return 1
	}
	return a.Session.Requests.Mean()
}

// numberReader reads a law of whole numbers; a number is short for one that is always the same.
func numberReader(table catalog.Table[models.Number]) reader {
	long := tableReader(table, "dist")
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		if n.Kind == yaml.ScalarNode {
			value := n
			n = &yaml.Node{Kind: yaml.MappingNode, Line: value.Line, Column: value.Column}
			appendPair(n, "dist", word("constant"))
			appendPair(n, "value", value)
		}
		return long.decode(d, n, v, path)
	}
	return reader{decode, func(g *grammar) Form {
		short := *g.of(reflect.TypeFor[unit.Count]())
		short.Doc = "Short for a number that is always the same."
		return choice("number, or "+table.Family(), append([]*Form{&short}, rows(g, table, "dist")...)...)
	}}
}

// mostThinking is how many users may be there who think.
const mostThinking = 10_000_000

// session carries over what users do who send several requests.
func (c *compiler) session(t *TrafficSpec, lane *models.Lane, path string) {
	a := t.Arrivals
	if a == nil || lane == nil {
		return
	}
	idle := join(path, "idle_after")
	if a.Session == nil && !lane.Closed() {
		if c.given[idle] != nil {
			c.failAt(idle, "write session: { requests: 10, think: 8s }, or leave it out",
				"%s is about users who send several requests", idle)
		}
		return
	}
	if lane.Idle = models.UsuallyIdle; a.IdleAfter != nil {
		lane.Idle = sim.Duration(*a.IdleAfter)
	}
	if a.Session == nil || a.Session.Requests == nil || a.Session.Think == nil {
		return
	}
	lane.Session = &models.Session{Requests: a.Session.Requests, Think: a.Session.Think,
		Leaves: float64(a.Session.Leaves)}
	c.checkSession(t, lane, join(path, "session"))
}

// checkSession refuses sessions that are not played.
func (c *compiler) checkSession(t *TrafficSpec, lane *models.Lane, path string) {
	think := float64(t.Arrivals.Rate) * t.Arrivals.each() * lane.Session.Think.Mean()
	switch _, sized := lane.Arrivals.(models.Sizing); {
	case t.Fidelity == "windows":
		c.failAt(path, "write fidelity: request, or leave session out",
			"sessions last longer than requests are played before a window, in which hardly any would have begun")
	case sized:
		c.failAt(path, "leave work out of arrivals, or leave session out",
			"the record says how much work each request is, and has none for those that follow it in a session")
	case !(think <= mostThinking):
		c.failAt(join(path, "think"), "write a shorter one, or fewer requests",
			"about %s users would be thinking at a time; at most %s may be", unit.Count(think), unit.Count(mostThinking))
	}
}
