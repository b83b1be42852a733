package scenario

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// lawReader reads a law: {dist: weibull, shape: 0.8, mean: 180d}, {preset: lanl.repair}, or a bare duration, which is
// an exponential with that mean.
func lawReader(laws catalog.Table[dist.Law]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		if written := namedBy(laws, "dist", n.Value); written != "" {
			d.fail(n, d.spelledOut(n, path, written), "%s: want a law as {dist: name, …}, got %s", path, describe(n))
			return nil
		}
		n = d.fromPreset(d.fromDuration(n, path), presetLaw, path)
		if n == nil {
			return nil
		}
		law, out := d.law(laws, n, path)
		if out != nil {
			v.Set(reflect.ValueOf(law))
			d.swapped(n, path)
		}
		return out
	}
	return reader{decode, func(g *grammar) Form {
		short := *g.of(reflect.TypeFor[unit.Duration]())
		short.Doc = "Short for an exponential law with that mean."
		all := lawRows(g, laws)
		return choice("law", append([]*Form{&short, preset(presetLaw, all...)}, all...)...)
	}}
}

// lawRows are the families of laws, each of which may be stretched by a factor.
func lawRows(g *grammar, laws catalog.Table[dist.Law], extra ...Key) []*Form {
	factor := &Form{Kind: Quantity, Name: "factor", Notation: unit.Notation{Name: "factor", Example: "50%, 0.5 or 2x",
		Pattern: `^\s*[0-9.][0-9.eE+-]*\s*[%x]?\s*$`, Bare: "number"}}
	all := rows(g, laws, "dist", extra...)
	for _, law := range all {
		own := slices.IndexFunc(law.Keys, func(k Key) bool { return k.Name == "scale" })
		if own >= 0 {
			law.Keys[own].Form = &Form{Kind: Choice, Name: "duration, or factor",
				Choices: []*Form{law.Keys[own].Form, factor}}
			law.Keys[own].Doc += " A factor stretches the law."
			continue
		}
		law.Keys = append(law.Keys,
			Key{Name: "scale", Form: factor, Doc: "Stretches the law by this factor.", Example: "50%"})
	}
	return all
}

// law reads a law that may be stretched: {dist: lognormal, …, scale: 50%}. Where a family has a duration of its own
// that is called scale, what names a unit is meant for that, and a bare number, a share or 2x for the law.
func (d *decoder) law(laws catalog.Table[dist.Law], n *yaml.Node, path string, extra ...string) (dist.Law, *yaml.Node) {
	by := (*yaml.Node)(nil)
	if n.Kind == yaml.MappingNode {
		by = lookup(n, "scale")
	}
	entry, known := laws.Find(valueOf(n, "dist"))
	own := known && slices.ContainsFunc(entry.Params(), func(p catalog.Param) bool { return p.Key == "scale" })
	factor, ok := factorOf(by)
	switch {
	case own && !ok:
		return row(d, laws, "dist", n, path, extra...)
	case by == nil:
		return row(d, laws, "dist", n, path, append(extra, "scale")...)
	case !ok:
		d.fail(by, "write scale: 50% for half of every duration", "%s: want a factor, got %s", join(path, "scale"),
			describe(by))
		return nil, nil
	}
	law, out := row(d, laws, "dist", without(n, "scale"), path, append(extra, "scale")...)
	if out == nil {
		return nil, nil
	}
	d.given[join(path, "scale")] = by
	law, err := dist.Scale(law, factor)
	if err != nil {
		d.reject(n, path, err, "scale: 50%")
		return nil, nil
	}
	appendPair(out, "scale", word(by.Value))
	return law, out
}

// without is a mapping without one of its keys.
func without(n *yaml.Node, key string) *yaml.Node {
	rest := *n
	rest.Content = nil
	for k := 0; k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value != key {
			rest.Content = append(rest.Content, n.Content[k], n.Content[k+1])
		}
	}
	return &rest
}

// factorOf reads 50%, 0.5, 2 and 2x.
func factorOf(n *yaml.Node) (float64, bool) {
	if n == nil || n.Kind != yaml.ScalarNode {
		return 0, false
	}
	number, percent := strings.CutSuffix(strings.TrimSpace(n.Value), "%")
	x, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(number), "x"), 64)
	if percent {
		x /= 100
	}
	return x, err == nil
}

// valueOf is the text of a key; "" if it has none.
func valueOf(n *yaml.Node, key string) string {
	if n.Kind == yaml.MappingNode && lookup(n, key) != nil {
		return lookup(n, key).Value
	}
	return ""
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
	if strings.TrimSpace(n.Value) == "0s" {
		d.fail(n, "write { dist: constant, value: 0s } for what takes no time", "%s: an exponential law has no mean of 0",
			path)
		return nil
	}
	if d.text(n, &mean, "duration, or a law such as {dist: weibull, shape: 0.8, mean: 30d}", "30s", path) == nil {
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
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		if !d.want(n, yaml.MappingNode, "a law with its weight as {weight: 80%, dist: name, …}", path,
			"write for example { weight: 80%, dist: exponential, mean: 5m }") {
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
		law, out := d.law(laws, n, path, "weight")
		if share == nil || out == nil {
			return nil
		}
		c.Law = law
		v.Set(reflect.ValueOf(c))
		appendPair(out, "weight", share)
		return out
	}
	return reader{decode, func(g *grammar) Form {
		weight := Key{Name: "weight", Form: g.of(reflect.TypeFor[unit.Ratio]()), Required: true,
			Doc: "Share of the durations that are of this law; the weights sum to 100%.", Example: "80%"}
		all := lawRows(g, laws, weight)
		return choice("law with its weight", append([]*Form{preset(presetLaw, all...)}, all...)...)
	}}
}

func samplesReader() reader {
	return reader{readSamples, func(*grammar) Form { return Form{Kind: Text, Name: "name of a CSV file"} }}
}

// readSamples reads the observations of an empirical law from the file that n names.
func readSamples(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
	if !d.want(n, yaml.ScalarNode, "the name of a CSV file", path, "write for example file: lives.csv") {
		return nil
	}
	samples, err := d.readSamples(n.Value)
	if err != nil {
		d.fail(n, "name a CSV file with one number per line, 20+ for what was still running at 20; unit: 1h says what it "+
			"counts", "%s: %s", path, err)
		return nil
	}
	v.Set(reflect.ValueOf(samples))
	return textNode(n.Value)
}
