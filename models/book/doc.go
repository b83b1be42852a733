// Package book keeps the accounts of a run: which services are up and whose fault it is when not, how many nodes are
// down, what the stages of cases took, outages and records of incidents, series, reports and windows.
//
// Read plan.go (what is derived from a blueprint) with gates.go (the rules of services as trees of thresholds),
// pressed.go (rules that follow the demand) and needs.go (what services need of each other), then book.go, services.go
// with judge.go (who turns with whom), reasons.go (what suspends services), blame.go, roots.go and owing.go (whose
// fault it is in the end) with lost.go (that requests are lost), cures.go (what the downtime would be without one
// thing) and outages.go, nodes.go, cases.go and clock.go. copy.go copies a running book, check.go and check_cures.go
// hold it to a truth that is told anew.
//
// The book is told plain values and knows no other room. It changes nothing in the world: measuring never steers truth.
// What it says upward is Turns: which services went down or up.
package book
