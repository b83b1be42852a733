package main

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"nines/experiments/result"
	"nines/experiments/scenario"
	"nines/models"
	"nines/models/failure"
	"nines/sim/unit"
)

// policies are the sections of the resolved scenario, which hold every default.
func (x *explanation) policies() *grid {
	g := &grid{}
	for _, section := range []string{"detection", "alarm", "correlation", "localization", "recovery", "balancing"} {
		node := below(x.tree(), section)
		if node == nil || section == "balancing" && len(x.Blueprint.Traffic) == 0 {
			continue
		}
		switch {
		case node.Kind == yaml.SequenceNode:
			for i, item := range node.Content {
				g.add(fmt.Sprintf("%s %d", section, i+1), flat(item))
			}
			continue
		case below(node, "policy") != nil:
			g.add(section, flat(node))
			continue
		}
		for k := 0; k+1 < len(node.Content); k += 2 {
			g.add(section+" "+node.Content[k].Value, flat(node.Content[k+1]))
		}
	}
	switch t := below(x.tree(), "traffic"); {
	case t == nil:
	case t.Kind == yaml.SequenceNode:
		for i, one := range t.Content {
			g.add(fmt.Sprintf("traffic %d", i+1), flat(one))
		}
	default:
		g.add("traffic", flat(t))
	}
	return g
}

// tree is the resolved scenario; nil if it has no content.
func (x *explanation) tree() *yaml.Node {
	var document yaml.Node
	if err := yaml.Unmarshal(x.Resolved, &document); err != nil || len(document.Content) == 0 {
		return nil
	}
	return document.Content[0]
}

func below(n *yaml.Node, key string) *yaml.Node {
	for k := 0; n != nil && k+1 < len(n.Content); k += 2 {
		if n.Content[k].Value == key {
			return n.Content[k+1]
		}
	}
	return nil
}

