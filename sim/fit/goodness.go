package fit

import (
	"math"

	"nines/sim/dist"
	"nines/sim/rng"
)

// Distance is how far a law is from a sample: the largest difference of distribution functions (Kolmogorov and Smirnov)
// and the squared one weighed by its variance, times the number of spells (Anderson and Darling), both with the
// product-limit curve where spells were cut, and up to the last time.
func (s *Sample) Distance(law dist.Law) (ks, ad float64) {
	piece := func(share, from, to float64) float64 { // ∫ (share − u)² / (u (1 − u)) du
		whole := func(u float64) float64 {
			sum := -u
			if share > 0 {
				sum += share * share * math.Log(u)
			}
			if share < 1 {
				sum -= (1 - share) * (1 - share) * math.Log(1-u)
			}
			return sum
		}
		if to <= from {
			return 0
		}
		return whole(to) - whole(from)
	}
	const least = 1e-12 // probability that doubles can tell from 0 and 1
	u, share := 0.0, 0.0
	s.curve(func(p point, before, at float64) {
		next := min(max(1-law.Survival(p.x), least), 1-least)
		if p.ended > 0 {
			ks = max(ks, math.Abs(1-before-next), math.Abs(1-at-next))
		}
		ad += piece(share, u, next)
		u, share = next, 1-at
	})
	if share > 1-least {
		ad += piece(1, u, 1)
	}
	return ks, float64(len(s.spells)) * ad
}

// redraw is a sample like s drawn from a law: as many spells, cut at the same limits.
func (s *Sample) redraw(law dist.Law, seed uint64, round int) *Sample {
	spells := make([]Spell, len(s.spells))
	for i, x := range s.spells {
		stream := &rng.Stream{}
		*stream = rng.Open(rng.Key{Seed: seed, Replication: uint32(round), Occurrence: uint64(i)})
		at := law.Sample(stream)
		spells[i] = Spell{at, at > x.Limit, x.Limit}
		if spells[i].Cut {
			spells[i].Time = x.Limit
		}
	}
	return NewSample(spells)
}

// thinned is a sample of at most n of the spells, chosen by chance.
func (s *Sample) thinned(n int, seed uint64) *Sample {
	if len(s.spells) <= n {
		return s
	}
	stream := rng.Open(rng.Key{Seed: seed, Replication: math.MaxUint32})
	kept := make([]Spell, 0, n)
	for i, x := range s.spells { // each with the chance that leaves n of all
		if left := len(s.spells) - i; stream.Float64()*float64(left) < float64(n-len(kept)) {
			kept = append(kept, x)
		}
	}
	return NewSample(kept)
}

// surprise gives a fit its distances and how often samples drawn from it and fitted again are as far from their fits:
// the parametric bootstrap, which allows for parameters that were fitted to the same sample (W. Stute and others,
// 1993).
func (s *Sample) surprise(f *Fit, rounds int, seed uint64) {
	judged := s.thinned(mostJudged, seed)
	f.Judged = judged.Len()
	own := f.again(judged)
	if own == nil {
		return
	}
	f.KS, f.AD = judged.Distance(own)
	asFar, asFarAD, played := 1, 1, 1
	for round := range rounds {
		drawn := judged.redraw(f.Law, seed, round)
		if drawn.Ended() < 2 {
			continue
		}
		law := f.again(drawn)
		if law == nil {
			continue
		}
		played++
		ks, ad := drawn.Distance(law)
		if ks >= f.KS {
			asFar++
		}
		if ad >= f.AD {
			asFarAD++
		}
	}
	f.KSP, f.ADP = float64(asFar)/float64(played), float64(asFarAD)/float64(played)
}

// mostJudged is how many spells a bootstrap looks at: of thousands every law is wrong.
const mostJudged = 200

// Quantiles are, for each different time at which spells ended, the time that the law has for its place on the
// product-limit curve, half way down its step. Of thousands some hundred are given, evenly spaced.
func (s *Sample) Quantiles(law dist.Law) (fitted, observed []float64) {
	const most = 400
	every, k := len(s.points)/most+1, 0
	s.curve(func(p point, before, at float64) {
		if k++; p.ended > 0 && (k%every == 0 || k == len(s.points)) {
			fitted, observed = append(fitted, law.Quantile(1-(before+at)/2)), append(observed, p.x)
		}
	})
	return fitted, observed
}
