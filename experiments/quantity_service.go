package experiments

import (
	"slices"

	"nines/models"
	"nines/sim/stat"
	"nines/sim/unit"
)

func serviceQuantities(b *models.Blueprint, s int) []quantity {
	scope := "service:" + b.Services[s].Name
	down := func(o *models.Outcome) float64 { return o.Services[s].Downtime }
	outages := func(o *models.Outcome) int { return o.Services[s].Outages }
	up := func(o *models.Outcome) float64 { return o.Measured - down(o) }
	ups := func(o *models.Outcome, l *lifetimes) { l.addUps(&o.Services[s]) }
	causes := causesOf(b, b.Hard(s), false)
	list := []quantity{
		{metric: "availability", unit: "ratio", family: share, events: "outages", seen: outages, causes: causes,
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), o.Measured }},
		{metric: "unavailability", unit: "ratio", family: share, events: "outages", seen: outages, causes: causes,
			read: func(o *models.Outcome) (top, bottom float64) { return down(o), o.Measured }},
		{metric: "downtime", unit: "s/y", family: share, scale: year, events: "outages", seen: outages, causes: causes,
			read: func(o *models.Outcome) (top, bottom float64) { return down(o), o.Measured }},
		{metric: "outages", unit: "1/y", family: positive, scale: year, events: "outages", seen: outages,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(outages(o)), o.Measured }},
		{metric: "mttf", unit: "s", family: between, events: "outages", seen: outages, lives: ups,
			read: func(o *models.Outcome) (top, bottom float64) { return up(o), float64(outages(o)) }},
		{metric: "mttr", unit: "s", family: ratio, events: "outages", seen: outages,
			lives: func(o *models.Outcome, l *lifetimes) { l.addOutages(&o.Services[s]) },
			read:  func(o *models.Outcome) (top, bottom float64) { return down(o), float64(outages(o)) }},
		{metric: "mtbf", unit: "s", family: between, events: "outages", seen: outages, lives: ups,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Measured, float64(outages(o)) }},
		{metric: "reliability", unit: "ratio", family: chance,
			read: func(o *models.Outcome) (top, bottom float64) { return count(o.Services[s].Censored), 1 }},
		{metric: "time_to_first_outage", unit: "s", family: first,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Services[s].First, count(!o.Services[s].Censored)
			}},
	}
	if b.Cycles {
		cycles := func(o *models.Outcome) stat.Cycles { return o.Cycles[s] }
		list = append(list, quantity{metric: "long_run_availability", unit: "ratio", family: cyclic, cycles: cycles,
			events: "cycles", seen: func(o *models.Outcome) int { return o.Cycles[s].N },
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Cycles[s].Length - o.Cycles[s].Loss, o.Cycles[s].Length
			}})
	}
	if rated(b, s) {
		list = append(list,
			quantity{metric: "capacity", unit: "1/s", family: positive,
				read: func(o *models.Outcome) (top, bottom float64) { return o.Services[s].Capacity, o.Measured }},
			quantity{metric: "capacity_p05", unit: "1/s", family: quantile, share: fifth,
				spells: func(o *models.Outcome) []stat.Spell { return capacitySpells(&o.Services[s]) }})
	}
	list = append(append(list, softQuantities(b, s)...), lockQuantities(b, s)...)
	return append(scoped(scope, list), importances(b, s)...)
}

// softQuantities are about what a service loses while it is up for want of what it needs; none where that cannot be.
func softQuantities(b *models.Blueprint, s int) []quantity {
	if !b.Soft(s) {
		return nil
	}
	return []quantity{
		{metric: "degraded", unit: "s/y", family: share, scale: year,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Services[s].Degraded, o.Measured }},
		{metric: "effective_availability", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) {
				return o.Measured - o.Services[s].Downtime - o.Services[s].Impaired, o.Measured
			}},
	}
}

// lockQuantities are about the lock of a service, where it has one.
func lockQuantities(b *models.Blueprint, s int) []quantity {
	if b.Services[s].Lock == nil {
		return nil
	}
	at := 0 // among the services that have one
	for i := range s {
		at += int(count(b.Services[i].Lock != nil))
	}
	list := []quantity{
		perYear("lock_takes", func(o *models.Outcome) int { return o.Locks[at].Takes }),
		perYear("lock_losses", func(o *models.Outcome) int { return o.Locks[at].Quits }),
	}
	if b.Services[s].Lock.Fenced || !hangs(b, s) {
		return list
	}
	return append(list, quantity{metric: "two_holders", unit: "s/y", family: share, scale: year,
		read: func(o *models.Outcome) (top, bottom float64) { return o.Locks[at].Double, o.Measured }})
}

// hangs reports whether a fault can make a node of a service hang, which alone leaves two holders of its lock.
func hangs(b *models.Blueprint, s int) bool {
	harm := func(x models.Symptom) bool { return x.Effect == models.Hang }
	return slices.ContainsFunc(causesOn(b, b.Services[s].Classes, harm, true), func(c cause) bool { return !c.worked })
}

// importances are how much of the requests of a service hinges on each that it needs and that it is not, directly or
// through others, softly or not.
func importances(b *models.Blueprint, s int) []quantity {
	var list []quantity
	for on, needed := range b.Reaches(s) {
		if needed && on != s {
			list = append(list, quantity{metric: "importance", unit: "ratio", family: share,
				scope: "dependency:" + b.Services[on].Name + "@" + b.Services[s].Name,
				read:  func(o *models.Outcome) (top, bottom float64) { return o.Services[s].Hinges[on], o.Measured }})
		}
	}
	return list
}

// rated reports whether a service runs on nodes and the scenario states the throughput of every class of them.
func rated(b *models.Blueprint, s int) bool {
	for _, c := range b.Services[s].Classes {
		if !b.Classes[c].Rated {
			return false
		}
	}
	return len(b.Services[s].Classes) > 0
}

// capacitySpells is how long each throughput was reachable.
func capacitySpells(o *models.ServiceOutcome) []stat.Spell {
	var spells []stat.Spell
	for b := range o.Lost.Buckets() {
		lost := b.Spell()
		spells = append(spells, stat.Spell{Value: o.Installed - lost.Value, Weight: lost.Weight, Off: lost.Off})
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

// flowQuantities are about the requests that go to one service.
func flowQuantities(b *models.Blueprint, f int) []quantity {
	service := b.Flows()[f]
	served := func(o *models.Outcome) float64 { return o.Flows[f].Arrived - o.Flows[f].Lost }
	return append(scoped("service:"+b.Services[service].Name, []quantity{
		{metric: "request_success", unit: "ratio", family: shareRatio, causes: causesOf(b, b.LosesWith(service), false),
			read: func(o *models.Outcome) (top, bottom float64) { return served(o), o.Flows[f].Arrived }},
		{metric: "lost_rate", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Flows[f].Lost, o.Measured }},
		{metric: "goodput", unit: "1/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return served(o), o.Measured }},
		{metric: "capacity_margin", unit: "ratio", family: level,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Flows[f].Margin.Mean(), 1 }},
		{metric: "capacity_margin_p05", unit: "ratio", family: quantile, share: fifth,
			spells: func(o *models.Outcome) []stat.Spell { return o.Flows[f].Margin.Spells() }},
	}), lossShares(b, f)...)
}
