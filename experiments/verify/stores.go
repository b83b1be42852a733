package verify

import (
	"fmt"
	"math"

	"nines/models/exact"
)

// What is kept on nodes: lost, missed and made anew. Blocks of nodes share nothing, so that each is a chain.

var storeCases = []Case{
	parityCase("store-mirrors", "100 pairs of disks that mirror each other, each lost with what it has until "+
		"it is replaced",
		100, exact.Parity{Fragments: 2, Bears: 1, Life: 60, Rebuild: 4}, "replicas: 2"),
	parityCase("store-code", "blocks of six disks with code 4+2", 20, exact.Parity{Fragments: 6, Bears: 2,
		Life: 60, Rebuild: 8},
		"code: 4+2"),
	firstLossCase("store-mttdl-mirrors", "a pair of disks that mirror each other, until it is lost for the first time",
		exact.Parity{Fragments: 2, Bears: 1, Life: 60, Rebuild: 4}, 1000, "replicas: 2"),
	firstLossCase("store-mttdl-code", "six disks with code 4+2, until the first loss",
		exact.Parity{Fragments: 6, Bears: 2, Life: 60, Rebuild: 8}, 300, "code: 4+2"),
	latentCase("store-latent-mirrors", "a pair of disks that mirror each other and get latent errors, which random "+
		"passes of a scrub find", exact.Latent{Parity: exact.Parity{Fragments: 2, Bears: 1, Life: 1000, Rebuild: 50},
		Error: 800, Scrub: 300}, "replicas: 2"),
	latentCase("store-latent-code", "six disks with code 4+2 that get latent errors, which random passes of a scrub find",
		exact.Latent{Parity: exact.Parity{Fragments: 6, Bears: 2, Life: 3000, Rebuild: 100}, Error: 3000, Scrub: 500},
		"code: 4+2"),
	{
		Name:   "store-group-loss",
		About:  "twenty mirrored pairs of disks: how likely each of them is lost, and that any is",
		Source: "first passage of a birth–death chain, of one group and of the first of twenty",
		Scenario: `version: 1
time: { horizon: 1000h }
topology: [ { level: node, count: 40 } ]
faults: { disk: { on: node, time_to_failure: 1000h, repair: 20h, loses_data: true } }
stores:
  s: { on: node, holds: 1TB, groups: 20, replicas: 2, placement: { policy: blocks }, repair: { onto: itself } }
run: { replications: { min: 3000, max: 3000 } }
`,
		checks: func() []check {
			each := exact.Parity{Fragments: 2, Bears: 1, Life: 1000, Rebuild: 20}.LossBy(1000)
			return []check{
				mean("a given group", "group_loss", "data:s", each),
				mean("any group", "data_loss", "data:s", 1-math.Pow(1-each, 20)),
			}
		},
	},
	{
		Name:   "store-read-through",
		About:  "fragments that get latent errors, which users come to at random, alone or besides random passes of a scrub",
		Source: "alternating renewal; the earlier of two exponential times",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 3000h }
topology: [ { level: node, count: 20 } ]
stores:
  users: { on: node, holds: 100TB, groups: 100, replicas: 1, latent_errors: { rate: 1/400h },
    read_through: 150h, repair: { onto: itself } }
  both: { on: node, holds: 100TB, groups: 100, replicas: 1, latent_errors: { rate: 1/400h },
    read_through: 150h, scrub: { every: 100h, passes: random }, repair: { onto: itself } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			const both = 60.0 // 1 / (1/150 + 1/100)
			return []check{
				mean("poisoned, users", "poisoned", "data:users", 150.0/(400+150)),
				mean("time unfound, users", "unfound_time", "data:users", 150*hour),
				mean("poisoned, both", "poisoned", "data:both", both/(400+both)),
				mean("found by users", "found_by_users", "data:both", 100/(400+both)*both/150*year/hour),
				mean("found by scrubs", "found_by_scrubs", "data:both", 100/(400+both)*both/100*year/hour),
			}
		},
	},
	{
		Name:   "store-scrub",
		About:  "fragments that get latent errors, each of which is scrubbed at its own time of every period",
		Source: "an error without memory in a period: 1 − (1 − e^−x)/x of it, for x errors in one",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 3000h }
topology: [ { level: node, count: 20 } ]
stores: { s: { on: node, holds: 100TB, groups: 100, replicas: 1, latent_errors: { rate: 1/400h },
	scrub: { every: 100h }, repair: { onto: itself } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			share, wait := exact.ScrubbedShare(400, 100), exact.ScrubbedWait(400, 100)
			return []check{
				mean("poisoned", "poisoned", "data:s", share),
				mean("time unfound", "unfound_time", "data:s", wait*hour),
				mean("latent errors", "latent_errors", "data:s", 100*(1-share)/400*year/hour),
				mean("scrub traffic", "scrub_traffic", "data:s", 100e12/(100*hour)).to(1e6),
			}
		},
	},
	{
		Name:   "store-corrupted",
		About:  "fragments of which faults corrupt a fifth of what a node has, until random passes of a scrub come",
		Source: "each fragment is a two-state chain, corrupted at a fifth of the rate of the faults",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 6000h }
