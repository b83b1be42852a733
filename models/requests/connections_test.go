package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// secured is a farm whose connections are kept for ever.
func secured(p *requests.Plan, clients int) *requests.Plan {
	never := sim.Duration(math.Inf(1))
	p.Encryption = &models.Encryption{Clients: clients, Idle: never, Rotates: never}
	return p
}

// TestHandshakeEachTime would catch a handshake that takes no time of a node: where no connection is kept, each request
// takes as much longer (Pollaczek and Khinchine).
func TestHandshakeEachTime(t *testing.T) {
	p := secured(farm(1, 0.4, exponential(1), balancing.Random{}), 50)
	p.Encryption.Idle, p.Encryption.Full, p.Encryption.Transfer = 0, 0.3, 0.2
	hold(t, p, 10_000, nil, mean(exact.SingleSojourn(0.4, 1.5, 1+1.5*1.5)), made(models.InFull, 1))
}

func made(how models.Making, want float64) answer {
	return answer{"made", func(o *models.LaneOutcome) float64 {
		return float64(o.Made[how]) / float64(o.Made[models.Open]+o.Made[models.InFull]+o.Made[models.Resumed])
	}, want}
}

// TestConnectionsClose would catch connections that stay open too long, or are resumed too late: with 30 clients who
// each ask one of 2 nodes at random, so 0.05 times a second, it is idle for longer than x in a share exp(−0.05 x).
func TestConnectionsClose(t *testing.T) {
	p := secured(farm(2, 3, must(dist.NewConstant(1e-9)), balancing.Random{}), 30)
	p.Encryption.Idle, p.Encryption.Resumes = 10, 30
	closed, forgotten := math.Exp(-0.5), math.Exp(-1.5)
	hold(t, p, 2000, nil, made(models.InFull, forgotten), made(models.Resumed, closed-forgotten))
}

// TestRoundTrips is by hand: of requests that take a second, on ways of 0.1 s, the first goes over a connection that is
// open. The second comes 17.9 s after the first was answered, and resumes it, for 0.2 s of work and two round trips, or
// one where it goes with the first message. The third comes too late for that, and takes 0.5 s of work and two round
// trips. The last finds it open.
func TestRoundTrips(t *testing.T) {
	for early, resumes := range map[bool]float64{false: 0.4 + 0.2, true: 0.2 + 0.2} {
		p := secured(farm(1, 1, must(dist.NewConstant(1)), balancing.Random{}), 1)
		p.Arrivals, p.Network.Users = scripted{1, 20, 100, 105}, must(dist.NewConstant(0.1))
		p.Encryption.Idle, p.Encryption.Resumes, p.Encryption.Early = 10, 30, early
		p.Encryption.Full, p.Encryption.Resumed = 0.5, 0.2
		r, before := begin(0, p), 0.0
		for i, want := range []float64{1.2, 1.2 + resumes, 1.2 + 0.4 + 0.5, 1.2} {
			until(r, []float64{19, 99, 104, 200}[i])
			took := r.Lane(0).Settled().Took
			if got := took - before; math.Abs(got-want) > 1e-9 {
				t.Errorf("early data: %t: request %d takes %v s, want %v", early, i, got, want)
			}
			before = took
		}
		want := [models.Makings]uint64{models.Open: 2, models.InFull: 1, models.Resumed: 1}
		if made := r.Lane(0).Finish().Made; made != want {
			t.Errorf("connections made: %v", made)
		}
	}
}

// TestRoundTripsInVain would catch round trips with a node that is down, which a client learns from the first, and a
// request that is sent by a client who gave up before it could be.
func TestRoundTripsInVain(t *testing.T) {
	for _, c := range []struct {
		down, idle bool
		stayed     float64
		how        models.Fared
		busy       float64
	}{
		{true, false, 0.2, models.Broken, 0}, {true, true, 0.2, models.Broken, 0},
		{false, false, 0.35, models.Late, 1}, {false, true, 0.35, models.Late, 0},
	} {
		p := secured(farm(1, 1, must(dist.NewConstant(1)), balancing.Random{}), 1)
		p.Arrivals, p.Network.Users = scripted{1}, must(dist.NewConstant(0.1))
		p.Client.Timeout, p.Client.GivesUp = 0.35, models.Abandoned
		if c.idle {
			p.Encryption.Idle = 0
		}
		r := begin(0, p)
		r.Lane(0).Become(0, requests.Condition{Slow: 1, Down: c.down}, 0)
		for at := 0.05; at < 5; at += 0.1 {
			until(r, at)
			if err := r.Check(); err != nil {
				t.Fatal(err)
			}
		}
		o := r.Lane(0).Finish()
		if o.Fared[c.how] != 1 || math.Abs(o.Stayed-c.stayed) > 1e-9 || math.Abs(o.Busy[0]-c.busy) > 1e-9 {
			t.Errorf("%+v: %v after %v s, and %v s of work", c, o.Fared, o.Stayed, o.Busy[0])
		}
	}
}

// TestKeysRotate would catch a client that goes on over a connection whose keys are void: of 40 clients, each that asks
// at all between two changes of keys has a handshake to make.
func TestKeysRotate(t *testing.T) {
	p := secured(farm(1, 5, must(dist.NewConstant(1e-9)), balancing.Random{}), 40)
	p.Encryption.Rotates, p.Encryption.Resumes = 10, p.Encryption.Idle
	hold(t, p, 2000, nil, made(models.InFull, 40*-math.Expm1(-5*10/40.)/(5*10)), made(models.Resumed, 0))
}

// TestReconnects would catch a node that keeps its connections through a failure: in the time t after it is back, so
// many of 200 clients have come as 200 (1 − exp(−λt/200)).
func TestReconnects(t *testing.T) {
	p := secured(farm(1, 20, must(dist.NewConstant(1e-9)), balancing.Random{}), 200)
	p.Encryption.Resumes = p.Encryption.Idle
	var resumed, before []float64
	for r := range uint32(40) {
		l, d := new(requests.Single), new(chance.Draws)
		d.Reset(1, r)
		l.Reset(p, d, 0)
		until := func(end sim.Time) {
			for done := false; !done; {
				_, done = l.Advance(end)
			}
		}
		until(5)
		l.Become(0, requests.Condition{Slow: 1, Down: true}, 5)
		until(6)
		before = append(before, float64(l.Settled().Fared[models.Broken]))
		l.Become(0, requests.Condition{Slow: 1}, 6)
		until(16)
		o := l.Finish()
		resumed = append(resumed, float64(o.Made[models.Resumed]))
	}
	stattest.Check(t, "who ask in vain", stattest.Mean(before, 20))
	stattest.Check(t, "handshakes", stattest.Mean(resumed, 200*-math.Expm1(-1)))
}
