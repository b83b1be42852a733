package scenario

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// WatchSpec is a detector: a policy with its own keys and, among them, whom it speaks to.
type WatchSpec struct {
	models.Detector
	Ejects bool   `key:"ejects"` // balancers hear it
	From   string `key:"from"`   // where it stands; "": outside of everything
	// Guard is off unless asked for, as in Akka, ZooKeeper and whatever is a timer and no more. Cassandra has it, for
	// local pauses of 5 s and more ("Not marking nodes down due to local pause", FailureDetector.java).
	Guard bool `key:"pause_guard"`
}

func (WatchSpec) notes() notes {
	return notes{
		"ejects": {"Balancers hear it: what it suspects gets no more work. False for advisers, and true for all others, if " +
			"not given.", "false", ""},
		"from": {"Where it stands; what is cut off from there cannot be seen. On a node it runs: it stops while that is " +
			"down or hangs. Outside of everything if not given.", "zone a", ""},
		"pause_guard": {"After a stall of the node on which it runs, it discards the time that it has missed. False if not " +
			"given: then it suspects all whose time has run out.", "true", ""},
	}
}

// AlarmSpec says who must agree before a node is suspected.
type AlarmSpec struct {
	models.Agreement
	Of []string `key:"of"` // detectors; all where it names none, and those that it does not name count one by one
}

func (AlarmSpec) notes() notes {
	return notes{"of": {"Detectors that must agree, all if not given; those that it does not name count one by one.",
		"[ heartbeat, latency ]", ""}}
}

// besides are the keys that stand beside a policy at a path and are not its own; they stay when another is set.
func besides(path string) []string {
	section, rest, _ := strings.Cut(path, ".")
	switch last := rest[strings.LastIndex(rest, ".")+1:]; {
	case section == "detection":
		return keysIn[WatchSpec]()
	case section == "alarm":
		return keysIn[AlarmSpec]()
	case section == "balancing" && last == "":
		return keysIn[BalancingSpec]()
	case section == "balancing" && last == "ejection":
		return keysIn[EjectionSpec]()
	case section == "traffic" && last == "brownout":
		return keysIn[BrownoutSpec]()
	case section == "traffic" && last == "hedge":
		return keysIn[HedgeSpec]()
	}
	return nil
}

// keysIn are the keys of a struct.
func keysIn[T any]() []string { return keysOf(fieldsOf(reflect.TypeFor[T]())) }

// watchReader reads a WatchSpec. An adviser is heard by balancers only where a scenario says so.
func watchReader(table catalog.Table[models.Detector]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		detector, out := row(d, table, "policy", n, path, keysIn[WatchSpec]()...)
		if out == nil {
			return nil
		}
		adviser, advises := detector.(models.Adviser)
		spec := WatchSpec{Detector: detector, Ejects: !advises || !adviser.Advises()}
		d.beside(n, reflect.ValueOf(&spec).Elem(), path, out)
		v.Set(reflect.ValueOf(spec))
		return out
	}
	return reader{decode, func(g *grammar) Form {
		all := rows(g, table, "policy", g.beside(WatchSpec{Ejects: true})...)
		meters := func(x any) bool { _, ok := x.(models.Meter); return ok } // which stand nowhere
		return choice(table.Family(), sparing(all, table, meters, "from", "pause_guard")...)
	}}
}

// alarmReader reads an AlarmSpec.
func alarmReader(table catalog.Table[models.Agreement]) reader {
	decode := func(d *decoder, n *yaml.Node, v reflect.Value, path string) *yaml.Node {
		agreement, out := row(d, table, "policy", n, path, keysIn[AlarmSpec]()...)
		if out == nil {
			return nil
		}
		spec := AlarmSpec{Agreement: agreement}
		d.beside(n, reflect.ValueOf(&spec).Elem(), path, out)
		v.Set(reflect.ValueOf(spec))
		return out
	}
	return reader{decode, func(g *grammar) Form {
		return choice(table.Family(), rows(g, table, "policy", g.beside(AlarmSpec{})...)...)
	}}
}

// beside decodes the keys of a struct that stand among the parameters of a row, but for some.
func (d *decoder) beside(n *yaml.Node, v reflect.Value, path string, out *yaml.Node, but ...string) {
	for _, f := range fieldsOf(v.Type()) {
		if !slices.Contains(but, f.key) {
			d.member(n, f, v.FieldByIndex(f.index), path, out)
		}
	}
}

// watches carries the detectors over, and who of them must agree.
func (c *compiler) watches() {
	for _, w := range c.spec.Detection {
		watch := models.Watch{Name: w.Name, Detector: w.Value.Detector, Mute: !w.Value.Ejects, Guarded: w.Value.Guard,
			From: c.place(w.Value.From, join(join("detection", w.Name), "from"))}
		c.blueprint.Watches = append(c.blueprint.Watches, watch)
		c.pauseGuard(&watch)
	}
	a := c.spec.Alarm
	if a == nil || a.Agreement == nil {
		return
	}
	voters := c.voters(a.Of)
	if len(voters) == 0 {
		c.failAt("alarm", "add a detector under detection, or leave alarm out", "alarm: there is no detector that could vote")
		return
	}
	votes, err := a.Votes(len(voters))
	if err != nil {
		c.failFor("alarm", "alarm", err)
		return
	}
	c.blueprint.Panels = []models.Panel{{Watches: voters, Votes: votes}}
	for i := range c.spec.Detection {
		if !slices.Contains(voters, i) {
			c.blueprint.Panels = append(c.blueprint.Panels, models.Panel{Watches: []int{i}, Votes: 1})
		}
	}
}

// pauseGuard judges whether a detector has use for the guard that it has.
func (c *compiler) pauseGuard(w *models.Watch) {
	if !w.Guarded || c.blueprint.Topology == nil {
		return
	}
	at := join("detection", w.Name)
	l, ok := w.Detector.(models.Listening)
	switch _, onNode := c.blueprint.Topology.Leaf(w.From); {
	case c.isBad(c.node(join(at, "from"))):
	case !onNode:
		c.failAt(join(at, "pause_guard"), "name the node on which it runs, as in from: zone-a/node-1, or leave it out",
			"pause_guard, but detector %s runs on no node of this fleet, so that it never stalls", w.Name)
	case !ok || !l.Listens():
		c.warnAt(join(at, "pause_guard"), "leave it out", "pause_guard, but detector %s asks anew when its node goes on",
			w.Name)
	}
}

// place is the one component that a text names; the fleet where it names none.
func (c *compiler) place(text, path string) models.ComponentID {
	if text == "" || c.blueprint.Topology == nil {
		return models.Fleet
	}
	found, _, ok := c.targets(text, path)
	switch {
	case !ok:
	case len(found) != 1:
		c.failAt(path, "name one of them, as in zone b, or by its path", "%s is %s places", quote(text),
			unit.Count(len(found)))
	default:
		return found[0]
	}
	return models.Fleet
}

// voters are the detectors that an alarm names; all of them where it names none.
func (c *compiler) voters(of []string) (found []int) {
	known := names(c.spec.Detection)
	for i, name := range of {
		id, path := slices.Index(known, name), join("alarm.of", strconv.Itoa(i))
		switch {
		case id < 0:
			c.failAt(path, hint(name, "detectors", known), "unknown detector %s", quote(name))
		case slices.Contains(found, id):
			c.failAt(path, "name it once: it has one vote", "alarm names the detector %s twice", name)
		default:
			found = append(found, id)
		}
	}
	if len(of) == 0 {
		for i := range known {
			found = append(found, i)
		}
	}
	return found
}
