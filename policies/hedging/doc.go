// Package hedging holds how long clients wait for an answer before they send a request to another node, too. One file
// per policy and one row in table.go; start with fixed.go.
//
// A policy learns of each request whether its first try was answered in the time that it said, and nothing of nodes.
package hedging
