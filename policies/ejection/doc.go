// Package ejection holds how a balancer finds nodes that do badly from what comes back from them (passive health
// checking, outlier detection): by failures in a row, by the share of failures, or by how much better others do. One
// file per policy and one row in table.go; start with consecutive.go. For how long who is ejected stays out, and how
// many may be at a time, is models.Ejecting's to say.
//
// A try fails in whatever way: it is refused, fails at the node or is given up. Where it is given up because another
// try of its request was answered it says nothing.
package ejection
