package experiments

import (
	"nines/models"
)

// standingCost is what nodes, crews and what is kept cost per year, whatever happens.
func standingCost(b *models.Blueprint) float64 {
	cost := 0.0
	for _, leaf := range b.Topology.Leaves {
		cost += b.Classes[leaf.Class].Cost
	}
	for c, crew := range b.Crews {
		cost += float64(crew.Cost * float64(crew.Count*b.Teams(c)))
	}
	for s := range b.Stores {
		cost += b.Stores[s].Standing()
	}
	return cost * year
}

// chancePrices are the prices of what is used by chance: 0 where all that is spent stands there.
func chancePrices(b *models.Blueprint) float64 {
	prices := 0.0
	for _, p := range b.Spares {
		prices += p.Cost + p.Holding
	}
	for _, c := range b.Crews {
		prices += c.Overtime
	}
	for i := range b.Faults {
		prices += b.Faults[i].Cost
	}
	for s := range b.Stores {
		prices += b.Stores[s].Price.Rebuilt
	}
	return prices
}

// costQuantities are what everything costs per year, what stands there, the parts that were used and those on the
// shelf, hours off duty, what incidents cost and what repairs of data read, and what it costs for the requests of each
// service that are served.
func costQuantities(b *models.Blueprint) []quantity {
	standing := standingCost(b)
	if standing+chancePrices(b) == 0 {
		return nil
	}
	list := []quantity{{metric: "cost", scope: "fleet", unit: "money/y", family: level,
		read: func(o *models.Outcome) (top, bottom float64) {
			return standing + usedCost(b, o)*year/o.Measured, 1
		}}}
	for flow, service := range b.Flows() {
		list = append(list, quantity{metric: "cost_per_million", scope: "service:" + b.Services[service].Name,
			unit: "money", family: ratio, scale: million, requests: b.Plays(),
			read: func(o *models.Outcome) (top, bottom float64) {
				return standing/year*o.Measured + usedCost(b, o), servedOf(b, o, flow)
			}})
	}
	return list
}

// million is how many requests a cost is told for: that of one is too small to read.
const million = 1e6

// servedOf is how many requests of a flow one run has served.
func servedOf(b *models.Blueprint, o *models.Outcome, flow int) float64 {
	if b.Plays() {
		return o.Lanes[flow].Fared[models.Served]
	}
	return o.Flows[flow].Arrived - o.Flows[flow].Lost
}

// usedCost is the price of what one run has used.
func usedCost(b *models.Blueprint, o *models.Outcome) float64 {
	used := 0.0
	for p := range b.Spares {
		used += float64(b.Spares[p].Cost * float64(o.Spares[p].Used))
		used += float64(b.Spares[p].Holding * o.Spares[p].Shelf)
	}
	for c := range b.Crews {
		used += float64(b.Crews[c].Overtime * o.Crews[c].Over)
	}
	for f := range b.Faults {
		used += float64(b.Faults[f].Cost * float64(o.Faults[f].Incidents))
	}
	for s := range b.Stores {
		used += float64(b.Stores[s].Price.Rebuilt * o.Stores[s].Moved)
	}
	return used
}

func nodeQuantities(b *models.Blueprint) []quantity {
	list := nodeSet(b, "fleet", len(b.Topology.Leaves), func(o *models.Outcome) float64 { return o.Fleet.Down })
	nodes := b.Topology.ByClass()
	for c, class := range b.Classes {
		list = append(list, nodeSet(b, "class:"+class.Name, nodes[c],
			func(o *models.Outcome) float64 { return o.Classes[c].Down })...)
		list = append(list, reportQuantities(b, "class:"+class.Name, share,
			func(r *models.Report) float64 { return r.NodesUp[c] })...)
	}
	for z := range b.Zones() {
		zone := models.ComponentID(z + 1)
		first, last := b.Topology.Span(zone)
		list = append(list, nodeSet(b, scopeOf(b.Topology, zone), int(last-first),
			func(o *models.Outcome) float64 { return o.Zones[z].Down })...)
	}
	return list
}

func nodeSet(b *models.Blueprint, scope string, nodes int, down func(o *models.Outcome) float64) []quantity {
	n := float64(nodes)
	up := func(o *models.Outcome) float64 { return float64(n*o.Measured) - down(o) }
	return scoped(scope, []quantity{
		{metric: "node_availability", unit: "ratio", family: share, causes: allCauses(b, fells),
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), n * o.Measured }},
		{metric: "nodes_up", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), o.Measured }},
	})
}

// scopeOf names a domain with its level, "zone:a".
func scopeOf(t *models.Topology, c models.ComponentID) string {
	return t.LevelName(t.Depth(c)) + ":" + t.NameOf(c)
}
