package experiments

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"nines/models/exact"
)

// planCase is a plan whose answer is known exactly: the cheapest of all combinations of values, found by listing them.
type planCase struct {
	name, text string
	decide     []string
	sizes      []int              // of what is decided, each from 1 on
	good       func(n []int) bool // by the values
	cost       func(n []int) float64
}

// best lists all combinations.
func (c *planCase) best() string {
	best, least := "none", math.Inf(1)
	var visit func(n []int)
	visit = func(n []int) {
		if len(n) < len(c.sizes) {
			for v := 1; v <= c.sizes[len(n)]; v++ {
				visit(append(n[:len(n):len(n)], v))
			}
			return
		}
		if cost := c.cost(n); cost < least && c.good(n) {
			best, least = fmt.Sprint(n[0]), cost
			for _, v := range n[1:] {
				best += fmt.Sprint(" ", v)
			}
		}
	}
	visit(nil)
	return best
}

func planCases() []planCase {
	return []planCase{kOfN(), oneCrew(), crews(), nodesAndCrews(), hotSpares(), coldSpares(), erlangB(), erlangC(),
		zones(), periods()}
}

// linear is a cost of so much for each.
func linear(each ...float64) func(n []int) float64 {
	return func(n []int) float64 {
		sum := 0.0
		for i, v := range n {
			sum += each[i] * float64(v)
		}
		return sum
	}
}

const planned = `
version: 1
detection: { all: { policy: instant } }
localization: { policy: exact }
run: { replications: { min: 40 } }
`

// kOfN: independent nodes, 24 of which are needed.
func kOfN() planCase {
	return planCase{"k of n", planned + `
time: { horizon: 60d, start: equilibrium }
topology: [ { level: node, count: 26, class: web } ]
classes: { web: { throughput: 100/s, cost: 10/month } }
faults: { crash: { on: web, effect: down, time_to_failure: 95h, repair: 5h } }
services: { api: { runs_on: web, up_when: { at_least: 24 } } }
slo: [ { metric: availability, at_least: 99.9%, in: mean } ]
`, []string{"topology.node.count=1..40"}, []int{40},
		func(n []int) bool {
			return exact.Below(exact.EqualUpCount(max(n[0], 24), 0.95), 24) <= 0.001 && n[0] >= 24
		},
		linear(1)}
}

const repairman = planned + `
time: { warmup: 500h, horizon: 4000h }
topology: [ { level: node, count: 5, class: web } ]
classes: { web: { throughput: 1/s, cost: 1000/y } }
faults: { crash: { on: web, effect: down, time_to_failure: 50h, repair: 5h, needs: { crew: hands } } }
resources: { crews: { hands: { count: 1, cost: 1500/y } } }
`

// oneCrew: nodes that one crew repairs, three of which are needed.
func oneCrew() planCase {
	return planCase{"k of n with one crew", repairman + `
services: { api: { runs_on: web, up_when: { at_least: 3 } } }
slo: [ { metric: availability, at_least: 99%, in: mean } ]
`, []string{"topology.node.count=1..12"}, []int{12},
		func(n []int) bool { return n[0] >= 3 && down(n[0], 1, 3) <= 0.01 }, linear(1)}
}

// down is the unavailability of k of n nodes of the repairman.
func down(nodes, crews, need int) float64 {
	r := exact.Repairman{Nodes: nodes, Crews: crews, MTTF: 50, MTTR: 5}
	return exact.KofN{Repairman: r, Need: need}.Unavailability()
}

// crews: how many it takes for twenty nodes, 15 of which are needed.
func crews() planCase {
	return planCase{"crews for the repairman", strings.Replace(repairman, "count: 5", "count: 20", 1) + `
services: { api: { runs_on: web, up_when: { at_least: 15 } } }
slo: [ { metric: unavailability, at_most: 3%, in: mean } ]
`, []string{"resources.crews.hands.count=1..10"}, []int{10},
		func(n []int) bool { return down(20, n[0], 15) <= 0.03 }, linear(1)}
}

