package traffic

import (
	"errors"
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/num"
	"nines/sim/rng"
)

// Geometric has no memory: after each request there is another one with the same probability, 1 − 1/Average.
type Geometric struct {
	Average float64 `key:"mean" doc:"its mean, from 1 to 1e6"`
}

var _ models.Number = Geometric{}

var geometricRow = catalog.Define("geometric",
	"Without memory: after each there is another with the same probability.",
	Geometric{Average: 10}, func(n Geometric) (models.Number, error) {
		if !(n.Average >= 1 && n.Average <= 1e6) {
			return nil, errors.New("mean must be from 1 to 1e6; write mean: 10")
		}
		return n, nil
	}).WithExample("mean: 10")

// Draw inverts the survival function (1 − 1/Average)ⁿ.
func (n Geometric) Draw(s *rng.Stream) int32 {
	if n.Average == 1 {
		return 1
	}
	return 1 + int32(min(math.MaxInt32-1, math.Floor(-s.Exp()/num.Log1p(-1/n.Average))))
}

// Mean is Average.
func (n Geometric) Mean() float64 { return n.Average }

// String names it.
func (n Geometric) String() string { return fmt.Sprintf("%.4g on average, geometric", n.Average) }
