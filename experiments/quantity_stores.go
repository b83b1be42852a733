package experiments

import (
	"math"

	"nines/models"
)

// storeQuantities are about what one store keeps.
func storeQuantities(b *models.Blueprint, s int) []quantity {
	store := &b.Stores[s]
	of := func(o *models.Outcome) *models.StoreOutcome { return &o.Stores[s] }
	rebuilt := func(o *models.Outcome) int { return of(o).Rebuilt }
	groups := func(o *models.Outcome) float64 { return float64(of(o).Groups) * o.Measured }
	causes, remade := awayCauses(b, store)
	away := func(q quantity) quantity {
		q.causes, q.remade, q.fragments = causes, remade, store.Scheme.Bears(0)+1
		return q
	}
	reached := func(q quantity) quantity {
		if len(store.From) > 0 {
			return q // partitions of other nodes may keep users from these
		}
		return away(q)
	}
	groupShare := func(metric string, sum func(x *models.StoreOutcome) float64) quantity {
		return quantity{metric: metric, unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return sum(of(o)), groups(o) }}
	}
	list := append(lossQuantities(store, of), []quantity{
		reached(groupShare("unreadable", func(x *models.StoreOutcome) float64 { return x.Unread })),
		reached(quantity{metric: "some_unreadable", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Dark, o.Measured }}),
		away(groupShare("degraded", func(x *models.StoreOutcome) float64 { return x.Degraded })),
		away(groupShare("endangered", func(x *models.StoreOutcome) float64 { return x.Bears[0] })),
		perYear("rebuilds", rebuilt),
		perYear("rebuilds_avoided", func(o *models.Outcome) int { return of(o).Spared }),
		{metric: "rebuild_time", unit: "s", family: ratio, events: "rebuilds", seen: rebuilt,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Rebuilding, float64(rebuilt(o)) }},
		{metric: "rebuild_traffic", unit: "B/s", family: positive,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Moved, o.Measured }},
	}...)
	list = append(list, quantity{metric: "storage_overhead", unit: "count", family: positive, sure: true,
		read: func(*models.Outcome) (top, bottom float64) { return store.Scheme.Overhead(), 1 }})
	if store.Price != (models.StoragePrice{}) {
		list = append(list, quantity{metric: "storage_cost", unit: "money/y", family: level,
			read: func(o *models.Outcome) (top, bottom float64) {
				return store.Standing()*year + float64(store.Price.Rebuilt*of(o).Moved)*year/o.Measured, 1
			}})
	}
	if store.Room > 0 {
		list = append(list, quantity{metric: "no_room", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Homeless, o.Measured }})
	}
	if store.Access.Write > 0 {
		barred := func(q quantity) quantity {
			q = away(q)
			q.fragments = store.Scheme.Fragments() - store.Access.Write + 1
			return q
		}
		list = append(list, barred(groupShare("unwritable", func(x *models.StoreOutcome) float64 {
			return sum(x.Reached[:store.Access.Write])
		})), barred(quantity{metric: "some_unwritable", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Barred, o.Measured }}))
	}
	if store.Access.Write > 0 && store.Scheme.Data == 1 && store.Access.Misses(store.Scheme.Fragments()) > 0 {
		list = append(list, quantity{metric: "stale_reads", unit: "ratio", family: shareRatio,
			read: func(o *models.Outcome) (top, bottom float64) { return staleReads(store.Access, of(o).Reached) }})
	}
	list = append(list, versionQuantities(store, of, groupShare)...)
	return append(scoped("data:"+store.Name, append(list, errorQuantities(b, store, of, groupShare)...)),
		dataLossShares(b, store, of)...)
}

// dataLossShares are what share of the groups that a store lost each fault destroyed or spoiled the last of, and which
// errors that came with none.
func dataLossShares(b *models.Blueprint, store *models.Store, of func(o *models.Outcome) *models.StoreOutcome) (
	list []quantity) {
	add := func(cause string, by int) {
		list = append(list, quantity{metric: "data_loss_share", scope: "fault:" + cause + "@" + store.Name, unit: "ratio",
			family: shareRatio, read: func(o *models.Outcome) (top, bottom float64) {
				return float64(of(o).LostBy[by]), float64(of(o).Losses)
			}})
	}
	for f := range b.Faults {
		if b.Faults[f].Destroys || b.Faults[f].Corrupts > 0 {
			add(b.Faults[f].Name, f)
		}
	}
	if store.ErrorRate > 0 {
		add("(errors)", len(b.Faults))
	}
	return list
}

