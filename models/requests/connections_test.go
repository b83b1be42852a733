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
