package verify

import (
	"nines/models/exact"
)

// Recovery in steps, of which each may fail, may have to wait, and may not last.

const escalationTop = `version: 1
time: { warmup: 100h, horizon: 3000h }
topology: [ { level: node, count: 20 } ]
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 90, max: 90 } }
`

const ladderYAML = `recovery:
  policy: ladder
  relapse: 0%
  probation: 0s
  steps:
    - { action: restart, takes: 4m, verify: 2m, attempts: 2, fixes: { down: 50% } }
    - { action: reboot, takes: 15m, verify: 5m, fixes: { down: 70% } }
`

var escalationCases = []Case{
	{
		Name:   "ladder",
		About:  "two restarts, a reboot and hands-on repair, with verification: its parts, its length and its treatments",
		Source: "absorbing Markov chain",
		Scenario: escalationTop + ladderYAML + `faults: { crash: { on: node, time_to_failure: 60h, repair: 1h } }
`,
		checks: func() []check { return ladderChecks(0) },
	},
	{
		Name:   "ladder-permanent",
		About:  "the same ladder where three faults in ten are permanent and outlast all but hands-on repair",
		Source: "mixture of two absorbing Markov chains",
		Scenario: escalationTop + ladderYAML + `faults:
  crash: { on: node, time_to_failure: 60h, repair: 1h, permanent: 30% }
`,
		checks: func() []check { return ladderChecks(0.3) },
	},
	{
		Name:   "crash-loop",
		About:  "restarts that work in four of ten, after pauses of 0, 1, 2, 4, 4, … minutes",
		Source: "geometric number of restarts",
		Scenario: escalationTop + `faults: { crash: { on: node, time_to_failure: 60h } }
recovery: { policy: restart, takes: 1m, attempts: 1000, fixes: { down: 40% }, back_off: 1m, most_back_off: 4m,
  relapse: 0%, probation: 0s }
`,
		checks: crashLoopChecks,
	},
	{
		Name:   "relapse",
		About:  "a replacement of which a quarter does not last: incidents and relapses per year",
		Source: "geometric number of incidents for each original fault",
		Scenario: escalationTop + `faults: { crash: { on: node, time_to_failure: 60h } }
recovery: { policy: replace, takes: 2h, attempts: 1, fixes: { down: 100% }, relapse: 25%,
  relapse_after: { dist: uniform, min: 2h, max: 6h }, probation: 0s }
`,
		checks: relapseChecks,
	},
	{
		Name:   "probation",
		About:  "a restart and a reboot of which two in five do not last; what is back within an hour goes on where it ended",
		Source: "Markov chain of the incidents of one fault: restarts and reboots with which they begin",
		Scenario: escalationTop + `faults:
  crash: { on: node, time_to_failure: { dist: uniform, min: 20h, max: 100h }, repair: 1h }
recovery:
  policy: ladder
  relapse: 40%
  relapse_after: { dist: uniform, min: 5m, max: 15m }
  probation: 1h
  steps:
    - { action: restart, takes: 2m, fixes: { down: 50% } }
    - { action: reboot, takes: 15m, fixes: { down: 100% } }
`,
		checks: probationChecks,
	},
	{
		Name:   "needless",
		About:  "nodes that are wrongly suspected and, if that is not seen in time, restarted for nothing",
		Source: "P(no beat in 1.2 s after a mistake began) × P(the diagnosis errs)",
		Scenario: `version: 1
time: { warmup: 1h, horizon: 10h }
topology: [ { level: node, count: 1 } ]
faults: { crash: { on: node, time_to_failure: 100y, repair: 1h } }
detection: { watch: ` + lossyHeartbeat + ` }
localization: { policy: log-analysis, collection: { dist: constant, value: 1s },
  takes: { dist: constant, value: 200ms }, coverage: 100%, accuracy: 60%, noise: 0 }
recovery: { policy: restart, takes: { dist: constant, value: 2s }, relapse: 0%, probation: 0s }
services: { app: { runs_on: node, up_when: { at_least: 1 } } }
run: { replications: { min: 100, max: 100 } }
`,
		checks: func() []check {
			const late, errs = 0.3, 0.4
			return []check{
				{"needless treatments per false case", late * errs, late * errs / 20,
					each("needless_treatments", "fleet", "false_cases", "fleet")},
				{"outages per needless treatment", 1, 0.05, each("outages", "service:app", "needless_treatments", "fleet")},
				mean("mean outage", "mttr", "service:app", 2),
			}
		},
	},
	{
		Name:   "backup",
		About:  "work that is lost when a node is restored from backups that are made every 6 h and take 1 h",
		Source: "uniform age: lag + interval/2",
		Scenario: escalationTop + `faults: { crash: { on: node, time_to_failure: 60h } }
recovery: { policy: backup, interval: 6h, lag: 1h, data: 1GB, needs: { bandwidth: disk } }
resources: { bandwidth: { disk: { rate: 1GB/s } } }
`,
		checks: func() []check { return []check{mean("work lost", "work_lost", "fault:crash", 4*hour)} },
	},
}

