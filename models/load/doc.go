// Package load carries the traffic of a run as rates between events: what arrives, how a balancer splits it over nodes
// that are slow, answer badly or are not trusted, what is lost, and what overload does to those who carry it.
//
// Read plan.go (what is derived from a blueprint), load.go (the state), run.go (what the room follows of the others),
// flow.go, paces.go (the nodes, counted by what they are worth), settle.go (what the time since the last change came
// to), meet.go and curve.go (services that call each other), strain.go (the clocks of overload) and press.go (rules
// that follow the demand). check.go holds the counts to a truth that is told anew.
//
// The room looks down at what is believed, which balancers see, at the truth, which requests meet, and at the book.
package load
