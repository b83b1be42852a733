package sight

import (
	"nines/models"
	"nines/sim"
)

// A detector that runs on a node stops while that is down or hangs: it hears and asks nobody, changes no mind, and what
// it has said stands. The node on which it runs it never suspects of that. One that is slow, lossy or answers wrongly
// goes on, and a partition is another matter, see cut.go. When the node goes on,
//
//   - a detector whose node was down begins anew: whoever has failed is noticed as if that had just happened;
//   - one whose node hung and who is Listening finds that the time of all whom it has not heard has run out, though
//     none of them need have failed: it suspects them at once, until the next sign of life, unless it is Guarded;
//   - to one who is Guarded, or asks, no time has passed.
//
// What came in meanwhile is taken to be lost, or read too late to help.

// stall is the last or the present time for which a detector stopped.
type stall struct {
	holds        int32 // that stop it now
	crashed      bool  // its node was down, for some of the time at least
	since, until sim.Time
	count        uint32 // so far; names the draws
}

// stalled reports whether a detector has stopped.
func (s *Sight) stalled(watch int) bool { return s.stalls[watch].holds > 0 }

// convicts reports whether a detector suspects, when it goes on, whose time has run out.
func (s *Sight) convicts(watch int) bool {
	w := &s.Watches[watch]
	l, ok := w.Detector.(models.Listening)
	return ok && l.Listens() && !w.Guarded && !s.stalls[watch].crashed
}

// due is when a detector, which looks every so often or at no instants of its own (0), notices what began at an onset
// and would take so long if it had not stopped since. Of several stalls the last counts.
func (s *Sight) due(m mind, onset sim.Time, takes, every sim.Duration) sim.Time {
	x := &s.stalls[m.watch]
	switch silent := min(onset, x.since) + sim.Time(takes); {
	case x.until <= onset:
		return onset + sim.Time(takes)
	case every > 0:
		return s.dueLook(m, onset, takes, every)
	case x.crashed:
		return x.until + sim.Time(takes)
	case s.convicts(m.watch):
		return max(x.until, silent)
	default:
		return silent + (x.until - x.since)
	}
}

// dueLook is due for a detector that looks at the instants of a grid, from an onset before the last stall was over.
// Those within the stall pass: the next counts on, or is the first again where the detector was down.
func (s *Sight) dueLook(m mind, onset sim.Time, takes, every sim.Duration) sim.Time {
	x := &s.stalls[m.watch]
	look := func(t sim.Time) sim.Time {
		return t + sim.Time(s.fromLook(models.Wait{Every: every}, t, m.leaf, m.watch).Look)
	}
	known := onset + sim.Time(takes)
	switch next := look(x.since); {
	case x.crashed, onset >= x.since:
		return known + look(x.until) - look(onset)
	case known < next: // all looks were before
		return max(known, x.until)
	default:
		return known + look(x.until) - next
	}
}

// stops reports whether a hold stops who runs on its node.
func (s *Sight) stops(h int32) bool {
	x := s.shown(h)
	return x.TakesDown() && x.Effect != models.Partition
}