// flat writes a mapping on one line: "policy heartbeat, interval 1s, sees (down 100%)".
func flat(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	var parts []string
	step := 2
	if n.Kind == yaml.SequenceNode {
		step = 1
	}
	for k := 0; k+step <= len(n.Content); k += step {
		value := n.Content[k+step-1]
		text := flat(value)
		if value.Kind != yaml.ScalarNode {
			text = "(" + text + ")"
		}
		if step == 2 {
			text = n.Content[k].Value + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// services says the rules in words.
func (x *explanation) services() *grid {
	g := &grid{}
	for i, s := range x.Spec.Services {
		runs, rule := "runs on no nodes", "up when all that it needs is"
		switch {
		case s.Value.Log != "":
			runs, rule = "is the log "+s.Value.Log, "up when that has a leader with a majority"
		case s.Value.Lock != nil && x.Blueprint.Services[i].Kept:
			runs, rule = "runs on "+strings.Join(s.Value.RunsOn, " and "), "up when one of them holds its lock"
		case len(s.Value.RunsOn) > 0:
			runs, rule = "runs on "+strings.Join(s.Value.RunsOn, " and "), "up when "+x.inWords(i, &s.Value.UpWhen)
		case len(s.Value.Store) > 0:
			runs, rule = "runs on the nodes of its data", "up when one of them is up"
		}
		if runs != "runs on no nodes" && len(s.Value.Needs) > 0 {
			rule += ", and all that it needs is"
		}
		g.add(s.Name, runs, rule)
		if l := x.Blueprint.Services[i].Lock; l != nil {
			g.add("", "a lock in log "+s.Value.Lock.Log, lock(l))
		}
		for k := range s.Value.Store {
			g.add("", "needs store "+s.Value.Store[k].Name, x.backing(&x.Blueprint.Services[i].Stores[k]))
		}
	}
	return g
}

// inWords is a rule of a service, or a part of it.
func (x *explanation) inWords(service int, r *scenario.RuleSpec) string {
	var text string
	switch {
	case r.Capacity != nil:
		return "at least " + x.throughput(service, r.Capacity) + " is reachable"
	case r.Majority != "":
		text = "more than half of the " + r.Majority + "s"
	case r.Of != "":
		text = fmt.Sprintf("at least %s of the %ss", r.AtLeast, r.Of)
	default:
		if *r.AtLeast == 1 {
			return "at least 1 node is up"
		}
		return fmt.Sprintf("at least %s are up", plural(int(*r.AtLeast), "node"))
	}
	last := x.Spec.Topology[len(x.Spec.Topology)-1].Level
	switch {
	case r.Of == last || r.Majority == last:
		return text + " are up"
	case r.Each == nil:
		return text + " have a node up"
	}
	return text + " are up, each when " + x.inWords(service, r.Each)
}

// throughput is how much of it a rule asks for.
func (x *explanation) throughput(service int, c *scenario.CapacitySpec) string {
	switch {
	case c.Demand:
		return x.demand(service)
	case c.Rate != nil:
		return c.Rate.String()
	case strings.Contains(c.Text, "/"):
		return c.Text + " of the installed throughput"
	}
	return unit.Ratio(c.Share).Percent() + " of the installed throughput"
}

// demand is what traffic asks of a service: a rate, or that of the hour where it changes with time.
func (x *explanation) demand(service int) string {
	if d := x.Blueprint.DemandOn(service); d.Steady() {
		return "the demand of " + unit.Rate(d.Mean).String()
	}
	return "the demand of the hour"
}

func (x *explanation) objectives() *grid {
	g := &grid{}
	for _, o := range x.Objectives {
		sign := "at most"
		if o.AtLeast {
			sign = "at least"
		}
		all := "in the mean"
		if pooled(o.Metric.Name) {
			all = "in all runs together"
		}
		must := all + ", or it is violated; in all of " + x.periods(&o) + ", or it is met on average only"
		switch {
		case o.Mean:
			must = all + " over " + x.Spec.Time.Horizon.Human()
		case o.In > 0:
			must = "in " + unit.Ratio(o.In).Percent() + " of " + x.periods(&o)
		}
		if o.Counts != nil {
			must += "; of what counts: " + o.Counts.Text
		}
		g.add(result.Words(o.Metric.Name), o.Scope, sign+" "+o.Text, must)
	}
	return g
}

// periods are what an objective must be met in.
func (x *explanation) periods(o *scenario.Objective) string {
	over := unit.Duration(o.Over).Human()
	whole, rest := x.Blueprint.Time.Windows(max(o.Over, 1))
	switch {
	case o.Over == 0:
		return "the runs of " + x.Spec.Time.Horizon.Human()
	case o.Rolling:
		return "the windows of " + over + " that begin at any instant"
	case rest > 0:
		return fmt.Sprintf("%s of %s, one after the other, the last overlapping: %s of it are new",
			plural(whole+1, "window"), over, unit.Duration(rest).Human())
	}
	return fmt.Sprintf("%s of %s, one after the other", plural(whole, "window"), over)
}

// beginning says how a run begins.
func (x *explanation) beginning(g *grid) {
	start := x.Spec.Time.Start
	switch start.Start {
	case failure.Aged:
		g.add("start", "all up; every component is "+start.Age.Human()+" old")
	case failure.Equilibrium:
		g.add("start", "all up; ages as in a system that has run for very long (residual lives)")
	default:
		g.add("start", "all up and new")
	}
	switch w := x.Spec.Time.Warmup; {
	case w.Auto:
		g.add("warm-up", "auto: found in pilot runs before the first replication, and played but not measured")
	case w.Found != "":
		g.add("warm-up", w.Length.Human()+", played and not measured; found "+w.Found)
	case w.Length > 0:
		g.add("warm-up", w.Length.Human()+", played and not measured")
	}
}

// choices are what decides an answer and is easily overlooked.
func (x *explanation) choices() *grid {
	g := &grid{}
	x.beginning(g)
	g.add("a year", "365 d everywhere; a month, for prices only, is a twelfth of it")
	g.add("renewal", "every fault of every component is a process of its own; a repair makes it as good as new")
	g.add("a fault ends", "with its repair or healing; a component is up when no fault holds it or a domain around it")
	if strings.Contains(string(x.Resolved), "policy: heartbeat") {
		g.add("heartbeats", "uniform phase; the timeout counts from the last arrival: a beat lost before a crash shortens it")
	}
	x.agreement(g)
	if len(x.Blueprint.Traffic) > 0 {
		switch {
		case x.Blueprint.Plays():
			requestChoices(g)
		case x.Blueprint.Seeker != nil:
			seekerChoices(g, x.Blueprint.Seeker)
		default:
			g.add("lost requests", "what is sent to a node that is down but trusted, and what exceeds the throughput of a node")
		}
		if !x.Blueprint.Plays() {
			g.add("lost because of", "what holds the node that fails them, of several the gravest; those beyond what nodes can "+
				"do: (demand), as far as nothing need be wrong, else all that keeps throughput away, in proportion to it; "+
				"with needs and calls: what keeps those from serving; (mistrust): nodes that nothing holds are not sent work")
		}
		for _, s := range x.Blueprint.Flows() {
			if text, _ := x.firstFull(s); text != "" {
				g.add("first to be full", text)
			}
		}
		x.callChoices(g)
		x.room(g)
		g.add("demand", "grows at midnight; each day has the average of its growth, and a cosine for its wave")
		if slices.ContainsFunc(x.Blueprint.Traffic, func(t models.Traffic) bool { return t.Demand.Week != nil }) {
			g.add("weeks", "of demand and of shifts begin on a Monday at 0:00, when the measured time does")
		}
	}
	if slices.ContainsFunc(x.Objectives, func(o scenario.Objective) bool { return o.In == 0 && !o.Mean }) {
		g.add("without in:", "an objective is about its mean, which alone needs no second number; but a mean hides bad "+
			"periods, so that one which some period misses is marked ! and ends with status 7: say in: 95%, or in: mean")
	}
	g.add("downtime", "belongs to causes second by second, in proportion to the capacity that they hold; what several "+
		"hold of one node, the earliest does")
	if slices.ContainsFunc(x.Blueprint.Services, func(s models.Service) bool { return s.Rule.Demand }) {
		g.add("(demand)", "is the cause of downtime in which nothing has failed: more is asked for than is installed")
	}
	if x.dependent() {
		g.add("needs", "what a service needs is missed in the instant in which it goes down, and serves when it is back")
		if slices.ContainsFunc(x.Blueprint.Services, func(s models.Service) bool {
			return slices.ContainsFunc(s.Needs, func(d models.Dependency) bool { return d.Soft > 0 })
		}) {
			g.add("soft needs", "lose their shares independently: of what the others let through; alternatives: the best serve")
		}
		g.add("whose downtime", "that of the service in which it has its root; several that are down have equal shares")
	}
	if slices.ContainsFunc(x.Blueprint.Faults, func(f models.Fault) bool { return f.Uncounted }) {
		g.add("not counted", "the part of a second's downtime that belongs to a fault with counted: false; what two hold "+
			"belongs to the earlier")
	}
	if free := x.free(); free != "" {
		g.add("cost", "leaves out what has no price: "+free)
	}
	if ambiguous(x.tree()) {
		g.add("lognormal", "where a mean and a p95 fit two laws, that with the smaller sigma")
	}
	g.add("random numbers", "follow the names of components: growing a fleet changes nobody else's fate")
	return g
}

// firstFull says which nodes of a service have more to do than they can long before all have, as its requests are
// balanced, and by which share of its peak that is above this; "" where none have.
func (x *explanation) firstFull(service int) (text string, room float64) {
	b := x.Blueprint
	class, full := b.FirstFull(service)
	installed, peak := b.Installed(service), b.DemandOn(service).Highest(0, float64(b.Time.Horizon))
	const muchLess = 0.99
	if b.Plays() || class < 0 || !(full < muchLess*installed) {
		return "", 0
	}
	room = full/peak - 1
	return fmt.Sprintf("nodes of class %s, at %s/s to %s: %s its peak of %s/s, while all nodes together serve %s/s, "+
		"which is what capacity margins are about", b.Classes[class].Name, unit.SI(full), b.Services[service].Name,
		aboveOrBelow(room), unit.SI(peak), unit.SI(installed)), room
}

// aboveOrBelow is "1.3 % above" or "3 % below".
func aboveOrBelow(x float64) string {
	if x < 0 {
		return fmt.Sprintf("%.2g %% below", -100*x)
	}
	return fmt.Sprintf("%.2g %% above", 100*x)
}

// seekerChoices says what balancers that look at what nodes have to do come to at flow fidelity.
func seekerChoices(g *grid, s models.Seeker) {
	if _, drawn := s.(models.Drawn); drawn {
		g.add("split", "as requests would go to nodes that serve one at a time, each for an exponential time: to one that "+
			"has the fewest of those drawn; all nodes count as independent, as in the limit of many")
		g.add("bad nodes", "one that is slow is sent less; one that is down but trusted, or lossy, fails requests at once, "+
			"is idle the more and is sent more; one that hangs or is cut off is sent what draws no other, which is lost")
		g.add("lost requests", "what is sent to nodes that fail it, and what draws slow nodes alone and exceeds what they do")
		return
	}
	g.add("split", "as requests would go to nodes that serve one at a time: to any that is idle, while one is; exact "+
		"where nodes fail all requests at once, as nobody waits then, and else the limit of many nodes")
	g.add("bad nodes", "one that is slow is sent less; one that is down but trusted, or lossy, fails requests at once, "+
		"is idle the more and is sent more; one that hangs or is cut off is sent nothing, as its requests stay")
	g.add("lost requests", "what is sent to nodes that fail it, and what exceeds the throughput of all of them together")
}

// room says what balancers do where there are more nodes to be shunned than they may, or than is likely.
func (x *explanation) room(g *grid) {
	nodes := len(x.Blueprint.Topology.Leaves)
	for _, w := range x.Blueprint.Watches {
		if b, ok := w.Detector.(models.Bounded); ok {
			g.add("ejection", fmt.Sprintf("%s ejects %d of %s at a time at most; the others go on being sent work", w.Name,
				b.Most(nodes), plural(nodes, "node")))
		}
	}
	when, what := "nobody trusted", "work is sent to all nodes, as if all were trusted"
	if below := x.Blueprint.Panic.Below; below > 0 {
		when, what = "panic", fmt.Sprintf("below %s of trusted nodes, %s", unit.Ratio(below).Percent(), what)
	}
	if x.Blueprint.Panic.Closed {
		what = strings.Replace(what, "work is sent to all nodes, as if all were trusted", "all requests fail", 1)
	}
	g.add(when, what)
}

// ambiguous reports whether a lognormal is given by mean and p95, which two laws may fit.
func ambiguous(n *yaml.Node) bool {
	if n == nil {
		return false
	}
	if d := below(n, "dist"); n.Kind == yaml.MappingNode && d != nil && d.Value == "lognormal" &&
		below(n, "mean") != nil && below(n, "p95") != nil {
		return true
	}
	for _, child := range n.Content {
		if ambiguous(child) {
			return true
		}
	}
	return false
}
