package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
)

// TestNetwork would catch a way that is not gone, or is gone one way only, and calls that take the way of users or that
// of another zone: what comes at random and is delayed comes at random, so a queue is as it was and ways add to it.
func TestNetwork(t *testing.T) {
	const length, arrive = 8_000, 0.5
	constant := func(x float64) dist.Law { return must(dist.NewConstant(x)) }
	queue := exact.Station{Servers: 1, Arrive: arrive, Serve: 1}
	p := farm(1, arrive, exponential(1), balancing.Random{})
	t.Run("constant", func(t *testing.T) {
		p.Network.Users = constant(0.25)
		hold(t, p, length, nil, mean(queue.Sojourn()+0.5), below("p90", queue.SojournQuantile(0.9)+0.5, 0.9))
	})
	t.Run("at random", func(t *testing.T) {
		p.Network.Users = exponential(3)
		hold(t, p, length, nil, mean(queue.Sojourn()+6))
	})
	t.Run("calls", func(t *testing.T) {
		a, b := caller(1, exponential(1), calling(1, 1, models.Manner{})), farm(4, 0, exponential(0.5), balancing.Random{})
		a.Serving.Slots, b.Serving.Slots, b.Arrivals = 1000, 1000, nil
		a.Network.Users = constant(0.1)
		b.Network = models.Network{Users: constant(100), Inside: constant(0.05), Across: constant(0.2)}
		a.Zone, b.Zone = []int32{1}, []int32{0, 1, 2, 0}
		ways := 2 * (0.05 + 3*0.2) / 4
		holdAll(t, length/4, nil, []*requests.Plan{a, b}, known{0, mean(1 + 0.5 + 0.2 + ways)}, known{1, mean(0.5 + ways)})
	})
}

// TestNetworkAndPatience would catch patience that begins when a request reaches its node, an answer that is taken
// before it is there, and work for those who gave up on the way: of a second of work and a quarter each way.
func TestNetworkAndPatience(t *testing.T) {
	for _, c := range []struct {
		patience float64
		gives    models.GivingUp
		how      models.Fared
		busy     float64
	}{
		{0.2, models.Canceled, models.Late, 0}, {0.2, models.Abandoned, models.Late, 1},
		{0.2, models.Dropped, models.Late, 1},
		{1, models.Canceled, models.Late, 0.75}, {1.4, models.Canceled, models.Late, 1},
		{1.4, models.Abandoned, models.Late, 1}, {1.6, models.Canceled, models.Served, 1},
	} {
		p := farm(1, 1, must(dist.NewConstant(1)), balancing.Random{})
		p.Arrivals, p.Network.Users = once{}, must(dist.NewConstant(0.25))
		p.Client.Timeout, p.Client.GivesUp = sim.Duration(c.patience), c.gives
		r := begin(0, p)
		for at := 0.1; at < 10; at += 0.1 {
			until(r, at)
			if err := r.Check(); err != nil {
				t.Fatal(err)
			}
		}
		if o := r.Lane(0).Finish(); o.Fared[c.how] != 1 || o.Busy[0] < c.busy-1e-9 || o.Busy[0] > c.busy+1e-9 {
			t.Errorf("%+v: %v after %v s of work", c, o.Fared, o.Busy)
		}
	}
}
