package models

import "nines/sim/stat"

// TransactionOutcome is about one kind of transaction. Where they are not played one by one, what comes of them is
// counted by rates, so that counts are no whole numbers; Halted is drawn.
type TransactionOutcome struct {
	// All that Come are Refused, for want of a coordinator, Aborted for one of the reasons below, or Committed: at once
	// or, of those that are Halted, later. As rates they are so when they come; one by one, when they are, and some are
	// Unfinished at the end. None of these counts those that were under way when the measured time began.
	Come, Refused, Committed float64
	ByParticipant            float64 // aborted: a participant was down, or went down before it was done
	ByCoordinator            float64 // its coordinator was lost
	ByTimeout                float64 // votes came too late
	ByConflict               float64 // somebody in doubt held a lock that it wanted

	Crashes int // times at which a coordinator was lost that took new ones
	// Halted were in doubt or, of sagas, between two steps when their coordinator was lost. Blocked is the sum of the
	// seconds for which they were, within the measured time; the Freed, which began and ended in it, took FreedTime.
	Halted, Freed      int64
	Blocked, FreedTime float64
	Locked             float64 // sum over seconds of the share of all that comes which those in doubt keep from a lock
	Compensated        float64 // sagas of which at least a step was compensated for
	Between            float64 // sum of the seconds for which some steps of a saga were done, and others not

	// One by one alone. Times are how many seconds the Committed took, from when they came until their participants knew
	// of it or, of sagas, the last step was done; Took is their sum.
	Unfinished float64
	Times      stat.Histogram
	Took       float64
}

// CopyFrom makes o equal to s in its own memory.
func (o *TransactionOutcome) CopyFrom(s TransactionOutcome) {
	times := o.Times
	times.CopyFrom(&s.Times)
	*o = s
	o.Times = times
}

// Aborted are all that were, for whatever reason.
func (o *TransactionOutcome) Aborted() float64 {
	return o.ByParticipant + o.ByCoordinator + o.ByTimeout + o.ByConflict
}
