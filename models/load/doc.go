// Package load carries the traffic of a run: as rates between events, or request by request.
//
// As rates it says what arrives, how a balancer splits it over nodes that are slow, answer badly or are not trusted,
// what is lost and whose fault that is, and what overload does to those who carry it. Read plan.go (what is derived
// from a blueprint, with fit.go), load.go (the state), run.go (what the room follows of the others), flow.go, paces.go
// (the nodes, counted by what they are worth), settle.go (what the time since the last change came to) with idle.go
// (where nodes are sent requests while they are idle) and owing.go (to what requests are lost), meet.go and curve.go
// (services that call each other), strain.go (the clocks of overload, with renew.go), press.go (rules that follow the
// demand) and meter.go (what detectors see of requests). check.go holds the counts to a truth that is told anew.
//
// Request by request package requests plays it, all of it or, by package glimpses, in short times alone: lane.go and
// glimpse.go tell lanes what they have to know.
//
// The room looks down at what is believed, which balancers see, at the truth, which requests meet, and at the book.
package load
