package requests_test

import (
	"math/rand/v2"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/policies/queueing"
	"nines/policies/retrying"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// answer is a number that is known without playing.
type answer struct {
	name string
	read func(o *models.LaneOutcome) float64
	want float64
}

func mean(want float64) answer {
	return answer{"sojourn", func(o *models.LaneOutcome) float64 { return o.Took / float64(o.Fared[models.Served]) }, want}
}

// below is the share of those served that took no longer than x.
func below(name string, x, share float64) answer {
	return answer{name, func(o *models.LaneOutcome) float64 { return o.Latency.CDF(x) }, share}
}

func success(want float64) answer {
	return answer{"success", func(o *models.LaneOutcome) float64 {
		return float64(o.Fared[models.Served]) / float64(o.Completed())
	}, want}
}

// stay is the mean time of all requests, however they fare.
func stay(want float64) answer {
	return answer{"stay", func(o *models.LaneOutcome) float64 { return o.Stayed / float64(o.Completed()) }, want}
}

func tries(want float64) answer {
	return answer{"tries", func(o *models.LaneOutcome) float64 { return float64(o.Tries) / float64(o.Arrived) }, want}
}

// hold plays 40 replications, with nodes that break down if they do, and holds them to what is known.
func hold(t *testing.T, p *requests.Plan, length float64, b *breakdowns, answers ...answer) {
	t.Helper()
	values := make([][]float64, len(answers))
	for r := range uint32(40) {
		o := broken(t, p, r, length/10, length, b)
		for i, a := range answers {
			values[i] = append(values[i], a.read(&o))
		}
	}
	for i, a := range answers {
		stattest.Check(t, a.name, stattest.Mean(values[i], a.want))
		if t.Failed() {
			t.Logf("%s: %v, want %v", a.name, average(values[i]), a.want)
		}
	}
}

func average(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// breakdowns are when nodes fail, at any time, and are mended by crews, the first that failed first. Everybody knows it
// at once.
type breakdowns struct {
	fail, mend float64 // rates
	crews      int
}

// change is that a node fails or is mended.
type change struct {
	at   float64
	node int32
	down bool
}

// script draws the changes of some nodes up to a time.
func (b *breakdowns) script(replication uint32, nodes int, until float64) (list []change) {
	if b == nil {
		return nil
	}
	draw := rand.New(rand.NewPCG(7, uint64(replication)))
	var queue, well []int32
	for i := range nodes {
		well = append(well, int32(i))
	}
	for now := 0.0; ; {
		fails, mends := b.fail*float64(len(well)), b.mend*float64(min(b.crews, len(queue)))
		now += draw.ExpFloat64() / (fails + mends)
		if now >= until {
			return list
		}
		from, to := &well, &queue
		at := draw.IntN(max(1, len(well)))
		if draw.Float64()*(fails+mends) >= fails {
			from, to = &queue, &well
			at = draw.IntN(min(b.crews, len(queue)))
		}
		node := (*from)[at]
		*from = append((*from)[:at], (*from)[at+1:]...)
		*to = append(*to, node)
		list = append(list, change{now, node, to == &queue})
	}
}

// broken is play with breakdowns.
func broken(t *testing.T, p *requests.Plan, replication uint32, warmup, length float64,
	b *breakdowns) models.LaneOutcome {
	t.Helper()
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, replication)
	p.Warmup = sim.Duration(warmup)
	l.Reset(p, d, 0)
	advance := func(until float64) {
		for done := false; !done; {
			_, done = l.Advance(sim.Time(until))
		}
	}
	forgotten := false
	for _, c := range append(b.script(replication, len(p.Speeds), warmup+length), change{at: warmup + length}) {
		if !forgotten && c.at >= warmup {
			advance(warmup)
			l.Forget(sim.Time(warmup))
			forgotten = true
		}
		if advance(c.at); c.at < warmup+length {
			l.Trust(c.node, !c.down)
			l.Become(c.node, requests.Condition{Slow: 1, Down: c.down}, sim.Time(c.at))
		}
	}
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	o := l.Finish()
	if o.Arrived != o.Completed()+o.Open {
		t.Fatalf("%d came, %d are over and %d under way", o.Arrived, o.Completed(), o.Open)
	}
	return o
}

// TestSingle would catch a tail that is not that of the order, and a variance of work that does not count: M/M/1,
// M/G/1 and M/D/1.
func TestSingle(t *testing.T) {
	s := exact.Station{Servers: 1, Arrive: 0.7, Serve: 1}
	t.Run("MM1", func(t *testing.T) {
		hold(t, farm(1, 0.7, exponential(1), balancing.Random{}), 8_000, nil, mean(s.Sojourn()),
			below("median", s.SojournQuantile(0.5), 0.5), below("p99", s.SojournQuantile(0.99), 0.99))
	})
	t.Run("MG1", func(t *testing.T) {
		work := must(dist.NewHyperexponential([]dist.Phase{{Weight: 0.9, Mean: 0.5}, {Weight: 0.1, Mean: 5.5}}))
		hold(t, farm(1, 0.5, work, balancing.Random{}), 12_000, nil,
			mean(exact.SingleSojourn(0.5, 1, 2*(0.9*0.25+0.1*30.25))))
	})
	t.Run("MD1", func(t *testing.T) {
		hold(t, farm(1, 0.8, must(dist.NewConstant(1)), balancing.Random{}), 8_000, nil, mean(exact.SingleSojourn(0.8, 1, 1)),
			below("5.5", 5.5, exact.ConstantWait(0.8, 1, 4.5)), below("10.5", 10.5, exact.ConstantWait(0.8, 1, 9.5)))
	})
}

// TestOrders would catch an order that is not: all have one mean, and each its own tail.
func TestOrders(t *testing.T) {
	s := exact.Station{Servers: 1, Arrive: 0.6, Serve: 1}
	p := farm(1, 0.6, exponential(1), balancing.Random{})
	p.Serving.Discipline = queueing.LIFO{}
	t.Run("last", func(t *testing.T) {
		hold(t, p, 12_000, nil, mean(s.Sojourn()), below("1", 1, 1-s.LastComeSurvival(1, 60)),
			below("8", 8, 1-s.LastComeSurvival(8, 60)))
	})
	p.Serving.Discipline, p.Serving.Sharing = nil, true
	t.Run("shared", func(t *testing.T) {
		hold(t, p, 12_000, nil, mean(s.Sojourn()), below("1", 1, 1-s.SharedSurvival(1, 60)),
			below("8", 8, 1-s.SharedSurvival(8, 60)))
	})
}

// TestStations would catch servers that are not all used, a limit that is off by one and a loss that depends on the
// law: M/M/c, M/M/c/K and Erlang's B.
func TestStations(t *testing.T) {
	s := exact.Station{Servers: 3, Arrive: 2.4, Serve: 1}
	p := farm(1, 2.4, exponential(1), balancing.Random{})
	p.Serving.Slots = 3
	t.Run("MM3", func(t *testing.T) {
		hold(t, p, 6_000, nil, mean(s.Sojourn()), below("p99", s.SojournQuantile(0.99), 0.99))
	})
	t.Run("MM3K", func(t *testing.T) {
		p.Serving.Limit = 2
		lost, sojourn := s.Bounded(2)
		hold(t, p, 4_000, nil, success(1-lost), mean(sojourn))
	})
	t.Run("loss", func(t *testing.T) {
		p.Serving.Limit, p.Work = 0, must(dist.NewConstant(1))
		hold(t, p, 4_000, nil, success(1-exact.ErlangB(3, 2.4)), mean(1))
	})
	t.Run("shared", func(t *testing.T) { // M/M/1/K: those that are served count
		p = farm(1, 2, exponential(1), balancing.Random{})
		p.Serving.Sharing, p.Serving.Limit = true, 4
		lost, sojourn := exact.Station{Servers: 1, Arrive: 2, Serve: 1}.Bounded(3)
		hold(t, p, 4_000, nil, success(1-lost), mean(sojourn))
	})
}

// TestPatience would catch a client that waits for the begin of service, a slot that is not freed and zombies that are
// not served: patience up to the end of service, by a timeout or by a deadline.
func TestPatience(t *testing.T) {
	one, two := exact.Station{Servers: 1, Arrive: 0.9, Serve: 1}, exact.Station{Servers: 2, Arrive: 2.2, Serve: 1}
	p := farm(1, 0.9, exponential(1), balancing.Random{})
	p.Client.Timeout = 3
	t.Run("timeout", func(t *testing.T) {
		served, all := one.Patient(3)
		hold(t, p, 6_000, nil, success(served), stay(all), mean(one.PatientSojourn(3)))
	})
	t.Run("zombies", func(t *testing.T) { // M/M/1 as if nobody gave up
		p.Client.GivesUp = models.Abandoned
		hold(t, p, 8_000, nil, success(1-one.SojournSurvival(3)))
	})
	t.Run("deadline", func(t *testing.T) {
		p = farm(1, 2.2, exponential(1), balancing.Random{})
		p.Serving.Slots, p.Client.Deadline = 2, 2.5
		served, all := two.Patient(2.5)
		hold(t, p, 4_000, nil, success(served), stay(all))
	})
}

// TestBreakdowns would catch work that goes on, is forgotten or is drawn anew while a server is down.
func TestBreakdowns(t *testing.T) {
	u := exact.Unreliable{Arrive: 0.5, Fail: 0.05, Repair: 0.25}
	b := &breakdowns{u.Fail, u.Repair, 1}
	p := farm(1, u.Arrive, exponential(1), balancing.Random{})
	t.Run("resume", func(t *testing.T) {
		p.Serving.Fate = models.Resume
		hold(t, p, 10_000, b, mean(u.Resumed(1)), success(1))
	})
	t.Run("resume, shared", func(t *testing.T) { // exponential work has one mean under both
		p.Serving.Sharing = true
		hold(t, p, 10_000, b, mean(u.Resumed(1)), success(1))
		p.Serving.Sharing = false
	})
	t.Run("resume, two slots", func(t *testing.T) {
		p.Serving.Fate, p.Serving.Slots, p.Speeds[0] = models.Resume, 2, 0.5
		hold(t, p, 10_000, b, mean(u.Station(2, 0.5, 200)))
		p.Serving.Slots, p.Speeds[0] = 1, 1
	})
	t.Run("restart", func(t *testing.T) {
		p.Serving.Fate = models.Restart
		hold(t, p, 10_000, b, mean(u.Restarted(1)))
	})
	t.Run("restart, constant", func(t *testing.T) {
		p.Work = must(dist.NewConstant(1))
		hold(t, p, 10_000, b, mean(u.RestartedConstant(1)))
		p.Work = exponential(1)
	})
	t.Run("lose", func(t *testing.T) {
		p.Serving.Fate = models.Lose
		share, sojourn := u.Lost(1, 60)
		hold(t, p, 10_000, b, success(share), mean(sojourn))
	})
}

// TestCrew would catch requests that are sent to those who are known to be down, and some that are moved to nobody,
// lost on their way or begun with other work: two nodes with one crew.
func TestCrew(t *testing.T) {
	q := exact.Pair{Unreliable: exact.Unreliable{Arrive: 0.8, Fail: 0.05, Repair: 0.2}, Serve: 1, Crews: 1}
	b := &breakdowns{q.Fail, q.Repair, 1}
	p := farm(2, q.Arrive, exponential(1), balancing.Random{})
	t.Run("lose", func(t *testing.T) {
		share, all := q.Lost(40)
		hold(t, p, 10_000, b, success(share), stay(all))
	})
	t.Run("requeue", func(t *testing.T) {
		q.Serve = 0.5
		p.Work, p.Serving.Slots, p.Serving.Fate = must(dist.NewConstant(2)), 1000, models.Requeue
		share, all := q.Requeued()
		hold(t, p, 10_000, b, success(share), stay(all))
	})
}

// TestRetries would catch tries that are too many or too few, and a budget that is not what it says in the long run.
func TestRetries(t *testing.T) {
	t.Run("no room", func(t *testing.T) {
		p := farm(4, 4, exponential(1), balancing.Random{})
		p.Serving.Limit, p.Client.Retry.Tries = 0, 3
		served, each := exact.Station{Servers: 4, Arrive: 4, Serve: 1}.Retried(3)
		hold(t, p, 2_000, nil, success(served), tries(each))
	})
	t.Run("budget", func(t *testing.T) { // of tries that fail by half, and a tenth of the requests may be tried again
		p := farm(1, 4, exponential(0.01), balancing.Random{})
		p.Client.Retry = models.Retry{Tries: 2, Budget: retrying.PerRequest{Share: 0.1, Saved: 10}}
		lane := func(r uint32) models.LaneOutcome {
			l, d := new(requests.Single), new(chance.Draws)
			d.Reset(1, r)
			l.Reset(p, d, 0)
			l.Become(0, requests.Condition{Slow: 1, Fails: 0.5}, 0)
			for done := false; !done; {
				_, done = l.Advance(2_000)
			}
			return l.Finish()
		}
		var served []float64
		for r := range uint32(40) {
			o := lane(r)
			served = append(served, float64(o.Fared[models.Served])/float64(o.Tries))
			if more, may := float64(o.Tries-o.Arrived), 10+0.1*float64(o.Arrived); more > may || more < may-3 {
				t.Errorf("%v retries, and there may be %v", more, may)
			}
		}
		stattest.Check(t, "success of a try", stattest.Mean(served, 0.5))
	})
}
