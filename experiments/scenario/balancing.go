package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// BalancingSpec is a balancer: a policy with its own keys and, among them, what any of them does in panic.
type BalancingSpec struct {
	models.Balancer
	Panic      unit.Ratio     `key:"panic"`
	FailClosed bool           `key:"fail_closed"`
	Ejection   *EjectionSpec  `key:"ejection"`   // nil: none
	SlowStart  *unit.Duration `key:"slow_start"` // nil: none
	Balancers  *unit.Count    `key:"balancers"`  // nil: 1
	Staleness  *unit.Duration `key:"staleness"`  // nil: none
}

func (BalancingSpec) notes() notes {
	return notes{
		"panic": {"Below this share of trusted nodes, or with none, work goes to all nodes.", "50%", ""},
		"fail_closed": {"In panic work goes to nobody: all requests fail, even where up_when, which judges nodes, holds.",
			"true", ""},
		"ejection": {"How the balancer keeps for a while from nodes that do badly by what comes back, at fidelity " +
			"request; only detectors say so by default. Of several balancers each goes by what it has sent itself, and " +
			"keeps alone from what it ejects.", "{ policy: consecutive-failures, failures: 5, lasts: 30s }", ""},
		"slow_start": {"For how long the weight of a node rises, from a tenth in ten steps, once it may be sent work " +
			"again, at fidelity request; it has all of it at once by default.", "1m", "above 0s"},
		"balancers": {"How many balancers share the requests at random, at fidelity request. Each knows what it has sent " +
			"itself and how that fared, and no more, so that it ejects and panics by itself; all know who is trusted. There " +
			"is one by default.", "8", "from 1 to 100"},
		"staleness": {"How long apart the times are at which balancers read what is in progress, at fidelity request: in " +
			"between they go by what it was. They always know it by default.", "1s", "above 0s"},
	}
}

// balancingReader reads a BalancingSpec.
func balancingReader(table catalog.Table[models.Balancer]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		balancer, out := row(d, table, "policy", n, path, keysIn[BalancingSpec]()...)
		if out == nil {
			return nil
		}
		spec := BalancingSpec{Balancer: balancer}
		d.beside(n, reflect.ValueOf(&spec).Elem(), path, out)
		v.Set(reflect.ValueOf(spec))
		return out
	}
	return reader{decode, func(g *grammar) Form {
		all := rows(g, table, "policy", g.beside(BalancingSpec{})...)
		return choice(table.Family(), sparing(all, table, func(x any) bool { return !weighs(x) }, "slow_start")...)
	}}
}

// weighs reports whether a balancer heeds weights that change.
func weighs(balancer any) bool {
	w, ok := balancer.(models.Weighing)
	return ok && w.Weighs()
}

// balancing carries the balancer over.
func (c *compiler) balancing() {
	s := c.spec.Balancing
	splitter, splits := s.Balancer.(models.Splitter)
	seeking, seeks := s.Balancer.(models.Seeking)
	if seeks && c.flowing() {
		c.blueprint.Seeker = seeking.Seeks()
	}
	if !splits && !seeks && s.Balancer != nil && c.flowing() {
		c.failAt("balancing.policy",
			"write traffic: { fidelity: request }, or a policy that has rates, as random and least-connections do",
			"what this policy does depends on single requests, and flow fidelity has none")
	}
	for _, key := range []string{"ejection", "slow_start", "balancers", "staleness"} {
		if at := join("balancing", key); c.given[at] != nil && !c.requesting() {
			c.failAt(at, "write fidelity: request, or leave it out", "%s is about single requests, and there are none", at)
		}
	}
	c.blueprint.Splitter = splitter
	c.blueprint.Panic = models.Panic{Below: float64(s.Panic), Closed: s.FailClosed}
}
