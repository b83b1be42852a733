package verify

import (
	"math"

	"nines/models/exact"
)

const ownWork = "service_time: { dist: constant, value: 0s }, try_time: { dist: exponential, mean: 1s }, "

// copyCases are about requests that are sent to several nodes.
var copyCases = []Case{
	{
		Name:   "request-hedge",
		About:  "requests that are sent to another node when they have had no answer for a while, and nobody waits",
		Source: "survival of the lesser of two exponentials, one of them later",
		Scenario: brief(served(2, 2, ownWork+
			"queues: { concurrency: 1000 }, client: { hedge: { after: 700ms } }", "")),
		checks: func() []check {
			// From then on two are waited for, each of which is the one in vain as often as the other; the first has been
			// served for longer. All the tries of a request take 1 s on average.
			late := math.Exp(-0.7)
			return []check{latency(1 - late/2), percentile("latency_p99", (0.7+math.Log(100))/2),
				mean("hedges", "hedges", "service:api", late), mean("hedges won", "hedges_won", "service:api", 0.5),
				mean("wasted work", "wasted_work", "service:api", late*(1+0.7)/2)}
		},
	},
	{
		Name:     "request-tied",
		About:    "requests that wait at both of two nodes until one of them begins to serve",
		Source:   "one line for two servers: Erlang's C",
		Scenario: served(2, 1.6, exponentialWork+", client: { hedge: { after: 0s, tied: true } }", ""),
		checks: func() []check {
			s := exact.Station{Servers: 2, Arrive: 1.6, Serve: 1}
			return []check{latency(s.Sojourn()), percentile("latency_p99", s.SojournQuantile(0.99))}
		},
	},
	{
		Name:   "request-fork",
		About:  "requests in two parts, which are over when both are",
		Source: "fork and join of two M/M/1 queues (Flatto and Hahn 1984)",
		Scenario: served(2, 0.6, ownWork+
			"client: { sends: 2, needs: 2 }", ""),
		checks: func() []check { return []check{latency((12 - 0.6) / 8 / (1 - 0.6))} },
	},
}
