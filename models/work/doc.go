// Package work is what people and programs do about faults: cases that are opened at an alarm, diagnosed, decided about
// and treated, and what that waits for.
//
// Read plan.go (what is derived from a blueprint), work.go and job.go (the state) with stage.go (how far a case has
// come), run.go with kinds.go (what the room does at each event, and what it follows of the other rooms) and then the
// story of a case: alarm.go (it is opened), mitigation.go with relief.go, role.go, standin.go and lane.go (what helps
// while the fault lasts), diagnosis.go with suspect.go and cause.go (who is blamed, rightly or not), decision.go with
// held.go and memory.go (what the recoverer wants), treatment.go (what is done) and crew.go with shift.go, turn.go,
// spare.go, pool.go and line.go (what that waits for), end.go (its end).
// note.go tells the story; check.go verifies every invariant. Calls go from file to file in one direction: what a file
// below brings about above is awaited, and done when all news of the event is heard.
//
// The room looks down at what is believed and at the truth, which it hands to instruments only: a recoverer sees a
// models.View.
package work