// lossQuantities are about what a store loses.
func lossQuantities(store *models.Store, of func(o *models.Outcome) *models.StoreOutcome) []quantity {
	losses := func(o *models.Outcome) int { return of(o).Losses }
	firstLoss := func(o *models.Outcome) (top, bottom float64) { return of(o).First, count(losses(o) > 0) }
	return []quantity{
		{metric: "data_loss", unit: "ratio", family: chance,
			read: func(o *models.Outcome) (top, bottom float64) { return count(losses(o) > 0), 1 }},
		{metric: "group_loss", unit: "ratio", family: share, events: "groups lost", seen: losses,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(of(o).Struck), float64(of(o).Groups) }},
		perYear("groups_lost", losses),
		{metric: "bytes_lost", unit: "B/y", family: positive, scale: year * store.Bytes, events: "groups lost",
			seen: losses,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(losses(o)), o.Measured }},
		{metric: "time_to_data_loss", unit: "s", family: first,
			read: firstLoss},
		{metric: "mttdl", unit: "s", family: between, events: "first losses",
			seen: func(o *models.Outcome) int { return min(losses(o), 1) }, read: firstLoss},
	}
}

// versionQuantities are about what is written on both sides of a partition, where anything is said of writes.
func versionQuantities(store *models.Store, of func(o *models.Outcome) *models.StoreOutcome,
	groupShare func(metric string, sum func(x *models.StoreOutcome) float64) quantity) []quantity {
	if store.Updates.Rate == 0 {
		return nil
	}
	expected := func(metric string, sum func(x *models.StoreOutcome) float64) quantity {
		return quantity{metric: metric, unit: "1/y", family: positive, scale: year,
			read: func(o *models.Outcome) (top, bottom float64) { return sum(of(o)), o.Measured }}
	}
	return []quantity{
		groupShare("diverged", func(x *models.StoreOutcome) float64 { return x.Apart }),
		{metric: "some_diverged", unit: "ratio", family: share,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).SomeApart, o.Measured }},
		expected("conflicts", func(x *models.StoreOutcome) float64 { return x.Conflicts }),
		expected("writes_lost", func(x *models.StoreOutcome) float64 { return x.WritesLost }),
	}
}

// staleReads are the group-seconds in which reads miss what was just written, of those in which it can be read and
// written, by how many copies are reached.
func staleReads(a models.Access, reached []float64) (missed, all float64) {
	for n, seconds := range reached {
		if miss := a.Misses(n); !math.IsNaN(miss) {
			missed, all = missed+float64(miss*seconds), all+seconds
		}
	}
	return missed, all
}

// awayCauses are the faults that can keep fragments of a store from being reached, or from being there, for as long as
// nodes are down or, where these destroy what they have, until that is made anew, which the scope remade tells. Nil
// where nobody knows for how long: while errors are not found, and while few losses are not made good.
func awayCauses(b *models.Blueprint, store *models.Store) (causes []cause, remade string) {
	if store.ErrorRate > 0 || b.Corrupts() || store.Rebuild.Lazy {
		return nil, ""
	}
	causes = causesOn(b, store.Classes, fells, true)
	for _, c := range causes {
		if b.Faults[c.fault].Destroys {
			remade = "data:" + store.Name
		}
	}
	return causes, remade
}

// errorQuantities are about the errors that come to a store unseen, and the scrubs that look for them, where there are
// any.
func errorQuantities(b *models.Blueprint, store *models.Store, of func(o *models.Outcome) *models.StoreOutcome,
	groupShare func(metric string, sum func(x *models.StoreOutcome) float64) quantity) (list []quantity) {
	found := func(o *models.Outcome) int { return of(o).Scrubbed + of(o).Met + of(o).Stumbled }
	if b.Corrupts() {
		list = append(list, perYear("corrupted", func(o *models.Outcome) int { return of(o).Corrupted }))
	}
	if store.ErrorRate > 0 || b.Corrupts() {
		list = append(list,
			perYear("latent_errors", func(o *models.Outcome) int { return of(o).Errors }),
			perYear("found_by_rebuilds", func(o *models.Outcome) int { return of(o).Met }),
			quantity{metric: "unfound_time", unit: "s", family: ratio, events: "errors found", seen: found,
				read: func(o *models.Outcome) (top, bottom float64) { return of(o).Hidden, float64(found(o)) }},
			groupShare("poisoned", func(x *models.StoreOutcome) float64 { return x.Poisoned }),
			perYear("lost_with_errors", func(o *models.Outcome) int { return of(o).LostWithErrors }))
	}
	if store.ReadThrough > 0 {
		list = append(list, perYear("found_by_users", func(o *models.Outcome) int { return of(o).Stumbled }))
	}
	if store.Scrub.Every > 0 {
		list = append(list, perYear("found_by_scrubs", func(o *models.Outcome) int { return of(o).Scrubbed }),
			quantity{metric: "scrub_traffic", unit: "B/s", family: positive,
				read: func(o *models.Outcome) (top, bottom float64) { return of(o).Read, o.Measured }})
	}
	return list
}
