package experiments

import "nines/models"

// windowQuantities are about the windows in which requests are played, where not all of them are.
func windowQuantities(b *models.Blueprint) []quantity {
	if b.Glimpses == nil {
		return nil
	}
	return scoped("fleet", []quantity{
		{metric: "windows_played", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(o.Glimpses.Played), 1 }},
		{metric: "window_kinds", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(o.Glimpses.Kinds), 1 }},
		{metric: "time_played", unit: "ratio", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Glimpses.Seconds, o.Measured }},
		{metric: "events_saved", unit: "ratio", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return o.Glimpses.Whole, float64(o.Glimpses.Events) }},
	})
}
