package verify

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/models/exact"
)

// Requests one by one: queues, orders, limits, clients and nodes that break down. Rates are per second.

// served is a scenario in which requests come at random to some nodes, each of which takes a second for one on average.
func served(nodes int, rate float64, traffic, more string) string {
	return fmt.Sprintf(`version: 1
time: { warmup: 500s, horizon: 8000s }
topology: [ { level: node, count: %d } ]
services: { api: { runs_on: node, up_when: { at_least: 1 } } }
traffic: { service: api, fidelity: request, arrivals: { rate: %g/s }, %s }
balancing: { policy: random }
%srun: { replications: { min: 40, max: 40 } }
`, nodes, rate, traffic, more)
}

// brief has less time to measure, where that tells enough: nothing waits there.
func brief(scenario string) string {
	return strings.Replace(scenario, "warmup: 500s, horizon: 8000s", "warmup: 100s, horizon: 2500s", 1)
}

const exponentialWork = "service_time: { dist: exponential, mean: 1s }"

// latency checks the mean time of the requests that are served, and success the share of them.
func latency(seconds float64) check {
	return mean("mean latency", "latency", "service:api", seconds)
}

func success(share float64) check {
	return mean("request success", "request_success", "service:api", share).to(max(0.002, (1-share)/10))
}

// percentile checks how long the requests up to some share take.
func percentile(metric string, seconds float64) check {
	return check{metric, seconds, seconds / 10, quantiled(metric, "service:api")}
}

// A node that fails at any time and is repaired.
var unreliable = exact.Unreliable{Arrive: 0.5, Fail: 0.02, Repair: 0.1}

// pair is two nodes that fail and are repaired like one, with one crew.
func pair(like exact.Unreliable, serve float64) exact.Pair {
	like.Arrive = 0.8
	return exact.Pair{Unreliable: like, Serve: serve, Crews: 1}
}

const breakdowns = "faults: { crash: { on: node, time_to_failure: 50s, repair: 10s } }\n"

// oneCrew is faults on nodes that one crew repairs, the first that failed first.
func oneCrew(faults string) string {
	return strings.Replace(faults, " } }\n", ", needs: { crew: hands } } }\n", 1) +
		"resources: { crews: { hands: { count: 1 } } }\n"
}

// requestCases are in the order of what they need: queues, orders, balancers, clients, copies, breakdowns, calls,
// caches, windows.
var requestCases = slices.Concat(queueCases, balancerCases, clientCases, copyCases, fateCases, callCases, cacheCases,
	windowCases)

