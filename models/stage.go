package models

import "slices"

// Stage is how far an incident has come on the way from onset to over. The time spent in each stage is a part of the
// time to restore, so the parts sum to the whole. What is done to innocents counts as locating.
type Stage uint8

const (
	Undetected Stage    = iota // detect: no detector has noticed
	Switching                  // switchover: a service is out until its role has moved, whatever else is done meanwhile
	Locating                   // locate: the alarm is being diagnosed
	Waiting                    // wait: for the time that its treatment begins, for parts or for hands
	Repairing                  // repair: hands are on it, or it is left to heal
	Verifying                  // verify: whether the treatment has worked
	Stages                     // how many there are
	Over       = Stages        // it is none
)

// StageNames are what metrics call the stages, in their order: the parts of FaultOutcome.Spent and the like.
func StageNames() []string { return slices.Clone(stageNames[:Stages]) }

var stageNames = [...]string{"detect", "switchover", "locate", "wait", "repair", "verify", ""}

// String returns the name of the stage in notes and metrics; "" for Over.
func (s Stage) String() string { return stageNames[s] }
