// Package work is what people and programs do about faults: cases that are opened at an alarm, diagnosed, decided about
// and treated, and what that waits for.
//
// Read plan.go (what is derived from a blueprint), work.go with kinds.go (the state and the events) and job.go (what is
// being done about a case), and then the story of a case: alarm.go (it is opened), mitigation.go with role.go and
// standin.go (what helps while the fault lasts), diagnosis.go with cause.go (who is blamed, rightly or not),
// decision.go with memory.go (what the recoverer wants), treatment.go (what is done) and crew.go, spare.go, line.go and
// pool.go (what that waits for). note.go tells the story; check.go verifies every invariant.
//
// The room looks down at what is believed and at the truth, which it hands to instruments only: a recoverer sees a
// models.View.
package work
