package verify

import (
	"math"

	"nines/models/exact"
)

// The heartbeat detector.

var heartbeatCases = []Case{
	{
		Name:   "heartbeat-mistakes",
		About:  "false suspicions of nodes that never fail, with one beat in ten lost",
		Source: "runs of losses in Bernoulli trials; Chen, Toueg and Aguilera 2002",
		Scenario: `version: 1
time: { warmup: 1d, horizon: 5d }
topology: [ { level: node, count: 10 } ]
detection:
  heartbeat: { policy: heartbeat, interval: 1s, timeout: 3500ms, loss: 10%, delay: { dist: constant, value: 20ms } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`,
		checks: mistakeChecks,
	},
	{
		Name:     "heartbeat-detection",
		About:    "time from the crash of a node to its detection, with one beat in five lost",
		Source:   "age of the last beat that gets through: uniform plus a geometric number of intervals",
		Scenario: detectionYAML("node"),
		checks:   func() []check { return detectionChecks(1) },
	},
	{
		Name:     "heartbeat-first",
		About:    "time from the crash of eight nodes together to the detection of the first",
		Source:   "smallest of eight independent detection times",
		Scenario: detectionYAML("rack"),
		checks:   func() []check { return detectionChecks(8) },
	},
}

func detectionYAML(on string) string {
	return `version: 1
time: { warmup: 1h, horizon: 12h }
topology: [ { level: rack, count: 3 }, { level: node, count: 8 } ]
faults:
  crash:
    on: ` + on + `
    time_to_failure: { dist: uniform, min: 10m, max: 20m }
    repair: { dist: constant, value: 2m }
detection: { heartbeat: { policy: heartbeat, interval: 4s, timeout: 10s, loss: 20% } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`
}

// mistakeChecks: the detector is watched long after its start, so that mistakes come at the rate of the long run.
func mistakeChecks() []check {
	const scope = "detector:heartbeat"
	h := exact.Heartbeat{Interval: 1, Timeout: 3.5, Delay: 0.02, Loss: 0.1}
	return []check{
		mean("recurrence", "mistake_recurrence", scope, h.MistakeRecurrence()),
		mean("duration", "mistake_duration", scope, h.MistakeDuration()),
		mean("query accuracy", "query_accuracy", scope, h.QueryAccuracy()).to((1 - h.QueryAccuracy()) / 20),
		mean("false alarms per year", "false_alarms", scope, 10*year/h.MistakeRecurrence()),
	}
}

// detectionChecks: a fault of a node that is suspected already is noticed at once. Without delay of the beats a node is
// suspected exactly if no beat of the last timeout got through, so the chance that all of m nodes are trusted when they
// crash together is Undetected to the power m.
func detectionChecks(m int) []check {
	h := exact.Heartbeat{Interval: 4, Timeout: 10, Loss: 0.2}
	exact := math.Pow(h.Undetected(), float64(m)) * h.FirstDetectionMean(m)
	return []check{mean("mean time to detect", "detect", "fault:crash", exact)}
}
