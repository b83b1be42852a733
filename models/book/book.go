package book

import (
	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// Book is the accounts of one run. It fills an Outcome, but for what other rooms say of themselves, and keeps what is
// needed to go on integrating.
type Book struct {
	outcome     models.Outcome
	plan        *Plan
	replication uint32
	start       sim.Time // of the measured time
	fleet       tally    // of nodes down
	classes     []tally
	zones       []tally
	mistaken    []tally // by detector: of nodes suspected without cause
	gates       gates
	services    []state
	gains       []int64  // gate by cure: what it would have more
	freed       []int32  // service by cure: of the reasons that suspend it, those that would not be there
	saved       []uint64 // by service: cures with which it would be up, while it is down; unless stale
	more        []int64  // by gate: scratch of opens
	stale       bool
	stood       stand     // what services come to for others was weighed as
	hinges      []float64 // service by service: which share of the requests of the first hinges on the second
	imagined    []float64 // the same, as it is about to be
	blaming     int       // services whose blame is kept
	apart       int       // reasons that lie apart from the services that they suspend
	opened      uint32    // cases so far
	outages     []outage  // by service: the last one
	cases       []account // by number of the case
	turns       []Turn
	marks       []models.Window // by window length: what had been counted when the present window began
	late        []models.Window // likewise, when a last window began that ends with the horizon
	ticks       []float64       // memory for the numbers of the points of the time series that are yet to come
}

// Cause names the incident whose onset makes a change: the number of its case, and its process.
type Cause struct{ Case, Process int32 }

const none = int32(-1)

// Nobody is the cause of what begins with no onset.
var Nobody = Cause{none, none}

// Turn says that a service went down or up.
type Turn struct {
	Service int
	Down    bool
	Through int // the service that it needs and that turned before it; −1 where it turned by itself
	// Softly: it has done neither, but Loses another share of its requests for what it needs.
	Softly bool
	Loses  float64
}

// Reset opens the book of one replication.
func (b *Book) Reset(p *Plan, replication uint32) {
	b.outcome, b.plan, b.replication, b.start, b.fleet = models.Outcome{}, p, replication, 0, tally{}
	b.classes = flat.Fill(b.classes, len(p.Classes), tally{})
	b.zones = flat.Fill(b.zones, p.zones, tally{})
	b.mistaken = flat.Fill(b.mistaken, len(p.Watches), tally{})
	b.gates = append(b.gates[:0], p.gates...)
	b.resetServices()
	b.gains = flat.Fill(b.gains, len(p.gates)*len(p.cures.all), 0)
	b.freed = flat.Fill(b.freed, len(p.Services)*len(p.cures.all), 0)
	b.saved, b.more, b.stale = flat.Fill(b.saved, len(p.Services), 0), flat.Fill(b.more, len(p.gates), 0), true
	b.stood = stand{}
	if p.needs != nil {
		n := len(p.Services)
		b.hinges, b.imagined = flat.Fill(b.hinges, n*n, 0), flat.Fill(b.imagined, n*n, 0)
		b.weigh(0)
	}
	b.outages = flat.Fill(b.outages, len(p.Services), outage{trigger: none})
	b.cases, b.turns = b.cases[:0], b.turns[:0]
	b.outcome.Services = make([]models.ServiceOutcome, len(p.Services))
	b.outcome.Series, b.ticks = make([]models.Tick, 0, Ticks), nil
	b.outcome.Reports = make([]models.Report, len(p.Time.ReportAt))
	b.clear()
}

// clear forgets what has been counted, but not what is going on.
func (b *Book) clear() {
	o, p := &b.outcome, b.plan
	o.Events, o.Touched = 0, 0
	o.Fleet = models.NodesOutcome{Nodes: len(p.Topology.Leaves)}
	o.Classes = make([]models.NodesOutcome, len(p.Classes))
	for c := range o.Classes {
		o.Classes[c].Nodes = p.nodes[c]
	}
	o.Zones = make([]models.NodesOutcome, p.zones)
	for z := range o.Zones {
		first, last := p.Topology.Span(models.ComponentID(z + 1))
		o.Zones[z].Nodes = int(last - first)
	}
	o.Faults = make([]models.FaultOutcome, len(p.Faults))
	o.Watches = make([]models.WatchOutcome, len(p.Watches))
	o.Cases, o.Worst = models.CasesOutcome{}, nil
	for s := range o.Services {
		b.clearService(s)
	}
	if p.processes > 0 {
		o.Processes = make([]models.ProcessOutcome, p.processes)
	}
	o.Windows, b.marks = make([][]models.Window, len(p.Windows)), make([]models.Window, len(p.Windows))
	b.late = make([]models.Window, len(p.Windows))
	for i := range b.marks {
		b.marks[i] = models.Window{Downtime: make([]float64, len(p.Services)), Outages: make([]int, len(p.Services)),
			Flows: make([]models.Requests, len(p.Flows()))}
	}
}

// Event counts an event that is played.
func (b *Book) Event() { b.outcome.Events++ }

// Played counts events that are none of the calendar: of requests in a lane, and transactions one by one.
func (b *Book) Played(events int) { b.outcome.Events += uint64(events) }

// Touched counts nodes that one event has changed: the first costs no more than the event itself.
func (b *Book) Touched(nodes int) { b.outcome.Touched += uint64(max(0, nodes-1)) }

// Turns are the services that went down or up since it was last asked, in order.
func (b *Book) Turns() []Turn {
	turns := b.turns
	b.turns = b.turns[:0]
	return turns
}

// Measure ends the warm-up: all that was counted is forgotten, what is going on goes on.
func (b *Book) Measure(now sim.Time) {
	b.Settle(now)
	b.start = now
	b.outcome.Opening, b.outcome.Series = b.outcome.Series, make([]models.Tick, 0, Ticks)
	b.clear()
}

// Settle brings every integral up to now.
func (b *Book) Settle(now sim.Time) {
	o := &b.outcome
	b.fleet.bookTimes(&o.Fleet, now)
	for c := range b.classes {
		b.classes[c].bookTimes(&o.Classes[c], now)
	}
	for z := range b.zones {
		b.zones[z].bookDown(&o.Zones[z], now)
	}
	for d := range b.mistaken {
		b.bookMistakes(d, now, 0)
	}
	for s := range b.services {
		b.settleService(s, now)
		b.endOutage(s)
	}
}

// Finish closes the book and hands over what it has measured, in memory of its own. Cases that are open are to be told
// by Remain before; everything is settled.
func (b *Book) Finish(now sim.Time) *models.Outcome {
	o := b.outcome
	for s := range o.Services {
		o.Services[s].Lasting = b.lasting(s, now)
		if b.services[s].out {
			o.Services[s].Open = true
			b.accuse(&b.outages[s], now)
		}
	}
	for d := range o.Watches {
		o.Watches[d].Healthy = float64(float64(o.Fleet.Nodes)*float64(now-b.start)) - o.Fleet.Down
	}
	o.Measured = float64(now - b.start)
	o.Worst = models.Worst(o.Worst)
	b.outcome, b.marks, b.late, b.ticks = models.Outcome{}, nil, nil, nil
	return &o
}
