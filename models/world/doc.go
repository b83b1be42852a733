// Package world plays a blueprint: it is the thin top of the rooms that a run is made of, and does nothing but hand on
// events and news.
//
// Read prepare.go (rooms derive their plans), world.go (an event is played by the room it belongs to, what it has
// changed is handed on, and of large fleets what is coming is fetched in time), renew.go (copies part) and clockwork.go
// (the measurements). The files check*.go and invariants*.go verify every invariant, after every event with the build
// tag "invariants".
//
// The rooms are fleet (truth), sight (belief), work (cases), load (traffic), data, consensus, transactions, pools
// (bandwidth) and book (accounts), each with a package of its own. Calls point down: work and load look at sight, that
// looks at the fleet, which tells the book. What goes the other way is a list of changes that the world drains after
// each event, in one order: so a decider always sees all that an instant has brought, and whoever acts at once acts
// after all have noticed.
//
// The package knows no policy, no file format and no statistics over runs.
package world
