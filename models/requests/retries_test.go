package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/policies/retrying"
	"nines/sim"
)

// outage is a run in which the only node is down, with so many forgotten requests and so many that count.
func outage(t *testing.T, retry models.Retry) models.LaneOutcome {
	t.Helper()
	const warmup, length = 1000, 20_000
	p := farm(1, 1, exponential(1), balancing.Random{})
	p.Client.Retry = retry
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, 0)
	l.Reset(p, d, 0)
	l.Become(0, requests.Condition{Down: true, Slow: 1}, 0)
	for _, until := range []sim.Time{warmup, warmup + length} {
		for done := false; !done; {
			_, done = l.Advance(until)
		}
		if until == warmup {
			l.Forget(until)
		}
		if err := l.Check(); err != nil {
			t.Fatal(err)
		}
	}
	return l.Finish()
}

// TestAmplification would catch tries that are not counted, a budget that is never used up or one that is lost: in an
// outage of everything four attempts are four tries for each request, and a budget of 10 % makes 1.1 of them. Tokens
// run out.
func TestAmplification(t *testing.T) {
	for _, c := range []struct {
		name   string
		budget models.RetryBudget
		want   float64
	}{
		{"no budget", nil, 4}, {"10 %", retrying.PerRequest{Share: 0.1, Saved: 10}, 1.1},
		{"tokens", retrying.Tokens{Most: 10, Refund: 0.1}, 1},
	} {
		o := outage(t, models.Retry{Tries: 4, Budget: c.budget})
		got := float64(o.Tries) / float64(o.Arrived)
		if math.Abs(got-c.want) > 1e-4 || o.Fared[models.Broken] != o.Arrived {
			t.Errorf("%s: %v tries for each of %d requests, want %v", c.name, got, o.Arrived, c.want)
		}
	}
}

// TestWaits would catch waits that are not waited, or not for as long as they were drawn: three of 1, 2 and 4 s before
// a request has failed. Of decorrelated waits each builds on the last: (1 + 3)/2, (1 + 3 × 2)/2 and (1 + 3 × 3.5)/2.
func TestWaits(t *testing.T) {
	growth := retrying.Growth{Base: 1, Factor: 2, Cap: 100}
	o := outage(t, models.Retry{Tries: 4, Backoff: retrying.Exponential{Growth: growth}})
	if got := o.Stayed / float64(o.Completed()); math.Abs(got-7) > 1e-9 {
		t.Errorf("a request takes %v s until it has failed, want 7", got)
	}
	o = outage(t, models.Retry{Tries: 4, Backoff: retrying.Decorrelated{Base: 1, Cap: 1000}})
	if got := o.Stayed / float64(o.Completed()); math.Abs(got-11.25) > 0.2 {
		t.Errorf("with decorrelated waits a request takes %v s until it has failed, want 11.25", got)
	}
}
