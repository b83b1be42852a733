// Package world plays a blueprint: it holds the mutable state of a run, and what happens in it.
//
// Read prepare.go (what is derived from a blueprint), world.go and kinds.go (the state and the events of one run), and
// then the story of a fault in the order in which it happens: process.go and aging.go (its lives), on_fault.go with
// cascade.go, flap.go, rollout.go, overload.go, on_overload.go and planned.go, hold.go (what an incident does to its
// nodes), belief.go (what detectors think), panel.go (who must agree), cut.go (partitions, and who loses sight of
// whom), on_alarm.go (a case is opened), mitigation.go with standin.go (what helps while the fault lasts),
// on_diagnosis.go with cause.go (who is blamed, rightly or not), on_decision.go (what the recoverer wants),
// on_recovery.go with action.go (what is done) and crew.go, spare.go, line.go and pool.go (what that waits for),
// incident.go (its end). account.go and clockwork.go tell package book what is to be measured, traffic.go tells
// package load whom balancers send work; note.go tells the story; the files check*.go verify every invariant, after
// every event with the build tag "invariants"; clone.go copies a running world.
//
// Truth and belief never share a field: node.downs is truth, belief.suspected is what a detector thinks. Instruments
// (detectors, localizers) are given the truth by the world and answer with delays; deciders (recoverers, balancers)
// see a models.View of the board, through which truth is out of reach.
//
// The package knows no policy, no file format and no statistics over runs.
package world
