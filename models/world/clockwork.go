package world

import (
	"nines/models"
	"nines/models/book"
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
	w.settleAll()
	w.book.Measure(w.now())
	w.flow.Forget()
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

// settleAll brings every integral up to now.
func (w *World) settleAll() {
	w.book.Settle(w.now())
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
	at := sim.Time(w.Time.Warmup + w.Time.Horizon*sim.Duration(n)/book.Ticks)
	w.calendar.At(at, sim.Event{Kind: ticked, Who: int32(n)})
}

// onTick samples the time series. The last sample, at the end of the run, is taken by Finish.
func (w *World) onTick(n int) {
	w.sample()
	if n+1 < book.Ticks {
		w.scheduleTick(n + 1)
	}
}

func (w *World) sample() {
	demand := 0.0
	if w.Traffic != nil {
		demand = w.Traffic.Demand.At(float64(w.now()) - float64(w.Time.Warmup))
	}
	w.book.Tick(w.now(), demand)
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
	w.settleFlow()
	arrived, lost := w.flow.Requests()
	w.book.CloseWindow(length, w.now(), arrived, lost)
}

// Finish books everything up to the end of the run, to which the calendar must have been played, and returns what was
// measured. The outcome shares no memory with the world.
func (w *World) Finish() *models.Outcome {
	w.settleAll()
	w.sample()
	arrived, lost := w.flow.Requests()
	w.book.CloseLast(w.now(), arrived, lost)
	for i := range w.incidents {
		if x := &w.incidents[i]; x.stage != models.Over && x.kind == genuine {
			w.book.Remain(int32(i), x.told(), w.now())
		}
	}
	o := w.book.Finish(w.now())
	o.Fingerprint = w.calendar.Fingerprint()
	o.Flow = w.flow.Finish()
	w.finishResources(o)
	return o
}

// finishResources says what repairs shared.
func (w *World) finishResources(o *models.Outcome) {
	o.Cases.Held = w.heldCases()
	o.Crews = make([]models.CrewOutcome, len(w.Crews))
	for i, t := range w.teams {
		c := &o.Crews[w.plan.crewOf[i]]
		c.Count += w.Crews[w.plan.crewOf[i]].Count
		c.Busy += t.hands
		c.Line += t.line
		c.Jobs += t.jobs
		c.Waited += t.waited
	}
	for _, s := range w.shelves {
		o.Spares = append(o.Spares, models.SpareOutcome{
			Used: s.used, Jobs: s.jobs, Waited: s.waited, Line: s.line, Empty: s.empty,
		})
	}
	for _, p := range w.pools {
		o.Pools = append(o.Pools, models.PoolOutcome{Moved: p.moved, Busy: p.busy, Jobs: p.jobs})
	}
}
