package experiments

import (
	"slices"

	"nines/models"
)

// falseAlarms is what downtime that is nobody's fault is called; no fault can have that name.
const falseAlarms = "(false alarms)"

// bareDemand is what downtime is called in which nothing has failed: more is asked for than is installed.
const bareDemand = "(demand)"

// faultQuantities are about each fault, then all together.
func faultQuantities(b *models.Blueprint) []quantity {
	var list []quantity
	for f, fault := range b.Faults {
		list = append(list, incidentSet(b, "fault:"+fault.Name, func(o *models.Outcome) (models.FaultOutcome, int) {
			return o.Faults[f], o.Faults[f].Incidents
		}, func(o *models.Outcome, l *lifetimes) { l.addFault(&o.Faults[f]) })...)
		for s := range b.Services {
			list = append(list, downtimeShare(b, s, "fault:"+fault.Name,
				func(o *models.ServiceOutcome) float64 { return o.ByFault[f] }))
		}
	}
	if len(b.Faults) == 0 {
		return nil
	}
	for s := range b.Services {
		if pressed(b, s) {
			list = append(list, downtimeShare(b, s, "fault:"+bareDemand, unowed))
		}
	}
	list = append(list, measuresOfImportance(b)...)
	list = append(list, rootShares(b)...)
	list = append(list, stageShares(b)...)
	for s := range b.Services {
		if b.Treats() { // else nothing can be done to a healthy node
			list = append(list, downtimeShare(b, s, "fault:"+falseAlarms,
				func(o *models.ServiceOutcome) float64 { return o.ByFault[len(b.Faults)] }))
		}
	}
	return append(list, incidentSet(b, "fleet", func(o *models.Outcome) (all models.FaultOutcome, n int) {
		for f := range o.Faults {
			if b.Faults[f].Course.Announced {
				continue // what everybody knows of is no incident
			}
			for part, spent := range o.Faults[f].Spent {
				all.Spent[part] += spent
			}
			n += o.Faults[f].Incidents
			all.Unnoticed += o.Faults[f].Unnoticed
		}
		return all, n
	}, func(o *models.Outcome, l *lifetimes) {
		for f := range o.Faults {
			if !b.Faults[f].Course.Announced {
				l.addFault(&o.Faults[f])
			}
		}
	})...)
}

// rootShares are what share of the downtime of each service that needs others has its root in which of them, or in its
// own nodes.
func rootShares(b *models.Blueprint) []quantity {
	var list []quantity
	for s := range b.Services {
		if b.Reaches(s) == nil {
			continue
		}
		for root, reached := range b.Hard(s) {
			if reached && len(b.Services[root].Classes) > 0 {
				list = append(list, downtimeShare(b, s, "dependency:"+b.Services[root].Name,
					func(o *models.ServiceOutcome) float64 { return o.ByService[root] }))
			}
		}
	}
	return list
}

// stageShares are what share of each service's downtime passes while its causes are undetected, being located, …, and
// while it has none, or are over while data is still out of reach or a lock free (switching); and what share of it is
// made by work on innocents.
func stageShares(b *models.Blueprint) []quantity {
	var list []quantity
	for s := range b.Services {
		for i, stage := range models.StageNames() {
			if !entered(b, models.Stage(i)) && !(models.Stage(i) == models.Switching && b.Services[s].Leans()) {
				continue
			}
			list = append(list, downtimeShare(b, s, "stage:"+stage,
				func(o *models.ServiceOutcome) float64 { return o.ByStage[i] }))
		}
		if pressed(b, s) {
			list = append(list, downtimeShare(b, s, "stage:"+bareDemand, unowed))
		}
		list = append(list, quantity{metric: "downtime_in_vain", scope: "service:" + b.Services[s].Name, unit: "ratio",
			family: shareRatio, read: func(o *models.Outcome) (top, bottom float64) {
				return o.Services[s].InVain, o.Services[s].Downtime
			}})
	}
	return list
}

// entered reports whether incidents may come to a stage: without roles there is no switchover.
func entered(b *models.Blueprint, s models.Stage) bool { return s != models.Switching || b.Switches() }

// downtimeShare is the part of a service's downtime that belongs to something; the scope names the service where there
// are several.
func downtimeShare(b *models.Blueprint, s int, scope string, part func(o *models.ServiceOutcome) float64) quantity {
	return quantity{metric: "downtime_share", scope: scopeAt(b, s, scope), unit: "ratio", family: shareRatio,
		read: func(o *models.Outcome) (top, bottom float64) { return part(&o.Services[s]), o.Services[s].Downtime }}
}

// incidentSet are the times of incidents as what was spent on them over how many there were, by replication; the means
// over all replications make up for what incidents that are not over will take. The parts sum to the whole.
func incidentSet(b *models.Blueprint, scope string, of func(o *models.Outcome) (models.FaultOutcome, int),
	lives func(o *models.Outcome, l *lifetimes)) []quantity {
	n := func(o *models.Outcome) int { _, n := of(o); return n }
	total := func(o *models.Outcome) float64 {
		f, _ := of(o)
		whole := 0.0
		for _, part := range f.Spent {
			whole += part
		}
		return whole
	}
	list := []quantity{
		{metric: "incidents", unit: "1/y", family: positive, scale: year, events: "incidents", seen: n,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(n(o)), o.Measured }},
		{metric: "faults_active", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return total(o), o.Measured }},
		{metric: "mttr", unit: "s", family: ratio, events: "incidents", seen: n, lives: lives,
			read: func(o *models.Outcome) (top, bottom float64) { return total(o), float64(n(o)) }},
	}
	for part, metric := range models.StageNames() {
		if !entered(b, models.Stage(part)) {
			continue
		}
		list = append(list, quantity{metric: metric, unit: "s", family: ratio, events: "incidents", seen: n, part: true,
			read: func(o *models.Outcome) (top, bottom float64) { f, n := of(o); return f.Spent[part], float64(n) }})
	}
	return scoped(scope, append(list, quantity{metric: "unnoticed", unit: "ratio", family: shareRatio,
		read: func(o *models.Outcome) (top, bottom float64) { f, n := of(o); return float64(f.Unnoticed), float64(n) }}))
}

// pressed reports whether a service is down while more is asked of it than is installed, or needs one that is.
func pressed(b *models.Blueprint, service int) bool {
	hard := b.Hard(service)
	return slices.ContainsFunc(b.Flows(), func(s int) bool {
		return hard[s] && b.Services[s].Rule.Demand &&
			b.DemandOn(s).Highest(float64(-b.Time.Warmup), float64(b.Time.Horizon)) > b.Installed(s)
	})
}

// unowed is the downtime of a service that is no fault's.
func unowed(o *models.ServiceOutcome) float64 {
	owed := 0.0
	for _, share := range o.ByFault {
		owed += share
	}
	return max(0, o.Downtime-owed)
}