topology: [ { level: node, count: 20 } ]
faults: { firmware: { on: node, rate: 1/80h, heals: 1ms, effect: corrupt, corrupts_data: 20% } }
stores: { s: { on: node, holds: 100TB, groups: 100, replicas: 1, scrub: { every: 100h, passes: random },
	repair: { onto: itself } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			flawed := exact.TwoState{MTTF: 400, MTTR: 100}.Unavailability()
			return []check{
				mean("poisoned", "poisoned", "data:s", flawed),
				mean("corrupted", "corrupted", "data:s", 100*(1-flawed)/400*year/hour),
				mean("time unfound", "unfound_time", "data:s", 100*hour),
			}
		},
	},
	{
		Name:   "store-unread",
		About:  "groups of code 3+2 on random nodes that come back with all that they have",
		Source: "binomial: independent nodes",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 3000h }
topology: [ { level: node, count: 40 } ]
faults: { reboot: { on: node, rate: 1/36h, heals: 4h } }
stores: { s: { on: node, holds: 1TB, groups: 200, code: 3+2, repair: { grace: 1000h, takes: 1h } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			nodes := exact.Repairman{Nodes: 5, MTTF: 36, MTTR: 4}
			return []check{
				mean("unreadable", "unreadable", "data:s", exact.KofN{Repairman: nodes, Need: 3}.Unavailability()),
				mean("degraded", "degraded", "data:s", exact.KofN{Repairman: nodes, Need: 5}.Unavailability()),
			}
		},
	},
	{
		Name:   "store-quorum",
		About:  "five copies, reads of two and writes of three or of two, on nodes that come and go",
		Source: "binomial: independent nodes; a read misses a write with C(a-W,R)/C(a,R) of a reached (Gifford 1979)",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 3000h }
topology: [ { level: node, count: 40 } ]
faults: { reboot: { on: node, rate: 1/36h, heals: 4h } }
stores:
  meet: { on: node, holds: 1TB, groups: 100, replicas: 5, reads: 3, writes: 3, repair: { grace: 1000h, takes: 1h } }
  miss: { on: node, holds: 1TB, groups: 100, replicas: 5, reads: 2, writes: 2, repair: { grace: 1000h, takes: 1h } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			nodes := exact.Repairman{Nodes: 5, MTTF: 36, MTTR: 4}
			short := func(need int) float64 { return exact.KofN{Repairman: nodes, Need: need}.Unavailability() }
			exactly := func(reached int) float64 { return short(reached+1) - short(reached) }
			// Of five, four, three and two copies reached: C(3,2)/C(5,2), C(2,2)/C(4,2) and none.
			missed := exactly(4)/6 + (1-short(5))*3/10
			return []check{
				mean("unwritable of 3 of 5", "unwritable", "data:meet", short(3)),
				mean("unreadable of 3 of 5", "unreadable", "data:meet", short(3)),
				mean("unwritable of 2 of 5", "unwritable", "data:miss", short(2)).to(short(2) / 8),
				mean("stale reads of 2 and 2 of 5", "stale_reads", "data:miss", missed/(1-short(2))),
			}
		},
	},
	{
		Name:   "store-sides",
		About:  "five copies in three zones that are cut off, read and written from one zone, and from each",
		Source: "sum over which zones are cut off, of binomials; Gifford 1979",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 10000h }
topology:
  - { level: zone, count: 3 }
  - { level: node, classes: [{ many: 3 }, { one: 1 }, { one: 1 }] }
faults:
  crash: { on: node, time_to_failure: 40h, heals: 10h }
  cut: { on: zone, effect: partition, time_to_failure: 60h, heals: 20h }
