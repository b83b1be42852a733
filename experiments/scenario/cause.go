package scenario

import (
	"cmp"
	"math"
	"reflect"
	"slices"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/policies/recovery"
	"nines/sim/dist"
	"nines/sim/unit"
)

// ModeSpec is a mode of a cause: "80%", or { share: 80%, repair: 5m }.
type ModeSpec struct {
	Share  unit.Ratio `key:"share" required:"true"`
	Repair dist.Law   `key:"repair"`
	Heals  dist.Law   `key:"heals"`
}

func (ModeSpec) notes() notes {
	return notes{
		"share":  {"Share of the occurrences of the fault; the shares sum to 100%.", "20%", "above 0%"},
		"repair": {"Hands-on time; that of the fault if not given.", "4h", ""},
		"heals":  {"Time from onset until it passes by itself; that of the fault if not given.", "10m", ""},
	}
}

func (m *ModeSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.ScalarNode {
		return d.value(n, reflect.ValueOf(&m.Share).Elem(), path)
	}
	return d.structure(n, reflect.ValueOf(m).Elem(), path)
}

func (*ModeSpec) form(g *grammar) Form {
	long := g.structure(reflect.TypeFor[ModeSpec]())
	return choice("share, or mapping", g.of(reflect.TypeFor[unit.Ratio]()), &long)
}

// cause enters what is wrong when a fault strikes, and in which modes.
func (c *compiler) cause(f *FaultSpec, out *models.Fault, path string) {
	out.Cause = f.Cause
	for _, name := range append(names(f.Modes), f.Cause) {
		for e := range models.Effects {
			if name == e.String() {
				c.failAt(path, "choose another name", "%s is the name of an effect, not of a cause", quote(name))
			}
		}
	}
	for _, m := range f.Modes {
		if slices.Contains(c.causeNames(), m.Name) {
			c.failAt(join(join(path, "modes"), m.Name), "choose another name for the mode",
				"%s is the name of a cause, and what clears a cause would clear the mode alone", quote(m.Name))
		}
	}
	if f.Cause != "" && !isName(f.Cause) {
		c.failAt(join(path, "cause"), nameHelp, "%s is not a name", quote(f.Cause))
	}
	switch at := join(path, "modes"); {
	case f.Permanent > 0 && len(f.Modes) > 0:
		c.failAt(at, "write modes: { permanent: 20%, … } and leave the other out",
			"permanent is short for a mode of that name, and %s has modes", path)
	case f.Permanent > 0:
		out.Modes = []models.Mode{{Name: recovery.Outlasting, Share: float64(f.Permanent)}}
		if f.Permanent < 1 {
			out.Modes = append(out.Modes, models.Mode{Name: "transient", Share: 1 - float64(f.Permanent)})
		}
	default:
		sum := 0.0
		for _, m := range f.Modes {
			sum += float64(m.Value.Share)
			out.Modes = append(out.Modes, models.Mode{Name: m.Name, Share: float64(m.Value.Share), Repair: m.Value.Repair,
				Heals: m.Value.Heals})
		}
		if len(f.Modes) > 0 && math.Abs(sum-1) > 1e-9 {
			c.failAt(at, "make them sum to 100%", "the shares of %s sum to %s", at, unit.Ratio(sum).Percent())
		}
	}
}

// causeNames are the causes of all faults.
func (c *compiler) causeNames() (all []string) {
	for _, f := range c.spec.Faults {
		all = append(all, cmp.Or(f.Value.Cause, f.Name))
	}
	return all
}

// causes are the names by which an action may say what it clears: modes, causes and effects.
func (c *compiler) causes() (all []string) {
	all = c.causeNames()
	for _, f := range c.spec.Faults {
		all = append(all, names(f.Value.Modes)...)
		if f.Value.Permanent > 0 {
			all = append(all, recovery.Outlasting, "transient")
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
