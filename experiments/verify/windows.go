package verify

import (
	"strings"

	"nines/models/exact"
)

// Requests that are played in windows of a long time.

// windowed is a scenario in which the requests of a long time are played in few windows of it.
func windowed(nodes int, rate float64, traffic, more string) string {
	return strings.NewReplacer("horizon: 8000s", "horizon: 1000000s", "fidelity: request",
		"fidelity: windows, windows: { length: 50s, lead: 100s, count: 150 }").Replace(served(nodes, rate, traffic, more))
}

// seldom is a node that breaks down so seldom that little of its time is near to that.
var seldom = exact.Unreliable{Arrive: 0.5, Fail: 1. / 2000, Repair: 1. / 200}

const seldomBreaks = "faults: { crash: { on: node, time_to_failure: 2000s, repair: 200s } }\n"

// held is for how long those are there, in all, who are at a station from one time to another since it was empty.
func held(arrive, serve, from, to float64) (sum float64) {
	const most = 120 // far from which it stays
	c := exact.NewChain(most + 1)
	for n := range most {
		c.Add(n, n+1, arrive)
		c.Add(n+1, n, serve)
	}
	until, before := c.Occupancy(exact.Only(most+1, 0), to), c.Occupancy(exact.Only(most+1, 0), from)
	for n := range until {
		sum += float64(float64(n) * (until[n] - before[n]))
	}
	return sum
}

var windowCases = []Case{
	{
		Name:     "windows-tail",
		About:    "windows of the requests that wait in one line for one server",
		Source:   "M/M/1: exponential at the rate that is to spare",
		Scenario: windowed(1, 0.5, exponentialWork, ""),
		checks: func() []check {
			s := exact.Station{Servers: 1, Arrive: 0.5, Serve: 1}
			return []check{latency(s.Sojourn()), percentile("latency_p99", s.SojournQuantile(0.99)),
				mean("utilization", "utilization", "service:api", 0.5), mean("under way", "in_progress", "service:api", 1),
				mean("goodput", "goodput", "service:api", 0.5)}
		},
	},
	{
		Name:     "windows-lose",
		About:    "windows of a node that breaks down and loses the requests that it has",
		Source:   "Markov chain",
		Scenario: windowed(1, seldom.Arrive, exponentialWork, seldomBreaks),
		checks: func() []check {
			share, sojourn := seldom.Lost(1, 80)
			return []check{success(share), latency(sojourn)}
		},
	},
	{
		Name:   "windows-crew",
		About:  "windows of two nodes with one crew, each losing what it has when it fails",
		Source: "Markov chain",
		Scenario: windowed(2, 0.8, exponentialWork,
			oneCrew(seldomBreaks)),
		checks: func() []check {
			share, stay := pair(seldom, 1).Lost(40)
			return []check{success(share), mean("under way", "in_progress", "service:api", 0.8*stay)}
		},
	},
	{
		Name:   "windows-transient",
		About:  "windows of a node that is down for half of the time, from 50 s on up and filling from empty",
		Source: "transient M/M/1 from empty (uniformization)",
		// Each window is 10 s, and its lead 30 s: until 40 s after the node has come back it is as at that age. Of the last
		// 10 s the lead has begun when it was up, and empty: they are as young as those before.
		Scenario: strings.NewReplacer("warmup: 500s, horizon: 8000s", "horizon: 100000s", "fidelity: request",
			"fidelity: windows, windows: { length: 10s, lead: 30s, count: 500, each: 100 }").Replace(served(1, 0.9,
			exponentialWork, "faults: { drill: { on: node, at: 0s, every: 100s, for: 50s } }\n")),
		checks: func() []check {
			return []check{mean("under way", "in_progress", "service:api",
				(held(0.9, 1, 0, 40)+held(0.9, 1, 30, 40))/100)}
		},
	},
	{
		Name:   "windows-calls",
		About:  "windows of requests that call two services in turn, each at a node that breaks down; all in no time",
		Source: "product of availabilities; of the calls of the second, that of its own",
		Scenario: `version: 1
time: { warmup: 500s, horizon: 1000000s }
topology: [ { level: node, classes: { web: 1, auth: 1, db: 1 } } ]
faults:
  web:  { on: web, time_to_failure: 2000s, repair: 200s }
  auth: { on: auth, time_to_failure: 3000s, repair: 600s }
  db:   { on: db, time_to_failure: 2400s, repair: 360s }
services:
  api:  { runs_on: web, up_when: { at_least: 1 }, calls: [ { auth: 1 }, { db: 1 } ] }
  auth: { runs_on: auth, up_when: { at_least: 1 } }
  db:   { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - service: api
    fidelity: windows
    windows: { length: 50s, lead: 5s, count: 150 }
    arrivals: { rate: 1/s }
    ` + noWork + `
  - { service: auth, fidelity: windows, ` + noWork + ` }
  - { service: db, fidelity: windows, ` + noWork + ` }
balancing: { policy: random }
run: { replications: { min: 40, max: 40 } }
`,
		checks: func() []check {
			web, auth, db := 1/(1+0.1), 1/(1+0.2), 1/(1+0.15)
			return []check{success(web * auth * db),
				mean("success of calls of auth", "request_success", "service:auth", auth).to(0.02),
				mean("success of calls of db", "request_success", "service:db", db).to(0.02)}
		},
	},
}
