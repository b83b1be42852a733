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

// Bathtub is the law whose hazard falls, stays and rises again: early failures, accidents at a constant rate and wear
// compete, and the first of the three ends the life (Klutke, Kiessler and Wortman, IEEE Trans. Reliability 52, 2003).
// Its hazard at age t is β₁/η₁·(t/η₁)^(β₁−1) + λ + β₃/η₃·(t/η₃)^(β₃−1).
type Bathtub struct {
	risks []Weibull // one to three that compete; accidents are a Weibull law of shape 1
	brief int       // the risk with the shortest mean
	mean  float64
	text  string
}

// Ageing is the Weibull law of one side of a bathtub.
type Ageing struct {
	Shape float64       `key:"shape" doc:"shape: early from 0.1 to below 1, wear from above 1 to 100"`
	Scale unit.Duration `key:"scale" doc:"age that 36.8 % would survive if there were nothing else, above 0"`
}

// Shapes of the sides. An early shape below 0.1 kills at once or never; a wear shape above 100 is a constant life.
const leastEarly, mostWear = 0.1, 100

// NewBathtub returns the law of whatever is given of early failures, accidents (a rate per second; 0: none) and wear;
// at least one is.
func NewBathtub(early *Ageing, rate float64, wear *Ageing) (Bathtub, error) {
	var l Bathtub
	var texts []string
	if early != nil {
		if !(early.Shape >= leastEarly && early.Shape < 1) {
			return l, fmt.Errorf("the shape of early is %g; write a number from %g to below 1", early.Shape, leastEarly)
		}
		texts = append(texts, l.side("early", early))
	}
	if rate != 0 {
		l.risks = append(l.risks, Weibull{1, 1, 1 / rate})
		texts = append(texts, "rate "+unit.Rate(rate).String())
	}
	if wear != nil {
		if !(wear.Shape > 1 && wear.Shape <= mostWear) {
			return l, fmt.Errorf("the shape of wear is %g; write a number from above 1 to %d", wear.Shape, mostWear)
		}
		texts = append(texts, l.side("wear", wear))
	}
	if len(l.risks) == 0 {
		return l, errors.New("a bathtub law has no risk; give early, rate or wear, or several of them")
	}
	for _, r := range l.risks {
		if err := checkSpan("a scale, or 1/rate,", r.scale); err != nil {
			return l, err
		}
	}
	l.text = "bathtub(" + strings.Join(texts, ", ") + ")"
	l.integrate()
	return l, nil
}

// side adds a risk and says what it is.
func (l *Bathtub) side(name string, a *Ageing) string {
	l.risks = append(l.risks, Weibull{a.Shape, 1 / a.Shape, float64(a.Scale)})
	return name + " shape " + number(a.Shape) + " scale " + span(float64(a.Scale))
}

// integrate finds the mean, the integral of the survival function, over the logarithm of the age by the trapezoidal
// rule. The integrand is analytic and bounded in a strip of half width π/2β around the real axis, β being the largest
// shape, so equal steps of π²/40β leave an error of e⁻⁴⁰ (Trefethen and Weideman, SIAM Review 56, 2014); it has one
// maximum, so it can be followed from anywhere to either side until nothing is added.
func (l *Bathtub) integrate() {
	steepest, start := 1.0, math.Inf(1)
	for i, r := range l.risks {
		steepest, start = max(steepest, r.shape), min(start, r.scale)
		if r.Mean() < l.risks[l.brief].Mean() {
			l.brief = i
		}
	}
	step := math.Pi * math.Pi / (40 * steepest)
	sum := start * l.Survival(start)
	for _, way := range []float64{step, -step} {
		last, term := 0.0, sum
		for i := 1.0; term > last || term > 1e-18*sum; i++ {
			x := start * num.Exp(way*i)
			last, term = term, float64(x*l.Survival(x))
			sum += term
		}
	}
	l.mean = sum * step
}

// Sample is the shortest of the lives that each risk alone would leave.
func (l Bathtub) Sample(s *rng.Stream) float64 {
	life := math.Inf(1)
	for i := range l.risks {
		life = min(life, l.risks[i].Sample(s))
	}
	return life
}

// Residual is the shortest of the residual lives, since the risks are independent at every age.
func (l Bathtub) Residual(s *rng.Stream, age float64) float64 {
	life := math.Inf(1)
	for i := range l.risks {
		life = min(life, l.risks[i].Residual(s, age))
	}
	return life
}

// Equilibrium draws from the equilibrium of the risk with the shortest mean, whose density is its survival function,
// and accepts with the probability that the others spare a life so long. It takes a few draws on average, and a few
// hundred at the worst, with an early shape of 0.1.
func (l Bathtub) Equilibrium(s *rng.Stream) float64 {
	for {
		x, hazard := l.risks[l.brief].Equilibrium(s), 0.0
		for i := range l.risks {
			if i != l.brief {
				hazard += num.Pow(x/l.risks[i].scale, l.risks[i].shape)
			}
		}
		if s.Float64() < num.Exp(-hazard) {
			return x
		}
	}
}

// Survival is the product of the risks' survival.
func (l Bathtub) Survival(x float64) float64 {
	hazard := 0.0
	for i := range l.risks {
		hazard += num.Pow(max(x, 0)/l.risks[i].scale, l.risks[i].shape)
	}
	return num.Exp(-hazard)
}

// Hazard is the sum of the risks' hazards.
func (l Bathtub) Hazard(x float64) float64 {
	hazard := 0.0
	for i := range l.risks {
		hazard += l.risks[i].Hazard(x)
	}
	return hazard
}

// Quantile searches below the smallest quantile of the risks.
func (l Bathtub) Quantile(p float64) float64 {
	if !isProbability(p) {
		return math.NaN()
	}
	hi := math.Inf(1)
	for i := range l.risks {
		hi = min(hi, l.risks[i].Quantile(p))
	}
	if p == 0 || p == 1 {
		return hi
	}
	return num.Smallest(0, hi, func(x float64) bool { return l.Survival(x) <= 1-p })
}

// Mean was integrated when the law was made.
func (l Bathtub) Mean() float64 { return l.mean }

func (l Bathtub) String() string { return l.text }

type bathtubConfig struct {
	Early *Ageing    `key:"early" doc:"failures that grow rarer with age, as { shape: 0.5, scale: 40y }"`
	Rate  *unit.Rate `key:"rate" doc:"accidents at every age alike, as 1.3%/y"`
	Wear  *Ageing    `key:"wear" doc:"failures that grow more frequent with age, as { shape: 4, scale: 9y }"`
}

func (c bathtubConfig) law() (Law, error) {
	rate := 0.0
	if c.Rate != nil {
		rate = float64(*c.Rate)
	}
	return as(NewBathtub(c.Early, rate, c.Wear))
}
