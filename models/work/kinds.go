package work

import (
	"nines/models/sight"
	"nines/sim"
)

// First is the first kind of event of this room; it owns sixteen.
const First = sight.First + 16

// The kinds of events. Who and Arg of an event are given behind each.
const (
	diagnosed  sim.Kind = First + iota // the diagnosis of a case (Who) is there
	due                                // the treatment of a case (Who) begins, or its recoverer wants to be asked again
	arrived                            // hands of a team (Who) that were called out are there
	worked                             // the time on the component of a case (Who) is over
	verified                           // it is known whether the treatment of a case (Who) has worked
	relieved                           // a mitigation (Who) is done
	delivered                          // parts (Arg) of a spare (Who) arrive
	paced                              // it is the turn of the first in a lane (Who)
	shiftTurns                         // a shift of a crew (Who) begins or ends
)

// KindName says what an event of this room is about.
func KindName(k sim.Kind) string {
	return [...]string{"diagnosed", "due", "arrived", "worked", "verified", "relieved", "delivered",
		"paced", "shift"}[k-First]
}
