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
	key    rng.Key // seed, replication and branch
	eras   []era   // since the run was last renewed, and before
	stream rng.Stream
}

// Reset makes the draws those of one replication that nobody has renewed, reusing memory.
func (d *Draws) Reset(seed uint64, replication uint32) {
	d.key, d.eras = rng.Key{Seed: seed, Replication: replication}, d.eras[:0]
}

// CopyFrom makes d equal to src in its own memory.
func (d *Draws) CopyFrom(src *Draws) { d.key, d.eras = src.key, append(d.eras[:0], src.eras...) }

// Ask opens the stream of a question: what for, about whom, which occurrence and, of several questions about that, the
// n-th. Asked again, the answers are the same, unless the run has been renewed since: what may be asked about again is
// asked in the era in which it began, see AskIn.
func (d *Draws) Ask(purpose rng.Purpose, entity uint64, occurrence, n uint32) *Draws {
	return d.open(d.key.Branch, purpose, entity, uint64(n)<<32|uint64(occurrence))
}

// AskIn is Ask in an era: asked again after the run has been renewed, the answers are the same.
func (d *Draws) AskIn(era uint16, purpose rng.Purpose, entity uint64, occurrence, n uint32) *Draws {
	branch := uint64(0)
	if era > 0 {
		branch = d.eras[era-1].branch
	}
	return d.open(branch, purpose, entity, uint64(n)<<32|uint64(occurrence))
}

// Source is the stream of a question without end, such as when the next request comes: whoever asks keeps it. There are
// several about one entity, where that begins anew in every part of a run.
func (d *Draws) Source(purpose rng.Purpose, entity, part uint64) rng.Stream {
	d.open(d.key.Branch, purpose, entity, part)
	return d.stream
}

func (d *Draws) open(branch uint64, purpose rng.Purpose, entity, occurrence uint64) *Draws {
	d.stream = rng.Open(rng.Key{
		Seed: d.key.Seed, Replication: d.key.Replication, Branch: branch,
		Purpose: purpose, Entity: entity, Occurrence: occurrence,
	})
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

// Number draws how many of something that comes at random there are where so many are expected: a Poisson number.
func (d *Draws) Number(expected float64) int64 { return d.stream.Poisson(expected) }

// Lasts draws how long something takes that follows a law; nil: no time.
func (d *Draws) Lasts(law dist.Law) sim.Duration {
	if law == nil {
		return 0
	}
	return sim.Duration(law.Sample(&d.stream))
}

// Wait draws how long something takes.
func (d *Draws) Wait(w models.Wait) sim.Duration { return w.Sample(&d.stream) }

// Rest draws what is left of a wait that has gone on for so long; false where that is to stay as it is.
func (d *Draws) Rest(w models.Wait, age sim.Duration) (left sim.Duration, ok bool) {
	return w.Residual(&d.stream, age)
}

// Mistake draws a false suspicion.
func (d *Draws) Mistake(m models.Mistakes) (after, lasting sim.Duration) { return m.Sample(&d.stream) }

// Diagnosis draws what a search for the cause comes to.
func (d *Draws) Diagnosis(o models.Odds) models.Diagnosis { return o.Sample(&d.stream) }

// Lay draws where the fragments of a store lie.
func (d *Draws) Lay(p models.Placer, g *models.Ground, fragments int, dst []int32) {
	p.Lay(g, fragments, &d.stream, dst)
}

// Heir draws on which node the fragment in a place of a group is made anew.
func (d *Draws) Heir(p models.Placer, g *models.Ground, nodes []int32, place int) int32 {
	return p.Heir(g, nodes, place, &d.stream)
}
