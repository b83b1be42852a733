package experiments

import "nines/models"

// measuresOfImportance tell what to make better first. What there is to gain is the risk reduction: under redundancy
// several things share a second of downtime, and each alone would have saved all of it.
//
// Sources: Birnbaum, "On the importance of different components in a multicomponent system" (1969); Barlow and
// Proschan, "Importance of system components and fault tree events", Stochastic Processes and their Applications 3
// (1975); Vesely et al., "Measures of risk importance and their applications", NUREG/CR-3385 (1983).
func measuresOfImportance(b *models.Blueprint) []quantity {
	var list []quantity
	for s := range b.Services {
		list = append(list, riskReductions(b, s)...)
		for f := range b.Faults {
			list = append(list, begun(b, s, f, b.Faults[f].Name),
				quantity{metric: "downing", scope: scopeAt(b, s, "fault:"+b.Faults[f].Name), unit: "ratio", family: shareRatio,
					read: func(o *models.Outcome) (top, bottom float64) {
						return float64(o.Services[s].Took[f]), float64(o.Faults[f].Incidents)
					}})
		}
		if b.Treats() {
			list = append(list, begun(b, s, len(b.Faults), falseAlarms))
		}
	}
	return list
}

// begun is the share of a service's outages that a cause began.
func begun(b *models.Blueprint, s, cause int, name string) quantity {
	return quantity{metric: "outage_share", scope: scopeAt(b, s, "fault:"+name), unit: "ratio", family: shareRatio,
		read: func(o *models.Outcome) (top, bottom float64) {
			return float64(o.Services[s].Begun[cause]), float64(o.Services[s].Outages)
		}}
}

// riskReductions are what curing each fault, and all on a class or level, would save of a service's downtime.
func riskReductions(b *models.Blueprint, s int) []quantity {
	if !b.Curable(s) {
		return nil
	}
	var list []quantity
	for i, cure := range b.Cures() {
		if scope := cured(b, cure); scope != "" && (b.Treats() || cure != models.Cure{Which: len(b.Faults)}) {
			list = append(list, quantity{metric: "risk_reduction", scope: scopeAt(b, s, scope), unit: "ratio",
				family: shareRatio, read: func(o *models.Outcome) (top, bottom float64) {
					if len(o.Services[s].Saved) == 0 {
						return 0, 0 // of too many domains: they are not told apart
					}
					return o.Services[s].Saved[i], o.Services[s].Downtime
				}})
		}
	}
	return list
}

// cured is the scope of what a cure stands for; "" for a single component.
func cured(b *models.Blueprint, cure models.Cure) string {
	switch {
	case cure.Of == models.CuredClass:
		return "class:" + b.Classes[cure.Which].Name
	case cure.Of == models.CuredLevel:
		return "level:" + b.Topology.LevelName(cure.Which)
	case cure.Of == models.CuredComponent:
		return ""
	case cure.Which == len(b.Faults):
		return "fault:" + falseAlarms
	}
	return "fault:" + b.Faults[cure.Which].Name
}

// scopeAt is a scope with the service that it is about, where there are several.
func scopeAt(b *models.Blueprint, s int, scope string) string {
	if len(b.Services) > 1 {
		return scope + "@" + b.Services[s].Name
	}
	return scope
}
