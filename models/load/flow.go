package load

import (
	"nines/models"
	"nines/models/fleet"
	"nines/sim/flat"
)

// flow is the traffic of one service as rates between events. Within a class every trusted node is sent the same, so a
// class is one number, and its nodes that are equally slow three more: a fault costs O(classes + paces). A node
// completes at most its throughput, divided by how slow it is, and answers the share of it that its quality allows; the
// rest is lost, and so is all that is sent to a node that is down but trusted. In panic work is sent to everybody, as
// suspecting them helps nobody, or to nobody, see models.Panic.
type flow struct {
	plan    *stream
	booked  models.FlowOutcome
	told    told            // what it knows of the other rooms since it was last settled
	hears   told            // what it is to know from now on
	nodes   int64           // of all classes
	sent    models.Audience // whom work is sent
	stale   bool            // trust has changed since the balancer was asked
	offered curve           // what it is sent at a demand of its mesh
	came    carried         // what became of the requests that were counted last
	arrived float64         // since the start
	taken   float64         // of those: its nodes answered
	failed  float64         // of all: came back as failed, or not at all
	dues    []due           // of nodes that are ill or not trusted, in any order
	owing   []float64       // by cause: the requests that were lost among those that were counted last
	owes    bool            // there are such
	cutBy   []float64       // by cause: share of the requests that are cut while the told say so, see told.cut
	classes []class         // of the service, in order
	paces   []pace          // first full speed of every class, in their order, then what is slow, in any order
	groups  []models.Group  // of the classes that have nodes to send work to
	shares  []float64       // of the groups
	stints  []models.Stint  // scratch, by pace
	bends   []float64       // scratch: demands at which rates have a bend
	scratch []float64       // of the balancer
	wanting []float64       // scratch, by cause: throughput
}

type class struct {
	number       int     // index into the blueprint's classes
	all, trusted int64   // nodes
	share        float64 // of the offered load that one node is sent, if it is sent any
	whole        float64 // the same while all nodes are trusted
}

// reset makes the flow of a replication in which all nodes are well and trusted.
func (f *flow) reset(p *stream) {
	*f = flow{plan: p, stale: true, classes: f.classes[:0], paces: f.paces[:0], groups: f.groups[:0], shares: f.shares[:0],
		stints: f.stints[:0], bends: f.bends, scratch: f.scratch, offered: curve{p.users, f.offered.bends[:0]},
		dues: f.dues[:0], owing: flat.Fill(f.owing, p.LossCauses(), 0), wanting: f.wanting, cutBy: f.cutBy}
	f.forget()
	all := int64(0)
	for i, c := range p.Services[p.service].Classes {
		nodes := int64(p.Nodes(c))
		all += nodes
		well := worth{nodes, nodes * full, nodes * full}
		f.classes = append(f.classes, class{number: c, all: nodes, trusted: nodes})
		f.paces = append(f.paces, pace{class: i, slow: 1, all: well, trusted: well})
	}
	f.nodes = all
}

// trusted is how many nodes are.
func (f *flow) trusted() (nodes int64) {
	for i := range f.classes {
		nodes += f.classes[i].trusted
	}
	return nodes
}

// audience is whom work is to be sent.
func (f *flow) audience() models.Audience { return f.plan.Panic.Audience(f.trusted(), f.nodes) }

// told is what the traffic meets besides nodes.
type told struct {
	drag        float64 // share of every node's throughput that restores take, in [0, 1]
	reaches     float64 // throughput of the service that is reachable, requests per second
	passes      float64 // share of its requests that what it needs lets through
	interrupted bool    // it is suspended: it serves nobody
	down        bool    // its rule, its role or what it needs says so
}

// forget has nothing booked.
func (f *flow) forget() { f.booked = models.FlowOutcome{Owing: make([]float64, len(f.owing))} }

// serves reports whether nodes of a class are of the service.
func (f *flow) serves(class int16) bool { return f.plan.places[class] != fleet.None }

// recount counts so many nodes of a class out, and in again as what they are now. The flow has been settled.
func (f *flow) recount(number int16, before, after counted) {
	at := int(f.plan.places[number])
	f.count(at, before.condition, before.chosen, -before.times)
	f.count(at, after.condition, after.chosen, after.times)
	f.owe(at, before, -before.times)
	f.owe(at, after, after.times)
	if by := after.trusted() - before.trusted(); by != 0 {
		f.classes[at].trusted += by
		f.stale = true
	}
}

// split asks the balancer anew.
func (f *flow) split(v models.View) {
	if f.stale, f.sent = false, f.audience(); f.plan.Seeker != nil {
		return
	}
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
		f.classes[f.plan.places[f.groups[g].Class]].share = share / float64(f.groups[g].Nodes)
	}
}

// addressed is how many nodes of a class are sent work.
func (f *flow) addressed(c *class) int64 {
	switch f.sent {
	case models.ToAll:
		return c.all
	case models.ToNobody:
		return 0
	}
	return c.trusted
}

// utilization is the work that each node of the class at a place is sent at a demand of its mesh, in requests per
// second, over the throughput of a healthy one.
func (f *flow) utilization(at int, demand float64) float64 {
	c := &f.classes[at]
	return c.share * f.offered.at(demand) / f.plan.Classes[c.number].Throughput
}

// copyFrom makes f equal to src in its own memory.
func (f *flow) copyFrom(src flow) {
	src.classes = flat.Copy(f.classes, src.classes)
	src.paces = flat.Copy(f.paces, src.paces)
	src.groups = flat.Copy(f.groups, src.groups)
	src.shares = flat.Copy(f.shares, src.shares)
	src.stints, src.bends, src.scratch, src.wanting = f.stints, f.bends, f.scratch, f.wanting
	src.dues, src.owing = flat.Copy(f.dues, src.dues), flat.Copy(f.owing, src.owing)
	src.cutBy = flat.Copy(f.cutBy, src.cutBy)
	f.booked.CopyFrom(src.booked)
	src.booked = f.booked
	src.offered.bends = flat.Copy(f.offered.bends, src.offered.bends)
	*f = src
}
