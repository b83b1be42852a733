package verify

import (
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"

	"nines/models/exact"
)

// Detectors other than the heartbeat: by messages, by looking at data, noise or errors, and by vote.

var detectorCases = []Case{
	{
		Name:   "probe-mistakes",
		About:  "false ejections of nodes that never fail, by two failed probes of which each fails with 10 %",
		Source: "runs in Bernoulli trials; Feller, vol. 1, XIII.7",
		Scenario: mistakenYAML("32h",
			"{ policy: probe, interval: 10s, timeout: 1s, fall: 2, rise: 2, loss: 10% }"),
		checks: func() []check {
			p := exact.Probe{Interval: 10, Timeout: 1, Fall: 2, Rise: 2, Error: 0.1}
			return qualityChecks(p.MistakeRecurrence(), p.MistakeDuration())
		},
	},
	{
		Name:     "probe-detection",
		About:    "time from the crash of a node to its ejection by three failed probes",
		Source:   "runs in Bernoulli trials; of a node that is out of service when it dies the count of failures goes on",
		Scenario: crashYAML("{ policy: probe, interval: 10s, timeout: 2s, fall: 3, rise: 2, loss: 20% }"),
		checks: func() []check {
			p := exact.Probe{Interval: 10, Timeout: 2, Fall: 3, Rise: 2, Error: 0.2}
			in := p.QueryAccuracy()
			exact := in*p.DetectionMean() + (1-in)*p.AgainMean()
			return []check{mean("mean time to detect", "detect", "fault:crash", exact)}
		},
	},
	loopCase("probe-crash-loop", "every third", 36e3, 120, exact.Probe{Interval: 3600, Timeout: 1, Fall: 2, Rise: 5}),
	loopCase("probe-crash-loop-fast", "every fourth", 60, 5, exact.Probe{Interval: 10, Timeout: 1, Fall: 3, Rise: 2}),
	{
		Name:     "probe-timeout",
		About:    "time from a crash to an ejection by three probes that take longer to fail than the interval between them",
		Source:   "I/2 + (f − 1)·τ + τ: the next probe is sent when the last has failed",
		Scenario: crashYAML("{ policy: probe, interval: 5s, timeout: 30s, fall: 3, rise: 1 }"),
		checks: func() []check {
			p := exact.Probe{Interval: 5, Timeout: 30, Fall: 3, Rise: 1}
			return []check{mean("mean time to detect", "detect", "fault:crash", p.DetectionMean())}
		},
	},
	{
		Name:   "chen-mistakes",
		About:  "false suspicions by freshness points, with one beat in twenty lost and many late",
		Source: "Chen, Toueg and Aguilera 2002, NFD-S",
		Scenario: mistakenYAML("5h",
			"{ policy: chen-s, interval: 1s, shift: 1500ms, loss: 5%, delay: 200ms }"),
		checks: func() []check {
			c := exact.ChenS{Interval: 1, Shift: 1.5, Loss: 0.05, Delay: distuv.Exponential{Rate: 5}}
			return qualityChecks(c.MistakeRecurrence(), c.MistakeDuration())
		},
	},
	phiCase("phi-exponential", "Cassandra", "form: exponential, threshold: 8",
		exact.PhiExponential{Mean: 1}.Silence(8)),
	phiCase("phi-normal", "Akka", "form: normal, threshold: 8, pause: 3s, min_deviation: 100ms",
		exact.PhiNormal{Mean: 1, Floor: 0.1, Pause: 3}.SilenceLogistic(8)),
	{
		Name:     "swim",
		About:    "time from the crash of one of 20 members to its death, by random probes and a suspicion of fixed length",
		Source:   "first probe by any of 19 others; Das, Gupta and Motivala 2002; memberlist",
		Scenario: crashYAML("{ policy: swim, period: 2s, timeout: 500ms, suspicion: 2, gossip: 100us }"),
		checks: func() []check {
			const period, members = 2, 20
			first := exact.SWIM{Members: members}.FirstProbeDelay()
			detect := period*(first+1) + exact.Memberlist(members, 2, 6, period).Min
			return []check{mean("mean time to detect", "detect", "fault:crash", detect)}
		},
	},
	{
		Name:   "reports",
		About:  "time until the first of two kinds of people reports, of whom one feels three faults in five",
		Source: "minimum of exponentials, in a mixture",
		Scenario: `version: 1
time: { horizon: 4000h }
topology: [ { level: node, count: 10 } ]
faults:
  crash:
    on: node
    time_to_failure: { dist: uniform, min: 10h, max: 20h }
    repair: { dist: constant, value: 1h }
detection:
  staff: { policy: human, delay: 20m, closes: { dist: constant, value: 1m }, sees: { down: 60% } }
  users: { policy: human, delay: 60m, closes: { dist: constant, value: 1m }, sees: { down: 100% } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`,
		checks: func() []check {
			return []check{mean("mean time to detect", "detect", "fault:crash", 0.6*15*minute+0.4*60*minute)}
		},
	},
	{
		Name:   "quorum-mistakes",
		About:  "healthy nodes accused, and requests lost, where two of three heartbeats must agree",
		Source: "vote of independent alternating renewals; Barlow and Proschan 1975",
		Scenario: `version: 1
time: { warmup: 1h, horizon: 3h }
topology: [ { level: node, count: 2 } ]
classes: { node: { throughput: 100/s } }
faults: { crash: { on: node, time_to_failure: 100y, repair: 1h } }
detection:
  one:   ` + lossyHeartbeat + `
  two:   ` + lossyHeartbeat + `
  three: ` + lossyHeartbeat + `
alarm: { policy: quorum, votes: 2 }
balancing: { policy: round-robin }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: app, arrivals: { rate: 200/s } }
run: { replications: { min: 40, max: 40 } }
`,
		checks: quorumChecks,
	},
	{
		Name:   "quorum-detection",
		About:  "time until the second of three heartbeats has noticed the crash of a node",
		Source: "order statistic of three independent detection times",
		Scenario: crashYAML(`{ policy: heartbeat, interval: 8s, timeout: 8s }
  two: { policy: heartbeat, interval: 8s, timeout: 8s }
  three: { policy: heartbeat, interval: 8s, timeout: 8s }
alarm: { policy: quorum, votes: 2 }`),
		checks: func() []check {
			h := exact.Heartbeat{Interval: 8, Timeout: 8}
			second := exact.NthDetectionMean(3, 2, func(x float64) float64 { return 1 - h.DetectionCDF(x) }, 4)
			return []check{mean("mean time to detect", "detect", "fault:crash", second)}
		},
	},
	{
		Name:   "monitoring-noise",
		About:  "false alarms of a monitor that alerts when white noise exceeds its deviation three times in a row",
		Source: "runs in Bernoulli trials with the tail of the normal law",
		Scenario: mistakenYAML("4d",
			"{ policy: monitoring, scrape: 15s, hold: 30s, threshold: 1, correlation: 0% }"),
		checks: func() []check {
			p := exact.Probe{Interval: 15, Fall: 3, Rise: 1, Error: distuv.UnitNormal.Survival(1)}
			return qualityChecks(p.MistakeRecurrence(), p.MistakeDuration())
		},
	},
	{
		Name:   "scrub",
		About:  "age of silent corruption when a daily pass that finds 60 % of it finds it",
		Source: "renewal on a grid of passes, plus a geometric number of them; proof tests as in IEC 61508-6",
		Scenario: `version: 1
time: { horizon: 4000h }
topology: [ { level: node, count: 20 } ]
faults: { rot: { on: node, effect: corrupt, time_to_failure: 200h, repair: { dist: constant, value: 1h } } }
detection: { scrub: { policy: consistency, every: 1d, coverage: 60% } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 60, max: 60 } }
`,
		checks: func() []check {
			passes := exact.LooksAfter(day, hour)
			return []check{mean("mean age", "detection_time", "detector:scrub", passes.Missing(1/(200*hour), 0.6))}
		},
	},
	looksCase("scrub-often", "corruption as frequent as the passes, of which a look misses one in ten", 24, 24, 0.9),
	looksCase("proof-test", "faults of a device that nobody notices until the next test", 240, 72, 1),
	burnCase("burn-tenth", "a tenth", "node-1", 14.4*hour*0.001/0.1+30.0/2),
	burnCase("burn-all", "all", "fleet", 14.4*hour*0.001+30.0/2),
}

