package world_test

import (
	"nines/models"
	. "nines/models/worldtest"
	"nines/sim"
)

// transactions gives a system one or two kinds of transactions among whatever classes, services and logs it has, some
// of which take about as long as it is up.
func (d *dice) transactions(b *models.Blueprint) {
	var all []models.Party
	for c, n := range b.Topology.ByClass() {
		if n > 0 {
			all = append(all, models.Party{Kind: models.OfClass, Index: c})
		}
	}
	for s := range b.Services {
		all = append(all, models.Party{Kind: models.OfService, Index: s})
	}
	for l := range b.Logs {
		all = append(all, models.Party{Kind: models.OfLog, Index: l})
	}
	for i := range 1 + d.pick(2) {
		x := models.Transaction{Name: string(rune('t' + i)), Rate: 100 / d.hours(1) / float64(Hour)}
		some := append([]models.Party(nil), all...)
		for range min(3+d.pick(3), len(some)) {
			k := d.pick(len(some))
			x.Participants = append(x.Participants, some[k])
			some = append(some[:k], some[k+1:]...)
		}
		last := len(x.Participants) - 1
		x.Participants, x.Coordinator = x.Participants[:last], x.Participants[last]
		if d.yes(2) {
			x.Recovery = Exponential(d.hours(1))
		}
		if x.Protocol = models.Protocol(d.pick(2)); x.Protocol == models.BySaga {
			x.Saga = models.Saga{Step: Exponential(d.hours(0.1)), Compensate: Constant(d.hours(0.1)), Resumes: d.yes(2)}
		} else {
			x.TwoPhase = models.TwoPhase{Prepare: Exponential(d.hours(0.2)), Timeout: sim.Duration(d.hours(0.3)) * Hour,
				Decide: Exponential(d.hours(0.1)), Conflicts: float64(d.pick(3)) / 2}
		}
		x.Singly = d.yes(2)
		b.Transactions = append(b.Transactions, x)
	}
}
