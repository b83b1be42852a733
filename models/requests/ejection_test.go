package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/policies/ejection"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// faulty plays nodes of which the first fails a share of its requests at once.
func faulty(t *testing.T, p *requests.Plan, replication uint32, fails, length float64) models.LaneOutcome {
	t.Helper()
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, replication)
	l.Reset(p, d, 0)
	l.Become(0, requests.Condition{Slow: 1, Fails: fails}, 0)
	for done := false; !done; {
		_, done = l.Advance(sim.Time(length))
		if err := l.Check(); err != nil {
			t.Fatal(err)
		}
	}
	return l.Finish()
}

// TestEjectionCycle is renewal: of two nodes that are sent five requests a second each, one fails half of them. From
// when it is in it takes (1 − p³)/((1 − p)·p³) = 14 tries until three in a row have failed, 2.8 s, and then it is out
// for 4 s, each time as long. The other one gets all while it is.
func TestEjectionCycle(t *testing.T) {
	p := farm(2, 10, exponential(1e-6), balancing.Random{})
	p.Ejecting = &models.Ejecting{Policy: ejection.Consecutive{Failures: 3}, Lasts: 4, Longest: 4, Every: 1000}
	var out, sent []float64
	for r := range uint32(40) {
		const length = 1_000
		o := faulty(t, p, r, 0.5, length)
		out = append(out, o.Ejected/length)
		sent = append(sent, float64(o.Sent[0])/float64(o.Arrived))
	}
	stattest.Check(t, "ejected", stattest.Mean(out, 4/6.8))
	stattest.Check(t, "sent there", stattest.Mean(sent, 2.8/6.8/2))
	stattest.Alarm(t, "four in a row", stattest.Mean(out, 4/10.))
}

// TestEjectionsApart would catch balancers that tell each other what they have seen: of four at the two nodes above,
// each sees a quarter of the tries, so that 14 of them take it four times as long, and goes on when others have ejected
// the node.
func TestEjectionsApart(t *testing.T) {
	p := farm(2, 10, exponential(1e-6), balancing.Random{})
	p.Balancers = 4
	p.Ejecting = &models.Ejecting{Policy: ejection.Consecutive{Failures: 3}, Lasts: 4, Longest: 4, Every: 1000}
	var out, sent []float64
	for r := range uint32(40) {
		const length = 2_000
		o := faulty(t, p, r, 0.5, length)
		out = append(out, o.Ejected/length)
		sent = append(sent, float64(o.Sent[0])/float64(o.Arrived))
	}
	stattest.Check(t, "ejected", stattest.Mean(out, 4/15.2))
	stattest.Check(t, "sent there", stattest.Mean(sent, 11.2/15.2/2))
	stattest.Alarm(t, "known to all", stattest.Mean(out, 4/6.8))
}

// TestLooksApart would catch balancers that all look at one time: where a node fails all, the first of two sees that
// after half the time from look to look and the second after all of it, and ejected counts the mean of both.
func TestLooksApart(t *testing.T) {
	p := farm(2, 100, exponential(1e-6), balancing.Random{})
	p.Balancers = 2
	p.Ejecting = &models.Ejecting{Policy: ejection.Share{Above: 0.5, Volume: 1}, Lasts: 100, Longest: 100, Every: 10}
	if got, want := faulty(t, p, 0, 1, 20).Ejected, (15.+10)/2; math.Abs(got-want) > 1e-9 {
		t.Errorf("ejected for %v s, want %v", got, want)
	}
}

// TestPanicsApart would catch a balancer that ejects less because another has ejected, and one that panics with it: one
// node fails all, and each of two balancers ejects it by the first of its requests, one in 2 s, and sends nobody any
// for the 4 s that follow. Who has come to it then is refused, 4 of 6.
func TestPanicsApart(t *testing.T) {
	p := farm(1, 1, exponential(1e-6), balancing.Random{})
	p.Balancers, p.Panic.Closed = 2, true
	p.Ejecting = &models.Ejecting{Policy: ejection.Consecutive{Failures: 1}, Lasts: 4, Longest: 4, Every: 1000}
	var refused []float64
	for r := range uint32(40) {
		o := faulty(t, p, r, 1, 2_000)
		refused = append(refused, float64(o.Fared[models.Refused])/float64(o.Arrived))
	}
	stattest.Check(t, "refused", stattest.Mean(refused, 4/6.))
	stattest.Alarm(t, "by both at a time", stattest.Mean(refused, 4/5.))
}