const lossyHeartbeat = "{ policy: heartbeat, interval: 1s, timeout: 2500ms, loss: 30% }"

// mistakenYAML watches ten nodes that never fail, long after the start.
func mistakenYAML(horizon, detector string) string {
	return fmt.Sprintf(`version: 1
time: { warmup: 1h, horizon: %s }
topology: [ { level: node, count: 10 } ]
detection: { watch: %s }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`, horizon, detector)
}

// qualityChecks are the quality of service of a detector of nodes that never fail.
func qualityChecks(recurrence, duration float64) []check {
	const scope = "detector:watch"
	return []check{
		mean("recurrence", "mistake_recurrence", scope, recurrence),
		mean("duration", "mistake_duration", scope, duration),
		mean("query accuracy", "query_accuracy", scope, 1-duration/recurrence).to(duration / recurrence / 20),
	}
}

// loopCase has nodes that often crash again before they are trusted; lives and repairs in seconds.
func loopCase(name, share string, life, repair float64, p exact.Probe) Case {
	return Case{
		Name:   name,
		About:  "time to notice crashes of which " + share + " comes before enough answers have taken the node back",
		Source: "exponential lives against probes on a grid: an answer since the last crash begins the count anew",
		Scenario: fmt.Sprintf(`version: 1
time: { warmup: %gs, horizon: %gs }
topology: [ { level: node, count: 20 } ]
faults: { crash: { on: node, effect: down, time_to_failure: %gs, repair: { dist: constant, value: %gs } } }
detection: { probes: { policy: probe, interval: %gs, timeout: %gs, fall: %d, rise: %d } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`, 25*life, 500*life, life, repair, p.Interval, p.Timeout, p.Fall, p.Rise),
		checks: func() []check {
			return []check{mean("mean time to detect", "detect", "fault:crash", p.CrashLoopMean(1/life, repair))}
		},
	}
}

