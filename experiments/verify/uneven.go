package verify

import "nines/models/exact"

// Five members in zones of two, two and one, which fail each for itself and with their zone.

var uneven = exact.Domains{
	Members: []int{2, 2, 1}, Domain: exact.Fault{MTTF: 300, MTTR: 6}, Own: exact.Fault{MTTF: 100, MTTR: 5}, // hours
}

var unevenCases = []Case{{
	Name: "uneven-domains",
	About: "a majority of five members in zones of 2, 2 and 1, four of them, a majority of the zones, and two zones " +
		"with a majority of their own members",
	Source: "mixtures of binomial laws, convolved",
	Scenario: `version: 1
time: { warmup: 100h, horizon: 6000h }
topology: [ { level: zone, count: 3 }, { level: member, count: [2, 2, 1] } ]
faults:
  outage: { on: zone, time_to_failure: 300h, repair: 6h }
  crash: { on: member, time_to_failure: 100h, repair: 5h }
services:
  majority: { runs_on: member, up_when: { majority: member } }
  four: { runs_on: member, up_when: { at_least: 4 } }
  zones: { runs_on: member, up_when: { majority: zone } }
  majorities: { runs_on: member, up_when: { at_least: 2, of: zone, each: { majority: member } } }
run: { replications: { min: 100, max: 100 } }
`,
	checks: unevenChecks,
}}

func unevenChecks() []check {
	down := func(service string, exactly float64) check {
		return mean(service+" not up", "unavailability", "service:"+service, exactly).to(exactly / 10)
	}
	one := func(int) int { return 1 }
	half := func(members int) int { return members/2 + 1 }
	return []check{
		down("majority", exact.Below(uneven.Up(), 3)),
		down("four", exact.Below(uneven.Up(), 4)),
		down("zones", exact.Below(uneven.Serving(one), 2)).to(exact.Below(uneven.Serving(one), 2) / 5), // rare
		down("majorities", exact.Below(uneven.Serving(half), 2)),
	}
}
