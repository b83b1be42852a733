package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// BrownoutSpec is when nodes leave out optional work: a policy with its own keys and, among them, how much that is.
type BrownoutSpec struct {
	models.Brownout
	Optional unit.Ratio `key:"optional" required:"true"`
}

func (BrownoutSpec) notes() notes {
	return notes{"optional": {"Share of what a try takes, of service_time as of try_time, that can be left out.", "40%",
		"above 0%, below 100%"}}
}

// brownoutReader reads a BrownoutSpec.
func brownoutReader(table catalog.Table[models.Brownout]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		policy, out := row(d, table, "policy", n, path, keysIn[BrownoutSpec]()...)
		if out == nil {
			return nil
		}
		spec := BrownoutSpec{Brownout: policy}
		d.beside(n, reflect.ValueOf(&spec).Elem(), path, out)
		v.Set(reflect.ValueOf(spec))
		return out
	}
	return reader{decode, func(g *grammar) Form {
		return choice(table.Family(), rows(g, table, "policy", g.beside(BrownoutSpec{})...)...)
	}}
}

// brownout carries over when nodes leave out optional work, and refuses it where that is not played.
func (c *compiler) brownout(t *TrafficSpec, s *models.Serving, path string) {
	if t.Queues == nil || t.Queues.Brownout == nil || t.Queues.Brownout.Brownout == nil {
		return
	}
	at := join(path, "queues.brownout")
	switch {
	case s.Sharing:
		c.failAt(at, "write another order, or leave brownout out",
			"under order: shared no request has a turn at which its node could decide")
	case t.Cache != nil:
		c.failAt(at, "leave cache or brownout out",
			"whether what a cache keeps is an answer in full is not played")
	}
	s.Brownout, s.Optional = t.Queues.Brownout.Brownout, float64(t.Queues.Brownout.Optional)
}
