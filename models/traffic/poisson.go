package traffic

import (
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
)

// Poisson has requests come independently of each other.
type Poisson struct{}

var poissonRow = catalog.Define("poisson", "Requests come independently of each other, at the rate of the demand.",
	Poisson{}, func(p Poisson) (models.Arrivals, error) { return p, nil })

// Gap is exponential where demand is constant. Where it is not, requests at the highest rate of each hour are thinned
// (P. A. W. Lewis and G. S. Shedler, Naval Research Logistics Quarterly 26, 1979), which is exact.
func (Poisson) Gap(d *models.Demand, now float64, _ *float64, s *rng.Stream) float64 {
	if d.Steady() {
		return s.Exp() / d.Mean
	}
	for t := now; !d.Over(t); {
		end := d.NextHour(t)
		most := d.Most(t, end)
		step := s.Exp() / most
		if !(t+step < end) {
			t = end
			continue
		}
		t += step
		if s.Float64()*most < d.At(t) {
			return t - now
		}
	}
	return math.Inf(1)
}
