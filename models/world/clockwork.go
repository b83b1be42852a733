package world

import (
	"nines/models"
	"nines/sim"
)

// The clockwork of the measurements: events that change nothing in the world and only read it. Periodic instants are
// computed from their number, never accumulated.

func (w *World) scheduleMeasurements() {
	if w.Time.Warmup > 0 {
		w.calendar.At(sim.Time(w.Time.Warmup), sim.Event{Kind: measured})
	}
	w.scheduleTick(1)
	for i, at := range w.Time.ReportAt {
		w.calendar.At(sim.Time(w.Time.Warmup+at), sim.Event{Kind: reported, Who: int32(i)})
	}
	for i := range w.Windows {
		w.scheduleWindow(i, 1)
	}
}

// onMeasure ends the warm-up: all that was counted is forgotten, what is going on goes on.
func (w *World) onMeasure() {
	w.bookAll()
	w.meter.start = w.now()
	w.meter.clear(w.Plan)
	for s := range w.services {
		if o := &w.meter.Services[s]; w.services[s].out {
			o.First, o.Censored = 0, false
		}
	}
	for i := range w.teams {
		t := &w.teams[i]
		t.hands, t.line, t.jobs, t.waited = 0, 0, 0, 0
	}
	for i := range w.shelves {
		s := &w.shelves[i]
		s.empty, s.line, s.used, s.jobs, s.waited = 0, 0, 0, 0, 0
	}
	for i := range w.pools {
		p := &w.pools[i]
		p.moved, p.busy, p.jobs = 0, 0, 0
	}
}

// bookAll brings every integral up to now.
func (w *World) bookAll() {
	m := &w.meter
	m.fleet.bookTimes(&m.Fleet, w.now())
	for c := range m.classes {
		m.classes[c].bookTimes(&m.Classes[c], w.now())
	}
	for z := range m.zones {
		m.zones[z].bookDown(&m.Zones[z], w.now())
	}
	for d := range m.mistaken {
		m.bookMistakes(d, w.now(), 0)
	}
	for s := range w.services {
		w.settleService(s)
		m.endOutage(s)
	}
	for i := range w.teams {
		w.bookTeam(&w.teams[i])
	}
	for i := range w.shelves {
		w.bookShelf(&w.shelves[i])
	}
	for i := range w.pools {
		w.bookPool(int16(i))
	}
	w.settleFlow()
}

func (w *World) scheduleTick(n int) {
	at := sim.Time(w.Time.Warmup + w.Time.Horizon*sim.Duration(n)/ticks)
	w.calendar.At(at, sim.Event{Kind: ticked, Who: int32(n)})
}

// onTick samples the time series. The last sample, at the end of the run, is taken by Finish.
func (w *World) onTick(n int) {
	w.sample()
	if n+1 < ticks {
		w.scheduleTick(n + 1)
	}
}

func (w *World) sample() {
	t := models.Tick{
		Downtime: make([]float64, len(w.services)), Capacity: make([]float64, len(w.services)),
		NodesUp: len(w.nodes) - w.meter.fleet.now,
	}
	for s := range w.services {
		w.settleService(s)
		t.Downtime[s] = w.meter.Services[s].Downtime
		t.Capacity[s] = float64(w.services[s].units) * w.plan.services[s].perUnit
	}
	if w.Traffic != nil {
		t.Demand = w.Traffic.Demand.At(float64(w.now()) - float64(w.Time.Warmup))
	}
	w.meter.Series = append(w.meter.Series, t)
}

// onReport notes the state at an instant of point availability.
func (w *World) onReport(i int) {
	r := models.Report{Up: make([]bool, len(w.services)), NodesUp: make([]float64, len(w.Classes))}
	for s := range w.services {
		r.Up[s] = !w.services[s].out
	}
	for c := range r.NodesUp {
		nodes := w.meter.Classes[c].Nodes
		r.NodesUp[c] = float64(nodes-w.meter.classes[c].now) / float64(max(nodes, 1))
	}
	w.meter.Reports[i] = r
}

func (w *World) scheduleWindow(length, n int) {
	if end := w.Windows[length] * sim.Duration(n); end < w.Time.Horizon {
		w.calendar.At(sim.Time(w.Time.Warmup+end), sim.Event{Kind: windowed, Who: int32(length), Arg: int32(n)})
	}
}

// onWindow closes a window of the length that an SLO is judged over, and opens the next.
func (w *World) onWindow(length, n int) {
	w.closeWindow(length)
	w.scheduleWindow(length, n+1)
}

func (w *World) closeWindow(length int) {
	m, mark := &w.meter, &w.meter.marks[length]
	w.settleFlow()
	next := models.Window{Downtime: make([]float64, len(w.services))}
	for s := range w.services {
		w.settleService(s)
		next.Downtime[s] = m.Services[s].Downtime - mark.Downtime[s]
		mark.Downtime[s] = m.Services[s].Downtime
	}
	next.Arrived, mark.Arrived = m.Flow.Arrived-mark.Arrived, m.Flow.Arrived
	next.Lost, mark.Lost = m.Flow.Lost-mark.Lost, m.Flow.Lost
	m.Outcome.Windows[length] = append(m.Outcome.Windows[length], next)
}

// Finish books everything up to the end of the run, to which the calendar must have been played, and returns what was
// measured. The outcome shares no memory with the world.
func (w *World) Finish() *models.Outcome {
	w.bookAll()
	w.sample()
	m := &w.meter
	for i, length := range w.Windows {
		if whole := len(m.Outcome.Windows[i]); sim.Duration(whole+1)*length <= w.Time.Horizon*(1+1e-12) {
			w.closeWindow(i)
		}
	}
	for i, r := range m.Reports {
		if r.Up == nil { // due at the end of the run, which no event is played at
			w.onReport(i)
		}
	}
	w.finishIncidents()
	w.finishResources()
	for s := range m.Services {
		if w.services[s].out {
			m.Services[s].Open = true
			m.blame(&m.outages[s], w.now())
		}
	}
	for d := range m.Watches {
		m.Watches[d].Healthy = float64(m.Fleet.Nodes)*float64(w.now()-m.start) - m.Fleet.Down
	}
	o := m.Outcome
	o.Measured = float64(w.now() - m.start)
	o.Fingerprint = w.calendar.Fingerprint()
	o.Worst = models.Worst(o.Worst)
	w.meter = meter{}
	return &o
}

// finishIncidents counts what is not over with what it has taken so far.
func (w *World) finishIncidents() {
	for i := range w.incidents {
		if x := &w.incidents[i]; x.stage != models.Over && x.kind == genuine {
			w.meter.spent(x, w.now())
			w.meter.Faults[x.fault].Open++
			w.meter.record(w, x, true)
		}
	}
}

// finishResources sums up what repairs shared.
func (w *World) finishResources() {
	m := &w.meter
	m.Cases.Held = int(w.held.length)
	for i, t := range w.teams {
		c := &m.Crews[w.plan.crewOf[i]]
		c.Count += w.Crews[w.plan.crewOf[i]].Count
		c.Busy += t.hands
		c.Line += t.line
		c.Jobs += t.jobs
		c.Waited += t.waited
	}
	for i, s := range w.shelves {
		m.Spares[i] = models.SpareOutcome{Used: s.used, Jobs: s.jobs, Waited: s.waited, Line: s.line, Empty: s.empty}
	}
	for i, p := range w.pools {
		m.Pools[i] = models.PoolOutcome{Moved: p.moved, Busy: p.busy, Jobs: p.jobs}
	}
}
