package book

import (
	"nines/models"
	"nines/sim"
)

// Ticks is the number of points of the time series.
const Ticks = 200

// OpeningTicks is how many of them the warm-up has besides.
const OpeningTicks = 50

// Tick takes the next point of the time series, of which it is given what other rooms know.
func (b *Book) Tick(now sim.Time, t models.Tick) {
	n := len(b.services)
	if len(b.ticks) < 2*n {
		b.ticks = make([]float64, 2*n*Ticks)
	}
	t.Downtime, t.Capacity, b.ticks = b.ticks[:n:n], b.ticks[n:2*n:2*n], b.ticks[2*n:]
	t.NodesUp = b.outcome.Fleet.Nodes - b.fleet.now
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

// CloseWindow closes a window of a length that an SLO is judged over and opens the next; so many requests have come
// since the measured time began, by flow.
func (b *Book) CloseWindow(length int, now sim.Time, flows []models.Requests) {
	so := b.count(now, flows)
	b.outcome.Windows[length] = append(b.outcome.Windows[length], since(b.marks[length], so))
	b.marks[length] = so
}

// OpenLast opens the window of a length that ends with the horizon, where windows one after the other do not.
func (b *Book) OpenLast(length int, now sim.Time, flows []models.Requests) {
	b.late[length] = b.count(now, flows)
}

// count is what has been counted since the measured time began.
func (b *Book) count(now sim.Time, flows []models.Requests) models.Window {
	so := models.Window{Downtime: make([]float64, len(b.services)), Outages: make([]int, len(b.services)),
		Flows: flows}
	for s := range b.services {
		b.settleService(s, now)
		so.Downtime[s], so.Outages[s] = b.outcome.Services[s].Downtime, b.outcome.Services[s].Outages
	}
	return so
}

// since is what has been counted from one instant to another.
func since(from, to models.Window) models.Window {
	between := models.Window{Downtime: make([]float64, len(to.Downtime)), Outages: make([]int, len(to.Outages)),
		Flows: make([]models.Requests, len(to.Flows))}
	for s := range between.Downtime {
		between.Downtime[s], between.Outages[s] = to.Downtime[s]-from.Downtime[s], to.Outages[s]-from.Outages[s]
	}
	for f := range between.Flows {
		x, y := &from.Flows[f], &to.Flows[f]
		between.Flows[f] = models.Requests{Arrived: y.Arrived - x.Arrived, Lost: y.Lost - x.Lost, Slow: y.Slow - x.Slow}
	}
	return between
}

// CloseLast closes the windows and takes the reports that are due at the end of the run, which no event is played at.
func (b *Book) CloseLast(now sim.Time, flows []models.Requests) {
	for i, length := range b.plan.Windows {
		whole, rest := b.plan.Time.Windows(length)
		if len(b.outcome.Windows[i]) < whole {
			b.CloseWindow(i, now, flows)
		}
		if rest > 0 {
			last := since(b.late[i], b.count(now, flows))
			b.outcome.Windows[i] = append(b.outcome.Windows[i], last)
		}
	}
	for i, r := range b.outcome.Reports {
		if r.Up == nil {
			b.Report(i)
		}
	}
}
