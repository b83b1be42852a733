package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/requests"
	"nines/sim"
	"nines/sim/dist"
)

// keeper is a node with room for all that keeps answers to so many keys, and calls for them.
func keeper(rate float64, keys int, c models.Cache, calls ...requests.Call) *requests.Plan {
	p := caller(rate, must(dist.NewConstant(0)), calls...)
	p.Serving.Slots = 100_000
	c.Entries, c.Saves = keys, 1
	p.Keys, p.Cache = must(models.NewKeys(keys, 0)), &c
	return p
}

// share is how many of the requests that are over something is, by a name.
func share(name string, of func(o *models.LaneOutcome) uint64, want float64) answer {
	return answer{name, func(o *models.LaneOutcome) float64 { return float64(of(o)) / float64(o.Completed()) }, want}
}

// TestTokens would catch tokens that are fetched on hits, kept before they are there or for another time than their
// ttl, and a database that hits do not ask or that fails them. Each of four keys is asked for at random. Whoever asks
// while the first fetches it fetches it, too, and the last of these says until when it is good.
func TestTokens(t *testing.T) {
	const length, keys, arrive, lives, fetch = 4_000, 4, 2.0, 3.0, 0.5
	each := arrive / keys
	last := fetch - (1-math.Exp(-each*fetch))/each // when the last of them came, after the first
	misses := (1 + each*fetch) / (1 + each*(fetch+last+lives))
	db := models.Manner{OnHits: true}
	for name, stage := range map[string]int{"then": 1, "at once": 0} {
		t.Run(name, func(t *testing.T) {
			db.Stage = stage
			a := keeper(arrive, keys, models.Cache{Lives: lives}, calling(1, 1, models.Manner{}), calling(2, 1, db))
			auth, data := roomy(must(dist.NewConstant(fetch))), roomy(must(dist.NewConstant(1)))
			takes := 1 + misses*fetch
			if stage == 0 {
				takes = 1
			}
			plans := []*requests.Plan{a, auth, data}
			holdAll(t, length, nil, plans, known{1, came(length, arrive*misses)}, known{2, came(length, arrive)},
				known{0, mean(takes)})
			// Tokens are kept where the database fails, unless they are not there yet by then: it takes 1 s to fail here.
			fails := func(r *requests.Road) { r.Lane(2).Become(0, requests.Condition{Slow: 1, Fails: 0.3}, 0) }
			if stage == 1 {
				holdAll(t, length, fails, plans, known{1, came(length, arrive*misses)}, known{0, success(0.7)})
			}
		})
	}
}

// TestStale would catch what has expired and is answered where calls succeed, not answered where they fail, or for
// longer than it may, and a miss that does not call any more. One key is good for a while and then asked for until a
// call succeeds, which each does as often.
func TestStale(t *testing.T) {
	const length, arrive, lives, fails = 5_000, 2.0, 2.0, 0.6
	failed := fails / (1 - fails) // calls before one that succeeds
	all := 1 + arrive*lives + failed
	ill := func(r *requests.Road) { r.Lane(1).Become(0, requests.Condition{Slow: 1, Fails: fails}, 0) }
	stale := func(o *models.LaneOutcome) uint64 { return o.Stale }
	for name, serves := range map[string]float64{"for ever": math.Inf(1), "for a while": 1.5} {
		t.Run(name, func(t *testing.T) {
			late := math.Exp(-arrive * (1 - fails) * serves) // of the failed calls
			a := keeper(arrive, 1, models.Cache{Lives: lives, Stale: sim.Duration(serves)}, calling(1, 1, models.Manner{}))
			holdAll(t, length, ill, []*requests.Plan{a, roomy(must(dist.NewConstant(0)))},
				known{0, success(1 - failed*late/all)}, known{0, share("stale", stale, failed*(1-late)/all)},
				known{1, came(length, arrive*(1+failed)/all)})
		})
	}
	t.Run("and on hits", func(t *testing.T) { // what has expired saves the one call, and not the other
		a := keeper(arrive, 1, models.Cache{Lives: lives, Stale: sim.Duration(math.Inf(1))},
			calling(1, 1, models.Manner{}), calling(2, 1, models.Manner{Stage: 1, OnHits: true}))
		lost := func(r *requests.Road) {
			ill(r)
			r.Lane(2).Become(0, requests.Condition{Slow: 1, Fails: 0.25}, 0)
		}
		none := roomy(must(dist.NewConstant(0)))
		holdAll(t, length, lost, []*requests.Plan{a, none, none}, known{0, success(0.75)},
			known{0, share("stale", stale, 0.75*failed/all)}, known{2, came(length, arrive)})
	})
}
