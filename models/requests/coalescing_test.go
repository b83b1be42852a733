package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/requests"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// joined is the share of tries at caches that waited for another.
func joined(want float64) answer {
	return answer{"joined", func(o *models.LaneOutcome) float64 {
		return float64(o.Joined) / float64(o.Hits+o.Misses)
	}, want}
}

// TestCoalescing would catch a second call for what is being fetched, one that waits for another key or node, or for
// longer than the fetch, and a slot that is free meanwhile. An entry is of no use again: whoever comes within a fetch
// of D waits for what is left of it, and the next begins another, 1 + λD requests in all.
func TestCoalescing(t *testing.T) {
	const length, arrive, keys, fetch = 4_000, 3.0, 2, 1.5
	each := arrive / keys
	misses := 1 / (1 + each*fetch)
	latency := fetch * (1 + each*fetch/2) * misses
	c := models.Cache{Lives: 1e-9, Coalesces: true}
	t.Run("calls", func(t *testing.T) {
		a := keeper(arrive, keys, c, calling(1, 1, models.Manner{}))
		holdAll(t, length, nil, []*requests.Plan{a, roomy(must(dist.NewConstant(fetch)))}, known{0, mean(latency)},
			known{1, came(length, arrive*misses)}, known{0, joined(1 - misses)}, known{0, busy(length, arrive*latency)})
	})
	t.Run("work", func(t *testing.T) {
		a := keeper(arrive, keys, c)
		a.Work = must(dist.NewConstant(fetch))
		holdAll(t, length, nil, []*requests.Plan{a}, known{0, mean(latency)}, known{0, joined(1 - misses)})
		a.Serving.Sharing = true
		holdAll(t, length, nil, []*requests.Plan{a}, known{0, mean(latency)}, known{0, busy(length, each*keys*misses*fetch)})
	})
	t.Run("failures", func(t *testing.T) {
		a := keeper(arrive, keys, c, calling(1, 1, models.Manner{}))
		ill := func(r *requests.Road) { r.Lane(1).Become(0, requests.Condition{Slow: 1, Fails: 0.3}, 0) }
		b := roomy(must(dist.NewConstant(0)))
		// What fails does so at once, when nobody waits; what is given up after D fails with all that wait.
		holdAll(t, length, ill, []*requests.Plan{a, b}, known{0, success(0.7)})
		b.Work, b.Client.Timeout = must(dist.NewConstant(2*fetch)), fetch
		holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, success(0)}, known{1, came(length, arrive*misses)},
			known{0, stay(latency)})
	})
	t.Run("kept", func(t *testing.T) {
		const lives = 2.0
		a := keeper(arrive, keys, models.Cache{Lives: lives, Coalesces: true}, calling(1, 1, models.Manner{}))
		holdAll(t, length, nil, []*requests.Plan{a, roomy(must(dist.NewConstant(fetch)))},
			known{1, came(length, arrive/(1+each*(fetch+lives)))})
	})
}

// TestCoalescingGivenUp would catch a fetch that ends with the patience of who began it while others wait for it, and
// one that goes on when nobody does. Clients wait for P < D: a fetch ends in vain once none has come for P, so that it
// succeeds if no gap within it is longer.
func TestCoalescingGivenUp(t *testing.T) {
	const length, arrive, fetch, patience = 4_000, 2.0, 1.5, 1.0
	a := keeper(arrive, 1, models.Cache{Lives: 1e-9, Coalesces: true}, calling(1, 1, models.Manner{}))
	a.Client.Timeout = patience
	b := roomy(must(dist.NewConstant(fetch)))
	// With D < 2P there is one gap at most that is longer: it begins before D − P, with the fetch or a request.
	var served, fetched []float64
	long := math.Exp(-arrive*patience) * (1 + arrive*(fetch-patience))
	// Up to that, in a fetch that fails, come requests as long as no gap was; those that it serves came in the last P.
	succeeds := 1 - long
	for k := range uint32(40) {
		r := begin(k, a, b)
		until(r, length)
		if err := r.Check(); err != nil {
			t.Fatal(err)
		}
		o, calls := r.Lane(0).Finish(), r.Lane(1).Finish()
		fetched = append(fetched, float64(calls.Fared[models.Served])/float64(calls.Completed()))
		served = append(served, float64(o.Fared[models.Served])/float64(calls.Fared[models.Served]))
	}
	stattest.Check(t, "fetches that somebody waits for to the end", stattest.Mean(fetched, succeeds))
	// Those that a fetch serves came within P of its end; that is at least one, by its success.
	stattest.Check(t, "served by each", stattest.Mean(served, lastWithin(arrive, fetch, patience)))
}

// lastWithin is how many requests come within P of the end of a fetch of D, P < D < 2P, given that no gap from its
// begin on, with the end as the last, is longer than P.
func lastWithin(rate, d, p float64) float64 {
	// All in the last P: rate·P, less those of fetches with a long gap. One from s ≤ D − P ends after s + P or at
	// the end; after that come rate·(D − s − P) on average, and before it none that is of the last P.
	fails := math.Exp(-rate*p) * (1 + rate*(d-p))
	within := math.Exp(-rate*p) * (rate*(d-p) + rate*rate*(d-p)*(d-p)/2)
	return (rate*p - within) / (1 - fails)
}
