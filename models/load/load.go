package load

import (
	"math"

	"nines/models"
	"nines/models/book"
	"nines/models/chance"
	"nines/models/fleet"
	"nines/models/glimpses"
	"nines/models/requests"
	"nines/models/sight"
	"nines/sim"
)

// Load is the traffic of one run, and what it does to those who carry it. All of it lies in flat slices, so that it can
// be copied and used again. Without traffic nothing here costs anything.
type Load struct {
	*Plan
	calendar *sim.Calendar
	chance   *chance.Draws
	book     *book.Book
	fleet    *fleet.Fleet
	sight    *sight.Sight
	flows    []flow        // by Blueprint.Flows
	road     requests.Road // likewise lanes, where requests are played one by one
	tape     glimpses.Tape // instead of it, where requests are played in glimpses
	known    []known       // by node: what its lane was told
	settled  sim.Time      // until when flows are
	meets    []meeting     // by mesh
	nodes    []counted     // by node: as what its flow counts it; empty without traffic
	strains  []strain
	meter    meter
	presses  []press // by flow that is pressed
	strained bool    // what they depend on has changed in the present event
}

// counted is as what the flow counts a node.
type counted struct {
	condition condition
	times     int64 // for how many nodes it serves
	chosen    bool  // it is sent work
	cause     int16 // because of what it is other than well and trusted, see causeOf
}

func (c counted) trusted() int64 {
	if c.chosen {
		return c.times
	}
	return 0
}

func (l *Load) now() sim.Time { return l.calendar.Now() }

// Dragger says which share of every node's throughput restores take, in [0, 1].
type Dragger interface{ Drag() float64 }

// On reports whether there is traffic.
func (l *Load) On() bool { return len(l.flows) > 0 }

// demand is that of the mesh of a flow.
func (p *Plan) demand(flow int) *models.Demand { return &p.meshes[p.streams[flow].mesh].demand }

// hear is what a flow has to know besides nodes.
func (l *Load) hear(f *flow, drag float64) told {
	s := f.plan.service
	return told{drag: drag, reaches: l.book.Reaches(s), passes: l.book.Passes(s), interrupted: l.book.Suspended(s) > 0,
		down: l.book.Down(s)}
}

// look is as what a node has to be counted. Where balancers seek idle nodes it counts how many times longer a request
// keeps it busy: not at all, where it fails when its turn comes, and for ever, where nothing comes back.
func (l *Load) look(leaf int32) counted {
	c := l.fleet.Condition(leaf)
	slow := c.Slow
	if l.Seeker != nil {
		if slow *= c.Answers; !c.Up && l.fleet.Fails(leaf) != models.Down {
			slow = math.Inf(1)
		}
	}
	chosen := l.sight.Chosen(leaf)
	return counted{condition{c.Quality, c.Answers, slow}, l.fleet.Serves(leaf), chosen, l.causeOf(leaf, chosen)}
}

// Forget ends the warm-up: what has been counted is forgotten. Everything is settled.
func (l *Load) Forget() {
	for k := range l.flows {
		l.flows[k].forget()
	}
	l.road.Forget(l.now())
}

// Requests is how many have come since the measured time began, by flow. Everything is settled.
func (l *Load) Requests() []models.Requests {
	all := make([]models.Requests, len(l.flows))
	for k := range all {
		all[k] = l.flows[k].booked.Requests
	}
	for k := range l.road.Lanes() {
		all[k] = l.road.Lane(k).Counts()
	}
	return all
}

// Progress is how far requests that are played one by one have come, by flow; nil where none are.
func (l *Load) Progress() (all []models.Progress) {
	for k := range l.road.Lanes() {
		all = append(all, l.road.Lane(k).Progress())
	}
	return all
}

// Demand is how many requests per second arrive now, by flow.
func (l *Load) Demand() []float64 {
	all := make([]float64, len(l.flows))
	for k := range all {
		all[k] = l.flows[k].plan.demand.At(float64(l.now()) - float64(l.Time.Warmup))
	}
	return all
}

// Finish hands over what was measured, in memory of its own. Everything is settled.
func (l *Load) Finish() []models.FlowOutcome {
	all := make([]models.FlowOutcome, len(l.flows))
	for k := range all {
		all[k], l.flows[k].booked = l.flows[k].booked, models.FlowOutcome{}
	}
	return all
}

// FinishLanes is Finish of requests that were played one by one; nil where none were.
func (l *Load) FinishLanes() (all []models.LaneSums, of models.GlimpsesOutcome) {
	if l.glimpsing() {
		return l.tape.Finish()
	}
	for k := range l.road.Lanes() {
		o := l.road.Lane(k).Finish()
		all = append(all, models.LaneSums{})
		all[k].Add(&o, 1)
	}
	return all, of
}

// Pending is how many events of this room are pending.
func (l *Load) Pending() (n int) {
	for k := range l.strains {
		if l.calendar.IsPending(l.strains[k].timer) {
			n++
		}
	}
	for k := range l.meter.alerts {
		if l.calendar.IsPending(l.meter.alerts[k].timer) {
			n++
		}
	}
	for k := range l.presses {
		if l.calendar.IsPending(l.presses[k].timer) {
			n++
		}
	}
	return n
}
