package experiments

import (
	"slices"
	"strconv"

	"nines/models"
	"nines/sim/stat"
)

// parts are how parts of the requests of a flow fare: those of each priority and, where they are told apart by them, of
// each zone and of each balancer.
func parts(b *models.Blueprint, flow int) (list []quantity) {
	service := b.Flows()[flow]
	lane, causes := b.LaneOf(service), causesOf(b, b.LosesWith(service), false)
	add := func(scope string, own []quantity) {
		list = append(list, scoped(scope+"@"+b.Services[service].Name, own)...)
	}
	for i, p := range lane.Priorities {
		add("priority:"+p.Name, part(causes, func(o *models.Outcome) *models.ClassSums { return &o.Lanes[flow].Classes[i] }))
	}
	if lane.ByBalancer {
		for i := range lane.Balancers {
			of := func(o *models.Outcome) *models.ClassSums { return &o.Lanes[flow].Via[i] }
			add("balancer:"+strconv.Itoa(i+1), append(part(causes, of), rateOf(of)))
		}
	}
	if lane.Zones > 0 {
		zones := zonesOf(b, service)
		for i, domain := range b.Topology.ZoneDomains() {
			if slices.Contains(zones, int32(i)) {
				of := func(o *models.Outcome) *models.ClassSums { return &o.Lanes[flow].Zones[i] }
				add(scopeOf(b.Topology, domain), append(part(causes, of), rateOf(of), busyIn(flow, zones, int32(i),
					lane.Serving.Slots)))
			}
		}
	}
	return list
}

// part is what share of a part of the requests is served, and how fast.
func part(causes []cause, of func(o *models.Outcome) *models.ClassSums) []quantity {
	return append([]quantity{
		{metric: "request_success", unit: "ratio", family: shareRatio, causes: causes,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Served, of(o).Over }},
		{metric: "latency", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Took, of(o).Served }},
	}, percentiles(func(o *models.Outcome) *stat.Weighted { return &of(o).Latency })...)
}

// rateOf is how many requests of a part are served per second.
func rateOf(of func(o *models.Outcome) *models.ClassSums) quantity {
	return quantity{metric: "goodput", unit: "1/s", family: positive,
		read: func(o *models.Outcome) (top, bottom float64) { return of(o).Served, o.Measured }}
}

// zonesOf says for each node of a service, in their order, in which zone it is.
func zonesOf(b *models.Blueprint, service int) (of []int32) {
	zones := b.Topology.Zones()
	for leaf, l := range b.Topology.Leaves {
		if slices.Contains(b.Services[service].Classes, int(l.Class)) {
			of = append(of, zones[leaf])
		}
	}
	return of
}

// busyIn is how busy the nodes of a flow are that are in a zone.
func busyIn(flow int, zones []int32, zone int32, slots int) quantity {
	return quantity{metric: "utilization", unit: "ratio", family: share,
		read: func(o *models.Outcome) (top, bottom float64) {
			for node, busy := range o.Lanes[flow].Busy {
				if zones[node] == zone {
					top += busy
					bottom += o.Measured * float64(slots)
				}
			}
			return top, bottom
		}}
}