var queueCases = []Case{
	{
		Name:     "request-mm1",
		About:    "requests that wait in one line for one server, their mean and their tail",
		Source:   "M/M/1: exponential at the rate that is to spare",
		Scenario: served(1, 0.7, exponentialWork, ""),
		checks: func() []check {
			s := exact.Station{Servers: 1, Arrive: 0.7, Serve: 1}
			return []check{latency(s.Sojourn()), percentile("latency_p50", s.SojournQuantile(0.5)),
				percentile("latency_p99", s.SojournQuantile(0.99)),
				mean("utilization", "utilization", "service:api", 0.7), mean("under way", "in_progress", "service:api", 0.7/0.3)}
		},
	},
	{
		Name:     "request-mmc",
		About:    "requests that a node serves several at a time",
		Source:   "Erlang's C",
		Scenario: served(1, 2.4, exponentialWork+", queues: { concurrency: 3 }", ""),
		checks: func() []check {
			s := exact.Station{Servers: 3, Arrive: 2.4, Serve: 1}
			return []check{latency(s.Sojourn()), percentile("latency_p99", s.SojournQuantile(0.99))}
		},
	},
	{
		Name:     "request-limit",
		About:    "requests that find no room to wait",
		Source:   "M/M/c/K",
		Scenario: served(1, 2.4, exponentialWork+", queues: { concurrency: 3, limit: 2 }", ""),
		checks: func() []check {
			lost, sojourn := exact.Station{Servers: 3, Arrive: 2.4, Serve: 1}.Bounded(2)
			return []check{success(1 - lost), latency(sojourn)}
		},
	},
	{
		Name:   "request-brownout",
		About:  "requests of which 40 % are left out while more than three are at the node",
		Source: "the chain of how many are there and which kind is served: exponentials of 1 s in full and 0.6 s in part",
		Scenario: served(1, 1.2, exponentialWork+", queues: { brownout: { policy: threshold, above: 3, optional: 40% } }",
			""),
		checks: func() []check {
			upTo3 := func(there int) float64 {
				if there > 3 {
					return 0
				}
				return 1
			}
			sojourn, full := exact.Dimmed{Arrive: 1.2, Full: 1, Part: 1 / 0.6, InFull: upTo3, Most: 100}.Answers()
			return []check{latency(sojourn), mean("served in full", "full_answers", "service:api", full)}
		},
	},
	{
		Name:     "request-shedding",
		About:    "requests of which ever more are refused as they come, by how many are there",
		Source:   "birth–death chain",
		Scenario: served(1, 1.5, exponentialWork+", queues: { shedding: { policy: linear, from: 1, to: 6 } }", ""),
		checks: func() []check {
			_, taken, sojourn := exact.Shedding{Station: exact.Station{Servers: 1, Arrive: 1.5, Serve: 1}, Most: 6,
				Sheds: func(there int) float64 { return max(0, float64(there-1)/5) }}.Answers()
			return []check{success(taken), latency(sojourn)}
		},
	},
	{
		Name:     "request-loss",
		About:    "requests that never wait: served at once or lost, whatever the law of the work",
		Source:   "Erlang's B",
		Scenario: served(1, 2.4, "service_time: { dist: constant, value: 1s }, queues: { concurrency: 3, limit: 0 }", ""),
		checks:   func() []check { return []check{success(1 - exact.ErlangB(3, 2.4)), latency(1)} },
	},
	{
		Name:     "request-mg1",
		About:    "work that varies more than exponential work",
		Source:   "Pollaczek and Khinchine",
		Scenario: served(1, 0.5, "service_time: { dist: gamma, shape: 0.5, mean: 1s }", ""),
		checks:   func() []check { return []check{latency(exact.SingleSojourn(0.5, 1, 3))} },
	},
	{
		Name:     "request-md1",
		About:    "work that does not vary",
		Source:   "M/D/1: Pollaczek and Khinchine; Erlang 1909",
		Scenario: served(1, 0.8, "service_time: { dist: constant, value: 1s }", ""),
		checks: func() []check {
			return []check{latency(exact.SingleSojourn(0.8, 1, 1)),
				percentile("latency_p90", 1+exact.ConstantQuantile(0.8, 1, 0.9))}
		},
	},
	{
		Name:     "request-in-turn",
		About:    "two servers that get requests in turn",
		Source:   "E2/M/1",
		Scenario: strings.ReplaceAll(served(2, 1.6, exponentialWork, ""), "policy: random", "policy: round-robin"),
		checks: func() []check {
			return []check{latency(1 / exact.RenewalSojourn(exact.ErlangGap(2, 1.6), 1))}
		},
	},
	{
		Name:     "request-shared",
		About:    "requests that share a server: the mean does not depend on the law of the work",
		Source:   "processor sharing is insensitive",
		Scenario: served(1, 0.6, "service_time: { dist: gamma, shape: 0.5, mean: 1s }, queues: { order: shared }", ""),
		checks:   func() []check { return []check{latency(1 / 0.4)} },
	},
	{
		Name:   "request-priority",
		About:  "requests of two classes, of which the urgent are served first and interrupt nobody",
		Source: "Cobham 1954; of all together Pollaczek and Khinchine",
		Scenario: served(1, 0.7, "service_time: { dist: constant, value: 1s }, "+
			"priorities: [ { name: high, share: 40% }, { name: low, share: 60% } ]", ""),
		checks: func() []check {
			left := 0.7 / 2 // of what is being served as a request comes
			return []check{mean("latency of the urgent", "latency", urgent("high"), 1+left/(1-0.28)),
				mean("latency of others", "latency", urgent("low"), 1+left/((1-0.28)*(1-0.7))),
				latency(exact.SingleSojourn(0.7, 1, 1))}
		},
	},
}

// urgent is the scope of requests of a priority.
func urgent(name string) string { return "priority:" + name + "@api" }

var clientCases = []Case{
	{
		Name:   "request-sessions",
		About:  "users who come and send five requests each, thinking in between",
		Source: "Jackson 1957: M/M/1, and a Poisson number of users who think",
		Scenario: strings.Replace(served(1, 0.12, exponentialWork, ""), "rate: 0.12/s",
			"rate: 0.12/s, session: { requests: { dist: geometric, mean: 5 }, think: 8s }", 1),
		checks: func() []check {
			s := exact.Sessions{Come: 0.12, Requests: 5, Think: 8, Serve: 1}
			return []check{mean("under way", "in_progress", "service:api", s.UnderWay()),
				mean("requests", "arrival_rate", "service:api", 0.6),
				mean("users", "users", "service:api", s.UnderWay()+s.Thinking())}
		},
	},
	{
		Name:   "request-handshakes",
		About:  "clients whose connections close, and who resume them or shake hands",
		Source: "gaps of Poisson arrivals",
		Scenario: served(2, 3, "service_time: { dist: constant, value: 1us }, "+
			"encryption: { clients: 30, closes_after: 10s, resumes_within: 30s }", ""),
		checks: func() []check {
			return []check{mean("handshakes", "handshakes", "service:api", math.Exp(-1.5)),
				mean("resumptions", "resumptions", "service:api", math.Exp(-0.5)-math.Exp(-1.5))}
		},
	},
	roundTrips("request-round-trips", "", 2),
	roundTrips("request-early-data", ", early_data: true", 1),
	{
		Name:     "request-patience",
		About:    "clients that give up and leave the line, or the server",
		Source:   "M/M/c+D, patience to the end of service; truncated M/M/1",
		Scenario: served(1, 0.9, exponentialWork+", client: { timeout: 3s }", ""),
		checks: func() []check {
			s := exact.Station{Servers: 1, Arrive: 0.9, Serve: 1}
			share, _ := s.Patient(3)
			return []check{success(share), latency(s.PatientSojourn(3))}
		},
	},
	{
		Name:     "request-zombies",
		About:    "clients that give up and leave their requests behind",
		Source:   "M/M/1 as if nobody gave up",
		Scenario: served(1, 0.7, exponentialWork+", client: { timeout: 3s, gives_up: leave }", ""),
		checks: func() []check {
			return []check{success(1 - exact.Station{Servers: 1, Arrive: 0.7, Serve: 1}.SojournSurvival(3)),
				mean("utilization", "utilization", "service:api", 0.7)}
		},
	},
	{
		Name:     "request-tries",
		About:    "tries at once at nodes at random that take one request at a time",
		Source:   "birth–death chain",
		Scenario: brief(served(4, 4, exponentialWork+", queues: { limit: 0 }, client: { tries: 3 }", "")),
		checks: func() []check {
			share, tries := exact.Station{Servers: 4, Arrive: 4, Serve: 1}.Retried(3)
			return []check{success(share), mean("tries", "tries", "service:api", tries)}
		},
	},
}

