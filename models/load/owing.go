package load

import (
	"nines/models"
	"nines/models/fleet"
	"nines/sim/flat"
)

// Whose fault it is that requests are lost. Those that are sent to a node which fails them are lost to what holds it.
// Those that are more than nodes can do are lost to the demand, as far as they would be with nothing wrong, and beyond
// that to all that keeps throughput from the service, in proportion to it. Those that fail with what the service needs
// or calls are lost to what keeps that down, or loses its requests. Of several that hold one node it is that which
// leaves least of it, the earliest of equals.

// due is the nodes of a class that are equally slow and not what they were, or not trusted, because of one cause.
type due struct {
	class        int     // place of the class in the flow
	slow         float64 // as of pace
	cause        int16   // see models.FlowOutcome
	all, trusted worth
}

// faultless is the cause of a node that nothing holds and that is trusted.
const faultless = int16(fleet.None)

// causeOf says because of what a node is other than well and trusted.
func (l *Load) causeOf(leaf int32, chosen bool) int16 {
	if h := l.fleet.Gravest(leaf); h != fleet.None {
		return int16(l.fleet.Causing(h))
	}
	if !chosen {
		return int16(l.LossBesideAt(models.LostMistrust))
	}
	return faultless
}

// owe counts so many nodes of the class at a place in, by what they are because of something, or out.
func (f *flow) owe(at int, x counted, by int64) {
	if x.cause == faultless || by == 0 {
		return
	}
	i := f.due(at, x)
	d, what := &f.dues[i], x.condition.worth(by)
	d.all.add(what)
	if x.chosen {
		d.trusted.add(what)
	}
	if last := len(f.dues) - 1; d.all.nodes == 0 {
		*d = f.dues[last]
		f.dues = f.dues[:last]
	}
}

// due is where nodes like one stand; a place is made for the first of them.
func (f *flow) due(at int, x counted) int {
	for i := range f.dues {
		if d := &f.dues[i]; d.class == at && d.slow == x.condition.slow && d.cause == x.cause {
			return i
		}
	}
	f.dues = append(f.dues, due{class: at, slow: x.condition.slow, cause: x.cause})
	return len(f.dues) - 1
}

// owns books the requests that a flow has lost in [a, b] by cause and by way. What it calls has been.
func (l *Load) owns(k int, d *models.Demand, a, b float64) {
	f := &l.flows[k]
	if f.owes {
		clear(f.owing)
		f.owes = false
	}
	const rounding = 1e-12
	x := &f.came
	lost := x.arrived - x.served
	if !(lost > rounding*x.arrived) {
		return
	}
	f.owes = true
	ways := &f.booked.Ways
	if f.told.interrupted {
		f.oweCut(lost)
		ways[models.LostSuspend] += lost
	} else {
		fails := max(0, x.carried-x.served)
		ill := min(f.oweIll(lost-fails), lost-fails)
		beyond := max(0, lost-fails-ill)
		if beyond > rounding*x.arrived {
			l.oweBeyond(f, beyond, d, a, b)
		}
		if fails > rounding*x.arrived {
			l.oweNeeds(f, fails)
		}
		ways[models.LostIll] += ill
		ways[models.LostBeyond] += beyond
		ways[models.LostNeeds] += fails
	}
	for i, lost := range f.owing {
		f.booked.Owing[i] += lost
	}
}

// oweIll owes what is sent to nodes that fail it, at most so much; it returns how much that is.
func (f *flow) oweIll(most float64) (all float64) {
	for i := range f.dues {
		d := &f.dues[i]
		failed := f.failedBy(d)
		f.owing[d.cause] += failed
		all += failed
	}
	if all > most { // by rounding
		for i := range f.owing {
			f.owing[i] *= most / all
		}
	}
	return all
}

