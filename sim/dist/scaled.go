package dist

import (
	"fmt"

	"nines/sim/rng"
)

// Scaled is a law whose every duration is so many times as long: half the repair time with By 0.5. Its shape stays.
type Scaled struct {
	Law Law
	By  float64
}

// Scale returns a law stretched by a factor from 1e-6 to 1e6. One without memory stays one.
func Scale(law Law, by float64) (Law, error) {
	if !(by >= 1e-6 && by <= 1e6) {
		return nil, fmt.Errorf("scale is %g; write a factor from 1e-6 to 1e6, such as 50%%", by)
	}
	if x, ok := law.(Exponential); ok {
		return as(NewExponential(by * x.mean))
	}
	return Scaled{law, by}, nil
}

// Sample stretches a draw.
func (l Scaled) Sample(s *rng.Stream) float64 { return l.By * l.Law.Sample(s) }

// Residual stretches what is left at the age before stretching.
func (l Scaled) Residual(s *rng.Stream, age float64) float64 {
	return l.By * l.Law.Residual(s, age/l.By)
}

// Equilibrium stretches a draw.
func (l Scaled) Equilibrium(s *rng.Stream) float64 { return l.By * l.Law.Equilibrium(s) }

// Survival is that of the time before stretching.
func (l Scaled) Survival(x float64) float64 { return l.Law.Survival(x / l.By) }

// Hazard is that of the time before stretching, per stretched second.
func (l Scaled) Hazard(x float64) float64 { return l.Law.Hazard(x/l.By) / l.By }

// Quantile is stretched.
func (l Scaled) Quantile(p float64) float64 { return l.By * l.Law.Quantile(p) }

// Mean is stretched.
func (l Scaled) Mean() float64 { return l.By * l.Law.Mean() }

func (l Scaled) String() string { return number(l.By) + " × " + l.Law.String() }
