package scenario

import (
	"cmp"
	"slices"
	"strconv"

	"nines/models"
	"nines/sim/unit"
)

func (c *compiler) services() {
	for _, s := range c.spec.Services {
		path := join("services", s.Name)
		out := models.Service{Name: s.Name}
		out.Needs = c.needs(s.Name, s.Value.Needs, join(path, "needs"))
		out.Calls = c.calls(s.Name, s.Value.Calls, join(path, "calls"))
		out.Stores = c.backings(s.Value.Store, join(path, "store"))
		if s.Value.Log != "" {
			out.Log = c.logOf(s.Value.Log, join(path, "log"))
			if out.Log > 0 {
				out.Classes, out.Rule = c.keepers(out.Log), models.Rule{Nodes: 1}
			}
			c.alone(path)
		} else if c.keptOnly(path) {
			out.Classes, out.Rule, out.Kept = c.holders(out.Stores), models.Rule{Nodes: 1}, true
		} else if c.lockedOnly(path) {
			out.Classes = c.runsOn(s.Value.RunsOn, join(path, "runs_on"))
			out.Rule, out.Kept = models.Rule{Nodes: 1}, true
		} else if c.provided(path) {
			out.Classes = c.runsOn(s.Value.RunsOn, join(path, "runs_on"))
			out.Rule = c.rule(&s.Value.UpWhen, s.Name, out.Classes, 0, join(path, "up_when"))
		}
		if s.Value.Lock != nil {
			out.Lock = c.lock(s.Value.Lock, s.Name, join(path, "lock"))
		}
		c.blueprint.Services = append(c.blueprint.Services, out)
	}
}

// logOf is 1 and the number of the log that a service stands or falls with; 0 where there is no such log.
func (c *compiler) logOf(name, path string) int {
	known := names(c.spec.Logs)
	i := slices.Index(known, name)
	if i < 0 {
		c.failAt(path, hint(name, "logs", known), "unknown log %s", quote(name))
	}
	return i + 1
}

// keepers are the classes whose nodes are members of a log, or may become some.
func (c *compiler) keepers(log int) (classes []int) {
	for _, leaf := range c.blueprint.Logs[log-1].Hosts() {
		if class := int(c.blueprint.Topology.Leaves[leaf].Class); !slices.Contains(classes, class) {
			classes = append(classes, class)
		}
	}
	return classes
}

// lockedOnly reports whether a service has nodes that may hold a lock, and no rule for them.
func (c *compiler) lockedOnly(path string) bool {
	return c.given[join(path, "runs_on")] != nil && c.given[join(path, "up_when")] == nil &&
		c.given[join(path, "lock")] != nil
}

// keptOnly reports whether a service says nothing about nodes and needs stores: it runs on theirs.
func (c *compiler) keptOnly(path string) bool {
	return c.given[join(path, "runs_on")] == nil && c.given[join(path, "up_when")] == nil &&
		c.given[join(path, "store")] != nil && c.given[join(path, "lock")] == nil
}

// holders are the classes on whose nodes stores lie.
func (c *compiler) holders(stores []models.Backing) (classes []int) {
	for _, x := range stores {
		classes = append(classes, c.blueprint.Stores[x.Store].Classes...)
	}
	slices.Sort(classes)
	return slices.Compact(classes)
}

// alone refuses nodes and a rule of a service that has those of a log.
func (c *compiler) alone(path string) {
	for _, key := range []string{"runs_on", "up_when", "lock"} {
		if at := join(path, key); c.given[at] != nil {
			c.failAt(at, "leave it out", "%s has no effect beside log, whose nodes and majority count", at)
		}
	}
}

// provided reports whether a service has nodes of its own and a rule for them; one that only needs others has neither.
func (c *compiler) provided(path string) bool {
	runs, rule := c.given[join(path, "runs_on")] != nil, c.given[join(path, "up_when")] != nil
	near := c.near[c.node(path)]
	const only = "needs: [ … ] alone for a service that has no nodes of its own"
	switch {
	case runs && rule:
		return true
	case runs:
		c.failAt(path, cmp.Or(near, "write up_when: {capacity: 70%} or {at_least: 250}"),
			"%s needs the key \"up_when\"", path)
	case rule:
		c.failAt(path, cmp.Or(near, "write runs_on: …, or "+only), "%s needs the key \"runs_on\"", path)
	case c.given[join(path, "needs")] == nil:
		c.failAt(path, cmp.Or(near, "write runs_on: … and up_when: …, or "+only),
			"%s runs on nothing and needs nothing", path)
	}
	return false
}

