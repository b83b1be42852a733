package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// repaired is how many requests per second a node serves that takes 1 s for each on average, of so many users who think
// for so long: as often as it is busy, by birth and death.
func repaired(users int, think float64) float64 {
	weight, sum, idle := 1.0, 0.0, 0.0
	for n := range users + 1 {
		if sum += weight; n == 0 {
			idle = weight
		}
		weight *= float64(users-n) / think
	}
	return 1 - idle/sum
}

// TestClosed would catch users who send before they have thought, or twice: M/M/1//12, twelve users who think for 10 s
// on average, one at a time being served. So many are served per second as the node is busy.
func TestClosed(t *testing.T) {
	const users, think = 12, 10.0
	p := farm(1, 0, exponential(1), balancing.Random{})
	p.Arrivals = traffic.Closed{Count: users, Think: exponential(think)}
	var rate []float64
	for r := range uint32(40) {
		o := play(t, p, r, 500, 10_000)
		rate = append(rate, float64(o.Fared[models.Served])/10_000)
	}
	stattest.Check(t, "served per second", stattest.Mean(rate, repaired(users, think)))
	stattest.Alarm(t, "one user more", stattest.Mean(rate, (users+1)/(think+1.0)))
}

// TestCircleIsFoundThinking would catch users who begin all at once: of twelve who think for exactly 10 s, and whom any
// number of nodes serve in no time to speak of, as many have come by 4 s as by 4 s from any time on. That their nodes
// share work out, and so do not heed what it is like, makes the law of thinking not count from the first round on: of
// M/G/1//12 the rate is that of exponential thought (F. Baskett et al., Journal of the ACM 22, 1975).
func TestCircleIsFoundThinking(t *testing.T) {
	p := farm(1, 0, must(dist.NewConstant(1e-9)), balancing.Random{})
	p.Serving.Slots = 100
	p.Arrivals = traffic.Closed{Count: 12, Think: must(dist.NewConstant(10))}
	var early []float64
	for r := range uint32(100) {
		o := play(t, p, r, 0, 4)
		early = append(early, float64(o.Arrived))
	}
	stattest.Check(t, "come by 4 s", stattest.Mean(early, 4.8))
	stattest.Alarm(t, "all at once", stattest.Mean(early, 0))

	p = farm(1, 0, exponential(1), balancing.Random{})
	p.Serving.Sharing = true
	p.Arrivals = traffic.Closed{Count: 12, Think: must(dist.NewConstant(10))}
	var rate []float64
	for r := range uint32(40) {
		o := play(t, p, r, 500, 10_000)
		rate = append(rate, float64(o.Fared[models.Served])/10_000)
	}
	stattest.Check(t, "served per second", stattest.Mean(rate, repaired(12, 10)))
}
