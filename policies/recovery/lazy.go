package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/unit"
)

// Lazy leaves everything to the next scheduled visit: what sites without staff do, and what a fleet with spare capacity
// can afford. It is short for the guard visits on every rule of another policy.
type Lazy struct {
	Visits
	Then models.Recoverer `key:"then" doc:"policy of the visit"`
}

// Visits recur from the Monday on which the measured time begins.
type Visits struct {
	Every  unit.Duration `key:"every" doc:"time between two visits, above 0"`
	Offset unit.Duration `key:"offset" doc:"time of a visit since Monday 0:00, below every"`
}

// Into sets the guard.
func (c Visits) Into(g *Guard) error {
	if !(c.Every > 0) || c.Offset < 0 || c.Offset >= c.Every {
		return fmt.Errorf("every is %s and offset %s; write a period above 0 and an offset below it", c.Every, c.Offset)
	}
	g.Every, g.Offset = sim.Duration(c.Every), sim.Duration(c.Offset)
	return nil
}

var lazyRow = catalog.Define("lazy", "Waits for the next scheduled visit, and then does what another policy says.",
	Lazy{Visits{unit.Week, 9 * unit.Hour}, HandsOn{}}, NewLazy).WithExample("every: 14d, offset: 2d9h")

// NewLazy checks a configuration.
func NewLazy(c Lazy) (models.Recoverer, error) {
	if err := c.Into(&Guard{}); err != nil {
		return nil, err
	}
	return guarded(c.Then, func(g *Guard) { _ = c.Into(g) })
}
