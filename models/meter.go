package models

import (
	"math"
	"slices"

	"nines/sim"
)

var nan = math.NaN()

const (
	ticks     = 200    // points of the time series
	maxTraced = 20_000 // processes beyond which they are not told apart in the outcome
	// MaxWorst is how many records of incidents an outcome keeps.
	MaxWorst = 10_000
)

// meter measures a run. It fills an Outcome and keeps what is needed to go on integrating.
type meter struct {
	Outcome
	start    sim.Time // of the measured time
	cause    int32    // incident whose onset is being played; none otherwise
	fleet    tally
	classes  []tally
	zones    []tally
	services []serviceMeter
	marks    []Window // by window length: what had been counted when the present window began
}

// tally counts the nodes of a set that are down and integrates.
type tally struct {
	down  int
	since sim.Time
}

// serviceMeter is what a service's measurement must remember.
type serviceMeter struct {
	*ServiceOutcome
	trigger int32    // process whose onset began the last outage; none where unknown
	began   sim.Time // when it began
	upAt    sim.Time // when it ended
	ended   bool     // it has ended and is not booked yet
}

func (m *meter) reset(b *Blueprint) {
	*m = meter{cause: none}
	m.classes = make([]tally, len(b.Classes))
	m.zones = make([]tally, b.plan.zones)
	m.services = make([]serviceMeter, len(b.Services))
	m.Outcome.Services = make([]ServiceOutcome, len(b.Services))
	for i := range m.services {
		m.services[i] = serviceMeter{ServiceOutcome: &m.Outcome.Services[i], trigger: none}
		m.services[i].First, m.services[i].Censored = float64(b.End()), true
	}
	m.clear(b)
}

// clear forgets what has been counted, but not what is going on.
func (m *meter) clear(b *Blueprint) {
	o := &m.Outcome
	o.Fleet = NodesOutcome{Nodes: len(b.Topology.Leaves)}
	o.Classes = make([]NodesOutcome, len(b.Classes))
	o.Zones = make([]NodesOutcome, b.plan.zones)
	for i, leaf := range b.Topology.Leaves {
		o.Classes[leaf.Class].Nodes++
		if b.plan.zones > 0 {
			o.Zones[b.zone(int32(i))].Nodes++
		}
	}
	o.Faults = make([]FaultOutcome, len(b.Faults))
	o.Watches = make([]WatchOutcome, len(b.Watches))
	o.Crews = make([]CrewOutcome, len(b.Crews))
	o.Flow, o.Worst = FlowOutcome{}, nil
	for i := range m.services {
		s := m.services[i].ServiceOutcome
		*s = ServiceOutcome{
			ByFault: make([]float64, len(b.Faults)), First: s.First, Censored: s.Censored,
			Installed: float64(b.plan.services[i].allUnits) * b.plan.services[i].perUnit,
		}
	}
	if b.Processes() <= maxTraced {
		o.Processes = make([]ProcessOutcome, b.Processes())
	}
	o.Windows, m.marks = make([][]Window, len(b.Windows)), make([]Window, len(b.Windows))
	for i := range m.marks {
		m.marks[i].Downtime = make([]float64, len(b.Services))
	}
}

// zone is the index of the outermost domain that holds a leaf.
func (b *Blueprint) zone(leaf int32) int { return int(b.Topology.Above(leaf, 1)) - 1 }

// book integrates a tally up to now and then changes how many are down.
func (t *tally) book(o *NodesOutcome, now sim.Time, by int, times bool) {
	dt := float64(now - t.since)
	o.Down += dt * float64(t.down)
	if times && dt > 0 {
		for len(o.Times) <= t.down {
			o.Times = append(o.Times, 0)
		}
		o.Times[t.down] += dt
	}
	t.down += by
	t.since = now
}

func (m *meter) nodeTurned(w *World, leaf int32, up bool) {
	by := 1
	if up {
		by = -1
	}
	class := w.Topology.Leaves[leaf].Class
	m.fleet.book(&m.Fleet, w.now(), by, true)
	m.classes[class].book(&m.Classes[class], w.now(), by, true)
	if len(m.zones) > 0 {
		z := w.zone(leaf)
		m.zones[z].book(&m.Zones[z], w.now(), by, false)
	}
}

// book integrates a service over dt seconds in which nothing changed. Downtime is shared over the faults by the
// throughput that their incidents hold.
func (s *serviceMeter) book(dt float64, state *serviceState, p *servicePlan) {
	s.Capacity += dt * float64(state.units) * p.perUnit
	s.Lost.Add(float64(p.allUnits-state.units)*p.perUnit, dt)
	if !state.down {
		return
	}
	s.Downtime += dt
	for f, held := range state.held {
		if held > 0 {
			s.ByFault[f] += dt * float64(held) / float64(state.holding)
		}
	}
}

