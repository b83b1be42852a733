package verify

import (
	"fmt"
	"math"

	"nines/models/exact"
)

// A monitor that stalls convicts those whom it could not hear.

var stallCases = []Case{
	stallCase("stalled-monitor", "for 30 s, three times its timeout", "{ dist: constant, value: 30s }", 30, 30, 1),
	// Of a beat U ≤ 1 s before the stall the time runs out after 10 s − U: E e^(−(10−U)/10) is an integral.
	stallCase("stalled-briefly", "for 10 s on average, as long as its timeout", "10s", 3, 10,
		10*(math.Exp(-0.9)-math.Exp(-1))),
	deafCase("deaf-member", "all of whose periods are alike", 1, func(int) float64 { return 1 }),
	// Three helpers of whom no word comes make each period three periods longer than the last, up to eight.
	deafCase("deaf-aware", "that doubts its own health", 8, func(k int) float64 { return min(8, float64(1+3*k)) }),
}

// deafCase is members of a group who read nothing for ten periods now and then.
func deafCase(name, about string, awareness int, lengths func(k int) float64) Case {
	return Case{
		Name:   name,
		About:  "healthy members whom one buries that reads nothing, and " + about,
		Source: "sum of exponential tails over its probes; Das et al. 2002; Dadgar et al. 2018; memberlist",
		Scenario: fmt.Sprintf(`version: 1
time: { horizon: 2y, start: new }
topology: [ { level: node, count: 20 } ]
faults: { overload: { on: node, effect: { slow: 5x }, rate: 50/y, heals: 20s } }
detection:
  swim:
    { policy: swim, period: 2s, suspicion: 2, longest: 1, gossip: 100us, deafens: { slow: 100%% }, awareness: %d }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`, awareness),
		checks: func() []check {
			const members, period, ill = 20, 2, 20
			timer := exact.Memberlist(members, 2, 1, period).Min / period
			each := exact.SWIM{Members: members}.Buried(ill/period, timer, lengths)
			return []check{mean("false deaths a year", "false_alarms", "detector:swim", members/(1./50+ill/year)*each)}
		},
	}
}

// stallCase is a monitor on one of some nodes that stalls fifty times a year for a time of a law, in which the time of
// a node that it watches runs out with a probability.
func stallCase(name, about, lasts string, nodes int, seconds, runsOut float64) Case {
	return Case{
		Name:   name,
		About:  "healthy nodes that a monitor suspects which stalls " + about,
		Source: "renewals × others × P(stall ≥ timeout − age of the last beat)",
		Scenario: fmt.Sprintf(`version: 1
time: { horizon: %dy, start: new }
topology: [ { level: node, count: %d } ]
faults: { stall: { on: node-1, effect: hang, rate: 50/y, heals: %s } }
detection: { beats: { policy: heartbeat, interval: 1s, timeout: 10s, from: node-1 } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 100, max: 100 } }
`, 120/nodes, nodes, lasts),
		checks: func() []check {
			stalls := 1 / (1./50 + seconds/year)
			return []check{
				mean("suspicions a year", "false_alarms", "detector:beats", stalls*float64(nodes-1)*runsOut),
				mean("how long", "mistake_duration", "detector:beats", 0.5),
			}
		},
	}
}
