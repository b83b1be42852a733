package fleet

import "nines/sim"

// First is the first kind of event of this room; it owns sixteen.
const First sim.Kind = 16

// The kinds of events. Who and Arg of an event are given behind each.
const (
	strikes sim.Kind = First + iota // a process (Who) strikes its target; Arg 1: after all else at this instant
	spreads                         // a strike that another one has triggered hits the target of a process (Who)
	pulses                          // a case (Who) comes to the next phase of its course
	passes                          // a case (Who) is over by itself
	begins                          // turns that wait for a budget (Who) begin, as far as they may
)

// KindName says what an event of this room is about.
func KindName(k sim.Kind) string {
	return [...]string{"strike", "spread", "phase", "healed", "turn"}[k-First]
}