// probationChecks: an incident that begins with a restart ends with it in half the cases, else with a reboot; one that
// begins with a reboot ends with it; two in five are followed by another, which begins with what the last ended with.
func probationChecks() []check {
	const relapse, restarted = 0.4, 0.5
	restarts := 1 / (1 - relapse*restarted) // incidents of one fault that begin with a restart
	reboots := relapse * (1 - restarted) * restarts / (1 - relapse)
	work := restarts*(2*minute+(1-restarted)*15*minute) + reboots*15*minute
	return []check{
		mean("work", "repair", "fault:crash", work/(restarts+reboots)),
		perIncident("relapses", "relapses", "fault:crash", relapse),
	}
}

// ladderChecks weigh the ladder with one on which nothing but repair helps.
func ladderChecks(permanent float64) []check {
	const fault = "fault:crash"
	ladder := func(restart, reboot float64) exact.Ladder {
		return exact.Ladder{Repair: hour, Steps: []exact.Step{
			{Action: 4 * minute, Verify: 2 * minute, Success: restart, Attempts: 2},
			{Action: 15 * minute, Verify: 5 * minute, Success: reboot, Attempts: 1},
		}}
	}
	mixed := func(f func(l exact.Ladder) float64) float64 {
		return (1-permanent)*f(ladder(0.5, 0.7)) + permanent*f(ladder(0, 0))
	}
	total := mixed(exact.Ladder.Mean)
	verify := mixed(func(l exact.Ladder) float64 {
		tries := l.MeanTries()
		return 2*minute*tries[0] + 5*minute*tries[1]
	})
	treatments := mixed(func(l exact.Ladder) float64 {
		return l.MeanTries()[0] + l.MeanTries()[1] + l.EndsAt()[2]
	})
	all := []check{
		mean("work", "repair", fault, total-verify),
		mean("verification", "verify", fault, verify),
		mean("time to restore", "mttr", fault, total),
		perIncident("treatments", "treatments", fault, treatments),
	}
	for _, x := range []float64{0.1, 0.4, 1.5} {
		within := mixed(func(l exact.Ladder) float64 { return l.RecoveredBy(x * hour) })
		all = append(all, check{"restored by " + hours(x), within, 0.02, drawn("mttr", fault, x*hour)})
	}
	return all
}

// crashLoopChecks: the k-th restart after the first comes with probability 0.6^k.
func crashLoopChecks() []check {
	const works = 0.4
	wait, comes := 0.0, 1.0
	for k := range 200 {
		comes *= 1 - works
		wait += comes * min(minute*float64(uint64(1)<<min(k, 2)), 4*minute)
	}
	return []check{
		mean("pauses", "wait", "fault:crash", wait),
		mean("work", "repair", "fault:crash", minute/works),
		perIncident("restarts", "treatments", "fault:crash", 1/works),
	}
}

// relapseChecks: an original fault leads to n incidents in all, and n − 1 relapses between them.
func relapseChecks() []check {
	const lasts, incident, relapse, nodes = 0.75, 2.0, 4.0, 20
	n := 1 / lasts
	cycle := 60 + n*incident + (n-1)*relapse
	return []check{
		mean("incidents per year", "incidents", "fault:crash", nodes*n/cycle*year/hour),
		perIncident("relapses", "relapses", "fault:crash", 1-lasts),
		mean("node availability", "node_availability", "fleet", 1-n*incident/cycle).to(n * incident / cycle / 20),
	}
}
