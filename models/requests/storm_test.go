package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/policies/queueing"
	"nines/policies/retrying"
	"nines/sim"
)

// storm is a node that serves 100 requests a second, whose clients wait a second for each of four tries and leave.
func storm(rate float64) *requests.Plan {
	p := farm(1, rate, exponential(0.01), balancing.Random{})
	p.Client.Timeout, p.Client.GivesUp, p.Client.Retry.Tries = 1, models.Abandoned, 4
	return p
}

const (
	struck = 30  // s
	played = 400 // s
)

// recovery plays a storm: its node takes so many times longer for its work for so many seconds. It returns how long
// after their end there was still a second in which one request of twenty failed, and how long the work lasts that
// waits at their end, at what the node has to spare beyond tries for so many times the load.
func recovery(t *testing.T, p *requests.Plan, slow, length, amplified float64) (after, drain float64) {
	t.Helper()
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, 0)
	l.Reset(p, d, 0)
	last, lost := 0.0, 0.0
	for second := 1.0; second <= played; second++ {
		for done := false; !done; {
			_, done = l.Advance(sim.Time(second))
		}
		now := l.Counts().Lost
		if now-lost > p.Demand.Mean/20 {
			last = second
		}
		lost = now
		switch second {
		case struck:
			l.Become(0, requests.Condition{Slow: slow}, sim.Time(second))
		case struck + length:
			l.Become(0, requests.Condition{Slow: 1}, sim.Time(second))
			queue := (p.Demand.Mean*amplified - 100/slow) * length
			drain = queue / (100 - p.Demand.Mean*amplified)
		}
	}
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	return max(0, last-struck-length), drain
}

// TestRetryStorm would catch a storm that passes by itself, and cures that are none (N. Bronson et al., "Metastable
// failures in distributed systems", HotOS 2021). At 60 requests a second the node has 40 % to spare; but once it has
// been at half its speed for a minute, each is sent four times, which is more than it can serve, and it serves those
// who have gone. A budget, the newest first with the others dropped, and a short queue end that in less than the time
// of two queues; and at a quarter of the capacity no trigger lasts.
func TestRetryStorm(t *testing.T) {
	if after, _ := recovery(t, storm(60), 2, 60, 1); after < played-struck-60-5 {
		t.Errorf("without a cure it has recovered after %v s", after)
	}
	cures := map[string]func(p *requests.Plan){
		"budget": func(p *requests.Plan) { p.Client.Retry.Budget = retrying.PerRequest{Share: 0.1, Saved: 10} },
		"newest, and drops": func(p *requests.Plan) {
			p.Serving.Discipline, p.Client.GivesUp = queueing.LIFO{}, models.Dropped
		},
		"shedding": func(p *requests.Plan) { p.Serving.Limit = 50 },
	}
	for name, cure := range cures {
		p := storm(60)
		cure(p)
		after, drain := recovery(t, p, 2, 60, 1.1)
		t.Logf("%s: %v s, of a drain of %v s", name, after, drain)
		if after > 2*drain {
			t.Errorf("%s: it has recovered after %v s, more than two drains of %v s", name, after, drain)
		}
	}
	after, drain := recovery(t, storm(24), 20, 10, 4)
	t.Logf("at a quarter: %v s, of a drain of %v s", after, drain)
	if after > 2*drain {
		t.Errorf("at a quarter of the capacity it has recovered after %v s, more than two drains of %v s", after, drain)
	}
}

// TestWorkInVainIsBounded would catch memory that grows with what clients have given up and nodes still mean to serve.
func TestWorkInVainIsBounded(t *testing.T) {
	p := storm(60)
	p.Client.Timeout, p.Client.Retry.Tries, p.Most = 0.001, 100, 500
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, 0)
	l.Reset(p, d, 0)
	for now := sim.Time(1); now < 20; now++ {
		for done := false; !done; {
			_, done = l.Advance(now)
		}
		if err := l.Check(); err != nil || l.Tries() > p.Most {
			t.Fatalf("%d tries under way, %d at most: %v", l.Tries(), p.Most, err)
		}
	}
	if o := l.Finish(); o.Fared[models.Full] == 0 {
		t.Error("none was refused")
	}
}
