package experiments

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
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
	chance                   // 0 or 1 in each replication
	first                    // a time, censored where Bottom is 0
	fifth                    // the value that a quantity exceeds for 95 % of the time
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
	spells  func(o *models.Outcome) []stat.Spell // instead of read, for the family fifth
}

// fifthShare is the share of time below a value of the family fifth.
const fifthShare = 0.05

// pair is what one replication says of a quantity: a value as Top over Bottom, and how many events it rests on.
type pair struct {
	Top, Bottom float64
	Events      int
}

func (q *quantity) of(o *models.Outcome) pair {
	if q.spells != nil {
		return pair{Top: stat.TimeQuantile([][]stat.Spell{q.spells(o)}, fifthShare, 0.95).Point, Bottom: 1}
	}
	top, bottom := q.read(o)
	p := pair{Top: top, Bottom: bottom}
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
		all = append(all, serviceQuantities(b, s)...)
		all = append(all, reportQuantities(b, "service:"+service.Name, chance,
			func(r *models.Report) float64 { return count(r.Up[s]) })...)
	}
	if b.Traffic != nil {
		all = append(all, flowQuantities(b)...)
	}
	all = append(all, nodeQuantities(b)...)
	all = append(all, faultQuantities(b)...)
	for c := range b.Crews {
		all = append(all, crewQuantities(b, c)...)
	}
	for d := range b.Watches {
		all = append(all, watchQuantities(b, d)...)
	}
	if cost := costPerYear(b); cost > 0 {
		all = append(all, quantity{
			metric: "cost", scope: "fleet", unit: "money/y", family: level,
			read: func(*models.Outcome) (top, bottom float64) { return cost, 1 },
		})
	}
	return all
}

func costPerYear(b *models.Blueprint) float64 {
	cost := 0.0
	for _, leaf := range b.Topology.Leaves {
		cost += b.Classes[leaf.Class].Cost
	}
	for _, crew := range b.Crews {
		cost += crew.Cost * float64(crew.Count)
	}
	return cost * year
}

func serviceQuantities(b *models.Blueprint, s int) []quantity {
	scope := "service:" + b.Services[s].Name
	down := func(o *models.Outcome) float64 { return o.Services[s].Downtime }
	outages := func(o *models.Outcome) int { return o.Services[s].Outages }
	up := func(o *models.Outcome) float64 { return o.Measured - down(o) }
	list := []quantity{
		{metric: "availability", unit: "ratio", family: share, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), o.Measured }},
		{metric: "unavailability", unit: "ratio", family: share, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return down(o), o.Measured }},
		{metric: "downtime", unit: "s/y", family: share, scale: year, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return down(o), o.Measured }},
		{metric: "outages", unit: "1/y", family: positive, scale: year, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(outages(o)), o.Measured }},
		{metric: "mttf", unit: "s", family: ratio, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), float64(outages(o)) }},
		{metric: "mttr", unit: "s", family: ratio, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return down(o), float64(outages(o)) }},
		{metric: "mtbf", unit: "s", family: ratio, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Measured, float64(outages(o)) }},
		{metric: "time_to_first_outage", unit: "s", family: first,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Services[s].First, count(!o.Services[s].Censored)
			}},
	}
	if rated(b, s) {
		list = append(list,
			quantity{metric: "capacity", unit: "1/s", family: positive,
				read: func(o *models.Outcome) (top, bottom float64) { return o.Services[s].Capacity, o.Measured }},
			quantity{metric: "capacity_p05", unit: "1/s", family: fifth,
				spells: func(o *models.Outcome) []stat.Spell { return capacitySpells(&o.Services[s]) }})
	}
	return scoped(scope, list)
}

// rated reports whether the scenario states the throughput of every class that a service runs on.
func rated(b *models.Blueprint, s int) bool {
	for _, c := range b.Services[s].Classes {
		if !b.Classes[c].Rated {
			return false
		}
	}
	return true
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

// capacitySpells is how long each throughput was reachable.
func capacitySpells(o *models.ServiceOutcome) []stat.Spell {
	var spells []stat.Spell
	for b := range o.Lost.Buckets() {
		spells = append(spells, stat.Spell{Value: o.Installed - (b.Low+b.High)/2, Weight: b.Weight})
	}
	return spells
}

// reportQuantities are the point availabilities of a subject, each the chance or share that up tells of an instant.
func reportQuantities(b *models.Blueprint, subject string, f family, up func(r *models.Report) float64) []quantity {
	var list []quantity
	for i, at := range b.Time.ReportAt {
		list = append(list, quantity{
			metric: "availability_at", scope: subject + "@" + unit.Duration(at).String(), unit: "ratio", family: f,
			report: i + 1, subject: subject,
			read: func(o *models.Outcome) (top, bottom float64) { return up(&o.Reports[i]), 1 },
		})
	}
	return list
}

func flowQuantities(b *models.Blueprint) []quantity {
	scope := "service:" + b.Services[b.Traffic.Service].Name
	served := func(o *models.Outcome) float64 { return o.Flow.Arrived - o.Flow.Lost }
	return scoped(scope, []quantity{
		{metric: "request_success", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) { return served(o), o.Flow.Arrived }},
		{metric: "lost_rate", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Flow.Lost, o.Measured }},
		{metric: "goodput", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return served(o), o.Measured }},
		{metric: "capacity_margin", unit: "ratio", family: level,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Flow.Margin.Mean(), 1 }},
		{metric: "capacity_margin_p05", unit: "ratio", family: fifth,
			spells: func(o *models.Outcome) []stat.Spell { return o.Flow.Margin.Spells() }},
	})
}