// TestEjectionsGrow would catch an ejection that is always as long, one that grows without end, and times in a row
// that are not forgotten: a node that fails all is ejected by each request while it is in, for 2, 4, 5, 5, … s, and for
// 2 s each time where it is looked at in between.
func TestEjectionsGrow(t *testing.T) {
	p := farm(1, 1, exponential(1e-9), balancing.Random{})
	p.Arrivals, p.Panic.Closed = scripted{0, 2.5, 7, 12.5, 20, 20.5}, true
	p.Ejecting = &models.Ejecting{Policy: ejection.Consecutive{Failures: 1}, Lasts: 2, Longest: 5, Every: 1.1}
	o := faulty(t, p, 0, 1, 100)
	// Out from 0 to 2. A look at 2.2 forgets that. From 2.5 to 4.5; looks at 5.5 and 6.6. From 7 to 9; looks at 9.9, 11
	// and 12.1. From 12.5 to 14.5; from 20 to 22, so that who comes at 20.5 finds nobody.
	if want := 10.0; math.Abs(o.Ejected-want) > 1e-9 || o.Sent[0] != 5 || o.Fared[models.Refused] != 1 {
		t.Errorf("out for %v s, want %v; sent %d, refused %d", o.Ejected, want, o.Sent[0], o.Fared[models.Refused])
	}
	p.Ejecting.Every = 1000
	p.Arrivals = scripted{0, 2.5, 7, 12.5}
	if o = faulty(t, p, 0, 1, 100); math.Abs(o.Ejected-(2+4+5+5)) > 1e-9 {
		t.Errorf("without a look it is out for %v s, want 16", o.Ejected)
	}
}

// TestBlackHole would catch a balancer that knows which node fails, and an ejection that does not help: a node that
// fails all at once is always idle, so that each of the others has one request at most, and of nodes that are idle each
// is as likely to be sent the next: a birth–death chain over how many of four others are busy. Without the first node
// all is well.
func TestBlackHole(t *testing.T) {
	const nodes, rate = 5, 2.5
	var c exact.BirthDeath
	for busy := range nodes - 1 {
		idle := float64(nodes - 1 - busy)
		c.Birth = append(c.Birth, rate*idle/(idle+1))
		c.Death = append(c.Death, float64(busy+1))
	}
	lost := 0.0
	for busy, share := range c.Stationary() {
		lost += share / float64(nodes-busy)
	}
	p := farm(nodes, rate, exponential(1), balancing.LeastConnections{})
	success := func() (list []float64) {
		for r := range uint32(40) {
			o := faulty(t, p, r, 1, 4_000)
			list = append(list, float64(o.Fared[models.Served])/float64(o.Completed()))
		}
		return list
	}
	stattest.Check(t, "served", stattest.Mean(success(), 1-lost))
	p.Ejecting = &models.Ejecting{Policy: ejection.Consecutive{Failures: 5}, Lasts: 30, Longest: 300, Every: 10, Most: 0.2}
	for _, share := range success() {
		if share < 0.98 {
			t.Errorf("with ejection %v are served, without %v", share, 1-lost)
		}
	}
	t.Logf("without ejection %.3f are served", 1-lost)
}

// TestSlowStart would catch a weight that jumps, or rises to too little: of two nodes one is trusted again, and has a
// tenth of its weight in the first of ten seconds, two in the next, and so on.
func TestSlowStart(t *testing.T) {
	for name, b := range map[string]models.Balancer{"weighted": balancing.Weighted{}, "smooth": balancing.Smooth{}} {
		p := farm(2, 100, exponential(1e-9), b)
		p.SlowStart = 10
		var sent []float64
		for r := range uint32(40) {
			l, d := new(requests.Single), new(chance.Draws)
			d.Reset(1, r)
			l.Reset(p, d, 0)
			l.Trust(0, false)
			for _, until := range []sim.Time{7, 17} {
				for done := false; !done; {
					_, done = l.Advance(until)
				}
				l.Trust(0, true)
			}
			sent = append(sent, float64(l.Finish().Sent[0]))
		}
		want := 0.0
		for step := 1.0; step <= 10; step++ {
			want += 100 * step / (10 + step)
		}
		stattest.Check(t, name, stattest.Mean(sent, want))
		stattest.Alarm(t, name+" without", stattest.Mean(sent, 500))
	}
}
