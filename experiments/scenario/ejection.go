package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// EjectionSpec is how a balancer keeps from nodes that do badly: a policy with its own keys and, among them, for how
// long and how many.
type EjectionSpec struct {
	models.Ejection
	Lasts    unit.Duration `key:"lasts"`
	Longest  unit.Duration `key:"longest"`
	Interval unit.Duration `key:"interval"`
	Most     unit.Ratio    `key:"most"`
}

func (EjectionSpec) notes() notes {
	return notes{
		"lasts":   {"How long a node is sent nothing; the second time in a row twice that, and so on.", "30s", "above 0s"},
		"longest": {"How long that is at most.", "5m", "above 0s"},
		"interval": {"How often nodes are looked at. Each look at which one is not out counts for it: it has been out in a " +
			"row once less.", "10s", "1ms or more"},
		"most": {"Share of all nodes that a balancer may have ejected at a time; one always may.", "10%", ""},
	}
}

func (s *EjectionSpec) setDefaults() {
	s.Lasts, s.Longest, s.Interval, s.Most = 30*unit.Second, 300*unit.Second, 10*unit.Second, 0.1
}

// ejectionReader reads an EjectionSpec.
func ejectionReader(table catalog.Table[models.Ejection]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		policy, out := row(d, table, "policy", n, path, keysIn[EjectionSpec]()...)
		if out == nil {
			return nil
		}
		spec := EjectionSpec{Ejection: policy}
		spec.setDefaults()
		d.beside(n, reflect.ValueOf(&spec).Elem(), path, out)
		if spec.Longest < spec.Lasts {
			d.fail(n, "write a longest of lasts or more", "%s: a first ejection already lasts longer than the longest", path)
		}
		v.Set(reflect.ValueOf(spec))
		return out
	}
	return reader{decode, func(g *grammar) Form {
		return choice(table.Family(), rows(g, table, "policy", g.beside(EjectionSpec{})...)...)
	}}
}

// watchful carries over what a balancer learns of nodes by itself, and how it trusts them again.
func (c *compiler) watchful(lane *models.Lane) {
	s := &c.spec.Balancing
	if e := s.Ejection; e != nil && e.Ejection != nil {
		lane.Ejecting = &models.Ejecting{Policy: e.Ejection, Lasts: sim.Duration(e.Lasts), Longest: sim.Duration(e.Longest),
			Every: sim.Duration(e.Interval), Most: float64(e.Most)}
	}
	if s.Balancers != nil {
		lane.Balancers = int(*s.Balancers)
	}
	if s.Staleness != nil {
		lane.Staleness = sim.Duration(*s.Staleness)
	}
	if s.SlowStart == nil {
		return
	}
	if s.Balancer != nil && !weighs(s.Balancer) {
		c.failAt("balancing.slow_start", "write for example policy: weighted-least-connections, or leave it out",
			"a node that starts slowly has less weight, and this policy heeds none that changes")
	}
	lane.SlowStart = sim.Duration(*s.SlowStart)
}
