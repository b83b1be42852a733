package verify

import "nines/models/exact"

// Services that need stores: down, or short of requests, while what they need of them is out of reach.

// three are nodes that come and go at different paces, of which two or one suffice.
func three(need int) exact.Structure {
	return exact.Structure{Parts: []exact.TwoState{{MTTF: 30, MTTR: 3}, {MTTF: 40, MTTR: 8}, {MTTF: 60, MTTR: 15}},
		Works: exact.AtLeast(need)}
}

// racked are three racks of a node each: node n is part n, its rack part 3 + n; two of three have to be there.
func racked() exact.Structure {
	var parts []exact.TwoState
	for range 3 {
		parts = append(parts, exact.TwoState{MTTF: 36, MTTR: 4})
	}
	for range 3 {
		parts = append(parts, exact.TwoState{MTTF: 80, MTTR: 10})
	}
	two := exact.AtLeast(2)
	return exact.Structure{Parts: parts, Works: func(up uint) bool { return two(up & (up >> 3) & 7) }}
}

var backingCases = []Case{
	{
		Name:   "needs-store",
		About:  "services that read or write copies on nodes that differ, one of them needed by another",
		Source: "sum over all states of the independent parts; the second of two to fall has the downtime",
		Scenario: `version: 1
time: { warmup: 200h, horizon: 10000h }
topology: [ { level: node, classes: { a: 1, b: 1, c: 1, p: 1, q: 1 } } ]
faults:
  a: { on: a, time_to_failure: 30h, heals: 3h }
  b: { on: b, time_to_failure: 40h, heals: 8h }
  c: { on: c, time_to_failure: 60h, heals: 15h }
  p: { on: p, time_to_failure: 30h, heals: 4h }
  q: { on: q, time_to_failure: 30h, heals: 12h }
stores:
  three: { on: [a, b, c], holds: 1TB, groups: 1, replicas: 3, writes: 2, repair: { grace: 1000h, takes: 1h } }
  pair: { on: [p, q], holds: 1TB, groups: 1, replicas: 2, repair: { grace: 1000h, takes: 1h } }
services:
  reader: { store: three }
  writer: { store: { name: three, for: both } }
  page: { needs: [writer] }
  pair: { store: pair }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			reads, writes := three(1), three(2)
			pair := exact.Structure{Parts: []exact.TwoState{{MTTF: 30, MTTR: 4}, {MTTF: 30, MTTR: 12}},
				Works: exact.AtLeast(1)}
			list := []check{
				mean("cannot be read", "unavailability", "service:reader", reads.Unavailability()).
					to(reads.Unavailability() / 8),
				mean("cannot be written", "unavailability", "service:writer", writes.Unavailability()),
				mean("outages of writes", "outages", "service:writer", writes.OutageRate()*year/hour),
				mean("who needs the writer", "unavailability", "service:page", writes.Unavailability()),
				mean("a pair", "unavailability", "service:pair", pair.Unavailability()),
				mean("downtime by the faster of a pair", "downtime_share", "fault:p@pair", 12.0/(4+12)),
			}
			for i, fault := range []string{"a", "b", "c"} {
				list = append(list, mean("writes without "+fault, "risk_reduction", "fault:"+fault+"@writer", writes.Saves(i)).
					to(0.02))
			}
			return list
		},
	},
	{
		Name:   "needs-groups",
		About:  "services that need eight of ten groups, or lose the requests whose groups are out of reach; and racks",
		Source: "binomial: independent nodes, and groups of them; sum over the states of racks and nodes",
		Scenario: `version: 1
time: { warmup: 100h, horizon: 5000h }
topology:
  - { level: rack, count: 4 }
  - { level: node, classes: [{ alone: 30, front: 1 }, { racked: 1 }, { racked: 1 }, { racked: 1 }] }
faults:
  alone: { on: alone, time_to_failure: 36h, heals: 4h }
  racked: { on: racked, time_to_failure: 36h, heals: 4h }
  rack2: { on: rack 2, time_to_failure: 80h, heals: 10h }
  rack3: { on: rack 3, time_to_failure: 80h, heals: 10h }
  rack4: { on: rack 4, time_to_failure: 80h, heals: 10h }
stores:
  ten: { on: alone, holds: 1TB, groups: 10, replicas: 3, writes: 2, placement: { policy: blocks },
	repair: { grace: 1000h, takes: 1h } }
  racked: { on: racked, holds: 1TB, groups: 1, replicas: 3, writes: 2, repair: { grace: 1000h, takes: 1h } }
services:
  most: { store: { name: ten, for: writes, at_least: 80% } }
  soft: { runs_on: front, up_when: { at_least: 1 }, store: { name: ten, for: writes, soft: true } }
  racked: { store: { name: racked, for: writes } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			short := exact.KofN{Repairman: exact.Repairman{Nodes: 3, MTTF: 36, MTTR: 4}, Need: 2}.Unavailability()
			most := exact.Below(exact.EqualUpCount(10, 1-short), 8)
			return []check{
				mean("more than two of ten", "unavailability", "service:most", most).to(most / 8),
				mean("requests served", "effective_availability", "service:soft", 1-short),
				mean("two of three racks", "unavailability", "service:racked", racked().Unavailability()),
			}
		},
	},
	{
		Name:   "needs-two-nodes",
		About:  "whose downtime it is that a service has which needs what either of two unequal nodes alone keeps",
		Source: "two independent alternating renewals, without memory; the one that is down first has the time of both",
		Scenario: `version: 1
time: { warmup: 200h, horizon: 20000h }
topology: [ { level: node, classes: { a: 1, b: 1 } } ]
faults:
  a: { on: a, time_to_failure: 20h, heals: 5h }
  b: { on: b, time_to_failure: 60h, heals: 40h }
stores:
  single: { on: [a, b], holds: 1TB, groups: 2, replicas: 1, placement: { policy: blocks }, repair: { grace: 9000h } }
services: { api: { store: single } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			a, b := exact.TwoState{MTTF: 20, MTTR: 5}, exact.TwoState{MTTF: 60, MTTR: 40}
			x, y := a.Unavailability(), b.Unavailability()
			down := 1 - (1-x)*(1-y)
			// a is down alone, or with b behind it: b comes at the rate at which it goes, and either may end that.
			first := x*(1-y) + x*y*a.MTTR/(a.MTTR+b.MTTR)
			return []check{
				mean("either is down", "unavailability", "service:api", down),
				mean("downtime of a", "downtime_share", "fault:a", first/down),
				mean("downtime of b", "downtime_share", "fault:b", 1-first/down),
				mean("downtime in repair", "downtime_share", "stage:repair", 1).to(0.05),
			}
		},
	},
}
