// Package load carries the traffic of a run as rates between events: what arrives, how a balancer splits it over nodes
// that are slow, answer badly or are not trusted, and what is lost.
//
// Read flow.go, then paces.go (the nodes, counted by what they are worth) and settle.go (what the time since the last
// change came to). check.go holds the counts to a truth that is told anew.
//
// The room looks down at the book (what is reachable of the service, and whether its role is interrupted) and at the
// board that the balancer sees. It is told plain values of the truth and steers none of it.
package load
