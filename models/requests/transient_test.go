package requests_test

import (
	"testing"

	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestFromEmpty would catch a lane that begins with somebody in it, or late: M/M/1 at 0.9, on its way from empty to the
// nine that are there in the end.
func TestFromEmpty(t *testing.T) {
	const replications = 2000
	p, s := farm(1, 0.9, exponential(1), balancing.Random{}), exact.Station{Servers: 1, Arrive: 0.9, Serve: 1}
	times := []float64{1, 4, 16}
	seen := make([][]float64, len(times))
	l, d := new(requests.Single), new(chance.Draws)
	for r := range uint32(replications) {
		d.Reset(1, r)
		l.Reset(p, d, 0)
		for i, at := range times {
			for done := false; !done; {
				_, done = l.Advance(sim.Time(at))
			}
			all, _, _ := l.Open()
			seen[i] = append(seen[i], float64(all))
		}
	}
	for i, at := range times {
		want := exact.MeanCount(s.FromEmpty(at, 200))
		stattest.Check(t, "under way", stattest.Mean(seen[i], want))
		stattest.Alarm(t, "half as late again", stattest.Mean(seen[i], exact.MeanCount(s.FromEmpty(1.5*at, 200))))
	}
}