// nodesAndCrews: both, where a crew costs half as much again as a node.
func nodesAndCrews() planCase {
	return planCase{"nodes and crews", repairman + `
services: { api: { runs_on: web, up_when: { at_least: 10 } } }
slo: [ { metric: availability, at_least: 97%, in: mean } ]
`, []string{"topology.node.count=1..20", "resources.crews.hands.count=1..6"}, []int{20, 6},
		func(n []int) bool { return n[0] >= 10 && down(n[0], n[1], 10) <= 0.03 }, linear(1000, 1500)}
}

// hotSpares: nodes that are repaired by themselves, of a mission of 60 h in which three are needed throughout.
func hotSpares() planCase {
	return planCase{"hot spares for a mission", planned + `
time: { horizon: 60h }
topology: [ { level: node, count: 5, class: web } ]
classes: { web: { throughput: 1/s, cost: 1000/y } }
faults: { crash: { on: web, effect: down, time_to_failure: 50h, repair: 5h } }
services: { api: { runs_on: web, up_when: { at_least: 3 } } }
slo: [ { metric: reliability, at_least: 95%, in: mean } ]
`, []string{"topology.node.count=1..12"}, []int{12}, func(n []int) bool {
		r := exact.Repairman{Nodes: n[0], Crews: n[0], MTTF: 50, MTTR: 5}
		return n[0] >= 3 && exact.KofN{Repairman: r, Need: 3}.OutageBy(60) <= 0.05
	}, linear(1)}
}

// coldSpares: parts that come after a lead time, of which what lies on the shelf costs money and what is used does,
// too.
func coldSpares() planCase {
	fleet := func(n []int) exact.FleetSpares { return exact.FleetSpares{Nodes: 20, Stock: n[0], MTTF: 400, Lead: 60} }
	return planCase{"cold spares with a lead time", planned + `
time: { warmup: 1000h, horizon: 8000h }
topology: [ { level: node, count: 20, class: web } ]
classes: { web: { throughput: 1/s, cost: 1000/y } }
faults:
  break: { on: web, time_to_failure: 400h, repair: { dist: constant, value: 1s }, needs: { spare: part } }
resources: { spares: { part: { stock: 1, lead_time: 60h, holding: 500/y, cost: 20 } } }
services: { api: { runs_on: web, up_when: { at_least: 1 } } }
slo: [ { metric: node_availability, scope: fleet, at_least: 98.5%, in: mean } ]
`, []string{"resources.spares.part.stock=1..10"}, []int{10},
		func(n []int) bool { return fleet(n).Unavailability() <= 0.015 },
		func(n []int) float64 {
			shelf, f := 0.0, fleet(n)
			for x, p := range f.OnOrder() {
				shelf += p * float64(max(0, f.Stock-x))
			}
			return 500*shelf + 20*20*(1-f.Unavailability())/400*8760
		}}
}

const serving = planned + `
time: { warmup: 200s, horizon: 4000s }
topology: [ { level: node, count: 1, class: web } ]
classes: { web: { cost: 1000/y } }
services: { api: { runs_on: web, up_when: { at_least: 1 } } }
balancing: { policy: random }
`

// erlangB: servers of requests of which none waits.
func erlangB() planCase {
	return planCase{"servers without a queue", serving + `
traffic:
  service: api
  fidelity: request
  arrivals: { rate: 2.4/s }
  service_time: { dist: exponential, mean: 1s }
  queues: { concurrency: 3, limit: 0 }
slo: [ { metric: request_success, at_least: 98%, in: mean } ]
`, []string{"traffic.queues.concurrency=1,2,3,4,5,6,7,8,9,10"}, []int{10},
		func(n []int) bool { return exact.ErlangB(n[0], 2.4) <= 0.02 }, linear(1)}
}

