package world

import (
	"math"

	"nines/models"
	"nines/sim"
)

var nan = math.NaN()

const (
	ticks     = 200    // points of the time series
	maxTraced = 20_000 // processes beyond which they are not told apart in the outcome
)

// meter measures a run. It fills an Outcome and keeps what is needed to go on integrating.
type meter struct {
	models.Outcome
	start    sim.Time // of the measured time
	cause    int32    // incident whose onset is being played; none otherwise
	fleet    tally    // of nodes down
	classes  []tally
	zones    []tally
	mistaken []tally         // by detector: of nodes suspected without cause
	outages  []outage        // by service: the last one
	marks    []models.Window // by window length: what had been counted when the present window began
}

// tally counts the members of a set that are in some state, and integrates.
type tally struct {
	now   int
	since sim.Time // until when it is booked
}

func (m *meter) reset(b *Plan) {
	*m = meter{cause: none}
	m.classes = make([]tally, len(b.Classes))
	m.zones = make([]tally, b.Zones())
	m.mistaken = make([]tally, len(b.Watches))
	m.outages = make([]outage, len(b.Services))
	m.Services = make([]models.ServiceOutcome, len(b.Services))
	for s := range m.outages {
		m.outages[s].trigger = none
	}
	m.Series = make([]models.Tick, 0, ticks)
	m.Reports = make([]models.Report, len(b.Time.ReportAt))
	m.clear(b)
}

// clear forgets what has been counted, but not what is going on.
func (m *meter) clear(b *Plan) {
	m.Events = 0
	m.Fleet = models.NodesOutcome{Nodes: len(b.Topology.Leaves)}
	m.Classes = make([]models.NodesOutcome, len(b.Classes))
	for c := range m.Classes {
		m.Classes[c].Nodes = b.plan.ofClass[c]
	}
	m.Zones = make([]models.NodesOutcome, b.Zones())
	for z := range m.Zones {
		first, last := b.Topology.Span(models.ComponentID(z + 1))
		m.Zones[z].Nodes = int(last - first)
	}
	m.Faults = make([]models.FaultOutcome, len(b.Faults))
	m.Watches = make([]models.WatchOutcome, len(b.Watches))
	m.Cases, m.Crews = models.CasesOutcome{}, make([]models.CrewOutcome, len(b.Crews))
	m.Spares, m.Pools = make([]models.SpareOutcome, len(b.Spares)), make([]models.PoolOutcome, len(b.Pools))
	m.Flow, m.Worst = models.FlowOutcome{}, nil
	for s := range m.Services {
		m.clearService(b, s)
	}
	if b.Processes() <= maxTraced {
		m.Processes = make([]models.ProcessOutcome, b.Processes())
	}
	m.Windows, m.marks = make([][]models.Window, len(b.Windows)), make([]models.Window, len(b.Windows))
	for i := range m.marks {
		m.marks[i].Downtime = make([]float64, len(b.Services))
	}
}

// book returns the member-seconds since the last booking, and makes now the last.
func (t *tally) book(now sim.Time) float64 {
	seconds := float64(now-t.since) * float64(t.now)
	t.since = now
	return seconds
}

// bookDown brings the integral of a set of nodes up to now.
func (t *tally) bookDown(o *models.NodesOutcome, now sim.Time) { o.Down += t.book(now) }

// bookTimes is bookDown for a set whose number of nodes down is wanted as a distribution.
func (t *tally) bookTimes(o *models.NodesOutcome, now sim.Time) {
	if dt := float64(now - t.since); dt > 0 {
		for len(o.Times) <= t.now {
			o.Times = append(o.Times, 0)
		}
		o.Times[t.now] += dt
	}
	t.bookDown(o, now)
}

// turned follows a node up or down.
func (m *meter) turned(w *World, leaf int32, up bool) {
	by := 1
	if up {
		by = -1
	}
	class := w.nodes[leaf].class
	m.fleet.bookTimes(&m.Fleet, w.now())
	m.fleet.now += by
	m.classes[class].bookTimes(&m.Classes[class], w.now())
	m.classes[class].now += by
	if len(m.zones) > 0 {
		z := w.Topology.Zone(leaf)
		m.zones[z].bookDown(&m.Zones[z], w.now())
		m.zones[z].now += by
	}
}

// bookMistakes brings the integral of a detector's mistakes up to now and changes how many there are.
func (m *meter) bookMistakes(watch int, now sim.Time, by int) {
	t := &m.mistaken[watch]
	m.Watches[watch].Mistaken += t.book(now)
	t.now += by
}

// noticed books a detection: a detector has suspected one node because of a fault that set in at onset.
func (m *meter) noticed(watch int, onset, now sim.Time) {
	if o := &m.Watches[watch]; onset >= m.start {
		o.Detections++
		o.Delays += float64(now - onset)
	}
}

// struck counts a strike that hits somebody.
func (m *meter) struck(process int32) {
	if m.Processes != nil {
		m.Processes[process].Failures++
	}
}

// spent books the time that an incident has been in its present stage, as far as it lies in the measured time.
func (m *meter) spent(x *incident, now sim.Time) {
	dt := float64(now - max(x.since, m.start))
	m.Faults[x.fault].Spent[x.stage] += dt
	if m.Processes != nil {
		p := &m.Processes[x.process]
		p.Active += dt
		if x.stage == models.Waiting {
			p.Waiting += dt
		}
	}
}

// treated counts a treatment that begins.
func (m *meter) treated(x *incident) {
	switch {
	case x.plan == models.Leave:
	case x.kind == falseAlarm:
		m.Cases.Needless++
	case x.kind == stray:
		m.Cases.Vain++
	case x.misled:
		m.Faults[x.fault].Misled++
	default:
		m.Faults[x.fault].Treatments++
	}
}

// lost books a success that lost some seconds of work.
func (m *meter) lost(fault int16, seconds float64) {
	m.Faults[fault].Losses++
	m.Faults[fault].LostWork += seconds
}
