package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/sim/stat/stattest"
)

// TestClosed would catch users who send before they have thought, or twice: M/M/1//12, twelve users who think for 10 s
// on average, one at a time being served. So many are served per second as the node is busy.
func TestClosed(t *testing.T) {
	const users, think = 12, 10.0
	weight, sum, idle := 1.0, 0.0, 0.0
	for n := range users + 1 { // requests at the node, by birth and death
		if sum += weight; n == 0 {
			idle = weight
		}
		weight *= float64(users-n) / think
	}
	p := farm(1, 0, exponential(1), balancing.Random{})
	p.Arrivals = traffic.Closed{Count: users, Think: exponential(think)}
	var rate []float64
	for r := range uint32(40) {
		o := play(t, p, r, 500, 10_000)
		rate = append(rate, float64(o.Fared[models.Served])/10_000)
	}
	stattest.Check(t, "served per second", stattest.Mean(rate, 1-idle/sum))
	stattest.Alarm(t, "one user more", stattest.Mean(rate, (users+1)/(think+1.0)))
}
