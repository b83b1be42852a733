package experiments

import (
	"nines/models"
	"nines/sim/stat"
)

// transactionQuantities are about one kind of transaction.
func transactionQuantities(b *models.Blueprint, i int) []quantity {
	x := &b.Transactions[i]
	of := func(o *models.Outcome) *models.TransactionOutcome { return &o.Transactions[i] }
	sharing := share // of a number that is known
	if x.Singly {
		sharing = shareRatio
	}
	crashes := func(o *models.Outcome) int { return of(o).Crashes }
	part := func(metric string, of func(o *models.Outcome) float64) quantity {
		return quantity{metric: metric, unit: "ratio", family: sharing,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o), o.Transactions[i].Come }}
	}
	refused := part("refused", func(o *models.Outcome) float64 { return of(o).Refused })
	refused.events, refused.seen = "coordinators lost", crashes
	refused.causes = coordinatorCauses(b, x)
	list := []quantity{
		part("committed", func(o *models.Outcome) float64 { return of(o).Committed }),
		refused,
		part("aborted", func(o *models.Outcome) float64 { return of(o).Aborted() }),
		part("aborted_by_participant", func(o *models.Outcome) float64 { return of(o).ByParticipant }),
		part("aborted_by_coordinator", func(o *models.Outcome) float64 { return of(o).ByCoordinator }),
		perYear("coordinators_lost", crashes),
		{metric: "blocked_time", unit: "s/y", family: positive, scale: year,
			read: func(o *models.Outcome) (top, bottom float64) { return blocked(x, of(o)), o.Measured }},
		{metric: "between_steps", unit: "count", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Between, o.Measured }},
	}
	if x.Protocol == models.BySaga {
		list = append(list, sagaQuantities(of, crashes)...)
	} else {
		list = append(list, voteQuantities(&x.TwoPhase, of, crashes, part)...)
	}
	if x.Singly {
		list = append(list, part("unfinished", func(o *models.Outcome) float64 { return of(o).Unfinished }))
		list = append(list, commitQuantities(of)...)
	}
	return scoped("transaction:"+x.Name, list)
}

// commitQuantities are about how long transactions take that are played one by one.
func commitQuantities(of func(o *models.Outcome) *models.TransactionOutcome) []quantity {
	list := []quantity{{metric: "commit_time", unit: "s", family: ratio,
		read: func(o *models.Outcome) (top, bottom float64) { return of(o).Took, of(o).Committed }}}
	spells := func(o *models.Outcome) []stat.Spell { return spellsOf(of(o).Times.Buckets()) }
	for _, p := range []struct {
		metric string
		share  float64
	}{{"commit_time_p50", 0.5}, {"commit_time_p99", 0.99}, {"commit_time_p999", 0.999}} {
		list = append(list, quantity{metric: p.metric, unit: "s", family: quantile, share: p.share, spells: spells})
	}
	return list
}

// coordinatorCauses are the faults that can keep transactions from their coordinator for as long as they last; nil
// where it takes longer, as it has to recover.
func coordinatorCauses(b *models.Blueprint, x *models.Transaction) []cause {
	switch p := x.Coordinator; {
	case x.Recovery != nil:
		return nil
	case p.Kind == models.OfService:
		return causesOf(b, b.Hard(p.Index), true)
	default:
		return causesAmong(b, b.PartyLeaves(p))
	}
}

// blocked is for how long transactions held locks in doubt; sagas hold none.
func blocked(x *models.Transaction, o *models.TransactionOutcome) float64 {
	if x.Protocol == models.BySaga {
		return 0
	}
	return o.Blocked
}

// voteQuantities are those of two-phase commit alone.
func voteQuantities(x *models.TwoPhase, of func(o *models.Outcome) *models.TransactionOutcome,
	crashes func(o *models.Outcome) int, part func(metric string, of func(o *models.Outcome) float64) quantity,
) []quantity {
	list := append(haltedQuantities("in_doubt", of, crashes),
		part("aborted_by_timeout", func(o *models.Outcome) float64 { return of(o).ByTimeout }))
	if x.Conflicts > 0 {
		list = append(list, part("aborted_by_conflict", func(o *models.Outcome) float64 { return of(o).ByConflict }),
			quantity{metric: "locked", unit: "ratio", family: share,
				read: func(o *models.Outcome) (top, bottom float64) { return of(o).Locked, o.Measured }})
	}
	return list
}

// sagaQuantities are those of sagas alone.
func sagaQuantities(of func(o *models.Outcome) *models.TransactionOutcome, crashes func(o *models.Outcome) int,
) []quantity {
	return append(haltedQuantities("interrupted", of, crashes),
		quantity{metric: "compensated", unit: "1/y", family: positive, scale: year,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Compensated, o.Measured }})
}

// haltedQuantities are about those that stand still while their coordinator is lost, by what that is called.
func haltedQuantities(called string, of func(o *models.Outcome) *models.TransactionOutcome,
	crashes func(o *models.Outcome) int) []quantity {
	halted := func(o *models.Outcome) float64 { return float64(of(o).Halted) }
	return []quantity{
		{metric: called, unit: "1/y", family: positive, scale: year,
			read: func(o *models.Outcome) (top, bottom float64) { return halted(o), o.Measured }},
		{metric: called + "_per_loss", unit: "count", family: ratio, events: "coordinators lost", seen: crashes,
			read: func(o *models.Outcome) (top, bottom float64) { return halted(o), float64(crashes(o)) }},
		{metric: called + "_time", unit: "s", family: ratio, events: "transactions", seen: func(o *models.Outcome) int {
			return int(of(o).Freed)
		}, read: func(o *models.Outcome) (top, bottom float64) { return of(o).FreedTime, float64(of(o).Freed) }},
	}
}
