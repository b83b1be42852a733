package scenario

import (
	"math"
	"reflect"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/models/failure"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// AfterRepairSpec is "new", "old", {kijima1: 30%} or {kijima2: 30%}: how old a component is when its repair is over.
type AfterRepairSpec struct {
	Kept  unit.Ratio // share of the age that is left; 0: new
	Whole bool       // of all the age, not of what the last life added
}

func (a *AfterRepairSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	var kijima kijimaSpec
	switch {
	case n.Kind == yaml.ScalarNode && n.Value == "new":
		return a.encode()
	case n.Kind == yaml.ScalarNode && n.Value == "old":
		a.Kept = 1
		return a.encode()
	case n.Kind != yaml.MappingNode:
		d.fail(n, "write new, old, {kijima1: 30%} or {kijima2: 30%}", "%s cannot be %s", path, describe(n))
		return nil
	}
	before := d.failed
	d.structure(n, reflect.ValueOf(&kijima).Elem(), path)
	switch {
	case d.failed > before:
		return nil
	case (kijima.First == nil) == (kijima.Second == nil):
		d.fail(n, "write new, old, {kijima1: 30%} or {kijima2: 30%}", "%s is one of two models", path)
		return nil
	case kijima.First != nil:
		a.Kept = *kijima.First
	default:
		a.Kept, a.Whole = *kijima.Second, true
	}
	return a.encode()
}

func (*AfterRepairSpec) form(g *grammar) Form {
	return choice("new, old or a part of the age", words("new", "old"), g.of(reflect.TypeFor[kijimaSpec]()))
}

// kijimaSpec is one of two models of repairs that leave a part of the age.
type kijimaSpec struct {
	First  *unit.Ratio `key:"kijima1"`
	Second *unit.Ratio `key:"kijima2"`
}

func (kijimaSpec) notes() notes {
	return notes{
		"kijima1": {"The share q that is left of what the last life x added to the age v: v + q·x.", "30%", ""},
		"kijima2": {"The share q that is left of all of the age: q·(v + x).", "30%", ""},
	}
}

func (a AfterRepairSpec) encode() *yaml.Node {
	switch {
	case a.Kept == 0:
		return word("new")
	case a.Kept == 1 && !a.Whole:
		return word("old")
	}
	out := &yaml.Node{Kind: yaml.MappingNode}
	key := "kijima1"
	if a.Whole {
		key = "kijima2"
	}
	appendPair(out, key, word(a.Kept.String()))
	return out
}

// aged makes lives remember what a repair leaves of a component's age; nil after an error.
func (c *compiler) aged(f *FaultSpec, lives failure.Renewal, path string) models.Failure {
	if f.AfterRepair.Kept == 0 {
		return lives
	}
	at := join(path, "after_repair")
	_, constant := lives.Life.(dist.Exponential)
	whole := f.AfterRepair.Whole && f.AfterRepair.Kept < 1
	switch {
	case lives.Start == failure.Equilibrium && !constant:
		c.failAt(at, "start: new or { age: 3y }, or after_repair: new",
			"components that a repair leaves older than new have no equilibrium to start from")
		return nil
	case f.Triggers != nil:
		c.failAt(at, "leave one of them out", "what triggers others is as good as new after its repair")
	case !whole && !math.IsInf(lives.Life.Quantile(1), 1):
		c.failAt(at, "choose a law without an end, such as weibull, or after_repair: new",
			"nobody outlives the end of %s: repaired and as old as that, a component fails at once, again and again",
			lives.Life)
		return nil
	}
	return failure.Imperfect{Renewal: lives, Kept: float64(f.AfterRepair.Kept), Whole: f.AfterRepair.Whole}
}

// CascadeSpec is how a strike triggers others.
type CascadeSpec struct {
	Ratio  float64       `key:"ratio" required:"true"`
	Within unit.Duration `key:"within" required:"true"`
	On     string        `key:"on"`
}

func (CascadeSpec) notes() notes {
	return notes{
		"ratio": {"Strikes that each triggers on average; a cascade is then of 1/(1 − ratio) in all.",
			"0.3", "above 0, below 1"},
		"within": {"Mean of the exponential delay after which one is triggered.", "10m", "above 0s"},
		"on":     {"The level within whose members strikes trigger others.", "rack", ""},
	}
}

func (s *CascadeSpec) setDefaults() { s.On = "fleet" }

// cascade is how the strikes of a fault trigger others; nil where they do not, or after an error.
func (c *compiler) cascade(f *FaultSpec, target models.ComponentID, path string) *models.Cascade {
	s := f.Triggers
	if s == nil {
		return nil
	}
	depth := len(c.spec.Topology)
	if _, leaf := c.blueprint.Topology.Leaf(target); !leaf {
		depth = c.blueprint.Topology.Domains[target].Level
	}
	path = join(path, "triggers")
	outer, ok := c.depth(s.On)
	switch {
	case s.On == "fleet":
		return &models.Cascade{Ratio: s.Ratio, Within: sim.Duration(s.Within)}
	case !ok || outer >= depth:
		above := append([]string{"fleet"}, c.levelNames()[:max(0, depth-1)]...)
		c.failAt(join(path, "on"), hint(s.On, "levels above it", above),
			"strikes spread within a level above what the fault is on")
	default:
		return &models.Cascade{Ratio: s.Ratio, Within: sim.Duration(s.Within), Depth: outer}
	}
	return nil
}

// harmless is the share of strikes that do none.
func (c *compiler) harmless(f *FaultSpec, path string) float64 {
	if f.Bad == nil {
		return 0
	}
	if !f.Change {
		c.failAt(join(path, "bad"), "add change: true", "bad is the share of changes that do harm, and %s is no change", path)
	}
	return 1 - float64(*f.Bad)
}
