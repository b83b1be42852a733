package experiments

import (
	"fmt"

	"nines/models"
)

// standingCost is what nodes and crews cost per year, whatever happens.
func standingCost(b *models.Blueprint) float64 {
	cost := 0.0
	for _, leaf := range b.Topology.Leaves {
		cost += b.Classes[leaf.Class].Cost
	}
	for c, crew := range b.Crews {
		cost += crew.Cost * float64(crew.Count*b.Teams(c))
	}
	return cost * year
}

// costQuantity is what everything costs per year: what stands there, and the parts that were used.
func costQuantity(b *models.Blueprint) []quantity {
	standing, parts := standingCost(b), 0.0
	for _, p := range b.Spares {
		parts += p.Cost
	}
	if standing+parts == 0 {
		return nil
	}
	return []quantity{{metric: "cost", scope: "fleet", unit: "money/y", family: level,
		read: func(o *models.Outcome) (top, bottom float64) {
			used := 0.0
			for p := range b.Spares {
				used += b.Spares[p].Cost * float64(o.Spares[p].Used)
			}
			return standing + used*year/o.Measured, 1
		}}}
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

// falseAlarms is what downtime that is nobody's fault is called; no fault can have that name.
const falseAlarms = "(false alarms)"

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
	list = append(list, stageShares(b)...)
	for s, service := range b.Services {
		if !b.Treats() {
			break // nothing can be done to a healthy node
		}
		scope := "fault:" + falseAlarms
		if len(b.Services) > 1 {
			scope += "@" + service.Name
		}
		list = append(list, quantity{
			metric: "downtime_share", scope: scope, unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Services[s].ByFault[len(b.Faults)], o.Services[s].Downtime
			},
		})
	}
	return append(list, incidentSet("fleet", func(o *models.Outcome) (all models.FaultOutcome, n int) {
		for f := range o.Faults {
			if b.Faults[f].Planned {
				continue // planned work is no incident
			}
			for part, spent := range o.Faults[f].Spent {
				all.Spent[part] += spent
			}
			n += o.Faults[f].Incidents
			all.Unnoticed += o.Faults[f].Unnoticed
		}
		return all, n
	})...)
}

// stageShares are what share of each service's downtime passes while its causes are undetected, being located, …
func stageShares(b *models.Blueprint) []quantity {
	var list []quantity
	for s, service := range b.Services {
		for i, stage := range stageNames {
			scope := "stage:" + stage
			if len(b.Services) > 1 {
				scope += "@" + service.Name
			}
			list = append(list, quantity{
				metric: "downtime_share", scope: scope, unit: "ratio", family: shareRatio,
				read: func(o *models.Outcome) (top, bottom float64) { return o.Services[s].ByStage[i], o.Services[s].Downtime },
			})
		}
	}
	return list
}

// stageNames are those of the metrics on the way from onset to over.
var stageNames = [...]string{"detect", "locate", "wait", "repair", "verify"}

// incidentSet are the times of incidents as what was spent on them over how many there were, so that incidents which
// are not over count with what they have taken so far and the parts sum to the whole.
func incidentSet(scope string, of func(o *models.Outcome) (models.FaultOutcome, int)) []quantity {
	n := func(o *models.Outcome) int { _, n := of(o); return n }
	total := func(o *models.Outcome) float64 {
		f, _ := of(o)
		return f.Spent[0] + f.Spent[1] + f.Spent[2] + f.Spent[3] + f.Spent[4]
	}
	list := []quantity{
		{metric: "incidents", unit: "1/y", family: positive, scale: year, events: "incidents", seen: n,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(n(o)), o.Measured }},
		{metric: "faults_active", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return total(o), o.Measured }},
		{metric: "mttr", unit: "s", family: ratio, events: "incidents", seen: n,
			read: func(o *models.Outcome) (top, bottom float64) { return total(o), float64(n(o)) }},
	}
	for part, metric := range stageNames {
		list = append(list, quantity{metric: metric, unit: "s", family: ratio, events: "incidents", seen: n,
			read: func(o *models.Outcome) (top, bottom float64) { f, n := of(o); return f.Spent[part], float64(n) }})
	}
	return scoped(scope, append(list, quantity{metric: "unnoticed", unit: "ratio", family: shareRatio,
		read: func(o *models.Outcome) (top, bottom float64) { f, n := of(o); return float64(f.Unnoticed), float64(n) }}))
}

// scopeOf names a level of the topology with one of its members, "zone:a".
func scopeOf(level models.Level, k int) string {
	if level.Names != nil {
		return level.Name + ":" + level.Names[k]
	}
	return fmt.Sprintf("%s:%d", level.Name, k+1)
}
