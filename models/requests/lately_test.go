package requests_test

import (
	"testing"

	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim/dist"
)

// TestLately would catch latencies at a point of the time series that are those of all the time, or of the warm-up: a
// node with room for all takes 1 s for each request and, once it is slow, 3 s.
func TestLately(t *testing.T) {
	p := farm(1, 5, must(dist.NewConstant(1)), balancing.Random{})
	p.Serving.Slots = 1000
	r := begin(0, p)
	at := func(time, p50, p99 float64) {
		t.Helper()
		until(r, time)
		if x := r.Lane(0).Progress(); !near(x.P50, p50) || !near(x.P99, p99) {
			t.Errorf("at %v s half take %v s and 99 %% %v s, want %v and %v", time, x.P50, x.P99, p50, p99)
		}
	}
	until(r, 50)
	r.Lane(0).Become(0, requests.Condition{Slow: 3}, 50)
	until(r, 60)
	r.Lane(0).Become(0, requests.Condition{Slow: 1}, 60)
	until(r, 100)
	r.Forget(100)
	at(100, 0, 0)
	at(200, 1, 1)
	r.Lane(0).Become(0, requests.Condition{Slow: 3}, 200)
	until(r, 210)
	r.Lane(0).Progress()
	at(300, 3, 3)
	twin := new(requests.Road)
	twin.CopyFrom(r)
	r = twin
	at(400, 3, 3)
}

func near(got, want float64) bool { return got >= 0.995*want && got <= 1.005*want }
