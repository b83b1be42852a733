package experiments

import (
	"slices"

	"nines/models"
)

// lossShares are what share of the requests that a service loses is lost to each fault and to what is no fault, and in
// which way.
func lossShares(b *models.Blueprint, flow int) (list []quantity) {
	service := b.Flows()[flow]
	add := func(scope string, part func(o *models.FlowOutcome) float64) {
		list = append(list, quantity{metric: "lost_share", scope: scopeAt(b, service, scope), unit: "ratio",
			family: shareRatio, read: func(o *models.Outcome) (top, bottom float64) {
				return part(&o.Flows[flow]), o.Flows[flow].Lost
			}})
	}
	for f := range b.Faults {
		add("fault:"+b.Faults[f].Name, func(o *models.FlowOutcome) float64 { return o.Owing[f] })
	}
	if b.Treats() {
		add("fault:"+falseAlarms, func(o *models.FlowOutcome) float64 { return o.Owing[len(b.Faults)] })
	}
	for x, name := range models.LossBesideNames() {
		if at := b.LossBesideAt(models.LossBeside(x)); besides(b, service, models.LossBeside(x)) {
			add("fault:"+name, func(o *models.FlowOutcome) float64 { return o.Owing[at] })
		}
	}
	for way, name := range models.LossWayNames() {
		if losesBy(b, service, models.LossWay(way)) {
			add("failure:"+name, func(o *models.FlowOutcome) float64 { return o.Ways[way] })
		}
	}
	return list
}

// besides reports whether requests to a service may be lost to something that is no fault.
func besides(b *models.Blueprint, service int, x models.LossBeside) bool {
	switch x {
	case models.LostMistrust:
		return len(b.Watches) > 0
	case models.LostDrag:
		return slices.ContainsFunc(b.Pools, func(p models.Pool) bool { return p.Drag > 0 })
	case models.LostData:
		return reachesAny(b, service, func(s *models.Service) bool { return len(s.Stores) > 0 })
	}
	return true
}

// losesBy reports whether requests to a service may be lost in some way.
func losesBy(b *models.Blueprint, service int, way models.LossWay) bool {
	s := &b.Services[service]
	switch way {
	case models.LostSuspend:
		return b.Switches() || s.Leans() || s.Log > 0
	case models.LostNeeds:
		return len(s.Needs)+len(s.Calls) > 0 || s.Backed()
	}
	return true
}

// reachesAny reports whether a service loses requests with one of some kind, or is one.
func reachesAny(b *models.Blueprint, service int, is func(s *models.Service) bool) bool {
	for s, reached := range b.LosesWith(service) {
		if reached && is(&b.Services[s]) {
			return true
		}
	}
	return false
}