// runsOn are the classes that a service names, each of which counts once.
func (c *compiler) runsOn(words []string, path string) (classes []int) {
	for i, name := range words {
		id, ok := c.classID(name)
		switch at := join(path, strconv.Itoa(i)); {
		case !ok:
			c.failAt(at, hint(name, "classes", c.classNames()), "unknown class %s", quote(name))
		case slices.Contains(classes, id):
			c.failAt(at, "name it once: its nodes count once", "%s names the class %s twice", path, name)
		default:
			classes = append(classes, id)
		}
	}
	if len(words) == 0 {
		c.failAt(path, "name a class, or a list of classes", "%s is empty", path)
	}
	return classes
}

// rule carries a rule over that applies within a domain at some depth, 0 for the fleet.
func (c *compiler) rule(r *RuleSpec, service string, classes []int, depth int, path string) models.Rule {
	set := 0
	for _, given := range []bool{r.Capacity != nil, r.AtLeast != nil, r.Majority != ""} {
		if given {
			set++
		}
	}
	switch {
	case set != 1:
		c.failAt(path, "write {capacity: 70%}, {at_least: 250}, {at_least: 2, of: zone, each: …} or {majority: zone}",
			"%s has %d conditions and needs one", path, set)
	case r.Capacity != nil:
		c.noDomains(r, "capacity", path)
		return c.capacity(r.Capacity, service, classes, depth, join(path, "capacity"))
	case r.Majority != "":
		if r.Of != "" {
			c.failAt(join(path, "of"), "name the level after majority", "of belongs to at_least")
		}
		return c.domains(r, r.Majority, 0, service, classes, depth, path)
	case r.Of != "":
		return c.domains(r, r.Of, int(*r.AtLeast), service, classes, depth, path)
	default:
		c.noDomains(r, "at_least nodes", path)
		return models.Rule{Nodes: int(*r.AtLeast)}
	}
	return models.Rule{}
}

func (c *compiler) noDomains(r *RuleSpec, rule, path string) {
	if r.Of != "" || r.Each != nil {
		c.failAt(path, "write {at_least: 2, of: zone, each: …}",
			"%s counts no domains, so of and each have no meaning", rule)
	}
}

// domains is a rule on the members of a level: at least need of them, or more than half where need is 0.
func (c *compiler) domains(r *RuleSpec, level string, need int, service string, classes []int,
	depth int, path string) models.Rule {
	at, ok := c.depth(level)
	last := len(c.blueprint.Topology.Levels)
	switch {
	case !ok:
		c.failAt(path, hint(level, "levels", c.levelNames()), "unknown level %s in %s", quote(level), path)
		return models.Rule{}
	case at <= depth:
		c.failAt(path, "nest from the outer level to the inner", "level %s is not below the level around it", level)
		return models.Rule{}
	}
	if at == last {
		if r.Each != nil {
			c.failAt(join(path, "each"), "leave it out", "%s is the level of the nodes, which have no parts", level)
		}
		return models.Rule{Nodes: need, Majority: need == 0}
	}
	each := models.Rule{Nodes: 1}
	if r.Each != nil {
		each = c.rule(r.Each, service, classes, at, join(path, "each"))
	}
	return models.Rule{Each: &each, Depth: at, Domains: need, Majority: need == 0}
}

// traffic carries the demand over, where it is played.
func (c *compiler) traffic() {
	lossy, effect := "", models.Lossy
	for _, f := range c.spec.Faults {
		if e := f.Value.Effect; e.Effect == models.Lossy || e.Share > 0 {
			lossy, effect = join("faults", f.Name), e.Effect
		}
	}
	if !c.flowing() && !c.requesting() && lossy != "" {
		c.failAt(join(lossy, "effect"), "describe the traffic at fidelity flow, or write effect: down",
			"a %s fault loses requests, and there are none at structural fidelity", effect)
	}
	for i := range c.spec.Traffic {
		c.userTraffic(i, c.users(i))
	}
}

