package experiments

import (
	"nines/models"
)

// workQuantities are about what is done, in vain or not: treatments of each fault and of all, and the cases that are
// about nothing.
func workQuantities(b *models.Blueprint) []quantity {
	if len(b.Faults) == 0 {
		return nil
	}
	var list []quantity
	for f, fault := range b.Faults {
		list = append(list, treatmentSet("fault:"+fault.Name, func(o *models.Outcome) models.FaultOutcome {
			return o.Faults[f]
		})...)
	}
	list = append(list, treatmentSet("fleet", func(o *models.Outcome) (all models.FaultOutcome) {
		for _, f := range o.Faults {
			all.Treatments += f.Treatments
			all.Misled += f.Misled
			all.Relapses += f.Relapses
			all.Losses += f.Losses
			all.LostWork += f.LostWork
		}
		return all
	})...)
	return append(list, scoped("fleet", []quantity{
		perYear("false_cases", func(o *models.Outcome) int { return o.Cases.FalseAlarms }),
		perYear("needless_treatments", func(o *models.Outcome) int { return o.Cases.Needless + o.Cases.Vain }),
		perYear("stray_cases", func(o *models.Outcome) int { return o.Cases.Strays }),
	})...)
}

func treatmentSet(scope string, of func(o *models.Outcome) models.FaultOutcome) []quantity {
	losses := func(o *models.Outcome) int { return of(o).Losses }
	return scoped(scope, []quantity{
		perYear("treatments", func(o *models.Outcome) int { return of(o).Treatments }),
		perYear("wrong_targets", func(o *models.Outcome) int { return of(o).Misled }),
		perYear("relapses", func(o *models.Outcome) int { return of(o).Relapses }),
		perYear("work_losses", losses),
		{metric: "work_lost", unit: "s", family: ratio, events: "losses of work", seen: losses,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).LostWork, float64(losses(o)) }},
	})
}

// perYear is a number of events per year.
func perYear(metric string, n func(o *models.Outcome) int) quantity {
	return quantity{metric: metric, unit: "1/y", family: positive, scale: year, events: "events", seen: n,
		read: func(o *models.Outcome) (top, bottom float64) { return float64(n(o)), o.Measured }}
}

// spareQuantities are about one stock of parts.
func spareQuantities(b *models.Blueprint, p int) []quantity {
	return scoped("spare:"+b.Spares[p].Name, []quantity{
		perYear("parts_used", func(o *models.Outcome) int { return o.Spares[p].Used }),
		{metric: "wait", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Spares[p].Line, float64(o.Spares[p].Jobs) }},
		{metric: "waited", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) {
				return float64(o.Spares[p].Waited), float64(o.Spares[p].Jobs)
			}},
		{metric: "stock_out", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Spares[p].Empty, o.Measured }},
		{metric: "on_shelf", unit: "count", family: level,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Spares[p].Shelf, o.Measured }},
	})
}

// poolQuantities are about one shared bandwidth.
func poolQuantities(b *models.Blueprint, p int) []quantity {
	rate := b.Pools[p].Rate
	return scoped("bandwidth:"+b.Pools[p].Name, []quantity{
		perYear("restores", func(o *models.Outcome) int { return o.Pools[p].Jobs }),
		{metric: "utilization", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Pools[p].Moved / rate, o.Measured }},
		{metric: "copying", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Pools[p].Busy, float64(o.Pools[p].Jobs) }},
	})
}
