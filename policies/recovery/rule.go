package recovery

import (
	"slices"

	"nines/models"
	"nines/sim"
)

// Rule is one rule of a runbook: to which diagnoses it applies, what is done then, and what guards it.
type Rule struct {
	When  When
	Alarm bool   // its actions, all of them mitigations, are begun at the alarm, before the cause is known
	Do    []Step // in turn, each so many times; when all are spent, hands-on repair where there is any
	Guard Guard
	// Probation is how long a success is remembered: what is back on its component within it goes on where it ended.
	Probation sim.Duration
	Retry     sim.Duration // pause before the last action again, where nothing else is left; ≥ 1 s
}

// Step is an action and how often it is tried.
type Step struct {
	Action
	Attempts int // 0: as the action has it
}

// When says which diagnoses a rule is for; the zero When is for all.
type When struct {
	Causes  []string // that are blamed; none: any
	On      []string // levels of the component that is blamed, or classes of a node; none: any
	Effects []string // as it shows; none: any
	Change  *bool    // whether the blamed cause is a change; nil: either
	Attempt int      // from the n-th treatment on; 0 and 1: from the first
}

// all reports whether the rule is for all diagnoses.
func (w *When) all() bool {
	return w.Causes == nil && w.On == nil && w.Effects == nil && w.Change == nil && w.Attempt <= 1
}

// fits reports whether a suspect is one of those. Cost: O(names).
func (w *When) fits(x *models.Suspect) bool {
	return (w.Causes == nil || slices.Contains(w.Causes, x.Cause)) &&
		(w.On == nil || slices.Contains(w.On, x.Level) || x.Class != "" && slices.Contains(w.On, x.Class)) &&
		(w.Effects == nil || slices.Contains(w.Effects, x.Effect.String())) &&
		(w.Change == nil || *w.Change == x.Change) && x.Attempt+1 >= w.Attempt
}

// step is a Step among the actions of a runbook.
type step struct {
	*Action
	number   int // of the action; models.Repair for hands-on repair
	attempts int
}

// mayHelp reports whether a step has a chance against what is blamed.
func (s *step) mayHelp(x *models.Suspect) bool {
	if s.hands {
		return x.Repairable
	}
	return x.Helps.Has(s.number) && (x.Change || !s.ForChanges)
}

// climb tries steps in turn, each so many times, and passes over those that have no chance. When all are spent, it is
// hands-on repair's turn, and where there is none the last step is tried again and again. Cost: O(steps).
func climb(steps []step, x *models.Suspect, retry sim.Duration) models.Decision {
	failed, tries, last := x.Attempt, x.Tries, -1
	for i := range steps {
		s := &steps[i]
		if !s.mayHelp(x) {
			continue
		}
		if s.hands {
			return models.Decision{Action: models.Repair}
		}
		if failed < s.attempts {
			return models.Decision{Action: s.number, After: s.pause(failed, tries)}
		}
		failed -= s.attempts
		tries -= s.attempts
		last = s.number
	}
	switch {
	case x.Repairable:
		return models.Decision{Action: models.Repair}
	case last >= 0:
		return models.Decision{Action: last, After: retry}
	}
	return models.Decision{Action: models.Leave}
}
