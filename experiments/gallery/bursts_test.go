package gallery_test

import (
	"math"
	"testing"

	"nines/models/exact"
)

// shares are for which part of the time groups cannot be read, and lack a fragment, over so many replications of a
// store of so many groups.
func shares(t *testing.T, replications uint32, settings ...string) (unread, degraded float64) {
	t.Helper()
	s, all := compile(t, write(t, "bursts"), settings...), 0.0
	for r := range replications {
		x := &play(s, r).Stores[0]
		unread, degraded = unread+x.Unread, degraded+x.Degraded
		all += float64(x.Groups) * float64(s.Blueprint.Time.Horizon)
	}
	return unread / all, degraded / all
}

// What Ford et al. (OSDI 2010) say of bursts: placement that heeds racks is worth a factor of about 3, faster recovery
// hardly anything where failures come in bursts, and copies less than they would be worth if nodes failed alone.
func TestBurstsDecide(t *testing.T) {
	const few = ", holds: 400TB, groups: 2000, "
	store := func(scheme, placement, repair string) (unread float64) {
		unread, _ = shares(t, 40, "stores.stripes", "{ on: node"+few+scheme+", placement: "+placement+
			", repair: { grace: 15m, per_node: "+repair+" } }")
		return unread
	}
	const racks = "{ policy: spread, level: rack, at_most: 1 }"
	code := store("code: 6+3", racks, "100MB/s")
	for _, x := range []struct {
		name     string
		times    float64
		from, to float64
	}{
		{"anywhere", store("code: 6+3", "{ policy: random }", "100MB/s") / code, 2, 5},
		{"in a tenth of the time", store("code: 6+3", racks, "1GB/s") / code, 0.9, 1.02},
		{"two copies for three", store("replicas: 2", racks, "100MB/s") / store("replicas: 3", racks, "100MB/s"), 20, 100},
	} {
		if x.times < x.from || x.times > x.to {
			t.Errorf("%s: %.3g times unreadable, not %g to %g times", x.name, x.times, x.from, x.to)
		}
	}
}

// Where nodes fail alone, a tenth less of the time until fragments are made anew is worth a fifth of what cannot be
// read (Ford et al.: 19 %). Nobody would see that four of nine are away at once; that one is can be seen, and fragments
// on nodes that fail alone are away independently of each other.
func TestSpeedPaysAlone(t *testing.T) {
	const never = "0.000001/y"
	away := func(rate string) float64 {
		_, degraded := shares(t, 8, "faults.rack-burst.rate", never, "faults.wide-burst.rate", never, "faults.restart.rate",
			"2.61/y", "stores.stripes.repair.per_node", rate)
		return 1 - math.Pow(1-degraded, 1.0/9)
	}
	before, after := away("100MB/s"), away("111.1MB/s")
	unread := func(away float64) float64 {
		return exact.KofN{Repairman: exact.Repairman{Nodes: 9, MTTF: 1 - away, MTTR: away}, Need: 6}.Unavailability()
	}
	less := 1 - unread(after)/unread(before)
	if less < 0.15 || less > 0.23 {
		t.Errorf("a tenth faster: %.1f %% less is unreadable, not 15 to 23 %%", 100*less)
	}
}
