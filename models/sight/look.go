package sight

import (
	"nines/models"
	"nines/models/chance"
	"nines/sim"
)

// A detector that looks from time to time looks at a node at the instants of a grid of the two. Its phase is drawn once
// for a run and its branches, and asked for again where it is needed, so that it takes no memory: passes over the data
// of a node lie a period apart to rounding, and a crash that follows from a repair, which followed from a look, strikes
// where in the period it really does. The phases of two nodes, and of two detectors, are independent.

// fromLook tells a wait that begins at some time how long it is until a detector next looks at a node, if it counts
// from there. What begins in the instant of a look is seen by the next.
func (s *Sight) fromLook(w models.Wait, at sim.Time, leaf int32, watch int) models.Wait {
	if w.Every == 0 {
		return w
	}
	phase := s.chance.AskIn(0, chance.Look, s.watcher(leaf, watch), 0, 0).Part() * float64(w.Every)
	next := models.Grid{Phase: sim.Time(phase), Every: w.Every}.After(at)
	if w.Look = sim.Duration(next - at); chance.Same(at, next) {
		w.Look = w.Every
	}
	return w
}

// untilLook is how long it is until a detector next looks at a node; 0 where its mistakes do not count from a look.
func (s *Sight) untilLook(m mind) sim.Duration {
	return s.fromLook(models.Wait{Every: s.every[m.watch]}, s.now(), m.leaf, m.watch).Look
}

// mistakesFrom is the period of the looks from which the mistakes of a detector count: the answer to one makes it trust
// a node, and mistakes follow upon trust. 0 where they come at any time.
func mistakesFrom(d models.Detector) sim.Duration {
	if _, anytime := d.Mistake().(models.Unremembering); anytime {
		return 0
	}
	return d.Clear().Every
}
