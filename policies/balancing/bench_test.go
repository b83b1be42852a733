package balancing_test

import (
	"fmt"
	"testing"

	"nines/models"
	"nines/policies/balancing"
	"nines/sim/rng"
)

// BenchmarkPick is one request: chosen for, sent and, as the third after it comes, over.
func BenchmarkPick(b *testing.B) {
	for _, row := range balancing.Table().Rows() {
		for _, n := range []int{10, 100, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", row.Name(), n), func(b *testing.B) {
				policy, err := row.Build(func(any) error { return nil })
				if err != nil {
					b.Skip(err)
				}
				benchmarkPick(b, policy, n)
			})
		}
	}
}

// benchmarkPick has nodes of weights 1 to 3 with two requests each, and learns what a policy learns.
func benchmarkPick(b *testing.B, policy models.Balancer, nodes int) {
	weights, active := make([]float64, nodes), make([]int32, nodes)
	for i := range weights {
		weights[i], active[i] = float64(1+i%3), 2
	}
	policy = models.Prepared(policy, weights)
	p, s := scene(policy, weights, active), rng.Open(rng.Key{Seed: 1})
	for i := range p.Zone {
		p.Zone[i] = int32(i % 3)
	}
	learns, _ := policy.(models.Learning)
	var under [3]int32
	for i := range under {
		p.Add(under[i], 1, 1)
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		p.Now += 1e-3
		to := policy.Pick(p, models.Request{Key: s.Uint64(), Try: 1}, &s)
		p.Add(to, 1, 1)
		done := &under[n%3]
		p.Add(*done, -1, 1)
		if learns != nil {
			learns.Learn(p, *done, 3e-3, true)
		}
		*done = to
	}
}
