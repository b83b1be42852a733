package requests_test

import (
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/policies/admission"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestBreakerCycle is a small chain: a node fails half of all tries, and three in a row open the breaker for 2 s. From
// closed it takes (2³ − 1)/0.5 = 14 tries; while it is open 20 requests are refused at 10 a second, the next is sent,
// and after two such rounds one is answered. So 40 requests of 56 are refused.
func TestBreakerCycle(t *testing.T) {
	p := farm(1, 10, exponential(1e-6), balancing.Random{})
	p.Client.Admission = admission.Breaker{Failures: 3, Open: 2}
	var refused []float64
	for r := range uint32(40) {
		l, d := new(requests.Single), new(chance.Draws)
		d.Reset(1, r)
		l.Reset(p, d, 0)
		l.Become(0, requests.Condition{Slow: 1, Fails: 0.5}, 0)
		for done := false; !done; {
			_, done = l.Advance(sim.Time(2_000))
		}
		if err := l.Check(); err != nil {
			t.Fatal(err)
		}
		o := l.Finish()
		refused = append(refused, float64(o.Fared[models.Refused])/float64(o.Completed()))
	}
	stattest.Check(t, "refused", stattest.Mean(refused, 40./56))
	stattest.Alarm(t, "four in a row", stattest.Mean(refused, 40./(30+42)))
}

// TestThrottling is a fixed point: a node without a queue answers S/(1 + S) of S tries a second, and is sent twice what
// it answers, so that S = 1 however many more there are.
func TestThrottling(t *testing.T) {
	p := farm(1, 1.2, exponential(1), balancing.Random{})
	p.Serving.Limit = 0
	p.Client.Admission = admission.Throttle{Multiple: 2, Window: 1000}
	var sent []float64
	for r := range uint32(40) {
		const length = 5_000
		o := play(t, p, r, 10_000, length)
		sent = append(sent, float64(o.Tries)/length)
	}
	stattest.Check(t, "sent", stattest.Mean(sent, 1))
	stattest.Alarm(t, "a tenth more for each answer", stattest.Mean(sent, 1.1))
}

// TestRoom would catch tries that leave a limit without being counted, or are counted twice: with a limit of three
// requests under way that neither grows nor is cut, a node with room for all is a loss system of three, and answers
// 1 − B(3, 2) of its requests.
func TestRoom(t *testing.T) {
	const a = 2.0
	blocked := a * a * a / 6 / (1 + a + a*a/2 + a*a*a/6)
	for name, policy := range map[string]models.Admission{"aimd": admission.AIMD{Initial: 3, Most: 3, Backs: 0.5},
		"fixed": admission.Fixed{Limit: 3}} {
		p := farm(3, a, exponential(1), balancing.LeastConnections{})
		p.Client.Admission = policy
		var served []float64
		for r := range uint32(40) {
			o := play(t, p, r, 100, 2_000)
			served = append(served, float64(o.Fared[models.Served])/float64(o.Completed()))
		}
		stattest.Check(t, name, stattest.Mean(served, 1-blocked))
	}
}

// TestGradientUnderOverload would catch a limit that is not found: ten nodes that are asked for twice what they can do
// go on doing nearly all that they can, while requests take no more than some times their work; without a limit the
// queue grows by as many as are served.
func TestGradientUnderOverload(t *testing.T) {
	p := farm(10, 20, exponential(1), balancing.LeastConnections{})
	p.Client.Admission = admission.Gradient{Initial: 20, Most: 1000, Tolerance: 1.5, Queue: 4, Window: 600}
	const length = 1_000
	o := play(t, p, 0, 200, length)
	goodput, took := float64(o.Fared[models.Served])/length, o.Took/float64(o.Fared[models.Served])
	if goodput < 8.5 || took > 4 {
		t.Errorf("%.2f of 10 are served a second, in %.2f s each", goodput, took)
	}
	t.Logf("%.2f of 10 are served a second, in %.2f s each", goodput, took)
}
