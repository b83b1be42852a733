package dist

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"nines/sim/num"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Component is one law of a mixture and the share of durations that follow it. In a scenario it is written as the law
// with one more key, weight.
type Component struct {
	Weight unit.Ratio
	Law    Law
}

// Mixture follows one of several laws, chosen anew for every duration: a repair is a reboot or a replacement.
type Mixture struct {
	parts []part
	mean  float64
}

// part holds, besides weight and law, the running sums by which a uniform chooses a part: of the weights, and of their
// products with the means (as a share of the total), by which a random time falls into the durations of a part.
type part struct {
	weight, upTo, meanUpTo float64
	law                    Law
}

// NewMixture returns the mixture of at least one law, with weights that sum to 1 within 1e-9, a rounding error that is
// taken out. A component of weight 0 is left out.
func NewMixture(components []Component) (Mixture, error) {
	sum, err := sumWeights(components)
	if err != nil {
		return Mixture{}, err
	}
	var l Mixture
	var upTo float64
	for _, c := range components {
		if w := float64(c.Weight) / sum; w > 0 {
			upTo += w
			l.mean += float64(w * c.Law.Mean())
			l.parts = append(l.parts, part{w, upTo, l.mean, c.Law})
		}
	}
	for i := range l.parts {
		l.parts[i].meanUpTo /= l.mean
	}
	return l, nil
}

func sumWeights(components []Component) (float64, error) {
	if len(components) == 0 {
		return 0, errors.New("there are no components; list at least one with its weight")
	}
	var sum float64
	for _, c := range components {
		w := float64(c.Weight)
		if !(w >= 0 && w <= 1) {
			return 0, fmt.Errorf("a weight is %s; write a share from 0%% to 100%%", number(w))
		}
		sum += w
	}
	if math.Abs(sum-1) > 1e-9 {
		return 0, fmt.Errorf("the weights sum to %.12g %%; make them sum to 100 %%", 100*sum)
	}
	return sum, nil
}

// Sample takes one uniform for the choice, then the draws of the chosen law.
func (l Mixture) Sample(s *rng.Stream) float64 {
	u := s.Float64()
	for i := range l.parts {
		if u < l.parts[i].upTo {
			return l.parts[i].law.Sample(s)
		}
	}
	return l.last().Sample(s)
}

// last is chosen where rounding leaves the running sums below the uniform.
func (l Mixture) last() Law { return l.parts[len(l.parts)-1].law }

// Residual chooses by the weights that the age leaves, then asks the chosen law. An age that no component survives with
// a probability that a double can hold is judged by the weights at the oldest of its halves that one does.
func (l Mixture) Residual(s *rng.Stream, age float64) float64 {
	then := age
	for then > 0 && l.Survival(then) == 0 {
		then /= 2
	}
	u := s.Float64() * l.Survival(then)
	for i := range l.parts {
		p := &l.parts[i]
		if u -= float64(p.weight * p.law.Survival(then)); u < 0 {
			return p.law.Residual(s, age)
		}
	}
	return l.last().Residual(s, age)
}

// Equilibrium chooses by weight and mean, then asks the chosen law.
func (l Mixture) Equilibrium(s *rng.Stream) float64 {
	u := s.Float64()
	for i := range l.parts {
		if u < l.parts[i].meanUpTo {
			return l.parts[i].law.Equilibrium(s)
		}
	}
	return l.last().Equilibrium(s)
}

// Survival is the weighted mean of the components' survival.
func (l Mixture) Survival(x float64) float64 {
	var sum float64
	for i := range l.parts {
		sum += float64(l.parts[i].weight * l.parts[i].law.Survival(x))
	}
	return sum
}

// Hazard is the mean of the hazards of the components that are not at their end, weighted by what survives. An age that
// none survives with a probability that a double can hold is judged as by Residual.
func (l Mixture) Hazard(x float64) float64 {
	for then := x; ; then /= 2 {
		var hazard, alive float64
		ended := true
		for i := range l.parts {
			if p := &l.parts[i]; p.law.Quantile(1) > x {
				ended = false
				if weight := float64(p.weight * p.law.Survival(then)); weight > 0 {
					hazard += float64(weight * p.law.Hazard(x))
					alive += weight
				}
			}
		}
		switch {
		case ended:
			return math.Inf(1)
		case alive > 0:
			return hazard / alive
		}
	}
}

// Quantile searches between the quantiles of the components.
func (l Mixture) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	lo, hi := math.Inf(1), 0.0
	for i := range l.parts {
		q := l.parts[i].law.Quantile(p)
		lo, hi = min(lo, q), max(hi, q)
	}
	switch p {
	case 0:
		return lo
	case 1:
		return hi
	}
	return num.Smallest(lo, hi, func(x float64) bool { return l.Survival(x) <= 1-p })
}

// Mean is the weighted mean of the components' means.
func (l Mixture) Mean() float64 { return l.mean }

func (l Mixture) String() string {
	texts := make([]string, len(l.parts))
	for i, p := range l.parts {
		texts[i] = number(100*p.weight) + "% " + p.law.String()
	}
	return "mixture(" + strings.Join(texts, ", ") + ")"
}

type mixtureConfig struct {
	Of []Component `key:"of" doc:"list of laws, each with its weight; the weights sum to 100 %"`
}

func (c mixtureConfig) law() (Law, error) { return as(NewMixture(c.Of)) }
