package consensus_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// changing is a log of so many members, the first nodes of a system, any of which may become one.
func changing(b *models.Blueprint, members int, x models.Changes) *models.Blueprint {
	logged(b, 0.5, nil)
	l := &b.Logs[0]
	x.Hosts, x.Sites = l.Members, 1
	x.Site = make([]int32, len(l.Members))
	l.Members, l.Changes = l.Members[:members], &x
	l.Trips = []dist.Law{Constant(0.001 / Hour)}
	return b
}

// TestMissingMembersAreReplaced would catch a member that is replaced too early, too late or without a majority, and
// replacements that go on side by side.
func TestMissingMembersAreReplaced(t *testing.T) {
	for _, n := range []int{3, 5} {
		b := changing(Fleet(30, Never, 10000, Crash(40, 10)), n, models.Changes{CatchUp: Exponential(4)})
		chain := exact.Membership{Members: n, MTTF: 40, MTTR: 10, Replacement: 4}
		var short []float64
		Replicate(t, b, 100, func(o *models.Outcome) { short = append(short, o.Logs[0].NoQuorum/o.Measured) })
		stattest.Check(t, "without a majority", stattest.Mean(short, chain.NoQuorum()))
		t.Logf("%d members: %.5f without a majority (%.5f), %.5f if they were fixed", n, Total(short)/100, chain.NoQuorum(),
			exact.KofN{Repairman: exact.Repairman{Nodes: n, MTTF: 40, MTTR: 10}, Need: n/2 + 1}.Unavailability())
	}
}

// TestMembersAreMissedForLong would catch a wait that begins at the wrong time, and members that leave though they are
// back.
func TestMembersAreMissedForLong(t *testing.T) {
	const life, repair, after = 1000.0, 2.0, 3.0
	b := changing(Fleet(12, Never, 20000, Crash(life, repair)), 5, models.Changes{After: after * Hour})
	gone := math.Exp(-after / repair) // share of those that are missed for so long
	failures := 5 * 20000 / (life + repair*(1-gone))
	var changes []float64
	Replicate(t, b, 100, func(o *models.Outcome) { changes = append(changes, float64(o.Logs[0].Changes)) })
	stattest.Check(t, "members replaced", stattest.Mean(changes, failures*gone))
	t.Logf("%.2f replaced (%.2f)", Total(changes)/100, failures*gone)
}

// TestLeadersLeave would catch a leader that is missed at the wrong time when it is replaced, or whose successor is not
// told, and members that are replaced out of turn.
func TestLeadersLeave(t *testing.T) {
	e := exact.Election{Followers: 3, Votes: 1, Low: 1, High: 2, Heartbeat: 0.5, Trip: 0.001}
	for _, x := range []struct {
		name              string
		transfer, preVote bool
		each              float64
		gap               float64 // turns from one leader that leaves to the next
	}{
		// Any of the three that are members then is the next one: its turn is one, two or three turns later.
		{"by time-outs", false, false, e.First() + e.Trip, 2},
		{"by time-outs, with a pre-vote", false, true, e.First() + 2*e.Trip, 2},
		// Half a trip to the successor, one for its votes. The first other one leads: of 0 it is 1, of 1 it is 0.
		{"by transfer", true, true, 1.5 * e.Trip, 1.5},
	} {
		b := changing(Fleet(9, Never, 4000), 3, models.Changes{After: sim.Duration(math.Inf(1)), Every: 10 * Hour,
			CatchUp: Exponential(1), Transfer: x.transfer})
		b.Logs[0].PreVote = x.preVote
		var each, handed []float64
		Replicate(t, b, 60, func(o *models.Outcome) {
			l := &o.Logs[0]
			if l.Changes < 398 || l.Changes > 399 { // one whose turn waits until the next one is passed over
				t.Fatalf("%s: %d members replaced", x.name, l.Changes)
			}
			Near(t, x.name+": nothing else takes leaders", l.HandedTime, l.Leaderless)
			each, handed = append(each, l.HandedTime/float64(l.Handed)), append(handed, float64(l.Handed))
		})
		if x.transfer {
			if got := Total(each) / 60; math.Abs(got/x.each-1) > 1e-5 { // always the same, but for rounding
				t.Errorf("%s: %g s, not %g", x.name, got, x.each)
			}
		} else {
			stattest.Check(t, x.name+": time", stattest.Mean(each, x.each))
		}
		if got := Total(handed) / 60 / 399; math.Abs(got*x.gap-1) > 0.03 {
			t.Errorf("%s: %.4f leaders leave each turn, not %.4f", x.name, got, 1/x.gap)
		}
		t.Logf("%s: %.5f s (%.5f), %.1f leaders", x.name, Total(each)/60, x.each, Total(handed)/60)
	}
}

// TestLeadersTellFromWhereTheyAre would catch a leader that tells another one to stand from where its successor is:
// that is far from all members, which are close to each other.
func TestLeadersTellFromWhereTheyAre(t *testing.T) {
	const near, far = 0.002, 0.2 // round trips
	b := changing(Fleet(4, Never, 15), 3, models.Changes{After: sim.Duration(math.Inf(1)), Every: 10 * Hour,
		Transfer: true})
	l := &b.Logs[0]
	l.Changes.Site, l.Changes.Sites = []int32{0, 0, 0, 1}, 2
	l.Trips = make([]dist.Law, 4)
	l.Trips[l.Between(0, 0)], l.Trips[l.Between(0, 1)] = Constant(near/Hour), Constant(far/Hour)
	handed := 0
	Replicate(t, b, 20, func(o *models.Outcome) {
		if x := &o.Logs[0]; x.Handed == 1 {
			handed++
			if want := near/2 + near; math.Abs(x.HandedTime/want-1) > 1e-5 { // it is told, and asks the third one
				t.Errorf("%g s, not %g", x.HandedTime, want)
			}
		}
	})
	if handed == 0 || handed == 20 {
		t.Errorf("of 20 leaders %d were the first member", handed)
	}
}
