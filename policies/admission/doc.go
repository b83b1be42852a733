// Package admission holds how clients keep requests to themselves while a service does badly: before each try they ask
// whether it is sent at all, and after each that was they say whether it was answered. One file per policy and one row
// in table.go; start with breaker.go. limit.go has what those share that limit tries under way.
//
// A policy stands for all clients of a service, and sees no node: what keeps single nodes from being asked is a matter
// of detection and balancing.
package admission
