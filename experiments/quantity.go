package experiments

import (
	"math"

	"nines/models"
	"nines/sim/stat"
)

const year = 365 * 86400.0 // s

// family says what values a quantity can have, and thereby which interval is honest for it.
type family uint8

const (
	level      family = iota // any real number, the same weight for every replication
	positive                 // ≥ 0, the same weight for every replication
	share                    // in [0, 1], the same weight for every replication
	ratio                    // Top over Bottom of all replications together
	shareRatio               // likewise, in [0, 1]
	between                  // likewise: a time at risk over the events in it
	chance                   // 0 or 1 in each replication
	first                    // a time, censored where Bottom is 0
	cyclic                   // a share of the time in the long run, from cycles that are pooled over replications
	quantile                 // the value that a quantity does not exceed for a share of the time, or of requests
)

// quantity is one metric of one scope: where a replication's outcome holds it, and how to estimate it.
type quantity struct {
	metric, scope, unit string
	family              family
	scale               float64 // of the estimate in the metric's unit, e.g. a year for downtime; 0 for 1
	// events names what the estimate rests on ("outages"), and seen counts them; "" where nothing is to be counted.
	events string
	seen   func(o *models.Outcome) int
	// report is the number, from 1, of the instant that a point availability is for, and subject its scope without it.
	report  int
	subject string
	read    func(o *models.Outcome) (top, bottom float64)
	spells  func(o *models.Outcome) []stat.Spell // instead of read, for the family quantile
	share   float64                              // of the family quantile
	// lives are the times that it is the mean of, where some may be cut off by the end of a run; part marks a part of what
	// mttr of its scope is the whole of.
	lives func(o *models.Outcome, l *lifetimes)
	part  bool
	// cycles are what the family cyclic is estimated from.
	cycles func(o *models.Outcome) stat.Cycles
	// causes are the faults that can keep a share of the time from its best value; nil where it is no such share.
	causes []cause
	// remade is the scope that says how long it takes to make anew what the causes have destroyed, where they can, and
	// fragments how many have to be gone for a loss; it then lasts until all are there again.
	remade    string
	fragments int
	// counted says that it is a share of the time that counts by some contract, in which alone outages can be seen.
	counted bool
	// period is how long each of the periods is that it is a share of, in seconds, where they can miss an objective only
	// by what the quantity numbered lost loses; else 0.
	period float64
	lost   int
	// windows are those that it is a share of; nil where it is of no windows that follow each other.
	windows windows
	// certain says that it is known without playing, from the rule of a service that is never up.
	certain bool
	// requests says that it is about requests that are played one by one and come at random, sure that nothing can fail
	// one of them, and latencies, of a share of them, which scope has how long they take.
	requests, sure bool
	latencies      string
}

// fifth is the share of time below what is exceeded for 95 % of it.
const fifth = 0.05

// pair is what one replication says of a quantity: a value as Top over Bottom, and how many events it rests on.
type pair struct {
	Top, Bottom float64
	Events      int
	Cut         int // times that were cut off before they ended
}

func (q *quantity) of(o *models.Outcome) pair {
	if q.spells != nil {
		return pair{Top: stat.TimeQuantile([][]stat.Spell{q.spells(o)}, q.share, 0.95).Point, Bottom: 1}
	}
	top, bottom := q.read(o)
	p := pair{Top: top, Bottom: bottom}
	if q.family == first {
		p.Cut = 1 - int(bottom)
	}
	if q.events != "" {
		p.Events = q.seen(o)
	}
	return p
}

func (p pair) value() float64 {
	if p.Bottom == 0 {
		return math.NaN()
	}
	return p.Top / p.Bottom
}

// value is what one outcome says, in the metric's unit; NaN where it has none.
func (q *quantity) value(o *models.Outcome) float64 {
	if q.scale != 0 {
		return q.of(o).value() * q.scale
	}
	return q.of(o).value()
}

// quantities lists everything that a blueprint's outcomes measure, in the order in which it is reported.
func quantities(b *models.Blueprint) []quantity {
	var all []quantity
	for s, service := range b.Services {
		all = append(all, spared(b, s, serviceQuantities(b, s))...)
		all = append(all, reportQuantities(b, "service:"+service.Name, chance,
			func(r *models.Report) float64 { return count(r.Up[s]) })...)
	}
	for f := range b.Flows() {
		if b.Plays() {
			all = append(all, requestQuantities(b, f)...)
		} else {
			all = append(all, flowQuantities(b, f)...)
		}
	}
	all = append(all, windowQuantities(b)...)
	all = append(all, nodeQuantities(b)...)
	all = append(all, faultQuantities(b)...)
	all = append(all, workQuantities(b)...)
	for c := range b.Crews {
		all = append(all, crewQuantities(b, c)...)
	}
	for p := range b.Spares {
		all = append(all, spareQuantities(b, p)...)
	}
	for p := range b.Pools {
		all = append(all, poolQuantities(b, p)...)
	}
	for s := range b.Stores {
		all = append(all, storeQuantities(b, s)...)
	}
	for l := range b.Logs {
		all = append(all, logQuantities(b, l)...)
	}
	for i := range b.Transactions {
		all = append(all, transactionQuantities(b, i)...)
	}
	for d := range b.Watches {
		all = append(all, watchQuantities(b, d)...)
	}
	return append(all, costQuantities(b)...)
}

func scoped(scope string, list []quantity) []quantity {
	for i := range list {
		list[i].scope = scope
	}
	return list
}

func count(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