func nodeQuantities(b *models.Blueprint) []quantity {
	list := nodeSet("fleet", len(b.Topology.Leaves), func(o *models.Outcome) float64 { return o.Fleet.Down })
	nodes := make([]int, len(b.Classes))
	for _, leaf := range b.Topology.Leaves {
		nodes[leaf.Class]++
	}
	for c, class := range b.Classes {
		list = append(list, nodeSet("class:"+class.Name, nodes[c],
			func(o *models.Outcome) float64 { return o.Classes[c].Down })...)
		list = append(list, reportQuantities(b, "class:"+class.Name, share,
			func(r *models.Report) float64 { return r.NodesUp[c] })...)
	}
	for z := range b.Zones() {
		first, last := b.Topology.Span(models.ComponentID(z + 1))
		list = append(list, nodeSet(scopeOf(b.Topology.Levels[0], z), int(last-first),
			func(o *models.Outcome) float64 { return o.Zones[z].Down })...)
	}
	return list
}

func nodeSet(scope string, nodes int, down func(o *models.Outcome) float64) []quantity {
	n := float64(nodes)
	up := func(o *models.Outcome) float64 { return n*o.Measured - down(o) }
	return scoped(scope, []quantity{
		{metric: "node_availability", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), n * o.Measured }},
		{metric: "nodes_up", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), o.Measured }},
	})
}

// faultQuantities are about each fault, then all together.
func faultQuantities(b *models.Blueprint) []quantity {
	var list []quantity
	for f, fault := range b.Faults {
		list = append(list, incidentSet("fault:"+fault.Name, func(o *models.Outcome) (models.FaultOutcome, int) {
			return o.Faults[f], o.Faults[f].Incidents
		})...)
		for s, service := range b.Services {
			scope := "fault:" + fault.Name
			if len(b.Services) > 1 {
				scope += "@" + service.Name
			}
			list = append(list, quantity{
				metric: "downtime_share", scope: scope, unit: "ratio", family: shareRatio,
				read: func(o *models.Outcome) (top, bottom float64) { return o.Services[s].ByFault[f], o.Services[s].Downtime },
			})
		}
	}
	if len(b.Faults) == 0 {
		return nil
	}
	return append(list, incidentSet("fleet", func(o *models.Outcome) (all models.FaultOutcome, n int) {
		for f := range o.Faults {
			for part, spent := range o.Faults[f].Spent {
				all.Spent[part] += spent
			}
			n += o.Faults[f].Incidents
		}
		return all, n
	})...)
}

// incidentSet are the times of incidents as what was spent on them over how many there were, so that incidents which
// are not over count with what they have taken so far and the parts sum to the whole.
func incidentSet(scope string, of func(o *models.Outcome) (models.FaultOutcome, int)) []quantity {
	n := func(o *models.Outcome) int { _, n := of(o); return n }
	total := func(o *models.Outcome) float64 {
		f, _ := of(o)
		return f.Spent[0] + f.Spent[1] + f.Spent[2] + f.Spent[3]
	}
	list := []quantity{
		{metric: "incidents", unit: "1/y", family: positive, scale: year, events: "incidents", seen: n,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(n(o)), o.Measured }},
		{metric: "faults_active", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return total(o), o.Measured }},
		{metric: "mttr", unit: "s", family: ratio, events: "incidents", seen: n,
			read: func(o *models.Outcome) (top, bottom float64) { return total(o), float64(n(o)) }},
	}
	for part, metric := range [...]string{"detect", "locate", "wait", "repair"} {
		list = append(list, quantity{metric: metric, unit: "s", family: ratio, events: "incidents", seen: n,
			read: func(o *models.Outcome) (top, bottom float64) { f, n := of(o); return f.Spent[part], float64(n) }})
	}
	return scoped(scope, list)
}

func crewQuantities(b *models.Blueprint, c int) []quantity {
	return scoped("crew:"+b.Crews[c].Name, []quantity{
		{metric: "utilization", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Crews[c].Busy, float64(o.Crews[c].Count) * o.Measured
			}},
		{metric: "wait", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Crews[c].Line, float64(o.Crews[c].Jobs) }},
		{metric: "waited", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return float64(o.Crews[c].Waited), float64(o.Crews[c].Jobs)
			}},
	})
}

func watchQuantities(b *models.Blueprint, d int) []quantity {
	mistakes := func(o *models.Outcome) int { return o.Watches[d].Mistakes }
	return scoped("detector:"+b.Watches[d].Name, []quantity{
		{metric: "detection_time", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Watches[d].Delays, float64(o.Watches[d].Detections)
			}},
		{metric: "false_alarms", unit: "1/y", family: positive, scale: year, events: "false suspicions", seen: mistakes,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(mistakes(o)), o.Measured }},
		{metric: "mistake_recurrence", unit: "s", family: ratio, events: "false suspicions", seen: mistakes,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Watches[d].Healthy, float64(mistakes(o)) }},
		{metric: "mistake_duration", unit: "s", family: ratio, events: "false suspicions", seen: mistakes,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Watches[d].Mistaken, float64(mistakes(o)) }},
		{metric: "query_accuracy", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Watches[d].Healthy - o.Watches[d].Mistaken, o.Watches[d].Healthy
			}},
	})
}

// scopeOf names a level of the topology with one of its members, "zone:a".
func scopeOf(level models.Level, k int) string {
	if level.Names != nil {
		return level.Name + ":" + level.Names[k]
	}
	return fmt.Sprintf("%s:%d", level.Name, k+1)
}
