package load

import (
	"math"

	"nines/models"
	"nines/models/book"
	"nines/sim"
	"nines/sim/flat"
)

// flow is the traffic of one service as rates between events. Within a class every trusted node is sent the same, so a
// class is one number, and its nodes that are equally slow three more: a fault costs O(classes + paces). A node
// completes at most its throughput, divided by how slow it is, and answers the share of it that its quality allows; the
// rest is lost, and so is all that is sent to a node that is down but trusted. In panic work is sent to everybody, as
// suspecting them helps nobody, or to nobody, see models.Panic.
type flow struct {
	plan    *book.Plan
	booked  models.FlowOutcome
	told    told     // what it knows of the other rooms since it was last settled
	least   int64    // nodes that must be trusted, or else there is panic; ≥ 1
	sent    audience // whom work is sent
	stale   bool     // trust has changed since the balancer was asked
	settled sim.Time
	arrived float64        // since the start
	failed  float64        // of those: came back as failed, or not at all
	classes []class        // of the service, in order; none without traffic
	paces   []pace         // first full speed of every class, in their order, then what is slow, in any order
	groups  []models.Group // of the classes that have nodes to send work to
	shares  []float64      // of the groups
}

// audience is whom work is sent.
type audience uint8

const (
	toTrusted audience = iota
	toAll              // in panic
	toNobody           // in panic, if that is the choice
)

type class struct {
	number       int     // index into the blueprint's classes
	all, trusted int64   // nodes
	share        float64 // of the offered load that one node is sent, if it is sent any
}

// reset makes the flow of a replication in which all nodes are well and trusted.
func (f *flow) reset(p *book.Plan) {
	*f = flow{plan: p, stale: true, classes: f.classes[:0], paces: f.paces[:0], groups: f.groups[:0], shares: f.shares[:0]}
	if p.Traffic == nil {
		return
	}
	all := int64(0)
	for i, c := range p.Services[p.Traffic.Service].Classes {
		nodes := int64(p.Nodes(c))
		all += nodes
		well := worth{nodes, nodes * full, nodes * full}
		f.classes = append(f.classes, class{number: c, all: nodes, trusted: nodes})
		f.paces = append(f.paces, pace{class: i, slow: 1, all: well, trusted: well})
	}
	const rounding = 1e-9
	f.least = max(1, int64(math.Ceil(p.Panic.Below*float64(all)*(1-rounding))))
}

// trusted is how many nodes are.
func (f *flow) trusted() (nodes int64) {
	for i := range f.classes {
		nodes += f.classes[i].trusted
	}
	return nodes
}

// audience is whom work is to be sent.
func (f *flow) audience() audience {
	switch {
	case f.trusted() >= f.least:
		return toTrusted
	case f.plan.Panic.Closed:
		return toNobody
	}
	return toAll
}

// on reports whether there is traffic.
func (f *flow) on() bool { return len(f.classes) > 0 }

// of is the place of a class in the flow, -1 where the service does not run on it or there is no traffic.
func (f *flow) of(number int16) int {
	for i := range f.classes {
		if f.classes[i].number == int(number) {
			return i
		}
	}
	return -1
}

// told is what the traffic meets besides nodes.
type told struct {
	drag        float64 // share of every node's throughput that restores take, in [0, 1]
	reaches     float64 // throughput of the service that is reachable, requests per second
	passes      float64 // share of its requests that what it needs lets through
	interrupted bool    // its role is: it serves nobody
}

// recount counts so many nodes of a class out, and in again as what they are now. The flow has been settled.
func (f *flow) recount(number int16, before, after counted) {
	at := f.of(number)
	if at < 0 || before == after {
		return
	}
	f.count(at, before.condition, before.chosen, -before.times)
	f.count(at, after.condition, after.chosen, after.times)
	if by := after.trusted() - before.trusted(); by != 0 {
		f.classes[at].trusted += by
		f.stale = true
	}
}

// split asks the balancer anew, if trust has changed since it was asked.
func (f *flow) split(v models.View) {
	if !f.stale {
		return
	}
	f.stale, f.sent = false, f.audience()
	f.groups = f.groups[:0]
	for i := range f.classes {
		c := &f.classes[i]
		c.share = 0
		if nodes := f.addressed(c); nodes > 0 {
			like := &f.plan.Classes[c.number]
			f.groups = append(f.groups, models.Group{
				Class: c.number, Nodes: int(nodes), Weight: like.Weight, Throughput: like.Throughput,
			})
		}
	}
	if len(f.groups) == 0 {
		return
	}
	f.shares = flat.Fill(f.shares, len(f.groups), 0)
	f.plan.Splitter.Split(v, f.groups, f.shares)
	for g, share := range f.shares {
		f.classes[f.of(int16(f.groups[g].Class))].share = share / float64(f.groups[g].Nodes)
	}
}

// addressed is how many nodes of a class are sent work.
func (f *flow) addressed(c *class) int64 {
	switch f.sent {
	case toAll:
		return c.all
	case toNobody:
		return 0
	}
	return c.trusted
}

// utilization is the work that each node of the class at a place is sent at a demand in requests per second, over the
// throughput of a healthy one.
func (f *flow) utilization(at int, demand float64) float64 {
	c := &f.classes[at]
	return c.share * demand / f.plan.Classes[c.number].Throughput
}

// copyFrom makes f equal to src in its own memory.
func (f *flow) copyFrom(src *flow) {
	old := *f
	*f = *src
	f.classes = flat.Copy(old.classes, src.classes)
	f.paces = flat.Copy(old.paces, src.paces)
	f.groups = flat.Copy(old.groups, src.groups)
	f.shares = flat.Copy(old.shares, src.shares)
	f.booked.Margin = old.booked.Margin
	f.booked.Margin.CopyFrom(&src.booked.Margin)
}
