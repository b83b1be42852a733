package verify

import (
	"fmt"

	"nines/models/exact"
)

// Requests that call another service when their own work is done.

// calling is a scenario in which requests at one node call a service at another.
func calling(rate float64, calls, front, back, more string) string {
	return fmt.Sprintf(`version: 1
time: { warmup: 500s, horizon: 8000s }
topology: [ { level: node, classes: { web: 1, db: 1 } } ]
services:
  api: { runs_on: web, up_when: { at_least: 1 }, calls: %s }
  db:  { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - { service: api, fidelity: request, arrivals: { rate: %g/s }, %s }
  - { service: db, fidelity: request, %s }
balancing: { policy: random }
%srun: { replications: { min: 40, max: 40 } }
`, calls, rate, front, back, more)
}

// unlimited has requests of a mean that do not wait.
func unlimited(mean string) string {
	return "service_time: { dist: exponential, mean: " + mean + " }, queues: { concurrency: 100k }"
}

// fanned are five calls of a second each for each of two requests a second that themselves take half of one.
func fanned(calls string) string {
	return brief(calling(2, calls, "service_time: { dist: constant, value: 500ms }, queues: { concurrency: 100k }",
		unlimited("1s"), ""))
}

var callCases = []Case{
	{
		Name:   "request-tandem",
		About:  "requests that call a second server, and free the slot at the first meanwhile",
		Source: "two M/M/1, each as if it were alone (Burke 1956)",
		Scenario: calling(0.5, "{ db: 1 }", exponentialWork+", queues: { while_calling: free }",
			"service_time: { dist: exponential, mean: 1250ms }", ""),
		checks: func() []check {
			return []check{latency(1/0.5 + 1/0.3), mean("latency of calls", "latency", "service:db", 1/0.3)}
		},
	},
	{
		Name:     "request-held",
		About:    "requests that keep their slot while they wait for what they call",
		Source:   "M/G/1 with both as the service: Pollaczek and Khinchine",
		Scenario: calling(0.4, "{ db: 1 }", exponentialWork, unlimited("500ms"), ""),
		checks: func() []check {
			return []check{latency(exact.SingleSojourn(0.4, 1.5, 3.5)),
				mean("utilization", "utilization", "service:api", 0.6)}
		},
	},
	{
		Name:     "request-fan-out",
		About:    "requests that make five calls at once and wait for all",
		Source:   "the last of five exponentials",
		Scenario: fanned("{ db: 5 }"),
		checks:   func() []check { return []check{latency(0.5 + 1 + 1.0/2 + 1.0/3 + 1.0/4 + 1.0/5)} },
	},
	{
		Name:     "request-enough",
		About:    "requests that make five calls at once and wait for three",
		Source:   "the third of five exponentials; each until then works on what is not done",
		Scenario: fanned("{ db: { per_request: 5, enough: 3 } }"),
		checks: func() []check {
			return []check{latency(0.5 + 1.0/5 + 1.0/4 + 1.0/3),
				mean("calls under way", "in_progress", "service:db", 2*3)}
		},
	},
	{
		Name:  "request-calls-fail",
		About: "requests that fail with calls, of which each is tried twice",
		Source: "a call fails if both its tries do; two and a half calls of a request: (1 − p²)² (1 − p²/2), p as many as " +
			"the node fails",
		Scenario: brief(calling(2, "{ db: 2.5 }", unlimited("100ms"), unlimited("1s")+", client: { tries: 2 }",
			"faults: { gray: { on: db, effect: { lossy: 30% }, at: 0s, for: 9000s } }\n")),
		checks: func() []check {
			const passes = 1 - 0.3*0.3
			return []check{success(passes * passes * (1 + passes) / 2),
				mean("success of calls", "request_success", "service:db", passes).to(0.002)}
		},
	},
	{
		Name:   "request-network",
		About:  "requests of users at another node that call a service at nodes of two zones",
		Source: "M/M/1 with constant ways; calls of a zone and of the other by halves",
		Scenario: `version: 1
time: { warmup: 500s, horizon: 8000s }
topology: [ { level: zone, count: 2 }, { level: node, classes: [ { web: 1, db: 1 }, { db: 1 } ] } ]
services:
  api: { runs_on: web, up_when: { at_least: 1 }, calls: { db: 1 } }
  db:  { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - service: api
    fidelity: request
    arrivals: { rate: 0.5/s }
    service_time: { dist: exponential, mean: 1s }
    queues: { while_calling: free }
    network: { users: { dist: constant, value: 500ms } }
  - service: db
    fidelity: request
    service_time: { dist: exponential, mean: 1s }
    network: { inside: { dist: constant, value: 100ms }, across: { dist: constant, value: 1s } }
balancing: { policy: random }
run: { replications: { min: 40, max: 40 } }
`,
		checks: func() []check {
			calls := 1/(1-0.25) + 0.1 + 1
			return []check{mean("latency of calls", "latency", "service:db", calls), latency(1/0.5 + 2*0.5 + calls)}
		},
	},
}