var fateCases = []Case{
	{
		Name:   "request-user-uptime",
		About:  "users in a closed loop at a node that breaks down: for how much of their time the last answer was one",
		Source: "Markov chain of one user; Hauer et al., NSDI 2020",
		Scenario: strings.Replace(served(1, 1, "service_time: { dist: exponential, mean: 2s }, queues: { concurrency: 20 }",
			breakdowns), "rate: 1/s", "process: closed, users: 20, think: 5s, idle_after: 1d", 1),
		checks: func() []check {
			uptime, share := exact.Watcher{Think: 0.2, Serve: 0.5, Fail: 0.02, Repair: 0.1}.Answers()
			return []check{mean("user uptime", "user_uptime", "service:api", uptime), success(share)}
		},
	},
	{
		Name:     "request-resume",
		About:    "a node that breaks down at any time and goes on where it stopped",
		Source:   "M/G/1 with an exceptional first service (Welch 1964)",
		Scenario: served(1, unreliable.Arrive, exponentialWork+", queues: { at_failure: resume }", breakdowns),
		checks:   func() []check { return []check{latency(unreliable.Resumed(1)).to(1)} },
	},
	{
		Name:     "request-restart",
		About:    "a node that breaks down at any time and begins its work again",
		Source:   "M/G/1 with an exceptional first service (Welch 1964)",
		Scenario: served(1, unreliable.Arrive, exponentialWork+", queues: { at_failure: restart }", breakdowns),
		checks:   func() []check { return []check{latency(unreliable.Restarted(1)).to(1)} },
	},
	{
		Name:     "request-lose",
		About:    "a node that breaks down and loses the requests that it has; others fail until it is back",
		Source:   "Markov chain",
		Scenario: served(1, unreliable.Arrive, exponentialWork, breakdowns),
		checks: func() []check {
			share, sojourn := unreliable.Lost(1, 80)
			return []check{success(share), latency(sojourn)}
		},
	},
	{
		Name:   "request-crew",
		About:  "two nodes with one crew, each losing what it has when it fails",
		Source: "Markov chain",
		Scenario: served(2, 0.8, exponentialWork,
			oneCrew(breakdowns)),
		checks: func() []check {
			share, stay := pair(unreliable, 1).Lost(40)
			return []check{success(share), mean("under way", "in_progress", "service:api", 0.8*stay)}
		},
	},
	{
		Name:   "request-requeue",
		About:  "two nodes with one crew, each handing on what it has when it fails",
		Source: "differential equations of the age in service",
		Scenario: served(2, 0.8, "service_time: { dist: constant, value: 2s }, "+
			"queues: { concurrency: 1000, at_failure: requeue }",
			oneCrew(breakdowns)),
		checks: func() []check {
			share, stay := pair(unreliable, 0.5).Requeued()
			return []check{success(share), mean("under way", "in_progress", "service:api", 0.8*stay)}
		},
	},
}

// roundTrips is how long requests take where nothing but the way does, and connections are made before, some of which
// are resumed in so many round trips.
func roundTrips(name, early string, resumed float64) Case {
	return Case{
		Name:   name,
		About:  fmt.Sprintf("round trips while connections are made: 2 in full and %g to resume", resumed),
		Source: "gaps of Poisson arrivals; RFC 8446",
		Scenario: served(2, 3, "service_time: { dist: constant, value: 1us }, network: { users: 10us }, encryption: { "+
			"clients: 30, handshake: 0s, resumed: 0s, closes_after: 10s, resumes_within: 30s"+early+" }", ""),
		checks: func() []check {
			full := math.Exp(-1.5)
			trips := 1 + 2*full + resumed*(math.Exp(-0.5)-full)
			return []check{latency(1e-6 + 20e-6*trips).to(1e-6)}
		},
	}
}
