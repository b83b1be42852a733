package traffic

import (
	"errors"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Bursts has requests come as a Poisson process whose rate goes up and down by itself: a Markov-modulated Poisson
// process of two states (W. Fischer and K. Meier-Hellstern, Performance Evaluation 18, 1993). On average over bursts
// and the time between them it is the rate of the demand.
type Bursts struct {
	Factor unit.Factor   `key:"factor" doc:"the rate in a burst, over the mean: above 1x, and at most every over lasts"`
	Lasts  unit.Duration `key:"lasts" doc:"mean length of a burst, exponential; above 0"`
	Every  unit.Duration `key:"every" doc:"mean time from the start of one burst to that of the next; above lasts"`
}

var burstsRow = catalog.Define("bursts",
	"Requests come in bursts: a Poisson process whose rate is higher for a while, again and again (MMPP of two states).",
	Bursts{Factor: 5, Lasts: 10, Every: 120}, func(b Bursts) (models.Arrivals, error) {
		switch {
		case !(b.Lasts > 0):
			return nil, errors.New("lasts is a time above 0; write for example lasts: 10s")
		case !(b.Every > b.Lasts) || math.IsInf(float64(b.Every), 1):
			return nil, errors.New("every is a time above lasts; write for example every: 2m")
		case !(b.Factor > 1 && b.quiet() >= 0):
			return nil, errors.New("factor is above 1x, and not above every / lasts, where no request comes between bursts; " +
				"write for example factor: 5x")
		}
		return b, nil
	}).WithExample("factor: 5x, lasts: 10s, every: 2m")

// quiet is the rate between bursts, over the mean.
func (b Bursts) quiet() float64 {
	share := float64(b.Lasts / b.Every)
	left := 1 - float64(share*float64(b.Factor))
	if math.Abs(left) < 1e-12 {
		return 0
	}
	return left / (1 - share)
}

// What is remembered of the state; 0 before the first request, when it is drawn as it is at any time.
const (
	burst   = 1
	between = 2
)

// Gap plays bursts until a request comes. Both states are left at a constant rate, so nothing but the state is
// remembered.
func (b Bursts) Gap(d *models.Demand, now float64, memory *float64, s *rng.Stream) float64 {
	if *memory == 0 {
		*memory = between
		if s.Bernoulli(float64(b.Lasts / b.Every)) {
			*memory = burst
		}
	}
	for t := now; !d.Over(t); {
		factor, lasts := b.quiet(), float64(b.Every-b.Lasts)
		if *memory == burst {
			factor, lasts = float64(b.Factor), float64(b.Lasts)
		}
		end := d.NextHour(t)
		most := d.Mean * factor
		if !d.Steady() {
			most = d.Most(t, end) * factor
		}
		comes, turns := s.Exp()/most, s.Exp()*lasts
		switch {
		case t+min(comes, turns) >= end:
			t = end
		case turns <= comes:
			t += turns
			*memory = burst + between - *memory
		default:
			if t += comes; d.Steady() || s.Float64()*most < d.At(t)*factor {
				return t - now
			}
		}
	}
	return math.Inf(1)
}

// Phases is how often a burst begins or ends in so many seconds, on average.
func (b Bursts) Phases(total float64) float64 { return 2 * total / float64(b.Every) }
