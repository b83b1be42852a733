package experiments

import (
	"slices"

	"nines/models"
	"nines/sim/stat"
)

// logQuantities are about one replicated log.
func logQuantities(b *models.Blueprint, l int) []quantity {
	of := func(o *models.Outcome) *models.LogOutcome { return &o.Logs[l] }
	losses := func(o *models.Outcome) int { return of(o).Losses }
	elected := func(o *models.Outcome) int { return int(of(o).Elected.Count()) }
	led := func(o *models.Outcome) float64 { return o.Measured - of(o).Leaderless }
	part := func(metric string, causes []cause, sum func(x *models.LogOutcome) float64) quantity {
		return quantity{metric: metric, unit: "ratio", family: share, events: "leaders lost", seen: losses, causes: causes,
			read: func(o *models.Outcome) (top, bottom float64) { return sum(of(o)), o.Measured }}
	}
	harmful := causesAmong(b, b.Logs[l].Hosts())
	failing := harmful
	if b.Logs[l].Patience > 0 {
		failing = nil // slow members may have commits fail, too, and nobody counts how often
	}
	writable := part("writable", failing, nil)
	writable.read = func(o *models.Outcome) (top, bottom float64) { return led(o) - of(o).Late, o.Measured }
	short := part("quorum_lost", harmful, func(x *models.LogOutcome) float64 { return x.NoQuorum })
	short.events, short.seen = "majorities lost", func(o *models.Outcome) int { return of(o).Short }
	list := []quantity{
		writable,
		part("unwritable", failing, func(x *models.LogOutcome) float64 { return x.Leaderless + x.Late }),
		part("leaderless", harmful, func(x *models.LogOutcome) float64 { return x.Leaderless }),
		short,
		part("slow_leader", nil, func(x *models.LogOutcome) float64 { return x.SlowLed }),
		{metric: "leaderless_time", unit: "s/y", family: share, scale: year, events: "leaders lost", seen: losses,
			causes: harmful,
			read:   func(o *models.Outcome) (top, bottom float64) { return of(o).Leaderless, o.Measured }},
		perYear("elections", func(o *models.Outcome) int { return of(o).Elections }),
		{metric: "election_time", unit: "s", family: ratio, events: "elections", seen: elected,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Took, float64(elected(o)) }},
		{metric: "split_votes", unit: "ratio", family: shareRatio, events: "elections", seen: elected,
			read: func(o *models.Outcome) (top, bottom float64) { return float64(of(o).Split), float64(elected(o)) }},
		{metric: "commit_latency", unit: "s", family: ratio,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).Commit, led(o) }},
	}
	for _, p := range []struct {
		metric string
		share  float64
		spells func(x *models.LogOutcome) []stat.Spell
	}{
		{"election_time_p95", 0.95, func(x *models.LogOutcome) []stat.Spell { return spellsOf(x.Elected.Buckets()) }},
		{"commit_latency_p50", 0.5, func(x *models.LogOutcome) []stat.Spell { return spellsOf(x.Commits.Buckets()) }},
		{"commit_latency_p99", 0.99, func(x *models.LogOutcome) []stat.Spell { return spellsOf(x.Commits.Buckets()) }},
	} {
		list = append(list, quantity{metric: p.metric, unit: "s", family: quantile, share: p.share,
			spells: func(o *models.Outcome) []stat.Spell { return p.spells(of(o)) }})
	}
	if b.Logs[l].Changes != nil {
		list = append(list, changeQuantities(of)...)
	}
	return append(scoped("log:"+b.Logs[l].Name, list), leaderlessBy(b, l)...)
}

// changeQuantities are about the changes of members of a log.
func changeQuantities(of func(o *models.Outcome) *models.LogOutcome) []quantity {
	handed := func(o *models.Outcome) int { return of(o).Handed }
	return []quantity{
		perYear("member_changes", func(o *models.Outcome) int { return of(o).Changes }),
		{metric: "changeover_time", unit: "s", family: ratio, events: "leaders that left", seen: handed,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).HandedTime, float64(handed(o)) }},
		{metric: "changeover_share", unit: "ratio", family: shareRatio, events: "leaders that left", seen: handed,
			read: func(o *models.Outcome) (top, bottom float64) { return of(o).HandedTime, of(o).Leaderless }},
	}
}

// leaderlessBy is which share of the leaderless time of a log each fault has begun.
func leaderlessBy(b *models.Blueprint, l int) (list []quantity) {
	for f := range b.Faults {
		list = append(list, quantity{metric: "leaderless_share", unit: "ratio", family: shareRatio,
			scope: "fault:" + b.Faults[f].Name + "@" + b.Logs[l].Name,
			read:  func(o *models.Outcome) (top, bottom float64) { return o.Logs[l].ByFault[f], o.Logs[l].Leaderless }})
	}
	return list
}

// causesAmong are the faults that can take one of some nodes down, or keep it from others.
func causesAmong(b *models.Blueprint, leaves []int32) []cause {
	harms := func(x models.Symptom) bool { return x.TakesDown() || x.Effect == models.Partition }
	return slices.DeleteFunc(allCauses(b, harms), func(c cause) bool {
		return !slices.ContainsFunc(b.Faults[c.fault].Targets, func(target models.ComponentID) bool {
			first, last := b.Topology.Span(target)
			return slices.ContainsFunc(leaves, func(leaf int32) bool { return first <= leaf && leaf < last })
		})
	})
}
