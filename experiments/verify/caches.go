package verify

import (
	"fmt"
	"math"

	"nines/models/exact"
)

// Caches in front of what they call. What takes no time takes a microsecond. What is kept is kept by one node.

// cached is a scenario in which requests about some keys, all alike, come to a node that keeps answers.
func cached(rate float64, keys int, cache, calls, back, more string) string {
	return calling(rate, calls, fmt.Sprintf("%s, queues: { concurrency: 100k }, keys: { count: %d, zipf: 0 }, "+
		"cache: { entries: %[2]d, %s }", noWork, keys, cache), back, more)
}

const noWork = "service_time: { dist: constant, value: 1us }"

// calledRate checks how many calls of a service there are.
func calledRate(service string, perSecond float64) check {
	return mean("calls of "+service, "arrival_rate", "service:"+service, perSecond)
}

var cacheCases = []Case{
	{
		Name:   "request-coalescing",
		About:  "requests that miss what their node is fetching and wait for that",
		Source: "renewals: whoever fetches for D has λD others wait on average, each for D/2",
		Scenario: brief(cached(3, 2, "ttl: 1us, coalesces: true", "{ db: 1 }",
			"service_time: { dist: constant, value: 1500ms }, queues: { concurrency: 100k }", "")),
		checks: func() []check {
			const rate, fetch = 3.0 / 2, 1.5 // of a key
			alone := 1 / (1 + rate*fetch)
			return []check{latency(fetch * (1 + rate*fetch/2) * alone), calledRate("db", 3*alone),
				mean("waited for another", "coalesced", "service:api", 1-alone)}
		},
	},
	{
		Name:  "request-stale",
		About: "what has expired is answered while what it comes from is down, and fetched again when it is back",
		Source: "renewals of the one entry; between two requests the other service fails and returns as a chain of two " +
			"states",
		Scenario: cached(2, 1, "ttl: 3s, stale_if_error: 1h", "{ db: 1 }", noWork,
			"faults: { crash: { on: db, time_to_failure: 40s, repair: 20s } }\n"),
		checks: func() []check {
			const rate, ttl = 2.0, 3.0
			db := exact.TwoState{MTTF: 40, MTTR: 20}
			// Of the requests of an entry once it has expired, those that are answered with it, if the db is down as it
			// expires; otherwise those of them that come after it has failed before the first.
			down := (rate + 1/db.MTTF) * db.MTTR
			up := db.MTTR / db.MTTF
			expired := db.UnavailabilityAt(ttl)
			stale := expired*down + (1-expired)*up
			all := 1 + rate*ttl + stale
			return []check{mean("stale", "stale_requests", "service:api", stale/all),
				mean("hits", "hit_ratio", "service:api", rate*ttl/all)}
		},
	},
	{
		Name:   "request-tokens",
		About:  "tokens that are kept for a while, and a database that is asked by every request, hit or not",
		Source: "renewals: whoever asks while a token is fetched fetches it, too, and is the last to say how long it is good",
		Scenario: `version: 1
time: { warmup: 100s, horizon: 3000s }
topology: [ { level: node, classes: { web: 1, idp: 1, db: 1 } } ]
services:
  api:  { runs_on: web, up_when: { at_least: 1 }, calls: [ { auth: 1 }, { db: { per_request: 1, on_hits: true } } ] }
  auth: { runs_on: idp, up_when: { at_least: 1 } }
  db:   { runs_on: db, up_when: { at_least: 1 } }
traffic:
  - service: api
    fidelity: request
    arrivals: { rate: 2/s }
    ` + noWork + `
    queues: { concurrency: 100k }
    keys: { count: 4, zipf: 0 }
    cache: { entries: 4, ttl: 3s }
  - { service: auth, fidelity: request, service_time: { dist: constant, value: 500ms }, queues: { concurrency: 100k } }
  - { service: db, fidelity: request, service_time: { dist: constant, value: 1s }, queues: { concurrency: 100k } }
balancing: { policy: random }
run: { replications: { min: 40, max: 40 } }
`,
		checks: func() []check {
			const rate, ttl, fetch = 2.0 / 4, 3.0, 0.5 // of a user
			last := fetch - (1-math.Exp(-rate*fetch))/rate
			misses := (1 + rate*fetch) / (1 + rate*(fetch+last+ttl))
			return []check{calledRate("auth", 2*misses), calledRate("db", 2), latency(1 + misses*fetch)}
		},
	},
}
