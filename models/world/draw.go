package world

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// draws is where chance comes in: no other file of the model opens a stream. Whoever must know asks a question, which
// names the stream, and has it answered: yes or no, one of several, or how long. Answers to one question that follow
// each other are independent.
//
// The stream lies in here, because one that is handed through an interface would otherwise be allocated; the next
// question overwrites it.
type draws struct {
	key    rng.Key // seed and replication
	stream rng.Stream
}

// ask opens the stream of a question: what for, about whom, which occurrence and, of several questions about that, the
// n-th. Asked again, the answers are the same.
func (d *draws) ask(purpose rng.Purpose, entity uint64, occurrence, n uint32) *draws {
	key := d.key
	key.Purpose, key.Entity, key.Occurrence = purpose, entity, uint64(n)<<32|uint64(occurrence)
	d.stream = rng.Open(key)
	return d
}

// happens draws what happens with a probability.
func (d *draws) happens(p float64) bool { return d.stream.Bernoulli(p) }

// pick draws one of so many, ≥ 1, all equally likely, counted from 0.
func (d *draws) pick(of int) int { return d.stream.IntN(of) }

// part draws where in (0, 1) something falls, uniformly: into which of several shares.
func (d *draws) part() float64 { return d.stream.Float64() }

// wait draws how long something takes.
func (d *draws) wait(w models.Wait) sim.Duration { return w.Sample(&d.stream) }

// mistake draws a false suspicion.
func (d *draws) mistake(m models.Mistakes) (after, lasting sim.Duration) { return m.Sample(&d.stream) }

// diagnosis draws what a search for the cause comes to.
func (d *draws) diagnosis(o models.Odds) models.Diagnosis { return o.Sample(&d.stream) }

var forever = sim.Duration(math.Inf(1))

// once is a wait of mean 1 without memory: how much of a hazard is borne until it strikes.
var once = func() models.Wait {
	law, _ := dist.NewExponential(1)
	return models.Wait{Law: law}
}()

// The purposes for which random streams are opened, each with its entity and occurrence.
const (
	forLife      rng.Purpose = iota + 1 // process; the k-th life
	forRepair                           // process (or hit node); the k-th repair
	forHealing                          // process; the k-th occurrence
	forHit                              // process and leaf; the k-th occurrence
	forFrailty                          // process; once
	forSight                            // leaf, fault and detector; the k-th occurrence
	forDelay                            // leaf, fault and detector; the k-th occurrence
	forClear                            // leaf and detector; the k-th turn
	forMistake                          // leaf and detector; the k-th turn
	forLocating                         // process (or hit node); the k-th occurrence, and the n-th diagnosis
	forGrouping                         // leaf and fault; the k-th occurrence
	forInnocent                         // process (or hit node); the k-th occurrence, and the n-th treatment
	forVerifying                        // likewise
	forSuccess                          // likewise
	forLoss                             // likewise
	forRelapse                          // likewise
	forCallOut                          // likewise
	forRelief                           // process (or hit node); the k-th occurrence
	forDelivery                         // spare; the n-th order
	forHarm                             // process; the k-th strike
	forMode                             // process (or hit node); the k-th occurrence
	forSpread                           // process; the k-th strike
	forPhase                            // process (or hit node); the k-th occurrence, and the n-th phase
	forExposure                         // process and leaf; the k-th strike
	forStrain                           // fault and class; the k-th strike by overload
)
