package verify

import (
	"fmt"
	"math"
)

// A monitor that stalls convicts those whom it could not hear.

var stallCases = []Case{
	stallCase("stalled-monitor", "for 30 s, three times its timeout", "{ dist: constant, value: 30s }", 30, 30, 1),
	// Of a beat U ≤ 1 s before the stall the time runs out after 10 s − U: E e^(−(10−U)/10) is an integral.
	stallCase("stalled-briefly", "for 10 s on average, as long as its timeout", "10s", 3, 10,
		10*(math.Exp(-0.9)-math.Exp(-1))),
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
