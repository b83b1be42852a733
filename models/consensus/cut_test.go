package consensus_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// cutOff is a fleet of so many members of which each is cut off by itself for a minute every 50 hours: hardly ever two
// at once.
func cutOff(n int, preVote bool, cut models.Cut) *models.Blueprint {
	fault := Lasting("cut", Exponential(50), Constant(1/60.0))
	fault.Symptom = models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1, Cut: cut}
	b := logged(Fleet(n, Never, 4000, fault), 0.1, Constant(0.001/Hour))
	b.Logs[0].PreVote = preVote
	return b
}

// TestLeaderIsCutOff would catch a leader that is missed too late or too early by those who go on without it, one that
// leaves its office at once or never, and members that come back and do no harm, or too much.
func TestLeaderIsCutOff(t *testing.T) {
	e := exact.Election{Followers: 2, Votes: 1, Low: 1, High: 2, Heartbeat: 0.1, Trip: 0.001}
	cuts := 4000 / (50 + 1/60.0) // of each of three members, one of which leads
	for _, x := range []struct {
		name    string
		preVote bool
		cut     models.Cut
		losses  float64 // of leaders
		each    float64 // time without one; 0: not told
	}{
		{"both ways", true, models.BothWays, cuts, e.First() + 2*e.Trip},
		// It hears of the next leader, and follows it.
		{"not heard", true, models.Outbound, cuts, e.First() + 2*e.Trip},
		// It is heard until it leaves its office, one time-out later.
		{"hears nobody", true, models.Inbound, cuts, 1.5 + e.First() + 2*e.Trip},
		{"not heard, no pre-vote", false, models.Outbound, cuts, e.First() + e.Trip},
		// Whoever is back is in a later term, and brings down the leader.
		{"both ways, no pre-vote", false, models.BothWays, 4 * cuts, 0},
	} {
		var losses, leaderless, short []float64
		Replicate(t, cutOff(3, x.preVote, x.cut), 100, func(o *models.Outcome) {
			l := &o.Logs[0]
			losses = append(losses, float64(l.Losses))
			leaderless = append(leaderless, l.Leaderless-l.NoQuorum-x.each*float64(l.Losses))
			short = append(short, float64(l.Short))
		})
		stattest.Check(t, x.name+": leaders lost", stattest.Mean(losses, x.losses))
		if x.each > 0 {
			stattest.Check(t, x.name+": without leader", stattest.Mean(leaderless, 0))
		}
		t.Logf("%s: %.2f leaders lost (%.2f), %.4f s more than %.4f each, %.2f majorities lost", x.name, Total(losses)/100,
			x.losses, Total(leaderless)/Total(losses), x.each, Total(short)/100)
	}
}

// apart is three members, of which the first and the last are cut off from each other for so many seconds.
func apart(seconds float64, preVote bool) *models.Blueprint {
	cut := Afflicted("cut", 0, 1000, 1000+seconds, models.Symptom{Effect: models.Partition, Slow: 1})
	cut.Peer = 3
	b := logged(Fleet(3, Never, 20, cut), 0.1, Constant(0.2/Hour))
	b.Logs[0].PreVote = preVote
	return b
}

// TestPartialCut would catch a majority that is lost though one member reaches both others. The two that are cut off
// from each other depose one another in turn, whenever a time-out has passed, unless they ask first.
func TestPartialCut(t *testing.T) {
	const seconds, trip = 10000, 0.2
	var share, period []float64
	calm := 0
	Replicate(t, apart(seconds, false), 60, func(o *models.Outcome) {
		l := &o.Logs[0]
		if l.NoQuorum > 0 {
			t.Errorf("no majority for %v s", l.NoQuorum)
		}
		if l.Losses <= 1 {
			calm++ // the member that reaches both led
			return
		}
		// One that is deposed waits for its time-out, and asks; the other one is deposed when that is heard, and the answer
		// takes as long.
		period = append(period, seconds/float64(l.Losses))
		share = append(share, l.Leaderless/float64(l.Losses))
	})
	stattest.Check(t, "from one leader to the next", stattest.Mean(period, 1.5+trip/2))
	stattest.Check(t, "without leader each time", stattest.Mean(share, trip/2))
	t.Logf("%d of 60 calm, %.4f s each (%.4f), %.4f s without (%.4f)", calm, Total(period)/float64(len(period)),
		1.5+trip/2, Total(share)/float64(len(share)), trip/2)
	if calm == 0 || calm > 40 {
		t.Errorf("%d of 60 calm", calm)
	}
	Replicate(t, apart(seconds, true), 20, func(o *models.Outcome) {
		if l := &o.Logs[0]; l.Losses > 0 || l.Leaderless > 0 {
			t.Errorf("%d leaders lost with pre-votes", l.Losses)
		}
	})
}

// TestSides would catch members that count for nothing where most of them are on their side of a cut: three in one zone
// and one in each of two others.
func TestSides(t *testing.T) {
	node := Crash(40, 10)
	zone := Named("zone", Crash(60, 20))
	zone.Symptom = models.Symptom{Effect: models.Partition, Loss: 1, Slow: 1}
	levels := []models.Level{{Name: "zone", Counts: []int{3}}, {Name: "node", Nodes: [][]models.ClassCount{
		{{Count: 3, Label: "node"}}, {{Count: 1, Label: "node"}}, {{Count: 1, Label: "node"}}}}}
	b := logged(System(levels, Never, 20000, node, zone), 0.1, nil)
	b.Faults[1].Targets = b.Topology.AtDepth(1)
	want := 1 - exact.Sides{Members: []int{3, 1, 1}, Up: 0.8, Joined: 0.75}.Some(3)
	var short []float64
	Replicate(t, b, 60, func(o *models.Outcome) { short = append(short, o.Logs[0].NoQuorum/o.Measured) })
	stattest.Check(t, "no majority", stattest.Mean(short, want))
	t.Logf("%.5f, exact %.5f", Total(short)/60, want)
}