// userTraffic carries over what users ask of one service.
func (c *compiler) userTraffic(i int, path string) {
	t := &c.spec.Traffic[i]
	structural, only := t.Fidelity == "structural", c.requesting() && c.hasCaller(t.Service)
	switch {
	case t.Fidelity != c.spec.Traffic[0].Fidelity:
		c.failAt(join(path, "fidelity"), "write the same for all", "traffic has two fidelities, %s and %s",
			c.spec.Traffic[0].Fidelity, t.Fidelity)
		return
	case structural && t.Arrivals != nil:
		c.failAt(join(path, "arrivals"), "leave arrivals out, or write fidelity: flow",
			"arrivals have no meaning at structural fidelity")
	case !structural && t.Arrivals == nil && !only:
		c.failAt(path, "write arrivals: {rate: 1k/s}, or fidelity: structural", "%s needs arrivals", t.Fidelity)
	}
	known := names(c.spec.Services)
	service, at := slices.Index(known, t.Service), join(path, "service")
	switch {
	case service < 0:
		c.failAt(at, hint(t.Service, "services", known), "unknown service %s", quote(t.Service))
		return
	case c.firstOn(t.Service) != i:
		c.failAt(at, "add the rates up", "there is traffic on %s twice", t.Service)
		return
	case len(c.blueprint.Services) > service && !structural && len(c.blueprint.Services[service].Classes) == 0:
		c.failAt(at, "name a service that runs on nodes, or write fidelity: structural",
			"%s has no nodes of its own, and requests go to nodes", join("services", t.Service))
	}
	if !structural && (t.Arrivals != nil || only) {
		x := models.Traffic{Service: service, Lane: c.requests(t, service, path)}
		if t.Arrivals != nil {
			x.Demand = c.demand(t, join(path, "arrivals"))
		}
		c.blueprint.Traffic = append(c.blueprint.Traffic, x)
	}
}

// firstOn is the number of the first traffic of users on a service; −1 where there is none.
func (c *compiler) firstOn(service string) int {
	return slices.IndexFunc(c.spec.Traffic, func(t TrafficSpec) bool { return t.Service == service })
}

// utilization is the highest of any service within the horizon, with every node up; 0 without traffic.
func (c *compiler) utilization() (highest float64) {
	b := c.blueprint
	for _, s := range b.Flows() {
		highest = max(highest, b.DemandOn(s).Highest(0, float64(c.spec.Time.Horizon))/b.Installed(s))
	}
	return highest
}

// burden warns of demands that services could not meet with every node up.
func (c *compiler) burden() {
	b := c.blueprint
	if b.Topology == nil || len(b.Services) < len(c.spec.Services) {
		return
	}
	spared := b.Spared()
	for _, s := range b.Flows() {
		peak, installed := b.DemandOn(s).Highest(0, float64(c.spec.Time.Horizon)), b.Installed(s)
		lane := b.LaneOf(s)
		endless := lane != nil && !lane.Bounded()
		if lane != nil {
			peak *= lane.Least()
		}
		name := b.Services[s].Name
		if peak < installed || peak == installed && !endless || lane != nil && lane.Closed() || spared[s] {
			if class, full := b.FirstFull(s); lane == nil && peak > full && peak < installed && !spared[s] {
				c.warnAt(c.comesTo(name), "choose a policy that minds what nodes can do, as balancing: { policy: weighted } "+
					"with weights of classes, or add nodes", "requests to %s peak at %s/s within the horizon: as they are balanced, "+
					"nodes of class %s are full from %s/s on, though all together serve %s/s", name, unit.SI(peak),
					b.Classes[class].Name, unit.SI(full), unit.SI(installed))
			}
			continue
		}
		asked := "calls of " + name + " peak"
		if c.firstOn(name) >= 0 {
			asked = "demand peaks"
		}
		if lane != nil && lane.Least() > 1 {
			asked = "tries of requests peak"
		}
		help, so := "add nodes, or state the throughput of a node in classes", ""
		if endless {
			help = "add nodes, or bound what waits, as with queues: { limit: 100 } or client: { timeout: 1s }"
			so = ": there is no steady state, and queues grow for as long as that lasts"
		}
		c.warnAt(c.comesTo(name), help, "%s at %s/s within the horizon, and all nodes together serve %s/s%s", asked,
			unit.SI(peak), unit.SI(installed), so)
	}
}
