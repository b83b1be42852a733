package consensus_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// logged is a system with a log on all of its nodes: time-outs from one to two seconds, a heartbeat of so many seconds,
// and round trips that all follow a law; nil: they take no time.
func logged(b *models.Blueprint, heartbeat float64, trip dist.Law) *models.Blueprint {
	l := models.Log{Name: "l", Heartbeat: sim.Duration(heartbeat), Timeout: Must(dist.NewUniform(1, 2))}
	for i := range b.Topology.Leaves {
		l.Members = append(l.Members, int32(i))
	}
	if n := len(l.Members); trip != nil {
		l.Trips = make([]dist.Law, n*n)
		for i := range l.Trips {
			l.Trips[i] = trip
		}
	}
	b.Logs = []models.Log{l}
	return b
}

// crashing is so many members that crash every 50 hours and are back after a minute: hardly ever two at once.
func crashing(n int, heartbeat, trip float64) *models.Blueprint {
	return logged(Fleet(n, Never, 4000, Lasting("crash", Exponential(50), Constant(1/60.0))), heartbeat,
		Constant(trip/Hour))
}

// TestElections would catch a time-out that begins at the wrong instant, a vote that takes too long, or votes that are
// split too often or too rarely.
func TestElections(t *testing.T) {
	for _, x := range []struct {
		name            string
		members         int
		heartbeat, trip float64
		mean            func(e exact.Election) float64
	}{
		{"five, close by", 5, 0.5, 0.001, func(e exact.Election) float64 { return e.First() + e.Trip }},
		{"five, far away", 5, 0.1, 0.08, nil},
		{"three", 3, 0.1, 0.08, exact.Election.Mean},
		{"three, nearly too far away", 3, 0.1, 0.4, exact.Election.Mean},
	} {
		e := exact.Election{Followers: x.members - 1, Votes: x.members / 2, Low: 1, High: 2, Heartbeat: x.heartbeat,
			Trip: x.trip}
		took, split, elections, leaderless := []float64(nil), []float64(nil), []float64(nil), []float64(nil)
		Replicate(t, crashing(x.members, x.heartbeat, x.trip), 100, func(o *models.Outcome) {
			l := &o.Logs[0]
			took = append(took, l.Took/float64(l.Elected.Count()))
			split = append(split, float64(l.Split)/float64(l.Elected.Count()))
			elections = append(elections, float64(l.Elections))
			leaderless = append(leaderless, l.Leaderless-l.NoQuorum)
		})
		losses := 4000 / 50.0
		stattest.Check(t, x.name+": elections", stattest.Mean(elections, losses))
		if e.Split() > 1e-4 { // else none is seen
			stattest.Check(t, x.name+": split votes", stattest.Mean(split, e.Split()))
		}
		if x.mean != nil {
			stattest.Check(t, x.name+": time", stattest.Mean(took, x.mean(e)))
			stattest.Check(t, x.name+": without leader", stattest.Mean(leaderless, losses*x.mean(e)))
		}
		t.Logf("%s: %.1f elections (%.1f), %.5f split (%.5f), %.4f s (%.4f)", x.name, Total(elections)/100, losses,
			Total(split)/100, e.Split(), Total(took)/100, e.First()+e.Trip)
	}
}

// TestVotesAreOrdered would catch a candidate that waits for all votes, or for too few: the (majority − 1)-th fastest
// round trip counts, and what voters and candidates write.
func TestVotesAreOrdered(t *testing.T) {
	b := logged(Fleet(5, Never, 1, Afflicted("crash", 0, 100, 1000, Dead)), 0, nil)
	l := &b.Logs[0]
	l.Timeout, l.Disk = Constant(10/Hour), Constant(1/Hour)
	trips := map[[2]int32]float64{{0, 2}: 60, {0, 3}: 80, {0, 4}: 100, {1, 2}: 7, {1, 3}: 4, {1, 4}: 6}
	l.Trips = make([]dist.Law, 25)
	for pair, seconds := range trips {
		l.Trips[l.Between(pair[1], pair[0])] = Constant(seconds / Hour)
	}
	led := 0
	Replicate(t, b, 30, func(o *models.Outcome) {
		if o.Logs[0].Elections == 0 {
			return // another member led
		}
		// Node 1 hears of the leader at once, the others 30, 40 and 50 s later. So it stands 10 s after the crash,
		// writes for 1 s, and has votes from 3, 2 and 4, after round trips and 1 s of writing: the second 6 + 1 s
		// later.
		led++
		Near(t, "election", o.Logs[0].Took, 10+1+6+1)
	})
	if led == 0 || led == 30 {
		t.Errorf("node 0 led in %d of 30 runs", led)
	}
}

