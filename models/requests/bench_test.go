package requests_test

import (
	"fmt"
	"testing"

	"nines/models/chance"
	"nines/models/requests"
	"nines/policies/balancing"
	"nines/sim"
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

// throughput plays requests through nodes that break down in turn.
func throughput(b *testing.B, p *requests.Plan) {
	l, d := new(requests.Single), new(chance.Draws)
	d.Reset(1, 0)
	l.Reset(p, d, 0)
	nodes := len(p.Speeds)
	step := 210 / float64(nodes) // between two failures of a node of the farm
	now, node := 0.0, 0
	turn := func() (played int) {
		now += step
		for done := false; !done; {
			n := 0
			n, done = l.Advance(sim.Time(now))
			played += n
		}
		up := (node + nodes - max(1, nodes*10/210)) % nodes
		l.Become(int32(node), requests.Condition{Down: true, Slow: 1}, sim.Time(now))
		l.Trust(int32(node), false)
		l.Become(int32(up), requests.Condition{Slow: 1}, sim.Time(now))
		l.Trust(int32(up), true)
		node = (node + 1) % nodes
		return played
	}
	for now < 100 {
		turn()
	}
	if l.Counts().Arrived == l.Counts().Lost {
		b.Fatal("nobody is served")
	}
	l.Forget(sim.Time(now))
	b.ReportAllocs()
	b.ResetTimer()
	events := 0
	for events < b.N*2 {
		events += turn()
	}
	b.StopTimer()
	o := l.Finish()
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(o.Arrived), "ns/request")
}
