package requests_test

import (
	"fmt"
	"testing"

	"nines/models"
	"nines/models/chance"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/policies/retrying"
	"nines/sim"
	"nines/sim/timetest"
)

// BenchmarkRequest reports the time for one request through FIFO nodes at 0.8 that break down: mean up time 200, repair
// 10 service times, each known at once.
func BenchmarkRequest(b *testing.B) {
	for _, nodes := range []int{10, 100, 10_000} {
		for _, row := range balancing.Table().Rows() {
			policy, err := row.Build(func(any) error { return nil })
			if err != nil {
				continue
			}
			b.Run(fmt.Sprintf("%s/nodes=%d", row.Name(), nodes), func(b *testing.B) {
				throughput(b, farm(nodes, 0.8*200/210*float64(nodes), exponential(1), policy))
			})
		}
	}
}

// BenchmarkGuarded is the same with clients who give a try up after 20 service times and the request after 60, and try
// up to three times with jitter on a budget, and with nodes that keep the answers for a thousand of a million keys.
func BenchmarkGuarded(b *testing.B) {
	for _, nodes := range []int{10, 100, 10_000} {
		b.Run(fmt.Sprintf("nodes=%d", nodes), func(b *testing.B) {
			p := farm(nodes, 0.8*200/210*float64(nodes), exponential(1), balancing.RoundRobin{})
			guard(p)
			throughput(b, p)
		})
	}
}

// guard turns time-outs, retries and a cache on.
func guard(p *requests.Plan) {
	p.Client = models.Client{Timeout: 20, Deadline: 60, Retry: models.Retry{Tries: 3,
		Backoff: retrying.Full{Growth: retrying.Growth{Base: 1, Factor: 2, Cap: 10}},
		Budget:  retrying.PerRequest{Share: 0.1, Saved: 10}}}
	p.Keys = must(models.NewKeys(1e6, 0.9))
	p.Cache = &models.Cache{Entries: 1000, Lives: 1000, Saves: 0.2}
}

// throughput plays requests through nodes that break down in turn, and reports how much of a processor's time each
// takes: other than the time that passes, that does not depend on what else the machine does.
func throughput(b *testing.B, p *requests.Plan) {
	t := newTurns(p)
	for t.now < 100 {
		t.turn()
	}
	if t.Counts().Arrived == t.Counts().Lost {
		b.Fatal("nobody is served")
	}
	t.Forget(sim.Time(t.now))
	b.ReportAllocs()
	b.ResetTimer()
	began := timetest.Processor()
	for t.Counts().Arrived < float64(b.N) {
		t.turn()
	}
	took := timetest.Processor() - began
	b.StopTimer()
	b.ReportMetric(float64(took.Nanoseconds())/t.Counts().Arrived, "cpu-ns/request")
}

// turns is a lane whose nodes break down one after the other, each for so long that there are always as many down.
type turns struct {
	requests.Single
	nodes, node int // which is next
	now         float64
}

func newTurns(p *requests.Plan) *turns {
	t, d := &turns{nodes: len(p.Speeds)}, new(chance.Draws)
	d.Reset(1, 0)
	t.Reset(p, d, 0)
	return t
}

// turn plays until the next of them breaks down, and another is repaired.
func (t *turns) turn() {
	t.now += 210 / float64(t.nodes) // between two failures of a node
	for done := false; !done; {
		_, done = t.Advance(sim.Time(t.now))
	}
	t.become(t.node, true)
	t.become((t.node+t.nodes-max(1, t.nodes*10/210))%t.nodes, false)
	t.node = (t.node + 1) % t.nodes
}

// become has a node be down or up, as balancers know at once.
func (t *turns) become(node int, down bool) {
	t.Become(int32(node), requests.Condition{Down: down, Slow: 1}, sim.Time(t.now))
	t.Trust(int32(node), !down)
}