// TestQuorum would catch a majority that is counted wrongly, and leaders without one.
func TestQuorum(t *testing.T) {
	node := Crash(40, 10)
	rack := Named("rack", Crash(200, 5))
	racks := logged(System([]models.Level{{Name: "rack", Counts: []int{3}}, Nodes(models.ClassCount{Count: 1,
		Label: "node"})}, Never, 20000, node, rack), 0.1, nil)
	racks.Faults[1].Targets = racks.Topology.AtDepth(1)[:1]
	one, other := 40.0/50, 40.0/50*200/205
	both := exact.UpCount(one, one, other)
	for _, x := range []struct {
		name  string
		b     *models.Blueprint
		short float64
	}{
		{"three", logged(Fleet(3, Never, 10000, node), 0.1, nil),
			exact.KofN{Repairman: exact.Repairman{Nodes: 3, MTTF: 40, MTTR: 10}, Need: 2}.Unavailability()},
		{"five", logged(Fleet(5, Never, 10000, node), 0.1, nil),
			exact.KofN{Repairman: exact.Repairman{Nodes: 5, MTTF: 40, MTTR: 10}, Need: 3}.Unavailability()},
		{"four", logged(Fleet(4, Never, 10000, node), 0.1, nil),
			exact.KofN{Repairman: exact.Repairman{Nodes: 4, MTTF: 40, MTTR: 10}, Need: 3}.Unavailability()},
		{"one crew", logged(Crewed(5, 1, Never, 20000, node), 0.1, nil),
			exact.KofN{Repairman: exact.Repairman{Nodes: 5, Crews: 1, MTTF: 40, MTTR: 10}, Need: 3}.Unavailability()},
		{"a rack that fails as one", racks, exact.Below(both, 2)},
	} {
		var short []float64
		Replicate(t, x.b, 60, func(o *models.Outcome) {
			short = append(short, o.Logs[0].NoQuorum/o.Measured)
			if l := &o.Logs[0]; l.Leaderless < l.NoQuorum || l.Leaderless > l.NoQuorum+60*float64(l.Losses) {
				t.Errorf("%s: %v s without leader, %v s without majority", x.name, l.Leaderless, l.NoQuorum)
			}
		})
		stattest.Check(t, x.name, stattest.Mean(short, x.short))
		t.Logf("%s: %.5f, exact %.5f", x.name, Total(short)/60, x.short)
	}
}

// TestCommits would catch a majority without the leader, or members that are down and count.
func TestCommits(t *testing.T) {
	for _, x := range []struct {
		name       string
		members    int
		mttf, mttr float64
	}{{"all up", 5, 1e6, 1}, {"some down", 5, 30, 10}, {"three", 3, 30, 10}} {
		b := logged(Fleet(x.members, Never, 10000, Crash(x.mttf, x.mttr)), 0.1, Exponential(0.05/Hour))
		want := exact.Commits{Members: x.members, Trip: 0.05}.MeanOf(x.mttf / (x.mttf + x.mttr))
		var mean []float64
		Replicate(t, b, 60, func(o *models.Outcome) {
			l := &o.Logs[0]
			mean = append(mean, l.Commit/(o.Measured-l.Leaderless))
		})
		stattest.Check(t, x.name, stattest.Mean(mean, want))
		t.Logf("%s: %.5f s, exact %.5f", x.name, Total(mean)/60, want)
	}
}

// TestSlowLeader would catch a leader that is replaced because it is slow, which is worse than a dead one. Each
// member in turn is hit, since one of them leads.
func TestSlowLeader(t *testing.T) {
	late, leaderless := 0.0, 0.0
	for node := range 3 {
		for _, x := range []models.Symptom{SlowBy(50), Dead} {
			b := logged(Fleet(3, Never, 1, Afflicted("fault", node, 100, 1100, x)), 0.1, Constant(0.01/Hour))
			b.Logs[0].Patience = 0.3
			l := &First(t, b).Logs[0]
			late, leaderless = late+l.Late, leaderless+l.Leaderless
			if x != Dead && l.Losses > 0 {
				t.Error("a slow leader is replaced")
			}
		}
	}
	Near(t, "late", late, 1000)
	if leaderless < 1 || leaderless > 10 {
		t.Errorf("%v s without a leader", leaderless)
	}
}

// TestWhoseDowntime would catch downtime of a log that is owed to nodes which are no members, or to nobody once the
// node of the leader is back, and cures that are worth nothing because another one had struck last.
func TestWhoseDowntime(t *testing.T) {
	crash, other := Named("crash", Crash(20, 4)), Named("other", Crash(2, 4))
	b := Fleet(8, Never, 4000, crash, other, Named("restart", Lasting("", Exponential(30), Constant(1e-5))))
	b.Faults[0].Targets, b.Faults[1].Targets = b.Topology.AtDepth(1)[:2], b.Topology.AtDepth(1)[5:]
	b.Faults[2].Targets = b.Topology.AtDepth(1)[2:3]
	b = logged(b, 0.1, nil)
	b.Logs[0].Members = []int32{0, 1, 2}
	b.Services = []models.Service{{Name: "log", Classes: []int{0}, Rule: models.Rule{Nodes: 1}, Log: 1},
		{Name: "front", Needs: []models.Dependency{{Service: 0}}}}
	Replicate(t, b, 10, func(o *models.Outcome) {
		log, front, l := &o.Services[0], &o.Services[1], &o.Logs[0]
		Near(t, "downtime", log.Downtime/l.Leaderless, 1)
		Near(t, "downtime of who needs it", front.Downtime/l.Leaderless, 1)
		Near(t, "in the end", front.ByService[0]/front.Downtime, 1)
		Near(t, "by fault", Total(log.ByFault)/log.Downtime, 1)
		Near(t, "by fault, as the log tells", Total(l.ByFault)/l.Leaderless, 1)
		if log.ByFault[1] > 0 || log.ByFault[2] == 0 || log.ByFault[2] > 5*float64(l.Losses) {
			t.Errorf("owed to crashes, others and restarts: %v", log.ByFault)
		}
		if saved := log.Saved[0] / log.Downtime; saved < 0.99 {
			t.Errorf("without crashes %.3f of the downtime would not have been", saved)
		}
	})
}
