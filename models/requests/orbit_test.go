package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/rng"
)

// memoryless is a back-off of exponential times with a mean.
type memoryless float64

func (m memoryless) After(_ int, _ sim.Duration, s *rng.Stream) sim.Duration {
	return sim.Duration(float64(m) * s.Exp())
}

// TestRetrials would catch clients who stand in a line while they wait to try again, who wait for less or longer, or
// give up too early or late: M/M/1 and M/M/3 retrial queues in which all try for ever, and one in which three times.
func TestRetrials(t *testing.T) {
	for name, r := range map[string]exact.Retrials{
		"one":         {Servers: 1, Arrive: 0.6, Serve: 1, Again: 0.5},
		"three":       {Servers: 3, Arrive: 1.8, Serve: 1, Again: 0.5},
		"three times": {Servers: 1, Arrive: 0.9, Serve: 1, Again: 0.7, Tries: 3},
	} {
		t.Run(name, func(t *testing.T) {
			p := farm(1, r.Arrive, exponential(1/r.Serve), balancing.Random{})
			p.Serving.Slots, p.Serving.Limit = r.Servers, 0
			p.Client.Retry = models.Retry{Tries: 1 << 20, Backoff: memoryless(1 / r.Again)}
			most := 100
			if r.Tries > 0 {
				p.Client.Retry.Tries, most = r.Tries, 18
			}
			served, sojourn := r.Answers(most)
			answers := []answer{stay(sojourn)}
			if r.Tries > 0 {
				answers = append(answers, success(served))
			}
			hold(t, p, 8_000, nil, answers...)
		})
	}
}
