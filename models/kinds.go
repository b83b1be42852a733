package models

import (
	"nines/sim"
	"nines/sim/rng"
)

// The kinds of events. Who and Arg of an event are given behind each.
const (
	strikes    sim.Kind = iota + 1 // a process (Who) strikes its target; Arg 1: after all else at this instant
	turns                          // what a detector (Arg) thinks of a node (Who) changes
	diagnosed                      // the diagnosis of a case (Who) is there
	due                            // the treatment of a case (Who) begins, or its recoverer wants to be asked again
	arrived                        // hands that were called out for a case (Who) are there
	worked                         // the time on the component of a case (Who) is over
	copyEnds                       // a pool (Who) is done with the copy that ends first
	verified                       // it is known whether the treatment of a case (Who) has worked
	relieved                       // the mitigation of an incident (Who) is done
	delivered                      // parts (Arg) of a spare (Who) arrive
	shiftTurns                     // a shift of a crew (Who) begins or ends
	healed                         // an incident (Who) passes by itself
	measured                       // the warm-up is over
	ticked                         // the time series takes its sample Who, 1-based
	reported                       // instant Who of Timing.ReportAt has come
	windowed                       // window Arg of length Who, 1-based, ends
	spreads                        // a strike that another one has triggered hits the target of a process (Who)
	flapped                        // the effect of an incident (Who) goes or comes again
	grows                          // a rollout that does harm (Who) comes to its next stage
	strains                        // a clock of overload (Who) strikes (Arg 1), or its hour is over
)

// The purposes for which random streams are opened, each with its entity and occurrence.
const (
	forLife       rng.Purpose = iota + 1 // process; the k-th life
	forRepair                            // process (or hit node); the k-th repair
	forHealing                           // process; the k-th occurrence
	forHit                               // process and leaf; the k-th occurrence
	forFrailty                           // process; once
	forSight                             // leaf, fault and detector; the k-th occurrence
	forDelay                             // leaf, fault and detector; the k-th occurrence
	forClear                             // leaf and detector; the k-th turn
	forMistake                           // leaf and detector; the k-th turn
	forLocating                          // process (or hit node); the k-th occurrence, and the n-th diagnosis
	forGrouping                          // leaf and fault; the k-th occurrence
	forInnocent                          // process (or hit node); the k-th occurrence, and the n-th treatment
	forVerifying                         // likewise
	forSuccess                           // likewise
	forLoss                              // likewise
	forRelapse                           // likewise
	forCallOut                           // likewise
	forRelief                            // process (or hit node); the k-th occurrence
	forDelivery                          // spare; the n-th order
	forHarm                              // process; the k-th strike
	forPermanence                        // process (or hit node); the k-th occurrence
	forSpread                            // process; the k-th strike
	forPhase                             // process (or hit node); the k-th occurrence, and the n-th phase
	forExposure                          // process and leaf; the k-th strike
	forStrain                            // fault and class; the k-th strike by overload
)

// KindName says what an event is about, for traces of the engine.
func KindName(k sim.Kind) string {
	return [...]string{"", "strike", "belief", "diagnosed", "due", "arrived", "worked",
		"copied", "verified", "relieved", "delivered", "shift", "healed", "measure", "tick", "report", "window",
		"spread", "phase", "growth", "strain"}[k]
}

// openNth is open for the n-th question of its kind within one occurrence.
func (w *World) openNth(purpose rng.Purpose, entity uint64, occurrence, n uint32) *rng.Stream {
	key := w.key
	key.Purpose, key.Entity, key.Occurrence = purpose, entity, uint64(n)<<32|uint64(occurrence)
	w.stream = rng.Open(key)
	return &w.stream
}

// open returns the stream for one question. It lies in the world, because a stream handed through an interface would
// otherwise be allocated; the next question overwrites it.
func (w *World) open(purpose rng.Purpose, entity uint64, occurrence uint32) *rng.Stream {
	key := w.key
	key.Purpose, key.Entity, key.Occurrence = purpose, entity, uint64(occurrence)
	w.stream = rng.Open(key)
	return &w.stream
}
