package world

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// flow is the traffic of one service as rates between events. Within a class every trusted node is sent the same, so a
// class is one number, and its nodes that are equally slow three more: a fault costs O(classes + paces). A node
// completes at most its throughput, divided by how slow it is, and answers the share of it that its quality allows; the
// rest is lost, and so is all that is sent to a node that is down but trusted. Where nobody is trusted, work is sent to
// everybody: suspecting all of them helps nobody.
type flow struct {
	on      bool
	booked  models.FlowOutcome
	drag    float64 // share of the throughput that restores take
	blind   bool    // nobody is trusted
	stale   bool    // trust has changed since the split was asked for
	settled sim.Time
	classes []flowClass    // of the service, in order
	paces   []flowPace     // first full speed of every class, in their order, then what is slow, in any order
	groups  []models.Group // of the classes that have nodes to send work to
	shares  []float64      // of the groups
}

type flowClass struct {
	class        int
	all, trusted int64   // nodes
	share        float64 // of the offered load that one node is sent, if it is sent any
}

func (w *World) resetFlow() {
	f := &w.flow
	f.on, f.stale, f.settled, f.drag = w.Traffic != nil, true, 0, 0
	f.booked = models.FlowOutcome{}
	f.classes, f.paces = f.classes[:0], f.paces[:0]
	if !f.on {
		return
	}
	for i, c := range w.Services[w.Traffic.Service].Classes {
		nodes := int64(w.plan.book.Nodes(c))
		healthy := flowNodes{nodes, nodes * full}
		f.classes = append(f.classes, flowClass{class: c, all: nodes, trusted: nodes})
		f.paces = append(f.paces, flowPace{class: i, slow: 1, all: healthy, trusted: healthy})
	}
}

// settleFlow books what arrived and what was lost since the last change.
func (w *World) settleFlow() {
	f := &w.flow
	if !f.on || w.now() <= f.settled {
		return
	}
	if f.stale {
		w.split()
	}
	origin := float64(w.Time.Warmup)
	a, b := float64(f.settled)-origin, float64(w.now())-origin
	demand := &w.Traffic.Demand
	arrived := demand.Integral(a, b)
	served := 0.0
	for i := range f.paces {
		p := &f.paces[i]
		c := &f.classes[p.class]
		if quality := f.used(p).quality; c.share > 0 && quality > 0 {
			limit := w.Classes[c.class].Throughput * (1 - f.drag) / c.share / p.slow
			sent := c.share * (arrived - demand.Overflow(a, b, limit))
			served += sent * float64(quality) / full
		}
	}
	if w.book.Interrupted(w.Traffic.Service) {
		served = 0
	}
	f.booked.Arrived += arrived
	f.booked.Lost += max(0, arrived-served)
	w.bookMargin(a, b)
	f.settled = w.now()
}

// split asks the balancer anew.
func (w *World) split() {
	f := &w.flow
	f.stale, f.blind = false, true
	for i := range f.classes {
		f.blind = f.blind && f.classes[i].trusted == 0
	}
	f.groups = f.groups[:0]
	for i := range f.classes {
		c := &f.classes[i]
		c.share = 0
		nodes := c.trusted
		if f.blind {
			nodes = c.all
		}
		if nodes > 0 {
			class := &w.Classes[c.class]
			f.groups = append(f.groups, models.Group{
				Class: c.class, Nodes: int(nodes), Weight: class.Weight, Throughput: class.Throughput,
			})
		}
	}
	f.shares = flat.Fill(f.shares, len(f.groups), 0)
	w.Splitter.Split(w.board.View(w.now()), f.groups, f.shares)
	for g, share := range f.shares {
		f.classes[f.of(int16(f.groups[g].Class))].share = share / float64(f.groups[g].Nodes)
	}
}

// bookMargin records how far the throughput reachable lies above demand, hour by hour unless demand is constant.
func (w *World) bookMargin(a, b float64) {
	demand := &w.Traffic.Demand
	capacity := w.book.Reaches(w.Traffic.Service)
	for from := a; from < b; {
		to := min(b, demand.NextHour(from))
		if rate := demand.At((from + to) / 2); rate > 0 {
			w.flow.booked.Margin.Add(capacity/rate-1, to-from)
		}
		from = to
	}
}