// failedBy is how many of the requests counted last were sent to nodes and failed by them.
func (f *flow) failedBy(d *due) float64 {
	used := d.used(f.sent)
	sent := f.classes[d.class].share * f.came.arrived
	if f.plan.Seeker != nil {
		sent = f.paces[f.pace(d.class, d.slow)].sent
	}
	return float64(sent * (float64(used.nodes) - float64(used.quality)/full))
}

// used are the nodes to which work is sent.
func (d *due) used(sent models.Audience) worth { return addressed(sent, d.all, d.trusted) }

// oweBeyond owes requests of [a, b] that are more than nodes can do, or that are sent to nobody.
func (l *Load) oweBeyond(f *flow, lost float64, d *models.Demand, a, b float64) {
	bare := min(lost, f.beyondAll(d, a, b))
	f.owing[l.LossBesideAt(models.LostDemand)] += bare
	f.wanting = flat.Fill(f.wanting, len(f.owing), 0)
	total := 0.0
	want := func(cause int, by float64) {
		f.wanting[cause] += by
		total += by
	}
	for i := range f.dues {
		d := &f.dues[i]
		used := d.used(f.sent).nodes
		nodes := float64(d.all.nodes-used) + float64(used)*(1-1/max(d.slow, 1))
		want(int(d.cause), nodes*f.plan.Classes[f.classes[d.class].number].Throughput)
	}
	if f.told.drag > 0 {
		want(l.LossBesideAt(models.LostDrag), f.told.drag*f.plan.installed)
	}
	if total == 0 {
		f.owing[l.LossBesideAt(models.LostDemand)] += lost - bare
		return
	}
	for cause, by := range f.wanting {
		f.owing[cause] += float64((lost - bare) * by / total)
	}
}

// beyondAll is how many requests of [a, b] are more than nodes can do that are all well and trusted.
func (f *flow) beyondAll(d *models.Demand, a, b float64) (lost float64) {
	if f.plan.Seeker != nil {
		return f.offered.overflow(d, a, b, f.plan.installed)
	}
	for i := range f.classes {
		if c := &f.classes[i]; c.whole > 0 {
			limit := f.plan.Classes[c.number].Throughput / c.whole
			lost += float64(float64(c.all) * c.whole * f.offered.overflow(d, a, b, limit))
		}
	}
	return lost
}

// oweNeeds owes requests that fail with what the service needs, or with calls of others, which have been owed.
func (l *Load) oweNeeds(f *flow, lost float64) {
	needs := 1 - f.told.passes
	total := needs
	for i := range f.plan.calls {
		total += l.failsWith(&f.plan.calls[i])
	}
	if total == 0 {
		f.owing[l.LossBesideAt(models.LostDemand)] += lost
		return
	}
	if needs > 0 {
		f.oweCut(lost * needs / total)
	}
	for i := range f.plan.calls {
		c := &f.plan.calls[i]
		if fails := l.failsWith(c); fails > 0 {
			g := &l.flows[c.flow]
			for cause, owed := range g.owing {
				f.owing[cause] += float64(lost * fails / total * owed / (g.came.arrived - g.came.served))
			}
		}
	}
}

// cut reports whether requests fail with what the service needs, or because it is suspended.
func (t *told) cut() bool { return t.interrupted || t.passes < 1 }

// learnCut asks the book because of what requests are cut from now on.
func (l *Load) learnCut(f *flow) {
	if f.told.cut() {
		f.cutBy = flat.Fill(f.cutBy, len(f.owing), 0)
		l.book.Owed(f.plan.service, 1, f.cutBy)
	}
}

// oweCut owes requests that were cut.
func (f *flow) oweCut(lost float64) {
	for cause, share := range f.cutBy {
		f.owing[cause] += float64(lost * share)
	}
}

// failsWith is which share of the requests that make a call fail with it.
func (l *Load) failsWith(c *call) float64 {
	g := &l.flows[c.flow]
	if !g.owes {
		return 0
	}
	return 1 - c.Passes(g.came.served/g.came.arrived)
}
