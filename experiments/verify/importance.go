package verify

import (
	"math/bits"

	"nines/models/exact"
)

// What to make better first: the measures of importance of package exact, where several things fail together. Those of
// single components of services that need each other are checked with the needs.

// zoned are three zones of two nodes: node n has a crash, part 2n, and a disk, part 2n+1; the zones are parts 12 to 14.
func zoned() exact.Structure {
	parts := make([]exact.TwoState, 15) // hours
	for i := range 6 {
		parts[2*i], parts[2*i+1] = exact.TwoState{MTTF: 40, MTTR: 6}, exact.TwoState{MTTF: 90, MTTR: 20}
	}
	for i := 12; i < 15; i++ {
		parts[i] = exact.TwoState{MTTF: 100, MTTR: 10}
	}
	return exact.Structure{Parts: parts, Works: func(up uint) bool {
		serving := 0
		for zone := range 3 {
			if up>>(12+zone)&1 == 1 && (up>>(4*zone)&3 == 3 || up>>(4*zone+2)&3 == 3) {
				serving++
			}
		}
		return serving >= 2
	}}
}

const (
	crashes = 0b000_01_01_01_01_01_01
	disks   = 0b000_10_10_10_10_10_10
	zones   = 0b111 << 12
)

var importanceCases = []Case{{
	Name:   "importance",
	About:  "what of the downtime would be gone without one fault, or all on a class, in two of three zones",
	Source: "sum over all states of the independent parts (Birnbaum 1969; Barlow and Proschan 1975)",
	Scenario: `version: 1
time: { warmup: 400h, horizon: 20000h }
topology: [ { level: zone, count: 3 }, { level: node, classes: { web: 2 } } ]
faults:
  crash: { on: web, time_to_failure: 40h, repair: 6h }
  disk: { on: web, time_to_failure: 90h, repair: 20h }
  zone: { on: zone, time_to_failure: 100h, repair: 10h }
services: { api: { runs_on: web, up_when: { at_least: 2, of: zone, each: { capacity: 50% } } } }
run: { replications: { min: 100, max: 100 } }
`,
	checks: func() []check {
		s := zoned()
		down, outages := s.Unavailability(), s.OutageRate()
		gone := func(name, scope string, parts uint) check {
			left := s.Mean(func(up uint) float64 { return indicator(!s.Works(up | parts)) })
			return mean("downtime gone without "+name, "risk_reduction", scope, 1-left/down).to(0.01)
		}
		begun := func(name string, part, times int) check {
			return mean("outages begun by "+name, "outage_share", "fault:"+name, float64(times)*s.Begins(part)).to(0.01)
		}
		return []check{
			mean("down", "unavailability", "service:api", down),
			mean("outages per year", "outages", "service:api", outages*year/hour),
			gone("crashes", "fault:crash", crashes), gone("disks", "fault:disk", disks), gone("zones", "fault:zone", zones),
			gone("both on nodes", "class:web", crashes|disks),
			begun("crash", 0, 6), begun("disk", 1, 6), begun("zone", 12, 3),
			mean("crashes that take it down", "downing", "fault:crash", s.Importance(0)).to(0.01),
			mean("disks that take it down", "downing", "fault:disk", s.Importance(1)).to(0.01),
			mean("zones that take it down", "downing", "fault:zone", s.Importance(12)).to(0.02),
		}
	},
}, {
	Name:   "importance-in-a-log",
	About:  "what of the time without a majority would be gone without each of three unequal members of a log",
	Source: "sum over all states of the independent parts (Birnbaum 1969; Barlow and Proschan 1975)",
	Scenario: `version: 1
time: { warmup: 200h, horizon: 30000h }
topology: [ { level: node, classes: { a: 1, b: 1, c: 1 } } ]
faults:
  a: { on: a, time_to_failure: 20h, repair: 20h }
  b: { on: b, time_to_failure: 60h, repair: 30h }
  c: { on: c, time_to_failure: 90h, repair: 10h }
logs: { etcd: { on: [a, b, c], round_trip: 1ms, election_timeout: 100ms } }
services: { api: { log: etcd } }
run: { replications: { min: 60, max: 60 } }
`,
	checks: func() []check {
		s := exact.Structure{ // hours
			Parts: []exact.TwoState{{MTTF: 20, MTTR: 20}, {MTTF: 60, MTTR: 30}, {MTTF: 90, MTTR: 10}},
			Works: func(up uint) bool { return bits.OnesCount(up) >= 2 },
		}
		all := []check{mean("down", "unavailability", "service:api", s.Unavailability())}
		for i, name := range []string{"a", "b", "c"} {
			all = append(all, mean("downtime gone without "+name, "risk_reduction", "fault:"+name, s.Saves(i)).to(0.01))
		}
		return all
	},
}}
