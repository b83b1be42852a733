package sight

import (
	"nines/sim"
)

// Culprits tell why requests fail.
type Culprits interface {
	// Failed reports whether requests that a detector looks at have failed because of a node since a time.
	Failed(watch int, leaf int32, since sim.Time) bool
}

// Alert has a detector that looks at requests notice what shows to it on nodes because of which some have failed since
// a time. Cost: O(holds).
func (s *Sight) Alert(watch int, since sim.Time, by Culprits) {
	for h := range s.marks {
		x := &s.marks[h]
		if x.seen>>watch&1 == 0 || x.noticed>>watch&1 == 1 {
			continue
		}
		hold := s.fleet.Hold(int32(h))
		if !by.Failed(watch, hold.Node(), max(since, hold.Since())) {
			continue
		}
		if m := s.mind(hold.Node(), watch); m.suspected {
			s.notice(int32(h), watch)
		} else {
			s.suspect(m)
		}
	}
}
