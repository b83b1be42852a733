package models

// TransactionOutcome is about one kind of transaction. What comes of them is counted by rates, so that counts are no
// whole numbers; Halted is drawn.
type TransactionOutcome struct {
	// All that Come are Refused, for want of a coordinator, Aborted for one of the reasons below, or Committed: at once
	// or, of those that are Halted, later.
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
}

// Aborted are all that were, for whatever reason.
func (o *TransactionOutcome) Aborted() float64 {
	return o.ByParticipant + o.ByCoordinator + o.ByTimeout + o.ByConflict
}
