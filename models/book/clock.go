package book

import (
	"nines/models"
	"nines/sim"
)

// Ticks is the number of points of the time series.
const Ticks = 200

// Tick takes the next point of the time series, at a demand in requests per second.
func (b *Book) Tick(now sim.Time, demand float64) {
	t := models.Tick{
		Downtime: make([]float64, len(b.services)), Capacity: make([]float64, len(b.services)),
		NodesUp: b.outcome.Fleet.Nodes - b.fleet.now, Demand: demand,
	}
	for s := range b.services {
		b.settleService(s, now)
		t.Downtime[s] = b.outcome.Services[s].Downtime
		t.Capacity[s] = b.Reaches(s)
	}
	b.outcome.Series = append(b.outcome.Series, t)
}

// Report notes the state at an instant of point availability.
func (b *Book) Report(i int) {
	r := models.Report{Up: make([]bool, len(b.services)), NodesUp: make([]float64, len(b.classes))}
	for s := range b.services {
		r.Up[s] = !b.services[s].out
	}
	for c := range r.NodesUp {
		nodes := b.outcome.Classes[c].Nodes
		r.NodesUp[c] = float64(nodes-b.classes[c].now) / float64(max(nodes, 1))
	}
	b.outcome.Reports[i] = r
}

// CloseWindow closes a window of a length that an SLO is judged over and opens the next; so many requests have arrived
// and been lost since the measured time began.
func (b *Book) CloseWindow(length int, now sim.Time, arrived, lost float64) {
	o, mark := &b.outcome, &b.marks[length]
	next := models.Window{Downtime: make([]float64, len(b.services))}
	for s := range b.services {
		b.settleService(s, now)
		next.Downtime[s] = o.Services[s].Downtime - mark.Downtime[s]
		mark.Downtime[s] = o.Services[s].Downtime
	}
	next.Arrived, mark.Arrived = arrived-mark.Arrived, arrived
	next.Lost, mark.Lost = lost-mark.Lost, lost
	o.Windows[length] = append(o.Windows[length], next)
}

// CloseLast closes the windows and takes the reports that are due at the end of the run, which no event is played at.
func (b *Book) CloseLast(now sim.Time, arrived, lost float64) {
	for i, length := range b.plan.Windows {
		if whole := len(b.outcome.Windows[i]); sim.Duration(whole+1)*length <= b.plan.Time.Horizon*(1+1e-12) {
			b.CloseWindow(i, now, arrived, lost)
		}
	}
	for i, r := range b.outcome.Reports {
		if r.Up == nil {
			b.Report(i)
		}
	}
}
