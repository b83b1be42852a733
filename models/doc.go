// Package models says what may be chosen and what is said of a system: of every distributed system of nodes that fail,
// are noticed, diagnosed, repaired and balanced around. Package world plays it, in the rooms fleet, sight, work, load
// and book.
//
// Read ports.go, symptom.go, view.go and desk.go first: every interface one may implement, with its contract, what
// instruments are shown, and what a decider sees. Then blueprint.go (the immutable description) with fault.go,
// overload.go, service.go and demand.go, topology.go and paths.go (the tree of failure domains); pace.go (how fast an
// action comes to many nodes); note.go and stage.go (the story of a run, as it is told) and outcome.go with record.go
// (what a run measured). impact.go says of a fault what detectors would see of it.
//
// The package knows no policy, no file format, no state of a run and no statistics over runs.
package models