stores:
  many: { on: [many, one], holds: 1TB, groups: 3, replicas: 5, reads: 2, writes: 3, from: zone 1,
    repair: { grace: 20000h, takes: 1h } }
  each: { on: [many, one], holds: 1TB, groups: 3, replicas: 5, reads: 2, writes: 2, from: zone,
    repair: { grace: 20000h, takes: 1h } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			sides := exact.Sides{Members: []int{3, 1, 1}, Up: 0.8, Joined: 0.75}
			mean3 := func(need int) float64 { return (sides.From(0, need) + 2*sides.From(1, need)) / 3 }
			// Of five, four, three and two copies reached: C(3,2)/C(5,2), C(2,2)/C(4,2) and none.
			missed := mean3(5)*3/10 + (mean3(4)-mean3(5))/6
			return []check{
				mean("unreadable, from where most are", "unreadable", "data:many", 1-sides.From(0, 2)),
				mean("unwritable, from where most are", "unwritable", "data:many", 1-sides.From(0, 3)),
				mean("unwritable, from each zone", "unwritable", "data:each", 1-mean3(2)),
				mean("stale reads, from each zone", "stale_reads", "data:each", missed/mean3(2)),
			}
		},
	},
	{
		Name:   "store-diverges",
		About:  "a copy in each of two zones that are cut off from each other for a random time, both written meanwhile",
		Source: "1 - e^(-rate time / keys) on each side of all keys, and the mean over the time of a cut",
		Scenario: `version: 1
time: { horizon: 20000h }
topology: [ { level: zone, count: 2 }, { level: node, count: 1 } ]
faults: { cut: { on: zone 1, effect: partition, time_to_failure: 18h, heals: { dist: exponential, mean: 2h } } }
stores:
  later: { on: node, holds: 1TB, groups: 4, replicas: 2, writes: 1, from: zone, repair: { grace: 20000h, takes: 1h },
    updates: { rate: 30/h, keys: { count: 100 } } }
  both: { on: node, holds: 1TB, groups: 4, replicas: 2, writes: 1, from: zone, repair: { grace: 20000h, takes: 1h },
    updates: { rate: 30/h, keys: { count: 100 }, resolve: siblings } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			sides := exact.Conflicts{Keys: 100, Ours: 15, Theirs: 15}
			return []check{
				mean("diverged", "diverged", "data:later", 0.1),
				mean("conflicts", "conflicts", "data:later", sides.Mean(2)/20*year/hour),
				mean("writes lost", "writes_lost", "data:later", sides.MeanLost(2)/20*year/hour),
				mean("conflicts of siblings", "conflicts", "data:both", sides.Mean(2)/20*year/hour),
			}
		},
	},
	{
		Name:   "store-sources",
		About:  "six disks with code 4+2, of which each is read for one repair at a time, so that there is no second one",
		Source: "birth–death chain with one repair at a time; Trivedi, ch. 8",
		Scenario: `version: 1
time: { horizon: 2000h }
topology: [ { level: node, count: 6 } ]
faults: { disk: { on: node, time_to_failure: 800h, heals: 1ms, loses_data: true } }
stores: { s: { on: node, holds: 4TB, groups: 1, code: 4+2, placement: { policy: blocks },
	repair: { onto: itself, takes: { dist: exponential, mean: 100h }, per_source: 1 } } }
run: { replications: { min: 3000, max: 3000 } }
`,
		checks: func() []check {
			p := exact.Parity{Fragments: 6, Bears: 2, Life: 800, Rebuild: 100, Serial: true}
			return []check{mean("data loss", "data_loss", "data:s", p.LossBy(2000))}
		},
	},
	{
		Name:   "store-room",
		About:  "six nodes with room for what five of them keep, whose content is made on the others at once",
		Source: "binomial: something waits for room while two or more of independent nodes are down",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 20000h }
topology: [ { level: node, count: 6 } ]
faults: { disk: { on: node, rate: 1/90h, repair: 10h, loses_data: true } }
stores: { s: { on: node, holds: 100TB, groups: 50, replicas: 1, room: 20TB, repair: { grace: 0s } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			nodes := exact.Repairman{Nodes: 6, MTTF: 90, MTTR: 10}
			return []check{
				mean("no room", "no_room", "data:s", exact.KofN{Repairman: nodes, Need: 5}.Unavailability()),
			}
		},
	},
	{
		Name:   "store-shared",
		About:  "repairs of a store and restores of other nodes that share a bandwidth equally, none faster than a limit",
		Source: "processor sharing with two finite sources; Kelly 1979",
		Scenario: `version: 1
time: { warmup: 1000h, horizon: 6000h }
topology: [ { level: node, classes: { disk: 8, web: 6 } } ]
faults: { loss: { on: web, time_to_failure: 60h } }
recovery: { policy: restore, grace: 0s, data: 1.8TB, needs: { bandwidth: both } }
resources: { bandwidth: { both: { rate: 200MB/s, each: 125MB/s } } }
stores: { s: { on: disk, holds: 28.8TB, groups: 8, replicas: 1, placement: { policy: blocks },
	latent_errors: { rate: 1/50h, per: 3.6TB }, scrub: { every: 1s }, repair: { bandwidth: both } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			const terabyte = 1e12 / hour // in bytes per second for an hour
			active := exact.SharedByTwo{Of: [2]exact.SharedRestore{{Nodes: 8, MTTF: 50, Size: 3.6 * terabyte},
				{Nodes: 6, MTTF: 60, Size: 1.8 * terabyte}}, Total: 200e6, Each: 125e6}.Active()
			return []check{
				mean("unreadable", "unreadable", "data:s", active[0]/8),
				mean("restores under way", "faults_active", "fault:loss", active[1]),
			}
		},
	},
	{
		Name:   "store-copysets",
		About:  "a burst that takes 20 of 60 nodes at once, with three copies in the sets of one random order",
		Source: "C(20,3)/C(60,3) of the groups are lost; Cidon et al. 2013",
		Scenario: `version: 1
time: { horizon: 10h }
topology: [ { level: node, count: 60 } ]
faults: { burst: { on: fleet, at: 5h, for: 1h, hits: 20, effect: down, loses_data: true } }
stores:
  s: { on: node, holds: 1TB, groups: 300, replicas: 3, placement: { policy: copyset, scatter_width: 2 },
	repair: { takes: 1h } }
  r: { on: node, holds: 1TB, groups: 300, replicas: 3, repair: { takes: 1h } }
run: { replications: { min: 400, max: 400 } }
`,
		checks: func() []check {
			lost := 300 * (20 * 19 * 18.0) / (60 * 59 * 58) * year / (10 * hour)
			return []check{
				mean("groups lost of copysets", "groups_lost", "data:s", lost).to(lost / 8),
				mean("groups lost at random", "groups_lost", "data:r", lost),
			}
		},
	},
}

