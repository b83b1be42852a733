package failure

import (
	"sort"

	"nines/models"
	"nines/sim"
)

// Scheduled strikes each target at known times, ascending, and leaves it to repairs, treatments and healing to end what
// it did. A time at which the target still has the fault is passed over, as nothing can break what is broken.
type Scheduled struct {
	Times    [][]sim.Time // by target, from the start of the run
	Observed bool         // they have happened, and might have happened otherwise; else somebody has chosen them
}

var (
	_ models.Failure = Scheduled{}
	_ Known          = Scheduled{}
	_ Known          = Record{}
)

// Known is a Failure whose strikes can be counted before a run.
type Known interface {
	// Before counts the strikes on all targets that come before a time. Cost: O(strikes).
	Before(end sim.Time) int
}

// Next is the time until the first of the times that is still to come; never after the last.
func (s Scheduled) Next(o models.Occurrence) models.Wait {
	list := s.Times[o.Target]
	next := sort.Search(len(list), func(i int) bool {
		return list[i] > o.Now || o.Count == 0 && list[i] == o.Now
	})
	if next == len(list) {
		return models.Never()
	}
	return models.Wait{Plus: sim.Duration(list[next] - o.Now)}
}

// Before counts what is passed over, too.
func (s Scheduled) Before(end sim.Time) int {
	n := 0
	for _, list := range s.Times {
		n += sort.Search(len(list), func(i int) bool { return list[i] >= end })
	}
	return n
}
