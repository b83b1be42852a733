// Package sim is the engine: a clock, a list of future events, and the loop that plays them. It knows nothing of what
// the events mean; that is the Model's.
//
// # How to read it
//
// time.go and event.go hold the vocabulary, calendar.go what one may do with pending events, run.go the loop, trace.go
// the hook for watching it. Behind the Calendar stand files that nobody needs to know in order to use it: slab.go (what
// a Timer finds), chunk.go (lists of entries), ladder.go (the queue itself, and why it is fast), rungs.go (how it
// adapts) and upkeep.go (sweeping, copying). ties_test.go tells the rules of order as a story.
//
// # Order
//
// Events happen in the order of their times, and at equal times in the order in which they were scheduled. A moved
// event counts as scheduled when it was moved. Nothing else matters: not the history of the queue, not which slots are
// free, not copying. The Fingerprint of a run witnesses it.
//
// # What it does not do
//
// It draws no random numbers (package rng), knows no laws (package dist), and keeps no statistics (package stat). There
// are no processes and no closures: an event is a few plain bytes, so a run can be copied, hashed and told as a story.
// It is not safe for concurrent use: each replication has its own Calendar. Periodic events are the model's to compute,
// as start + k·period, so that rounding does not accumulate.
package sim
