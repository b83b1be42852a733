package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/exact"
	"nines/models/requests"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// visited is a node that users visit, five requests each.
func visited(s exact.Sessions) *requests.Plan {
	p := farm(1, s.Come, exponential(1/s.Serve), balancing.Random{})
	p.Session = &models.Session{Requests: traffic.Geometric{Average: s.Requests}, Think: exponential(s.Think)}
	p.Idle = 10
	return p
}

// TestSessions would catch users who send one request too many or too few, who think before the first or after the
// last, and who are counted while they are gone: a Jackson network.
func TestSessions(t *testing.T) {
	const length = 12_000
	s := exact.Sessions{Come: 0.12, Requests: 5, Think: 8, Serve: 1}
	answers := []answer{
		mean(s.UnderWay() / (s.Come * s.Requests)),
		{"per second", func(o *models.LaneOutcome) float64 { return float64(o.Arrived) / length }, s.Come * s.Requests},
		{"users", func(o *models.LaneOutcome) float64 { return o.Users.Present / length }, s.Thinking() + s.UnderWay()},
		{"each", func(o *models.LaneOutcome) float64 { return float64(o.Arrived) / float64(o.Users.Finished) }, 5},
	}
	p := visited(s)
	t.Run("in order", func(t *testing.T) { hold(t, p, length, nil, answers...) })
	t.Run("shared, of any law", func(t *testing.T) {
		p.Session = &models.Session{Requests: traffic.Always{Value: 5}, Think: must(dist.NewConstant(8))}
		p.Serving.Sharing, p.Work = true, must(dist.NewErlang(4, 1))
		hold(t, p, length, nil, answers...)
	})
}

// TestThinking would catch users who disturb each other: how many think at a time is a Poisson number.
func TestThinking(t *testing.T) {
	s := exact.Sessions{Come: 0.12, Requests: 5, Think: 3, Serve: 1}
	p := visited(s)
	var none []float64
	for r := range uint32(40) {
		l, d := new(requests.Single), new(chance.Draws)
		d.Reset(1, r)
		l.Reset(p, d, 0)
		seen := 0.0
		for k := range 500 {
			for done := false; !done; {
				_, done = l.Advance(sim.Time(200 + 20*k))
			}
			if l.Thinking() == 0 {
				seen++
			}
		}
		none = append(none, seen/500)
	}
	stattest.Check(t, "nobody thinks", stattest.Mean(none, math.Exp(-s.Thinking())))
}

// failing plays 40 replications in which requests fail by themselves, and reads numbers of each.
func failing(p *requests.Plan, share, until float64, read func(o *models.LaneOutcome) float64) (list []float64) {
	for r := range uint32(40) {
		l, d := new(requests.Single), new(chance.Draws)
		d.Reset(1, r)
		l.Reset(p, d, 0)
		l.Need(share)
		for done := false; !done; {
			_, done = l.Advance(sim.Time(until))
		}
		o := l.Finish()
		list = append(list, read(&o))
	}
	return list
}

// TestLeaving would catch users who leave when they were served, or more often than they are said to: after each
// request there is another with a probability of (1 − 1/5)(1 − 0.3 × 0.4).
func TestLeaving(t *testing.T) {
	p := visited(exact.Sessions{Come: 0.12, Requests: 5, Think: 8, Serve: 1})
	p.Session.Leaves = 0.4
	goes := 0.8 * 0.3 * 0.4
	stattest.Check(t, "each", stattest.Mean(failing(p, 0.3, 20_000, func(o *models.LaneOutcome) float64 {
		return float64(o.Completed()) / float64(o.Users.Finished+o.Users.Left)
	}), 1/(0.2+goes)))
	stattest.Check(t, "left", stattest.Mean(failing(p, 0.3, 20_000, func(o *models.LaneOutcome) float64 {
		return float64(o.Users.Left) / float64(o.Users.Finished+o.Users.Left)
	}), goes/(0.2+goes)))
}

// TestUserUptime would catch a user who counts for longer than he is idle, and one who is down until he is served and
// not from when he fails. Where requests fail by themselves the uptime is the share that does not; at a server that
// breaks down a chain knows it.
func TestUserUptime(t *testing.T) {
	uptime := func(o *models.LaneOutcome) float64 { return o.Users.Up / (o.Users.Up + o.Users.Down) }
	p := farm(1, 1, exponential(1), balancing.Random{})
	p.Serving.Slots = 20
	t.Run("by themselves", func(t *testing.T) {
		p.Arrivals, p.Work = traffic.Closed{Count: 20, Think: must(dist.NewConstant(2))}, must(dist.NewConstant(1e-9))
		p.Idle = 1.5
		stattest.Check(t, "uptime", stattest.Mean(failing(p, 0.3, 2000, uptime), 0.7))
		all := failing(p, 0.3, 2000, func(o *models.LaneOutcome) float64 { return o.Users.Up + o.Users.Down })
		for _, known := range all {
			if want := 20 * 999 * 1.5; math.Abs(known-want) > 20*1.5+1e-3 {
				t.Errorf("it is known for %v s how they fare, want %v", known, want)
			}
		}
	})
	t.Run("breakdowns", func(t *testing.T) {
		w := exact.Watcher{Think: 0.2, Serve: 0.5, Fail: 0.02, Repair: 0.1}
		want, served := w.Answers()
		p.Arrivals, p.Work = traffic.Closed{Count: 20, Think: exponential(1 / w.Think)}, exponential(1/w.Serve)
		p.Idle = 1e9
		hold(t, p, 20_000, &breakdowns{w.Fail, w.Repair, 1}, success(served), answer{"uptime", uptime, want})
	})
}
