// Package requests plays the traffic of a service request by request: clients that send, wait, give up and try again, a
// balancer that decides who serves them, and nodes with queues, which may be slow, stand still or fail.
//
// Read plan.go (what is fixed for all runs), servers.go (what is at the nodes) with line.go, slots.go and sharing.go
// (who is served there, and how fast) and condition.go (what becomes of that when a node changes), then lane.go (the
// state of a run) with run.go (what happens next), clients.go (what becomes of a request), tries.go (what becomes of
// each time that it is sent) and account.go (what is counted). draw.go draws, and check.go holds it all to its
// invariants.
//
// A lane knows nothing of a world: it is told when a node changes, in truth or as the balancer may know, and plays what
// happens between two such times by itself, so that a request costs no event of the world's calendar. It is the only
// part of a model that has a calendar of its own.
package requests
