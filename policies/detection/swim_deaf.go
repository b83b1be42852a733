package detection

import (
	"errors"

	"nines/models"
	"nines/sim"
	"nines/sim/rng"
)

// A member whose processor is overloaded, or that is stopped again and again, sends what its timers say and reads
// nothing in time (A. Dadgar, J. Phillips and J. Currey, "Lifeguard: local health awareness for more accurate failure
// detection", DSN-W 2018). All its probes fail. Nobody confirms what it suspects, and whoever it accuses refutes it,
// but it does not read that: after the longest timer it spreads a death, in which all believe until the accused has
// refuted that too. To it the accused stays dead, so it buries each of the others once, in an order of its own.
//
// With awareness, as in memberlist, a probe that fails costs a member as many points as it has asked helpers of whom no
// word has come, at least one, up to awareness − 1, and the next period is as many times longer, plus one. So one that
// reads nothing buries fewer; that a longer timeout lets it read some answers after all is left out.

// speechless refuses members who accuse others and can reach nobody.
func speechless(s Sight) error {
	if s.Down > 0 || s.Partition > 0 {
		return errors.New("deafens down or partition, but who is down or cut off accuses nobody; leave them out")
	}
	return nil
}

// Deaf is the probability from the configuration.
func (w *Swim) Deaf(x models.Symptom) float64 { return w.deaf.by[x.Effect] }

// Accuses is, for the first, the rest of the period in which a member grows deaf, the next with its probe, the timer
// and the rumor; then a period each.
func (w *Swim) Accuses(k int) models.Wait {
	if k == 0 {
		return models.Wait{Play: (*swimAccuses)(w)}
	}
	return models.Wait{Plus: sim.Duration(float64(w.doubts(k)) * w.period)}
}

type swimAccuses Swim

func (a *swimAccuses) Play(_ models.Wait, s *rng.Stream) float64 {
	w := (*Swim)(a)
	return float64((s.Float64()+1)*w.period) + w.timer(0) + float64(w.step*w.reaches(1, 0, s))
}

// doubts is how long the k-th period of a member is, in usual ones, whose probes have all failed.
func (w *Swim) doubts(k int) int {
	points := max(1, min(w.config.Indirect, int(w.members)-2))
	return 1 + min(k*points, w.config.Awareness-1)
}
