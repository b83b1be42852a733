package world

import (
	"nines/models"
	"nines/models/book"
	"nines/sim"
)

// The clockwork of the measurements: events that change nothing in the world and only read it. Periodic instants are
// computed from their number, never accumulated.

// The kinds of events. Who and Arg of an event are given behind each.
const (
	measured sim.Kind = iota + 1 // the warm-up is over
	ticked                       // the time series takes its sample Who, 1-based
	reported                     // instant Who of Timing.ReportAt has come
	opened                       // the series of the warm-up takes its sample Who, 1-based
	windowed                     // window Arg of length Who, 1-based, ends; 0: the one that ends with the run begins
)

func kindName(k sim.Kind) string {
	return [...]string{"", "measure", "tick", "report", "open", "window"}[k]
}

func (w *World) scheduleMeasurements() {
	time := &w.plan.Time
	if time.Warmup > 0 {
		w.calendar.At(sim.Time(time.Warmup), sim.Event{Kind: measured})
		w.scheduleOpening(1)
	}
	w.scheduleTick(1)
	for i, at := range time.ReportAt {
		w.calendar.At(sim.Time(time.Warmup+at), sim.Event{Kind: reported, Who: int32(i)})
	}
	for i, length := range w.plan.Windows {
		w.scheduleWindow(i, 1)
		if _, rest := time.Windows(length); rest > 0 {
			w.calendar.At(sim.Time(time.Warmup+time.Horizon-length), sim.Event{Kind: windowed, Who: int32(i)})
		}
	}
}

// measure plays an event of the clockwork.
func (w *World) measure(e sim.Event) {
	switch e.Kind {
	case measured:
		w.onMeasure()
	case ticked:
		w.onTick(int(e.Who))
	case reported:
		w.book.Report(int(e.Who))
	case opened:
		w.sample()
		w.scheduleOpening(int(e.Who) + 1)
	case windowed:
		w.onWindow(int(e.Who), int(e.Arg))
	}
}

// onMeasure ends the warm-up: all that was counted is forgotten, what is going on goes on.
func (w *World) onMeasure() {
	w.settle()
	w.sample()
	w.book.Measure(w.now())
	w.load.Forget()
	w.work.Forget()
	w.pools.Forget()
	w.data.Forget()
	w.logs.Forget()
	w.transactions.Forget()
}

// settle brings every integral up to now.
func (w *World) settle() {
	w.book.Settle(w.now())
	w.work.Settle()
	w.pools.Settle()
	w.load.Settle()
	w.data.Settle()
	w.logs.Settle()
	w.transactions.Settle()
}

// Requests is how many have come since the measured time began, by Blueprint.Flows, and what became of them. It settles
// what has come up to now, which changes nothing but roundings.
func (w *World) Requests() []models.Requests {
	w.load.Settle()
	return w.load.Requests()
}

func (w *World) now() sim.Time { return w.calendar.Now() }

func (w *World) scheduleTick(n int) {
	time := &w.plan.Time
	at := sim.Time(time.Warmup + time.Horizon*sim.Duration(n)/book.Ticks)
	w.calendar.At(at, sim.Event{Kind: ticked, Who: int32(n)})
}

// scheduleOpening has the series of the warm-up sampled; the last sample is taken when that ends.
func (w *World) scheduleOpening(n int) {
	if n < book.OpeningTicks {
		at := sim.Time(w.plan.Time.Warmup * sim.Duration(n) / book.OpeningTicks)
		w.calendar.At(at, sim.Event{Kind: opened, Who: int32(n)})
	}
}

// onTick samples the time series. The last sample, at the end of the run, is taken by Finish.
func (w *World) onTick(n int) {
	w.tick()
	if n+1 < book.Ticks {
		w.scheduleTick(n + 1)
	}
}

// tick takes a point of the time series, and tells what it says of requests.
func (w *World) tick() {
	if lanes := w.sample(); w.fleet.Told() {
		w.noteRequests(lanes)
	}
}

// sample takes a point of the time series. How long faults were active is asked only where requests are played: there
// they come and go within minutes.
func (w *World) sample() []models.Progress {
	t := models.Tick{Demand: w.load.Demand(), Lanes: w.load.Progress(), Stand: w.data.Stand()}
	if t.Lanes != nil {
		t.Spent = w.fleet.Spent()
	}
	w.book.Tick(w.now(), t)
	return t.Lanes
}

// noteRequests tells what has become of the requests of each service. Somebody listens.
func (w *World) noteRequests(lanes []models.Progress) {
	for k, service := range w.plan.Flows() {
		if k < len(lanes) {
			w.fleet.Note(models.Note{At: w.now(), What: models.Serves, Incident: -1, Fault: -1, Blames: -1, Where: -1,
				From: -1, Nodes: -1, Watch: -1, Service: service, Through: -1, Crew: -1, Requests: lanes[k]})
		}
	}
}

func (w *World) scheduleWindow(length, n int) {
	time := &w.plan.Time
	whole, _ := time.Windows(w.plan.Windows[length])
	if end := sim.Duration(w.plan.Windows[length] * sim.Duration(n)); n <= whole && end < time.Horizon {
		at := sim.Time(time.Warmup + end)
		w.calendar.At(at, sim.Event{Kind: windowed, Who: int32(length), Arg: int32(n)})
	}
}

// onWindow closes window n of a length that an SLO is judged over, or opens the one that ends with the run.
func (w *World) onWindow(length, n int) {
	w.load.Settle()
	if n == 0 {
		w.book.OpenLast(length, w.now(), w.load.Requests())
		return
	}
	w.book.CloseWindow(length, w.now(), w.load.Requests())
	w.scheduleWindow(length, n+1)
}

// Finish books everything up to the end of the run, to which the calendar must have been played, and returns what was
// measured. The outcome shares no memory with the world.
func (w *World) Finish() *models.Outcome {
	w.settle()
	w.tick()
	w.book.CloseLast(w.now(), w.load.Requests())
	w.sight.Remain()
	w.fleet.Remain()
	o := w.book.Finish(w.now())
	o.Fingerprint = w.calendar.Fingerprint()
	o.Flows = w.load.Finish()
	o.Lanes, o.Glimpses = w.load.FinishLanes()
	w.work.Finish(o)
	w.pools.Finish(o)
	w.data.Finish(o)
	w.logs.Finish(o)
	w.transactions.Finish(o)
	return o
}
