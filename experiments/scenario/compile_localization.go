package scenario

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim"
	"nines/sim/unit"
)

// ChainSpec is one localizer, {policy: exact}, or a list of those that are asked in turn.
type ChainSpec []models.Localizer

var _ shorthand = (*ChainSpec)(nil)

func (l *ChainSpec) decode(d *decoder, n *yaml.Node, path string) *yaml.Node {
	if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
		return d.list(n, reflect.ValueOf(l).Elem(), path)
	}
	if n.Kind != yaml.MappingNode {
		d.fail(n, "write {policy: exact}, or a list of such", "%s: want a localization policy or several, got %s", path,
			describe(n))
		return nil
	}
	*l = make(ChainSpec, 1)
	return d.value(n, reflect.ValueOf(*l).Index(0), path)
}

func (*ChainSpec) form(g *grammar) Form {
	one := g.of(reflect.TypeFor[models.Localizer]())
	return choice(one.Name+", or list of them", one, &Form{Kind: List, Name: "list", Of: one})
}

// mostNamed bounds how many faults one message names.
const mostNamed = 5

// lastLocalizer looks for faults that the last localizer, which is asked again and again, cannot explain at once or
// cannot explain at all.
func (c *compiler) lastLocalizer() {
	last := len(c.blueprint.Localizers) - 1
	if last < 0 || c.blueprint.Localizers[last] == nil {
		return // an error is reported already
	}
	path := "localization"
	if below := join(path, strconv.Itoa(last)); c.given[below] != nil {
		path = below
	}
	name, again := quote(lookup(c.node(path), "policy").Value), []string{}
	const help = "end the list with a localizer that explains everything, as in localization: [ …, {policy: human} ]"
	for i := range c.blueprint.Faults {
		f := &c.blueprint.Faults[i]
		_, recorded := f.Failure.(models.Recorded)
		alarm := models.Alarm{Symptom: f.Symptom, Change: f.Change, Since: sim.Duration(math.Inf(1)), Nodes: 1}
		if f.Change {
			alarm.Since = 0
		}
		covers := explains(c.blueprint.Localizers[last], alarm)
		switch {
		case recorded || covers == 1:
		case covers > 0:
			again = append(again, fmt.Sprintf("%s times for %s", unit.SI(1/covers), f.Name))
		case f.Heals == nil:
			c.failAt(path, help, "%s never finds the cause of %s, which does not heal", name, f.Name)
		}
	}
	if more := len(again) - mostNamed; more > 0 {
		again = append(again[:mostNamed], fmt.Sprintf("and so on for %s", plural(more, "more fault")))
	}
	if len(again) > 0 {
		c.warnAt(path, help, "%s is asked again until it has an explanation: on average %s", name,
			strings.Join(again, ", "))
	}
}

// explains is the probability that one diagnosis comes to an explanation that may be right; 0 where it never does.
func explains(l models.Localizer, x models.Alarm) float64 {
	odds := l.Diagnose(x)
	if odds.Right == 0 {
		return 0
	}
	return odds.Named
}
