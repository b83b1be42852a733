package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// lawReader reads a law: {dist: weibull, shape: 0.8, mean: 180d}, {preset: lanl.repair}, or a bare duration, which is
// an exponential with that mean.
func lawReader(laws catalog.Table[dist.Law]) reader {
	return func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		n = d.fromPreset(d.fromDuration(n, path), presetLaw, path)
		if n == nil {
			return nil
		}
		law, out := row(d, laws, "dist", n, path)
		if out != nil {
			v.Set(reflect.ValueOf(law))
			d.swapped(n, path)
		}
		return out
	}
}

// swapped warns of a mean that 95 % stay below: a few giants carry it, or two numbers stand in each other's place.
func (d *decoder) swapped(n *yaml.Node, path string) {
	mean, p95 := lookup(n, "mean"), lookup(n, "p95")
	if mean == nil || p95 == nil {
		return
	}
	m, _ := unit.ParseDuration(mean.Value)
	if high, err := unit.ParseDuration(p95.Value); err == nil && high <= m {
		d.warnAt(path, "exchange the two, unless a few very long times are meant",
			"%s: the p95 of %s is not above the mean of %s", path, high, m)
	}
}

// fromDuration writes a bare duration out as the law that it stands for; nil if it is none.
func (d *decoder) fromDuration(n *yaml.Node, path string) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		return n
	}
	var mean unit.Duration
	if d.text(n, &mean, "duration, or a law such as {dist: weibull, shape: 0.8, mean: 30d}", path) == nil {
		return nil
	}
	m := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle, Line: n.Line, Column: n.Column}
	appendPair(m, "dist", word("exponential"))
	appendPair(m, "mean", n)
	if origin, ok := d.document.origins[n]; ok {
		d.document.mark(m, origin)
	}
	return m
}

// componentReader reads a law with a weight beside its parameters, as mixtures list them.
func componentReader(laws catalog.Table[dist.Law]) reader {
	return func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		if !d.want(n, yaml.MappingNode, "a law with its weight as {weight: 80%, dist: name, …}", path) {
			return nil
		}
		if n = d.fromPreset(n, presetLaw, path); n == nil {
			return nil
		}
		var c dist.Component
		weight := lookup(n, "weight")
		if weight == nil {
			d.fail(n, "write weight: 80%", "%s needs the key \"weight\"", path)
			return nil
		}
		share := d.value(weight, reflect.ValueOf(&c.Weight).Elem(), join(path, "weight"))
		law, out := row(d, laws, "dist", n, path, "weight")
		if share == nil || out == nil {
			return nil
		}
		c.Law = law
		v.Set(reflect.ValueOf(c))
		appendPair(out, "weight", share)
		return out
	}
}

// samplesReader reads the observations of an empirical law from the file that n names.
func samplesReader(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	if !d.want(n, yaml.ScalarNode, "the name of a CSV file", path) {
		return nil
	}
	samples, err := d.readSamples(n.Value)
	if err != nil {
		d.fail(n, "name a CSV file with one duration in seconds per line", "%s: %s", path, err)
		return nil
	}
	v.Set(reflect.ValueOf(samples))
	return textNode(n.Value)
}
