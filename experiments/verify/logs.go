package verify

import (
	"math"

	"nines/models/exact"
)

// Replicated logs: majorities, elections and commits.

var logCases = []Case{
	{
		Name:   "log-majority",
		About:  "logs of five members that fail by themselves, with one crew for all, or two of them with their rack",
		Source: "binomial; machine repairman; mixture of binomials",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 5000h }
topology:
  - { level: rack, count: 5 }
  - { level: node, classes: [{ alone: 5, crewed: 5 }, { racked: 2 }, { racked: 1 }, { racked: 1 }, { racked: 1 }] }
resources: { crews: { hands: { count: 1 } } }
faults:
  alone: { on: alone, time_to_failure: 40h, repair: 10h }
  crewed: { on: crewed, time_to_failure: 40h, repair: 10h, needs: { crew: hands } }
  racked: { on: racked, time_to_failure: 40h, repair: 10h }
  rack: { on: rack 2, time_to_failure: 60h, repair: 20h }
logs:
  alone: { on: alone, round_trip: 1ms }
  crewed: { on: crewed, round_trip: 1ms }
  racked: { on: racked, round_trip: 1ms }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			crewed := exact.Repairman{Nodes: 5, Crews: 1, MTTF: 40, MTTR: 10}
			alone := crewed
			alone.Crews = 0
			node, rack := 0.8, 0.75
			others := exact.EqualUpCount(3, node)
			without := exact.Below(others, 3) // of the rack
			with := exact.Below(exact.Convolve(others, exact.EqualUpCount(2, node)), 3)
			return []check{
				mean("alone", "quorum_lost", "log:alone", exact.KofN{Repairman: alone, Need: 3}.Unavailability()),
				mean("with one crew", "quorum_lost", "log:crewed", exact.KofN{Repairman: crewed, Need: 3}.Unavailability()),
				mean("with a rack", "quorum_lost", "log:racked", rack*with+(1-rack)*without),
			}
		},
	},
	{
		Name:   "log-election",
		About:  "a leader that crashes: five members close by, three far away",
		Source: "order statistics of uniform times; integral equation of split votes",
		Scenario: `version: 1
time: { horizon: 4000h }
topology: [ { level: node, classes: { near: 5, far: 3 } } ]
faults: { crash: { on: node, time_to_failure: 50h, repair: { dist: constant, value: 1m } } }
logs:
  near: { on: near, heartbeat: 500ms, round_trip: 1ms }
  far: { on: far, round_trip: 200ms }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			near := exact.Election{Followers: 4, Votes: 2, Low: 1, High: 2, Heartbeat: 0.5, Trip: 0.001}
			far := exact.Election{Followers: 2, Votes: 1, Low: 1, High: 2, Heartbeat: 0.1, Trip: 0.2}
			each, rate := near.First()+near.Trip, year/(50*hour)
			return []check{
				mean("election time, near", "election_time", "log:near", each),
				mean("elections, near", "elections", "log:near", rate),
				mean("leaderless time, near", "leaderless_time", "log:near", rate*each),
				mean("election time, far", "election_time", "log:far", far.Mean()),
				mean("split votes, far", "split_votes", "log:far", far.Split()).to(0.02),
			}
		},
	},
	{
		Name:   "log-commit",
		About:  "entries that a majority has after exponential round trips, with members down now and then",
		Source: "order statistics of exponential times, given how many are up",
		Scenario: `version: 1
time: { warmup: 200h, horizon: 5000h }
topology: [ { level: node, classes: { five: 5, three: 3 } } ]
faults: { crash: { on: node, time_to_failure: 30h, repair: 10h } }
logs:
  five: { on: five, round_trip: { dist: exponential, mean: 50ms } }
  three: { on: three, round_trip: { dist: exponential, mean: 50ms } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			latency := func(members int) float64 { return exact.Commits{Members: members, Trip: 0.05}.MeanOf(0.75) }
			return []check{
				mean("commit latency, five", "commit_latency", "log:five", latency(5)),
				mean("commit latency, three", "commit_latency", "log:three", latency(3)),
			}
		},
	},
	{
		Name:   "log-sides",
		About:  "members in three zones that are cut off, three in one of them and one in each other: those of one may go on",
		Source: "sum over which zones are cut off, of binomials",
		Scenario: `version: 1
time: { warmup: 500h, horizon: 10000h }
topology:
  - { level: zone, count: 3 }
  - { level: node, classes: [{ many: 3 }, { one: 1 }, { one: 1 }] }
faults:
  crash: { on: node, time_to_failure: 40h, repair: 10h }
  cut: { on: zone, effect: partition, time_to_failure: 60h, heals: 20h }
logs: { l: { on: [many, one], round_trip: 1ms } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			sides := exact.Sides{Members: []int{3, 1, 1}, Up: 0.8, Joined: 0.75}
			return []check{mean("no majority on any side", "quorum_lost", "log:l", 1-sides.Some(3))}
		},
	},
	{
		Name: "log-cut",
		About: "three members, of which one at a time is cut off for a minute: from both others, from hearing them, from " +
			"being heard; a leader that hears nobody keeps its office, and its followers, for one time-out",
		Source: "order statistics of uniform times, with a round trip more for the pre-vote",
		Scenario: `version: 1
time: { horizon: 4000h }
topology: [ { level: node, classes: { cut: 3, deaf: 3, mute: 3 } } ]
faults:
  cut: { on: cut, effect: partition, time_to_failure: 50h, heals: { dist: constant, value: 1m } }
  deaf: { on: deaf, effect: { partition: inbound }, time_to_failure: 50h, heals: { dist: constant, value: 1m } }
  mute: { on: mute, effect: { partition: outbound }, time_to_failure: 50h, heals: { dist: constant, value: 1m } }
logs:
  cut: { on: cut, round_trip: 1ms, pre_vote: true }
  deaf: { on: deaf, round_trip: 1ms, pre_vote: true }
  mute: { on: mute, round_trip: 1ms }
  torn: { on: cut, round_trip: 1ms }
run: { replications: { min: 100, max: 100 } }
`,
		checks: func() []check {
			e := exact.Election{Followers: 2, Votes: 1, Low: 1, High: 2, Heartbeat: 0.1, Trip: 0.001}
			rate := year / (50*hour + 60) // at which each is cut off, one of the three while it leads
			asked := e.First() + 2*e.Trip
			// While two are cut off nobody can be elected: three pairs, until the first of the two is back.
			short := 3 * (year / (50 * hour)) * (60 / (50 * hour)) * 60
			return []check{
				mean("leaderless, cut off", "leaderless_time", "log:cut", rate*asked+short),
				mean("election time, cut off", "election_time", "log:cut", asked),
				mean("leaderless, deaf", "leaderless_time", "log:deaf", rate*(1.5+asked)+short),
				mean("leaderless, mute", "leaderless_time", "log:mute", rate*(e.First()+e.Trip)+short),
				mean("elections without pre-vote", "elections", "log:torn", 4*rate),
			}
		},
	},
	{
		Name: "log-partial",
		About: "two of three members that are cut off from each other, while the third hears both: with a pre-vote nothing " +
			"happens, and without they depose each other",
		Source: "renewals of uniform time-outs and half a round trip; the third leads in one of three runs, in peace",
		Scenario: `version: 1
time: { horizon: 1h }
topology: [ { level: node, classes: { a: 3, b: 3 } } ]
faults:
  a: { on: a 1, at: 0h, for: 1h, effect: { partition: { from: a 3 } } }
  b: { on: b 1, at: 0h, for: 1h, effect: { partition: { from: b 3 } } }
logs:
  calm: { on: a, round_trip: 200ms, pre_vote: true }
  torn: { on: b, round_trip: 200ms }
run: { replications: { min: 600, max: 600 } }
`,
		checks: func() []check {
			const trip = 0.2
			each := year / (1.5 + trip/2) * 2 / 3
			return []check{
				mean("leaderless, without pre-vote", "leaderless", "log:torn", 2.0/3*(trip/2)/(1.5+trip/2)).to(0.004),
				mean("elections, without pre-vote", "elections", "log:torn", each).to(1.2e6),
			}
		},
	},
	{
		Name: "log-members",
		About: "members of which one at a time is replaced while there is a leader: at once, and if they are missed for " +
			"3 h; leaders that leave, and are missed or hand over",
		Source: "birth–death chain; exponential outages; order statistics of uniform times",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 5000h }
topology: [ { level: node, classes: { three: 15, five: 15, late: 8, turned: 6 } } ]
faults:
  three: { on: three, time_to_failure: 20h, repair: 10h }
  five: { on: five, time_to_failure: 20h, repair: 10h }
  rare: { on: late, time_to_failure: 200h, repair: 2h }
logs:
  three: { on: three, replicas: 3, round_trip: 1ms, changes: { after: 0s, catch_up: { dist: exponential, mean: 4h } } }
  five: { on: five, replicas: 5, round_trip: 1ms, changes: { after: 0s, catch_up: { dist: exponential, mean: 4h } } }
  late: { on: late, replicas: 5, round_trip: 1ms, changes: { after: 3h } }
  missed: { on: turned, replicas: 3, round_trip: 1ms, changes: { every: 10h } }
  handed:
    on: turned
    replicas: 3
    round_trip: { dist: exponential, mean: 200ms }
    changes: { every: 10h, transfer: true }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			short := func(members int) float64 {
				return exact.Membership{Members: members, MTTF: 20, MTTR: 10, Replacement: 4}.NoQuorum()
			}
			gone := math.Exp(-3.0 / 2) // share of the outages that last for so long
			e := exact.Election{Followers: 3, Votes: 1, Low: 1, High: 2, Heartbeat: 0.1, Trip: 0.001}
			return []check{
				mean("no majority, three", "quorum_lost", "log:three", short(3)),
				mean("no majority, five", "quorum_lost", "log:five", short(5)),
				mean("replaced after 3 h", "member_changes", "log:late", 5*gone*year/hour/(200+2*(1-gone))),
				mean("a leader that is missed", "changeover_time", "log:missed", e.First()+e.Trip),
				// Half a trip until the next one is told, and the shorter of two for its vote.
				mean("a leader that hands over", "changeover_time", "log:handed", 0.2/2+0.2/2),
			}
		},
	},
}
