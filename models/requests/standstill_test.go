package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/unit"
)

// TestStandstill would catch an instant that is played without end, and one that is taken for that though it ends: of
// 100,000 users who come all at once, who make a thousand tries each in no time, and who are refused and do not think.
func TestStandstill(t *testing.T) {
	never := sim.Duration(math.Inf(1))
	for name, test := range map[string]struct {
		users unit.Count
		tries int
		think float64
		stuck bool
	}{
		"many at once": {100_000, 1, 5, false}, "many tries": {100, 1000, 5, false}, "no thought": {3, 1, 0, true},
	} {
		p := farm(1, 0, exponential(1), balancing.Random{})
		p.Serving.Limit = 0
		p.Client = models.Client{Timeout: never, Deadline: never, Retry: models.Retry{Tries: test.tries}}
		p.Arrivals = traffic.Closed{Count: test.users, Think: must(dist.NewConstant(test.think))}
		road, draws := new(requests.Road), new(chance.Draws)
		draws.Reset(1, 0)
		road.Reset([]requests.Plan{*p}, draws)
		for done := false; !done; {
			_, done = road.Advance(12)
		}
		if lane, when, stuck := road.Stuck(); stuck != test.stuck || lane != 0 || stuck && when != 0 {
			t.Errorf("%s: stuck %v in lane %d at %v s", name, stuck, lane, when)
		}
		road.Reset([]requests.Plan{*p}, draws)
		if _, _, stuck := road.Stuck(); stuck {
			t.Errorf("%s: still stuck after a reset", name)
		}
	}
}