// latentCase is a group of disks that are lost with what they have and are back at once, whose errors scrubs and
// rebuilds find.
func latentCase(name, about string, l exact.Latent, scheme string) Case {
	const hours = 2000
	return Case{
		Name: name, About: about, Source: "chain of what is missing and what has errors; Elerath and Pecht 2009",
		Scenario: fmt.Sprintf(`version: 1
time: { horizon: %dh }
topology: [ { level: node, count: %d } ]
faults: { disk: { on: node, time_to_failure: %gh, heals: 1ms, loses_data: true } }
stores: { s: { on: node, holds: %dTB, groups: 1, %s, latent_errors: { rate: 1/%gh },
	scrub: { every: %gh, passes: random }, placement: { policy: blocks },
	repair: { onto: itself, takes: { dist: exponential, mean: %gh } } } }
run: { replications: { min: 3000, max: 3000 } }
`, hours, l.Fragments, l.Life, l.Fragments-l.Bears, scheme, l.Error, l.Scrub, l.Rebuild),
		checks: func() []check {
			return []check{mean("data loss", "data_loss", "data:s", l.LossBy(hours))}
		},
	}
}

// firstLossCase is a group of disks that are whole at first and replaced, with what they had, by themselves. Most runs
// see a loss and some do not, which counts as time without one.
func firstLossCase(name, about string, p exact.Parity, hours float64, scheme string) Case {
	return Case{
		Name: name, About: about, Source: "first passage of a birth–death chain; Trivedi, ch. 8",
		Scenario: fmt.Sprintf(`version: 1
time: { horizon: %gh }
topology: [ { level: node, count: %d } ]
faults: { disk: { on: node, time_to_failure: %gh, repair: %gh, loses_data: true } }
stores: { s: { on: node, holds: 1TB, groups: 1, %s, placement: { policy: blocks }, repair: { onto: itself } } }
run: { replications: { min: 4000, max: 4000 } }
`, hours, p.Fragments, p.Life, p.Rebuild, scheme),
		checks: func() []check {
			return []check{
				mean("mean time to the first loss", "mttdl", "data:s", p.MeanPerLoss(hours)*hour),
				mean("data loss", "data_loss", "data:s", p.LossBy(hours)),
			}
		},
	}
}

// parityCase is so many blocks of disks that are replaced, with what they had, by themselves.
func parityCase(name, about string, blocks int, p exact.Parity, scheme string) Case {
	return Case{
		Name: name, About: about, Source: "birth–death chain, filled anew after a loss; Trivedi, ch. 8",
		Scenario: fmt.Sprintf(`version: 1
time: { warmup: 500h, horizon: 3000h }
topology: [ { level: node, count: %d } ]
faults: { disk: { on: node, time_to_failure: %gh, repair: %gh, loses_data: true } }
stores: { s: { on: node, holds: 1TB, groups: %d, %s, placement: { policy: blocks }, repair: { onto: itself } } }
run: { replications: { min: 60, max: 60 } }
`, blocks*p.Fragments, p.Life, p.Rebuild, blocks, scheme),
		checks: func() []check {
			lost, missing := p.Missing()
			return []check{
				mean("groups lost", "groups_lost", "data:s", float64(blocks)*p.LossRate()*year/hour),
				mean("unreadable", "unreadable", "data:s", lost),
				mean("endangered", "endangered", "data:s", missing[p.Bears]),
				mean("degraded", "degraded", "data:s", 1-missing[0]),
			}
		},
	}
}
