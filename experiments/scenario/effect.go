package scenario

import (
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/unit"
)

// EffectSpec is "down", "hang", "corrupt", "partition", or one key with how much: {slow: 5x}, {lossy: 20%},
// {corrupt: 1%}, {partition: inbound}, {partition: {from: zone c}}.
type EffectSpec struct {
	Effect models.Effect
	Share  unit.Ratio  // of requests that fail under lossy, of answers that are wrong under corrupt
	Slow   unit.Factor // how many times longer work takes
	Cut    models.Cut
	From   string // the only place that is cut off from; "": everybody, users included
}

// effectParts is an effect written as a mapping, of exactly one key.
type effectParts struct {
	Slow      *unit.Factor `key:"slow"`
	Lossy     *unit.Ratio  `key:"lossy"`
	Corrupt   *unit.Ratio  `key:"corrupt"`
	Partition cutSpec      `key:"partition" omit:"zero"`
}

func (effectParts) notes() notes {
	return notes{
		"slow": {"Serves correctly, but work takes so many times as long.", "5x", "above 1x"},
		"lossy": {"Answers, but this share of its requests fails, where traffic is played; at request fidelity at once, " +
			"when their turn comes, and without taking any of its time.", "20%", "above 0%"},
		"corrupt": {"This share of its answers is wrong, and nothing says so.", "1%", ""},
		"partition": {"No message crosses the border of the component; none that comes in, with inbound, or that goes out, " +
			"with outbound; or none between it and one place.", "inbound", ""},
	}
}

const effectHelp = "write down, hang, {slow: 5x}, {lossy: 20%}, corrupt, {corrupt: 1%}, partition, " +
	"{partition: inbound}, {partition: outbound} or {partition: {from: zone c}}"

func (e *EffectSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	words := map[string]models.Effect{}
	for _, effect := range []models.Effect{models.Down, models.Hang, models.Corrupt, models.Partition} {
		words[effect.String()] = effect
	}
	effect, known := words[n.Value]
	switch {
	case n.Kind == yaml.MappingNode:
		var parts effectParts
		before := len(d.problems)
		out := d.structure(n, reflect.ValueOf(&parts).Elem(), path)
		if len(d.problems) == before && !parts.into(e) {
			d.fail(n, effectHelp, "%s has one effect; several faults may strike together", path)
		}
		return out
	case n.Kind != yaml.ScalarNode || !known:
		d.fail(n, effectHelp, "%s cannot be %s", path, describe(n))
		return nil
	}
	e.Effect = effect
	return e.encode()
}

func (*EffectSpec) form(g *grammar) Form {
	return choice("effect", called("down", "hang", "corrupt", "partition"), g.of(reflect.TypeFor[effectParts]()))
}

// into carries the one part that is given over; false if there is not exactly one.
func (p *effectParts) into(e *EffectSpec) bool {
	given := 0
	if p.Slow != nil {
		*e, given = EffectSpec{Effect: models.Slow, Slow: *p.Slow}, given+1
	}
	if p.Lossy != nil {
		*e, given = EffectSpec{Effect: models.Lossy, Share: *p.Lossy}, given+1
	}
	if p.Corrupt != nil {
		*e, given = EffectSpec{Effect: models.Corrupt, Share: *p.Corrupt}, given+1
	}
	if p.Partition != (cutSpec{}) {
		*e, given = EffectSpec{Effect: models.Partition, Cut: p.Partition.Cut, From: p.Partition.From}, given+1
	}
	return given == 1
}

func (e EffectSpec) encode() *yaml.Node {
	detail := &yaml.Node{}
	switch {
	case e.Effect == models.Slow:
		detail = word(e.Slow.String())
	case e.Effect == models.Lossy, e.Effect == models.Corrupt && e.Share > 0:
		detail = word(e.Share.String())
	case e.Effect == models.Partition && (e.Cut != models.BothWays || e.From != ""):
		detail = cutSpec{e.Cut, e.From}.encode()
	default:
		return word(e.Effect.String())
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	appendPair(out, e.Effect.String(), detail)
	return out
}

// cutSpec is "inbound", "outbound" or {from: zone c}.
type cutSpec struct {
	Cut  models.Cut
	From string
}

func (c *cutSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.MappingNode {
		var part peerSpec
		out := d.structure(n, reflect.ValueOf(&part).Elem(), path)
		c.From = part.From
		return out
	}
	cuts := map[string]models.Cut{"inbound": models.Inbound, "outbound": models.Outbound}
	cut, ok := cuts[n.Value]
	if !ok || n.Kind != yaml.ScalarNode {
		d.fail(n, "write inbound, if what is sent into the domain is lost, outbound, or {from: zone c}; "+
			"partition alone cuts off all, both ways", "%s cannot be %s", path, describe(n))
		return nil
	}
	c.Cut = cut
	return c.encode()
}

func (*cutSpec) form(g *grammar) Form {
	return choice("inbound, outbound or a place", words("inbound", "outbound"), g.of(reflect.TypeFor[peerSpec]()))
}

// peerSpec is what a partition cuts off from.
type peerSpec struct {
	From string `key:"from" required:"true"`
}

func (peerSpec) notes() notes {
	return notes{"from": {"The only place that it is cut off from.", "zone c", ""}}
}

func (c cutSpec) encode() *yaml.Node {
	if c.From == "" {
		return word(c.Cut.String())
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	appendPair(out, "from", textNode(c.From))
	return out
}

// peer is what a partition cuts its targets off from: one component, apart from all of them.
func (c *compiler) peer(f *FaultSpec, targets []models.ComponentID, path string) models.ComponentID {
	if f.Effect.From == "" {
		return models.Fleet
	}
	at := join(path, "effect")
	peer := c.place(f.Effect.From, at)
	if f.Effect.From == "fleet" {
		c.failAt(at, "write effect: partition", "%s cuts off from all, which needs no from", path)
	}
	first, last := c.blueprint.Topology.Span(peer)
	for _, target := range targets {
		from, to := c.blueprint.Topology.Span(target)
		if peer != models.Fleet && max(first, from) < min(last, to) {
			c.failAt(at, "name a place apart from what the fault is on", "%s cannot be cut off from itself", path)
			break
		}
	}
	return peer
}

// symptom is what a fault shows.
func (c *compiler) symptom(f *FaultSpec, path string) models.Symptom {
	e := f.Effect
	x := models.Symptom{Effect: e.Effect, Slow: 1, Cut: e.Cut}
	switch e.Effect {
	case models.Slow:
		x.Slow = float64(e.Slow)
	case models.Lossy, models.Corrupt:
		x.Loss = float64(e.Share)
	default:
		if e.From == "" {
			x.Loss = 1
		}
	}
	return x
}
