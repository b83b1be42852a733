package requests_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/dist"
	"nines/sim/stat/stattest"
)

// farm is a lane of nodes that are alike, whose work takes a second on average, with patient clients.
func farm(nodes int, rate float64, work dist.Law, b models.Balancer) *requests.Plan {
	p := &requests.Plan{
		Lane: &models.Lane{
			Arrivals: traffic.Poisson{}, Work: work, Balancer: b, Serving: models.Serving{Slots: 1, Limit: -1},
			Client: patient(),
		},
		Demand: &models.Demand{Mean: rate}, Most: models.MostUnderWay,
		Speeds: make([]float64, nodes), Weight: make([]float64, nodes),
	}
	for i := range p.Speeds {
		p.Speeds[i], p.Weight[i] = 1, 1
	}
	return p
}

func patient() models.Client {
	never := sim.Duration(math.Inf(1))
	return models.Client{Timeout: never, Deadline: never, Retry: models.Retry{Tries: 1}}
}

func exponential(mean float64) dist.Law {
	return must(dist.NewExponential(mean))
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// play is one run of a lane: so many seconds are forgotten, then so many are measured.
func play(t *testing.T, p *requests.Plan, replication uint32, warmup, length float64) models.LaneOutcome {
	t.Helper()
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, replication)
	p.Warmup = sim.Duration(warmup)
	l.Reset(p, d, 0)
	for _, until := range []float64{warmup, warmup + length} {
		for done := false; !done; {
			_, done = l.Advance(sim.Time(until))
			if err := l.Check(); err != nil {
				t.Fatal(err)
			}
		}
		if until == warmup {
			l.Forget(sim.Time(warmup))
		}
	}
	return l.Finish()
}

// means plays replications and returns their mean times from when a request came until it was served.
func means(t *testing.T, p *requests.Plan, length float64) (list []float64) {
	t.Helper()
	for r := range uint32(40) {
		o := play(t, p, r, length/10, length)
		list = append(list, o.Took/float64(o.Fared[models.Served]))
	}
	return list
}

// TestMM1 would catch a queue that is served in parallel, or with a pause, and a rate that is off: M/M/1 at 0.8.
func TestMM1(t *testing.T) {
	p := farm(1, 0.8, exponential(1), balancing.Random{})
	took := means(t, p, 20_000)
	stattest.Check(t, "sojourn", stattest.Mean(took, 1/(1-0.8)))
	stattest.Alarm(t, "4 % slower", stattest.Mean(took, 1/(1/1.04-0.8)))
}

// TestMMc would catch slots that are no servers, and a split that is not: Erlang's C, two queues at random and, in
// turn, E2/M/1.
func TestMMc(t *testing.T) {
	p := farm(1, 1.6, exponential(1), balancing.Random{})
	p.Serving.Slots = 2
	stattest.Check(t, "two slots", stattest.Mean(means(t, p, 10_000), 1+1.778))
	p = farm(2, 1.6, exponential(1), balancing.Random{})
	stattest.Check(t, "split at random", stattest.Mean(means(t, p, 10_000), 5))
	p.Balancer = balancing.RoundRobin{}
	sigma := 0.0
	for x := 0.5; x != sigma; { // E2/M/1
		sigma = x
		x = math.Pow(1.6/(1.6+1-x), 2)
	}
	stattest.Check(t, "in turn", stattest.Mean(means(t, p, 10_000), 1/(1-sigma)))
}

// TestSharing would catch a share that depends on the work: it is insensitive, 1/(1 − ρ).
func TestSharing(t *testing.T) {
	work := must(dist.NewHyperexponential([]dist.Phase{{Weight: 0.9, Mean: 0.5}, {Weight: 0.1, Mean: 5.5}}))
	p := farm(1, 0.7, work, balancing.Random{})
	p.Serving.Sharing = true
	stattest.Check(t, "shared", stattest.Mean(means(t, p, 20_000), 1/(1-0.7)))
}

// TestChoicesOfMany is the limit of many nodes, Σ ρ^((dⁱ − d)/(d − 1)) (N. D. Vvedenskaya et al., Problems of
// Information Transmission 32, 1996): of 500 nodes within 2 %, which so many lack of it at most.
func TestChoicesOfMany(t *testing.T) {
	for _, c := range []struct {
		of   int
		load float64
	}{{2, 0.5}, {2, 0.9}, {3, 0.7}, {3, 0.9}} {
		limit, d := 0.0, float64(c.of)
		for i := 1.0; i < 12; i++ {
			limit += math.Pow(c.load, (math.Pow(d, i)-d)/(d-1))
		}
		p := farm(500, 500*c.load, exponential(1), balancing.Choices{Of: c.of, Different: true})
		total := 0.0
		for r := range uint32(2) {
			o := play(t, p, r, 40, 150)
			total += o.Took / float64(o.Fared[models.Served]) / 2
		}
		if math.Abs(total/limit-1) > 0.02 {
			t.Errorf("%d choices at a load of %v: sojourn %v, want %v", c.of, c.load, total, limit)
		}
	}
}

// TestMemoryIsBounded would catch a queue without end: of a load far above capacity so many requests are under way, and
// the others are refused.
func TestMemoryIsBounded(t *testing.T) {
	p := farm(1, 1000, exponential(1), balancing.Random{})
	p.Most = 500
	o := play(t, p, 0, 0, 10)
	if o.Open != 500 || o.Fared[models.Full] == 0 {
		t.Errorf("%d requests under way, %d refused", o.Open, o.Fared[models.Full])
	}
}
