package detection

import (
	"nines/sim/dist"
	"nines/sim/num"
	"nines/sim/rng"
)

// spread is how long a rumor takes to reach one of others members, if each that has heard it tells fanOut random others
// per interval, at ticks of a phase of its own, and each message is lost with probability loss. Times are in intervals.
//
// Whoever hears has told rate·t others within t, at a uniform phase, so the mean grows as exp(rate·t) in a crowd that
// has not heard, and as a logistic curve in one that has (A. Demers et al., "Epidemic algorithms for replicated
// database maintenance", 1987). What chance does at the beginning stays: it multiplies the curve by a variable W of
// mean 1, which is a martingale limit of branching. Its variance for one seed follows from conditioning on the seed's
// phase: rate·coth(rate/2) − 2 + loss, little at a fan-out of 1 and more where tellers tell many at once. W is taken to
// be a gamma variable of that variance, and the crowd to be large.
type spread struct {
	others   float64 // members who may hear, the seeds among them
	fanOut   int     // ≤ others
	loss     float64
	rate     float64 // fanOut·(1 − loss)
	variance float64 // of W for one seed
}

func newSpread(others, fanOut int, loss float64) spread {
	f := min(fanOut, others)
	rate := float64(f) * (1 - loss)
	return spread{float64(others), f, loss, rate, max(1e-6, rate/num.Tanh(rate/2)-2+loss)}
}

// told draws how many a member tells in one tick.
func (p *spread) told(s *rng.Stream) float64 {
	return float64(p.fanOut) - binomial(float64(p.fanOut), p.loss, s)
}

// silent is the probability that it tells nobody.
func (p *spread) silent() float64 { return num.Pow(p.loss, float64(p.fanOut)) }

// reaches draws when a random one of the others has heard, if seeds of them have at time 0; more is how many seeds the
// source is worth that goes on telling.
func (p *spread) reaches(seeds, more float64, s *rng.Stream) float64 {
	v := s.Float64()
	if v < seeds/p.others {
		return 0
	}
	law, _ := dist.NewGamma((seeds+more)/p.variance, p.variance) // a shape, for up to 10⁶ seeds
	// A seed tells within an interval, so W is hardly ever as small as this; of large rates the gamma law does not know.
	w := max(law.Sample(s), num.Exp(-p.rate-5))
	return max(0, (num.Log(v/(1-v))+num.Log((p.others-seeds)/w))/p.rate)
}

// again is what a source is worth that tells again after one interval, after two, and so on.
func (p *spread) again() float64 { return p.rate / num.Expm1(p.rate) }