// erlangC: servers of requests that wait for each other.
func erlangC() planCase {
	return planCase{"servers with a queue", serving + `
traffic:
  service: api
  fidelity: request
  arrivals: { rate: 2.4/s }
  service_time: { dist: exponential, mean: 1s }
  queues: { concurrency: 3 }
slo: [ { metric: latency, at_most: 1.1s, in: mean } ]
`, []string{"traffic.queues.concurrency=1,2,3,4,5,6,7,8"}, []int{8}, func(n []int) bool {
		return n[0] > 2 && exact.Station{Servers: n[0], Arrive: 2.4, Serve: 1}.Sojourn() <= 1.1
	}, linear(1)}
}

// zones: three, of which two have to be enough.
func zones() planCase {
	return planCase{"one zone more than needed", planned + `
time: { horizon: 30d }
topology: [ { level: zone, count: 3 }, { level: node, count: 5, class: web } ]
classes: { web: { throughput: 100/s, cost: 10/month } }
faults: { crash: { on: web, effect: down, time_to_failure: 950d, repair: 1h } }
services: { api: { runs_on: web, up_when: { capacity: 1000/s } } }
slo: [ { metric: availability, at_least: 90%, in: mean } ]
`, []string{"topology.zone.count=1..5", "topology.node.count=1..12"}, []int{5, 12},
		func(n []int) bool { return (n[0]-1)*n[1] >= 10 }, func(n []int) float64 { return float64(n[0] * n[1]) }}
}

// periods: nodes that nobody repairs in a mission that each survives with 95 %; 24 are needed to its end, in 95 % of
// the missions.
func periods() planCase {
	return planCase{"nodes for a share of periods", planned + `
time: { horizon: 1000h }
topology: [ { level: node, count: 26, class: web } ]
classes: { web: { throughput: 100/s, cost: 10/month } }
faults: { crash: { on: web, effect: down, time_to_failure: 19495.73h, repair: 1000y } }
services: { api: { runs_on: web, up_when: { at_least: 24 } } }
slo: [ { metric: outages, at_most: 0, in: 90% } ]
`, []string{"topology.node.count=1..40"}, []int{40},
		func(n []int) bool {
			return n[0] >= 24 && exact.Below(exact.EqualUpCount(n[0], math.Exp(-1000/19495.73)), 24) <= 0.1
		}, linear(1)}
}

// Plans find what is known to be the cheapest, with a part of the replications of a grid.
func TestPlanFindsTheOptimum(t *testing.T) {
	for _, c := range planCases() {
		t.Run(c.name, func(t *testing.T) {
			q := quest(t, c.text, c.decide)
			for i := range q.Decide {
				q.Decide[i].Ordered = true
			}
			if c.name == zones().name {
				q.Survive = []Loss{{Count: 1, Depth: 1, Text: "one zone"}}
			}
			a := mustPlan(t, q, 2)
			got, want := a.chosen(), c.best()
			t.Logf("%s: %.3g of the replications of a grid, %d of %.0f points", got, a.spent(), len(a.Trials), a.Points())
			if got != want {
				t.Errorf("chosen %s, the cheapest is %s\n%s", got, want, told(a))
			}
			if a.spent() > 0.5 || len(a.Open()) > 0 {
				t.Errorf("%.3g of the replications of a grid, %d points open", a.spent(), len(a.Open()))
			}
		})
	}
}

// Whatever the seed, the cheapest is found at least as often as the confidence says, although the next one misses its
// bound by little: 27 nodes last in 94.9 % of the missions, 26 in 86.1 %.
func TestPlanIsRightAsOftenAsItSays(t *testing.T) {
	seeds := 40
	if testing.Short() {
		seeds = 10
	}
	right, open := 0, 0
	c := periods()
	for seed := range seeds {
		q := quest(t, c.text, []string{"topology.node.count=24..31"}, "slo.0.in=93%", fmt.Sprint("run.seed=", seed+1))
		a := mustPlan(t, q, 2)
		right += int(count(a.chosen() == "27"))
		open += len(a.Open())
	}
	t.Logf("%d of %d are right, %d points open", right, seeds, open)
	if float64(right) < 0.95*float64(seeds) {
		t.Errorf("%d of %d are right", right, seeds)
	}
}
