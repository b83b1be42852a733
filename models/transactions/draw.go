package transactions

import (
	"nines/models/chance"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// draws are the streams of a kind that is played one by one. They are kept open: the n-th transaction comes at the same
// time and takes as long, whatever becomes of others.
type draws struct {
	coming, lucks rng.Stream
	own           rng.Stream // of the transaction that draws
}

// open opens the streams of a kind.
func (d *draws) open(from *chance.Draws, kind uint64) {
	d.coming, d.lucks = from.Source(chance.Dealing, kind, 0), from.Source(chance.Dealing, kind, 1)
}

// gap draws when the next transaction comes, where one does in a second.
func (d *draws) gap() float64 { return d.coming.Exp() }

// fortune names what a transaction draws.
func (d *draws) fortune() uint64 { return d.lucks.Uint64() }

// deal has a transaction draw from now on.
func (d *draws) deal(x *single) {
	d.own = rng.Open(rng.Key{Seed: x.luck, Purpose: chance.Dealing, Occurrence: uint64(x.deals)})
	x.deals++
}

// lasts draws how long something takes.
func (d *draws) lasts(law dist.Law) sim.Time { return sim.Time(law.Sample(&d.own)) }

// pick draws one of so many, from 0.
func (d *draws) pick(of int32) int32 {
	if of == 1 {
		return 0
	}
	return int32(d.own.IntN(int(of)))
}

// happens draws what happens with a probability.
func (d *draws) happens(p float64) bool { return d.own.Bernoulli(p) }
