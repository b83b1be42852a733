package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/sim/dist"
	"nines/sim/unit"
)

var (
	_ shorthand = (*TimeoutSpec)(nil)
	_ shorthand = (*TripSpec)(nil)
	_ shorthand = (*TripsSpec)(nil)
)

// TimeoutSpec is an election time-out: a law or, for short, the least of a uniform one that is at most twice as long.
type TimeoutSpec struct {
	Least unit.Duration // as written, for short; else 0
	Law   dist.Law
}

func (t *TimeoutSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	return shortUniform(d, n, &t.Least, &t.Law, 2, "a member that waits for no time stands all the time", path)
}

// shortUniform reads a law or, for short, the least of a uniform one that is at most so many times as long; zero says
// why that is not 0.
func shortUniform(d *decoder, n *yaml.Node, least *unit.Duration, law *dist.Law, times float64, zero, path string,
) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		*least, *law = 0, nil
		return d.value(n, reflect.ValueOf(law).Elem(), path)
	}
	out := d.text(n, least, "duration, or a law such as {dist: uniform, min: 1s, max: 2s}", "1s", path)
	switch uniform, err := dist.NewUniform(float64(*least), times*float64(*least)); {
	case out == nil:
	case *least == 0:
		d.fail(n, "write for example 1s", "%s: %s", path, zero)
		return nil
	case err != nil:
		d.fail(n, "write for example 1s", "%s: %s", path, err)
		return nil
	default:
		*law = uniform
	}
	return out
}

func (*TimeoutSpec) form(g *grammar) Form {
	short := *g.of(reflect.TypeFor[unit.Duration]())
	short.Doc = "Short for a uniform law from that to twice as long."
	return choice("duration, or law", append([]*Form{&short}, ownForms(g)...)...)
}

func (t TimeoutSpec) encode() *yaml.Node { return word(t.Least.String()) }

// ownForms are those of a law but for its short one.
func ownForms(g *grammar) []*Form {
	all := g.of(reflect.TypeFor[dist.Law]()).Choices
	return all[min(1, len(all)):]
}

// TripSpec is a time that hardly varies: a constant one for short, or a law.
type TripSpec struct{ Law dist.Law }

func (t *TripSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		return d.value(n, reflect.ValueOf(&t.Law).Elem(), path)
	}
	var always unit.Duration
	out := d.text(n, &always, "duration, or a law such as {dist: lognormal, mean: 2ms, p95: 4ms}", "2ms", path)
	if out == nil {
		return nil
	}
	law, err := dist.NewConstant(float64(always))
	if err != nil {
		d.fail(n, "write for example 2ms", "%s: %s", path, err)
		return nil
	}
	t.Law = law
	return out
}

func (*TripSpec) form(g *grammar) Form {
	short := *g.of(reflect.TypeFor[unit.Duration]())
	short.Doc = "Short for a constant one."
	return choice("duration, or law", append([]*Form{&short}, ownForms(g)...)...)
}

// TripsSpec is one round trip for all, or one for each of some levels.
type TripsSpec struct {
	All    TripSpec
	Levels Ordered[TripSpec]
}

func (t *TripsSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.MappingNode && lookup(n, "dist") == nil && lookup(n, "preset") == nil {
		return d.value(n, reflect.ValueOf(&t.Levels).Elem(), path)
	}
	return d.value(n, reflect.ValueOf(&t.All).Elem(), path)
}

func (*TripsSpec) form(g *grammar) Form {
	one, levels := g.of(reflect.TypeFor[TripSpec]()), *g.of(reflect.TypeFor[Ordered[TripSpec]]())
	levels.Name = "mapping from levels"
	return choice("duration, law, or one of each level", append(one.Choices[:len(one.Choices):len(one.Choices)],
		&levels)...)
}
