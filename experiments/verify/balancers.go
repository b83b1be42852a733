package verify

import (
	"strings"

	"nines/models/exact"
)

// Balancers that know what is in progress, all the time or as it was a while ago.

// balanced has another policy send requests to nodes.
func balanced(scenario, policy string) string {
	return strings.Replace(scenario, "{ policy: random }", "{ "+policy+" }", 1)
}

var balancerCases = []Case{
	{
		Name:     "request-choices",
		About:    "three nodes, of two of which each request is sent to the one with less to do",
		Source:   "chain of how many are at the nodes, in order",
		Scenario: balanced(served(3, 2.1, exponentialWork, ""), "policy: power-of-choices"),
		checks: func() []check {
			return []check{latency(exact.Choices{Nodes: 3, Of: 2, Different: true, Arrive: 2.1, Serve: 1}.Sojourn(16))}
		},
	},
	{
		Name:     "request-board",
		About:    "two nodes, of which requests are sent to the one that had less to do up to two seconds ago",
		Source:   "chain from reading to reading; between, the nodes are M/M/1 by themselves",
		Scenario: balanced(served(2, 1.4, exponentialWork, ""), "policy: least-connections, staleness: 2s"),
		checks: func() []check {
			return []check{latency(exact.Board{Arrive: 1.4, Serve: 1, Every: 2}.Sojourn(60))}
		},
	},
}