// turned follows a service down or up.
func (m *meter) turned(w *World, id int, down bool) {
	s := &m.services[id]
	switch {
	case !down:
		s.upAt, s.ended = w.now(), true
	case s.ended && s.upAt == w.now():
		s.ended = false // up for no time at all: the outage goes on
	default:
		m.endOutage(s)
		m.beginOutage(w, id)
	}
}

func (m *meter) beginOutage(w *World, id int) {
	s := &m.services[id]
	s.began, s.trigger = w.now(), none
	s.Outages++
	if m.cause != none {
		x := &w.incidents[m.cause]
		s.trigger = x.process
		if !x.downing && m.Processes != nil {
			m.Processes[x.process].Downing++
		}
		if !x.downing {
			x.downing, x.service = true, int16(id)
		}
	}
	if s.Censored {
		s.First, s.Censored = float64(s.began), false
	}
}

// endOutage books the last outage, once it is certain that it is over.
func (m *meter) endOutage(s *serviceMeter) {
	if !s.ended {
		return
	}
	s.ended = false
	if s.began >= m.start {
		s.Durations.Add(float64(s.upAt - s.began))
	}
	m.blame(s.trigger, float64(s.upAt-max(s.began, m.start)))
}

// blame books outage time to the process that began the outage.
func (m *meter) blame(process int32, seconds float64) {
	if m.Processes != nil && process != none {
		m.Processes[process].Outage += seconds
	}
}

func (m *meter) struck(w *World, p int32) {
	m.Faults[w.processes[p].fault].Incidents++
	if m.Processes != nil {
		m.Processes[p].Failures++
	}
}

// spent books the time that an incident has been in its present stage, as far as it lies in the measured time.
func (m *meter) spent(w *World, x *incident, now sim.Time) {
	dt := float64(now - max(x.entered[x.stage], m.start))
	m.Faults[w.processes[x.process].fault].Spent[x.stage] += dt
	if m.Processes != nil {
		m.Processes[x.process].Active += dt
		if x.stage == waiting {
			m.Processes[x.process].Waiting += dt
		}
	}
}

// closed records an incident that is over.
func (m *meter) closed(w *World, x *incident) {
	if x.onset < m.start {
		return
	}
	m.Faults[w.processes[x.process].fault].Restore.Add(float64(w.now() - x.onset))
	if x.downing {
		m.record(w, x)
	}
}

func (m *meter) record(w *World, x *incident) {
	r := IncidentRecord{
		Replication: int(w.key.Replication), Serial: int(x.serial), Fault: int(w.processes[x.process].fault), Where: x.where, Service: int(x.service),
		Onset: float64(x.onset - m.start), Nodes: int(x.nodes), Capacity: x.lost,
	}
	ends := float64(w.now())
	for s := int(stages) - 1; s >= 0; s-- {
		if x.entered[s] >= 0 {
			r.Parts[s] = ends - float64(x.entered[s])
			ends = float64(x.entered[s])
		}
	}
	m.Worst = append(m.Worst, r)
	if len(m.Worst) >= 2*MaxWorst {
		m.Worst = Worst(m.Worst)
	}
}

// Worst sorts records, the longest first, and keeps the first 10,000.
func Worst(records []IncidentRecord) []IncidentRecord {
	slices.SortStableFunc(records, func(a, b IncidentRecord) int {
		switch x, y := a.Duration(), b.Duration(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return records[:min(len(records), MaxWorst)]
}

// Duration is the time from onset to over.
func (r IncidentRecord) Duration() float64 { return r.Parts[0] + r.Parts[1] + r.Parts[2] + r.Parts[3] }

// noticed books a detection: a detector has suspected one node because of a fault.
func (m *meter) noticed(w *World, watch int, onset sim.Time) {
	o := &m.Watches[watch]
	if onset >= m.start {
		o.Detections++
		o.Delays += float64(w.now() - onset)
	}
}

func (m *meter) mistook(watch int) { m.Watches[watch].Mistakes++ }

func (m *meter) mistakeOver(now sim.Time, watch int, since sim.Time) {
	m.Watches[watch].Mistaken += float64(now - max(since, m.start))
}

func (m *meter) flowed(arrived, lost float64) {
	m.Flow.Arrived += arrived
	m.Flow.Lost += lost
}
