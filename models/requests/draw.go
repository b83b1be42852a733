package requests

import (
	"math"

	"nines/models"
	"nines/models/chance"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/rng"
)

// draws are the streams of a lane. They are kept open: the n-th request comes at the same time and is the same work
// under every policy, whatever that draws for itself.
type draws struct {
	coming, work, picks, backoff, quality, admission rng.Stream
	urgency, clients, luck, calls, ways, optional    rng.Stream
	users, refusals                                  rng.Stream
	try                                              rng.Stream // the last that was opened
}

// open opens the streams of a lane in a part of its run.
func (d *draws) open(from *chance.Draws, lane, part uint64) {
	source := func(purpose rng.Purpose) rng.Stream { return from.Source(purpose, lane, part) }
	d.coming, d.work = source(chance.Coming), source(chance.Work)
	d.picks, d.backoff = source(chance.Choice), source(chance.Backoff)
	d.quality, d.admission = source(chance.Quality), source(chance.Admission)
	d.urgency, d.clients = source(chance.Urgency), source(chance.Client)
	d.luck, d.calls, d.ways = source(chance.Luck), source(chance.Calling), source(chance.Way)
	d.optional, d.users = source(chance.Optional), source(chance.User)
	d.refusals = source(chance.Refusal)
}

// happens draws whether a node that is not well fails a request, or answers it wrongly.
func (d *draws) happens(p float64) bool { return d.quality.Bernoulli(p) }

// inFull draws whether the optional work of a request is done.
func (d *draws) inFull(p float64) bool { return d.optional.Bernoulli(p) }

// sheds draws whether a node refuses a request that it could take in.
func (d *draws) sheds(p float64) bool { return d.refusals.Bernoulli(p) }

// size draws the work of a request.
func (d *draws) size(law dist.Law) float64 { return law.Sample(&d.work) }

// fortune names what the tries of a request draw.
func (d *draws) fortune(own dist.Law) uint64 {
	if own == nil {
		return 0
	}
	return d.luck.Uint64()
}

// own draws what the n-th try of a request takes besides: the same, however many tries others make.
func (d *draws) own(law dist.Law, luck uint64, n int32) float64 {
	if law == nil {
		return 0
	}
	return d.anew(law, luck, n)
}

// anew is own where there is a law.
func (d *draws) anew(law dist.Law, luck uint64, n int32) float64 {
	return law.Sample(d.reopen(chance.Luck, luck, n))
}

// reopen opens the stream of what is named so for the n-th time.
func (d *draws) reopen(purpose rng.Purpose, luck uint64, n int32) *rng.Stream {
	d.try = rng.Open(rng.Key{Seed: luck, Purpose: purpose, Occurrence: uint64(n)})
	return &d.try
}

// user names what a user draws: the same, whatever others do.
func (d *draws) user() uint64 { return d.users.Uint64() }

// number draws how many requests a user sends.
func (d *draws) number(of models.Number, luck uint64) int32 {
	return of.Draw(d.reopen(chance.User, luck, 0))
}

// think draws how long a user thinks after so many requests.
func (d *draws) think(law dist.Law, luck uint64, sent int32) float64 {
	return law.Sample(d.reopen(chance.Thinking, luck, sent))
}

// thinking draws how long a user goes on thinking who is found doing so.
func (d *draws) thinking(law dist.Law, luck uint64) float64 {
	return law.Equilibrium(d.reopen(chance.Thinking, luck, 0))
}

// leaves draws whether a user has had enough when the last of so many requests has failed.
func (d *draws) leaves(share float64, luck uint64, sent int32) bool {
	return d.reopen(chance.User, luck, sent).Bernoulli(share)
}

// gap draws when the next request comes.
func (d *draws) gap(a models.Arrivals, demand *models.Demand, now float64, memory *float64) float64 {
	return a.Gap(demand, now, memory, &d.coming)
}

// key draws what a request is about.
func (d *draws) key(of *models.Keys) uint64 {
	if of.Count == 0 {
		return d.subject()
	}
	return of.Draw(&d.work)
}

// subject is key where no two requests are about the same.
func (d *draws) subject() uint64 { return d.work.Uint64() }

// rank draws how urgent a request is: 0 for the most.
func (d *draws) rank(of []models.Priority) int16 {
	if len(of) <= 1 {
		return 0
	}
	return d.urgent(of)
}

// urgent is rank where there are several.
func (d *draws) urgent(of []models.Priority) int16 {
	last := len(of) - 1
	u := d.urgency.Float64()
	for i := range last {
		if u -= of[i].Share; u < 0 {
			return int16(i)
		}
	}
	return int16(last)
}

// client draws whom a request comes from.
func (d *draws) client(e *models.Encryption) int32 {
	if e == nil {
		return 0
	}
	return int32(d.clients.IntN(e.Clients))
}

// way draws how long something is on its way.
func (d *draws) way(law dist.Law) float64 {
	if law == nil {
		return 0
	}
	return law.Sample(&d.ways)
}

// often draws how many calls a request makes that makes so many on average.
func (d *draws) often(calls float64) int32 {
	every, some := math.Modf(calls)
	n := int32(every)
	if some > 0 && d.calls.Bernoulli(some) {
		n++
	}
	return n
}

// wait draws how long a client waits before it tries again.
func (d *draws) wait(b models.Backoff, failed int, before sim.Duration) sim.Duration {
	return b.After(failed, before, &d.backoff)
}

// via draws which of several balancers sends a request on.
func (d *draws) via(balancers int) int32 {
	if balancers <= 1 {
		return 0
	}
	return int32(d.picks.IntN(balancers))
}

// pick asks the balancer.
func (d *draws) pick(b models.Balancer, p *models.Peers, r models.Request) int32 {
	return b.Pick(p, r, &d.picks)
}

// admits asks whether a try is sent.
func (d *draws) admits(a models.Admission, m *models.AdmissionMemory, now sim.Time) bool {
	return a.Admits(m, now, &d.admission)
}
