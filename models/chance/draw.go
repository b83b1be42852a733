package chance

import (
	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// Draws answers the questions of one run. Answers to one question that follow each other are independent. The zero
// Draws are of seed 0.
//
// The stream lies in here, because one that is handed through an interface would otherwise be allocated; the next
// question overwrites it.
type Draws struct {
	key    rng.Key // seed and replication
	stream rng.Stream
}

// Of is the draws of one replication.
func Of(seed uint64, replication uint32) Draws {
	return Draws{key: rng.Key{Seed: seed, Replication: replication}}
}

// Ask opens the stream of a question: what for, about whom, which occurrence and, of several questions about that, the
// n-th. Asked again, the answers are the same.
func (d *Draws) Ask(purpose rng.Purpose, entity uint64, occurrence, n uint32) *Draws {
	key := d.key
	key.Purpose, key.Entity, key.Occurrence = purpose, entity, uint64(n)<<32|uint64(occurrence)
	d.stream = rng.Open(key)
	return d
}

// Happens draws what happens with a probability.
func (d *Draws) Happens(p float64) bool { return d.stream.Bernoulli(p) }

// Pick draws one of so many, ≥ 1, all equally likely, counted from 0.
func (d *Draws) Pick(of int) int { return d.stream.IntN(of) }

// Part draws where in (0, 1) something falls, uniformly: into which of several shares.
func (d *Draws) Part() float64 { return d.stream.Float64() }

// Bears draws how much of a hazard is borne until it strikes: an exponential with mean 1.
func (d *Draws) Bears() float64 { return d.stream.Exp() }

// Lasts draws how long something takes that follows a law; nil: no time.
func (d *Draws) Lasts(law dist.Law) sim.Duration {
	if law == nil {
		return 0
	}
	return sim.Duration(law.Sample(&d.stream))
}

// Wait draws how long something takes.
func (d *Draws) Wait(w models.Wait) sim.Duration { return w.Sample(&d.stream) }

// Mistake draws a false suspicion.
func (d *Draws) Mistake(m models.Mistakes) (after, lasting sim.Duration) { return m.Sample(&d.stream) }

// Diagnosis draws what a search for the cause comes to.
func (d *Draws) Diagnosis(o models.Odds) models.Diagnosis { return o.Sample(&d.stream) }
