package world

import "nines/sim"

// The kinds of events. Who and Arg of an event are given behind each.
const (
	strikes    sim.Kind = iota + 1 // a process (Who) strikes its target; Arg 1: after all else at this instant
	turns                          // what a detector (Arg) thinks of a node (Who) changes
	diagnosed                      // the diagnosis of a case (Who) is there
	due                            // the treatment of a case (Who) begins, or its recoverer wants to be asked again
	arrived                        // hands of a team (Who) that were called out are there
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

// KindName says what an event is about, for traces of the engine.
func KindName(k sim.Kind) string {
	return [...]string{"", "strike", "belief", "diagnosed", "due", "arrived", "worked",
		"copied", "verified", "relieved", "delivered", "shift", "healed", "measure", "tick", "report", "window",
		"spread", "phase", "growth", "strain"}[k]
}
