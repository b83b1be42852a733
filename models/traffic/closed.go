package traffic

import (
	"errors"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/rng"
	"nines/sim/unit"
)

// Closed has a number of users send a request each, wait until it is over, think, and send another: who waits longer
// asks less.
type Closed struct {
	Count unit.Count `key:"users" doc:"how many there are, from 1 to 10M"`
	Think dist.Law   `key:"think" doc:"law of the time from the end of a request to the next of that user"`
}

var _ models.Circle = Closed{}

var closedRow = catalog.Define("closed",
	"So many users send a request each, wait until it is over, think, and send another (a closed loop); it has no rate. "+
		"A run finds all of them thinking, as they would be at any time, so that they do not come all at once.",
	Closed{Count: 100}, func(c Closed) (models.Arrivals, error) {
		switch {
		case c.Count < 1 || c.Count > 10_000_000:
			return nil, errors.New("users is a number from 1 to 10M; write for example users: 100")
		case c.Think == nil:
			return nil, errors.New("think is missing; write for example think: { dist: exponential, mean: 5s }")
		case !(c.Think.Mean() > 0 && !math.IsInf(c.Think.Mean(), 1)):
			return nil, errors.New("think has no mean above 0; write for example think: { dist: exponential, mean: 5s }")
		}
		return c, nil
	}).WithExample("users: 100, think: { dist: exponential, mean: 5s }")

// Gap is without end: no request comes by itself.
func (Closed) Gap(*models.Demand, float64, *float64, *rng.Stream) float64 { return math.Inf(1) }

// Users are those who send requests.
func (c Closed) Users() (users int, think dist.Law) { return int(c.Count), c.Think }
