package glimpses

import (
	"nines/models"
	"nines/sim/flat"
)

// account is what is counted of a run.
type account struct {
	sums    []models.LaneSums // by lane
	outcome models.GlimpsesOutcome
}

func (a *account) reset(lanes int) { *a = account{sums: make([]models.LaneSums, lanes)} }

func (a *account) copyFrom(src *account) {
	a.sums = flat.CopyEach(a.sums, src.sums, func(d *models.LaneSums, s models.LaneSums) { d.CopyFrom(&s) })
	a.outcome = src.outcome
}

// played counts events.
func (a *account) played(events int) { a.outcome.Events += uint64(events) }

// glimpse counts one that stands for so many cells, took so long with its lead and was so many events without.
func (a *account) glimpse(stands, seconds float64, events int) {
	a.outcome.Played++
	a.outcome.Seconds += seconds
	a.outcome.Whole += float64(stands * float64(events))
}

// settled counts how many requests were under way before and in a glimpse.
func (a *account) settled(before, inside float64) {
	a.outcome.Before += before
	a.outcome.Inside += inside
}

// add counts what was seen of a lane.
func (a *account) add(lane int, o *models.LaneOutcome, stands float64) {
	s := &a.sums[lane]
	s.Add(o, stands)
	failed := float64(stands * float64(o.Judged()-o.Fared[models.Served]))
	s.FailedSquared += float64(failed * failed)
}

// finish hands over what was counted, with the kinds of times that there were.
func (a *account) finish(s *survey) ([]models.LaneSums, models.GlimpsesOutcome) {
	o := a.outcome
	o.Kinds, o.Least = len(s.kinds), 1
	for i := range s.kinds {
		o.Least = min(o.Least, float64(s.kinds[i].chosen)/float64(s.kinds[i].cells))
	}
	sums := a.sums
	a.reset(len(sums))
	return sums, o
}
