// Package fleet is the truth of a run: components, the faults that strike them, what each occurrence holds, and what
// condition that leaves the nodes in.
//
// Read plan.go with check_plan.go (what is derived from a blueprint, and what is refused), fleet.go (the state), run.go
// with kinds.go (what happens at each event), process.go with occurrence.go and operating.go (lives, how they are asked
// for, and clocks that stand still), strike.go (an occurrence) with budget.go (what its turn may wait for), case.go
// (what may hold nodes) with open.go (how it is opened and ends), hold.go (how it holds them) and condition.go (what
// that leaves), cut.go (which messages pass between nodes), course.go (how it goes on) and cascade.go (what follows).
// standin.go has nodes served for elsewhere; blame.go says who keeps what from which service. change.go is the news,
// renew.go draws anew what is to come; check.go verifies every invariant.
//
// The room looks down at the book, and up at nobody. Who works on a case, and who believes what, is not known here:
// whoever wants to follow reads the Changes after each event. Instruments are given the truth by those who ask them.
package fleet
