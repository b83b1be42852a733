package fit

import (
	"math"

	"nines/sim/dist"
	"nines/sim/unit"
)

// part is one of two laws of a mixture: exponential where sigma is 0, else lognormal of that sigma.
type part struct{ weight, size, sigma float64 }

// Least weight and spread of a part, below which a likelihood grows without bound on a few equal times.
const (
	leastWeight = 0.02
	leastSigma  = 0.1
)

// law is the law of a part.
func (p part) law() (dist.Law, error) {
	if p.sigma == 0 {
		return wrap(dist.NewExponential(p.size))
	}
	return wrap(dist.NewLognormal(math.Log(p.size), p.sigma))
}

// mixed are two parts together, as a law of the table.
func mixed(parts []part) (dist.Law, error) {
	if parts[0].sigma == 0 {
		return wrap(dist.NewHyperexponential([]dist.Phase{
			{Weight: unit.Ratio(parts[0].weight), Mean: unit.Duration(parts[0].size)},
			{Weight: unit.Ratio(parts[1].weight), Mean: unit.Duration(parts[1].size)}}))
	}
	components := make([]dist.Component, len(parts))
	for i, p := range parts {
		law, err := p.law()
		if err != nil {
			return nil, err
		}
		components[i] = dist.Component{Weight: unit.Ratio(p.weight), Law: law}
	}
	return wrap(dist.NewMixture(components))
}

// halves are two parts to start from: the times below and above a quantile.
func (s *Sample) halves(share float64, lognormal bool) []part {
	var parts []part
	split := int(share * float64(len(s.spells)))
	for i, of := range [][]Spell{s.spells[:split], s.spells[split:]} {
		half := NewSample(of)
		p := part{weight: share, size: half.Total() / float64(half.Len())}
		if i == 1 {
			p.weight = 1 - share
		}
		if lognormal {
			mean, sd := half.logs()
			p.size, p.sigma = math.Exp(mean), max(leastSigma, sd)
		}
		parts = append(parts, p)
	}
	return parts
}

// mixture fits two exponential or two lognormal parts by expectation and maximization (A. P. Dempster, N. M. Laird and
// D. B. Rubin, 1977), from several starts, because the likelihood of a mixture has several peaks. Nil where none is
// found.
func (s *Sample) mixture(lognormal bool) (best []part, most float64) {
	most = math.Inf(-1)
	for _, share := range []float64{0.5, 0.75, 0.9} {
		parts, height := s.expectAndMaximize(s.halves(share, lognormal), 500, 1e-6)
		if height > most {
			best, most = parts, height
		}
	}
	if best != nil && best[0].size > best[1].size {
		best[0], best[1] = best[1], best[0]
	}
	return best, most
}

// expectAndMaximize goes so many steps up, or until one gains no more than enough of the likelihood's logarithm.
func (s *Sample) expectAndMaximize(parts []part, steps int, enough float64) ([]part, float64) {
	height := math.Inf(-1)
	for range steps {
		laws := make([]dist.Law, len(parts))
		for i, p := range parts {
			law, err := p.law()
			if err != nil {
				return nil, math.Inf(-1)
			}
			laws[i] = law
		}
		next, at := s.improve(parts, laws)
		for _, p := range next {
			if !(p.weight > leastWeight) || !(p.size > 0) {
				return parts, at
			}
		}
		gain := at - height
		if parts, height = next, at; gain < enough {
			break
		}
	}
	return parts, height
}

// improve is one step: how likely each spell is of each part, and the parts that these shares make most likely. It
// returns the logarithm of the likelihood before the step.
func (s *Sample) improve(parts []part, laws []dist.Law) (next []part, height float64) {
	var sums [2]moments
	for _, x := range s.points {
		for _, cut := range []bool{false, true} {
			n := x.ended
			if cut {
				n = x.cut
			}
			if n == 0 {
				continue
			}
			var likely [2]float64
			for i, law := range laws {
				if likely[i] = parts[i].weight * law.Survival(x.x); !cut {
					likely[i] *= law.Hazard(x.x)
				}
			}
			all := likely[0] + likely[1]
			height += n * math.Log(all)
			for i := range sums {
				sums[i].add(parts[i], x.x, n*likely[i]/all, cut)
			}
		}
	}
	for i := range parts {
		next = append(next, sums[i].part(parts[i].sigma > 0, float64(len(s.spells))))
	}
	return next, height
}

// moments are what the most likely part is made of: of exponential ones the time and the number that ended, of
// lognormal ones the sum of logarithms and of their squares, expected where the spell was cut.
type moments struct{ weight, ended, time, logs, squares float64 }

func (m *moments) add(p part, x, weight float64, cut bool) {
	m.weight += weight
	if p.sigma == 0 {
		if m.time += weight * x; !cut {
			m.ended += weight
		}
		return
	}
	mu, y := math.Log(p.size), math.Log(x)
	if !cut {
		m.logs += weight * y
		m.squares += weight * y * y
		return
	}
	// The moments of a normal law beyond y, with the ratio of its density to its survival there.
	z := (y - mu) / p.sigma
	ratio := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / (0.5 * math.Erfc(z/math.Sqrt2))
	if math.IsNaN(ratio) || math.IsInf(ratio, 0) {
		ratio = z + 1/z // far out
	}
	mean := mu + p.sigma*ratio
	variance := p.sigma * p.sigma * max(0, 1+z*ratio-ratio*ratio)
	m.logs += weight * mean
	m.squares += weight * (variance + mean*mean)
}

func (m *moments) part(lognormal bool, n float64) part {
	if !lognormal {
		return part{weight: m.weight / n, size: m.time / m.ended}
	}
	mean := m.logs / m.weight
	return part{m.weight / n, math.Exp(mean), max(leastSigma, math.Sqrt(max(0, m.squares/m.weight-mean*mean)))}
}