// crashYAML has nodes that crash often, at moments that have nothing to do with the detector's.
func crashYAML(detector string) string {
	return `version: 1
time: { warmup: 1h, horizon: 12h }
topology: [ { level: node, count: 20 } ]
faults:
  crash:
    on: node
    time_to_failure: { dist: uniform, min: 10m, max: 20m }
    repair: { dist: constant, value: 2m }
detection:
  one: ` + detector + `
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`
}

// phiCase: without loss or delay all intervals are 1 s, and the detector is a timeout of the silence that is suspect.
func phiCase(name, system, threshold string, silence float64) Case {
	return Case{
		Name:     name,
		About:    "time from the crash of a node to a φ of 8, as " + system + " computes it",
		Source:   "inverse of φ; Hayashibara et al. 2004",
		Scenario: crashYAML("{ policy: phi, interval: 1s, " + threshold + " }"),
		checks: func() []check {
			d := exact.Heartbeat{Interval: 1, Timeout: silence}.DetectionMean()
			return []check{mean("mean time to detect", "detect", "fault:crash", d)}
		},
	}
}

// quorumChecks: a node that is wrongly suspected leaves its half of the load to the other, which loses it; where both
// are suspected, both are used.
func quorumChecks() []check {
	h := exact.Heartbeat{Interval: 1, Timeout: 2.5, Loss: 0.3}
	panel := exact.Observers{Count: 3, Need: 2, Good: h.GoodPeriod(), Mistaken: h.MistakeDuration()}
	wrong := 1 - panel.QueryAccuracy()
	lost := wrong * (1 - wrong)
	return []check{
		mean("false cases per year", "false_cases", "fleet", 2*year/panel.MistakeRecurrence()),
		mean("request success", "request_success", "service:app", 1-lost).to(lost / 20),
	}
}

// looksCase has what goes wrong all the time, lives in hours, found by looks so many hours apart and mended at once.
func looksCase(name, about string, life, every, coverage float64) Case {
	const nodes = 10
	return Case{
		Name:   name,
		About:  "age and share of the time of " + about,
		Source: "renewal on a grid of looks; the mean probability of failure on demand of IEC 61508-6",
		Scenario: fmt.Sprintf(`version: 1
time: { horizon: 8000h }
topology: [ { level: node, count: %d } ]
faults: { rot: { on: node, effect: corrupt, time_to_failure: %gh, repair: { dist: constant, value: 0s } } }
detection: { scrub: { policy: consistency, every: %gh, coverage: %g } }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 40, max: 40 } }
`, nodes, life, every, coverage),
		checks: func() []check {
			looks := exact.LooksAfter(every*hour, 0)
			return []check{
				mean("mean age", "detection_time", "detector:scrub", looks.Missing(1/(life*hour), coverage)),
				mean("nodes that have it", "faults_active", "fault:rot",
					nodes*looks.Undetected(1/(life*hour), coverage, 0)),
			}
		},
	}
}

// burnCase: a rule fires when the requests of its window that have failed have used up its share of the budget, and is
// looked at every 30 s. Nobody ejects nodes, so they go on failing their share of the requests.
func burnCase(name, share, on string, detect float64) Case {
	return Case{
		Name:   name,
		About:  "time until an alert on the error budget fires when " + share + " of the requests fail",
		Source: "burn rate × window × budget / errors; Site Reliability Workbook 2018",
		Scenario: `version: 1
time: { horizon: 1200d }
topology: [ { level: node, count: 10 } ]
classes: { node: { throughput: 100/s } }
faults:
  crash:
    on: ` + on + `
    time_to_failure: { dist: uniform, min: 100d, max: 140d }
    repair: { dist: constant, value: 1h }
detection: { budget: { policy: burn-rate, slo: 99.9% } }
balancing: { policy: round-robin }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: app, arrivals: { rate: 500/s } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: func() []check {
			return []check{mean("mean time to detect", "detect", "fault:crash", detect).to(detect / 100)}
		},
	}
}
