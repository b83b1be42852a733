package world_test

import (
	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
)

// tinkerer has treatments that need, do and risk whatever there is.
func (d *dice) tinkerer(b *models.Blueprint) tinkerer {
	r := tinkerer{patience: sim.Duration(d.pick(2)) * 50 * Hour}
	for i := range 2 + d.pick(4) {
		t := models.Action{Name: string(rune('s' + i)), Offline: d.yes(2), Drains: d.yes(4),
			Clears: Evenly(float64(1+d.pick(4)) / 4), Scope: []models.Scope{models.OnNode, models.Anywhere, "fleet"}[d.pick(3)]}
		if d.yes(2) {
			t.Clears["hard"] = 0
		}
		if !d.yes(4) {
			t.Takes = Exponential(d.hours(2))
		}
		if d.yes(2) {
			t.Verify = Exponential(d.hours(1))
		}
		if d.yes(3) {
			t.Relapse, t.Relapses = 0.3, Exponential(5)
		}
		if len(b.Crews) > 0 && d.yes(2) {
			t.Crew = b.Crews[0].Name
		}
		if len(b.Spares) > 0 && d.yes(2) {
			t.Spare = b.Spares[0].Name
		}
		if len(b.Pools) > 0 && d.yes(2) {
			t.Pool, t.Data = b.Pools[d.pick(2)].Name, float64(Hour)*float64(1+d.pick(8))
		}
		if t.Pool == "" && d.yes(3) {
			t.Service, t.Active, t.Coverage = "api", d.pick(3), 0.8
		} else if t.Pool == "" && d.yes(3) {
			t.Elsewhere, t.Tries = true, 1+d.pick(2)
			if d.yes(2) {
				t.Pace = models.Pace{Rate: d.hours(2) / 4, Part: 0.4, Slow: d.hours(1) / 8, Large: 2 * d.pick(9)}
				t.Pace.Rate, t.Pace.Slow = t.Pace.Rate/Hour, t.Pace.Slow/Hour
			}
		}
		r.actions = append(r.actions, t)
	}
	return r
}
