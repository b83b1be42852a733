// Package queueing holds the disciplines of queues: who is served next of the requests that wait at a node, and who is
// told instead that it cannot be. One file per policy and one row in table.go; start with fifo.go.
//
// A discipline is asked when a slot comes free, and then only: what is being served is not interrupted.
package queueing
