// Package requests plays the traffic of a service request by request: clients that send, wait, give up and try again, a
// balancer that decides who serves them, and nodes with queues, which may be slow, stand still or fail.
//
// Read plan.go (what is fixed for all runs), servers.go (what is at the nodes) with pool.go, line.go, slots.go and
// sharing.go (who is served there, and how fast) and condition.go (what becomes of that when a node changes), then
// lane.go (the state of a service in a run) with run.go (what happens in it), clients.go (what becomes of a request),
// tries.go (what becomes of each time that it is sent) and account.go (what is counted), and road.go (what happens
// next, in which lane). draw.go draws, and check.go holds it all to its invariants.
//
// Lanes know nothing of a world: each is told when a node changes, in truth or as the balancer may know, and the road
// plays what happens between two such times by itself, so that a request costs no event of the world's calendar. It is
// the only part of a model that has a calendar of its own.
package requests
