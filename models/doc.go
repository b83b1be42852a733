// Package models is the world: what is true of every distributed system of nodes that fail, are noticed, diagnosed,
// repaired and balanced around.
//
// Read ports.go and view.go first: every interface one may implement, with its contract, and what a decider sees. Then
// blueprint.go (the immutable description) with prepare.go, topology.go and paths.go (the tree of failure domains),
// world.go and kinds.go (the mutable state and the events of one run), and the story of a fault in the order in which
// it happens: process.go and aging.go (its lives), on_fault.go with cascade.go, flap.go, rollout.go, overload.go,
// on_overload.go and planned.go, hold.go (what an incident does to its nodes), belief.go (what detectors think),
// panel.go (who must agree), cut.go (partitions, and who loses sight of whom), on_alarm.go (a case is opened),
// mitigation.go (what helps at once), on_diagnosis.go (who is blamed, rightly or not), on_decision.go (what the
// recoverer wants), on_recovery.go with treatment.go (what is done) and crew.go, spare.go, line.go and pool.go (what
// that waits for), incident.go (its end). service.go and service_state.go judge when a service is up and whose fault
// it is when not; on_flow.go, flow_nodes.go and demand.go carry traffic; meter.go, outage.go, record.go, clockwork.go
// and outcome.go measure; impact.go says of a fault what detectors would see of it; note.go tells the story; the files
// check*.go verify every invariant, after every event with the build tag "invariants"; clone.go copies a running world.
//
// Truth and belief never share a field: node.downs is truth, belief.suspected is what a detector thinks. Instruments
// (detectors, localizers) are given the truth by the world and answer with delays; deciders (recoverers, balancers)
// see a View, through which truth is out of reach.
//
// The package knows no policy, no file format and no statistics over runs.
package models
