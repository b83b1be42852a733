package recovery

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Lazy leaves everything to the next scheduled visit, when the policy inside it acts: what sites without staff do, and
// what a fleet with spare capacity can afford. Visits recur from the Monday on which the measured time begins.
type Lazy struct {
	onward
	every, offset float64
}

// LazyConfig is what a user may choose.
type LazyConfig struct {
	Every  unit.Duration    `key:"every" doc:"time between two visits, above 0"`
	Offset unit.Duration    `key:"offset" doc:"time of a visit since Monday 0:00, below every"`
	Then   models.Recoverer `key:"then" doc:"policy of the visit"`
}

var lazyRow = catalog.Define("lazy", "Waits for the next scheduled visit, and then does what another policy says.",
	LazyConfig{unit.Week, 9 * unit.Hour, HandsOn{}}, NewLazy).WithExample("every: 14d, offset: 2d9h")

// NewLazy checks a configuration.
func NewLazy(c LazyConfig) (models.Recoverer, error) {
	if !(c.Every > 0) || c.Offset < 0 || c.Offset >= c.Every {
		return nil, fmt.Errorf("every is %s and offset %s; write a period above 0 and an offset below it", c.Every,
			c.Offset)
	}
	return &Lazy{before(c.Then, 0), float64(c.Every), float64(c.Offset)}, nil
}

// Recover adds the time to the next visit; a visit that is just due is still met. What is to be asked again or left
// alone does not wait.
func (l *Lazy) Recover(v models.View, x models.Suspect) models.Decision {
	d := l.recover(v, x)
	if d.Treatment == models.Leave || d.Treatment == models.Hold {
		return d
	}
	d.After += l.wait(v.Clock())
	return d
}

// wait is the time to the next visit, in [0, every).
func (l *Lazy) wait(now sim.Duration) sim.Duration {
	since := math.Mod(float64(now)-l.offset, l.every)
	if since < 0 {
		since += l.every
	}
	if since == 0 || since >= l.every {
		return 0
	}
	return sim.Duration(l.every - since)
}
