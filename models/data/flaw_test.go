package data_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/policies/placement"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// decaying gives a store errors, one in each fragment (of a byte) in so many hours on average, and scrubs.
func decaying(b *models.Blueprint, hours, every float64, random bool) *models.Blueprint {
	s := &b.Stores[0]
	s.Bytes = float64(s.Scheme.Data)
	s.ErrorRate, s.Scrub = 1/(hours*Hour), models.Scrub{Every: sim.Duration(every * Hour), Random: random}
	return b
}

// TestLatent would catch errors that come or are found too often or too seldom, groups that survive what they cannot,
// and rebuilds that see through errors or do not find them: groups whose fragments are destroyed, get errors that
// random passes find, and are made anew in an exponential time are chains up to the first loss.
func TestLatent(t *testing.T) {
	const runs, hours = 1500, 2000
	wrong := Named("wrong", Crash(1, 1e-7))
	wrong.Symptom, wrong.Corrupts = models.Symptom{Effect: models.Corrupt}, 0.25
	wrong.Failure = failure.Renewal{Life: Exponential(200)} // an error in 800 h
	for _, c := range []struct {
		scheme models.Scheme
		scrub  float64
	}{
		{models.Scheme{Data: 1, Global: 1}, 100}, {models.Scheme{Data: 1, Global: 2}, 400},
		{models.Scheme{Data: 4, Global: 2}, 100}, {models.Scheme{Data: 2, Global: 3}, 0},
	} {
		n := c.scheme.Fragments()
		l := exact.Latent{Parity: exact.Parity{Fragments: n, Bears: n - c.scheme.Data, Life: 1000, Rebuild: 50}, Error: 800,
			Scrub: c.scrub}
		if c.scrub == 0 {
			l.Scrub = math.Inf(1)
		}
		b := stored(n, 1, c.scheme, placement.Blocks{}, hours, Crash(1000, 1e-7))
		b.Stores[0].Rebuild.Takes = Exponential(50)
		decaying(b, 800, c.scrub, c.scrub > 0)
		lossBy(t, fmt.Sprintf("data/errors, %d+%d", c.scheme.Data, c.scheme.Global), b, runs, l.LossBy(hours))
		if c.scheme.Global < 2 { // the same where a fault that leaves nodes up brings them
			b.Stores[0].ErrorRate, b.Faults = 0, append(b.Faults, wrong)
			b.Faults[1].Targets = b.Faults[0].Targets
			lossBy(t, fmt.Sprintf("data/corrupted, %d+%d", c.scheme.Data, c.scheme.Global), b, runs, l.LossBy(hours))
		}
	}
}

// TestScrub would catch passes that come too early or too late: errors in fragments that nothing else happens to, which
// are made good at once, are found after half a period on average where passes are periodic, somewhat more since the
// first counts of those that come before it, and after a whole one where they come at random.
func TestScrub(t *testing.T) {
	const every, mean, groups, runs = 100.0, 400.0, 100, 60
	for _, c := range []struct {
		random      bool
		share, wait float64
	}{
		{false, exact.ScrubbedShare(mean, every), exact.ScrubbedWait(mean, every)},
		{true, every / (every + mean), every},
	} {
		b := decaying(stored(20, groups, models.Scheme{Data: 1}, placement.Random{}, 3000, Crash(1e9, 1)), mean, every,
			c.random)
		b.Time.Warmup = 1000 * Hour
		name := map[bool]string{false: "periodic", true: "random"}[c.random]
		var share, wait, errors []float64
		Replicate(t, b, runs, func(o *models.Outcome) {
			s := &o.Stores[0]
			share, wait = append(share, s.Poisoned/o.Measured/groups), append(wait, s.Hidden/float64(s.Scrubbed)/Hour)
			errors = append(errors, float64(s.Errors)/o.Measured*Hour/groups)
			if read := groups * 1.0 / (every * Hour) * o.Measured; math.Abs(s.Read-read) > 1e-6*read || s.Met > 0 {
				t.Fatalf("%+v: scrubs read %v bytes, want %v", s, s.Read, read)
			}
		})
		stattest.Check(t, "data/poisoned, "+name, stattest.Mean(share, c.share))
		stattest.Check(t, "data/hidden, "+name, stattest.Mean(wait, c.wait))
		stattest.Check(t, "data/errors, "+name, stattest.Mean(errors, (1-c.share)/mean))
	}
}
