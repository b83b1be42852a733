package experiments

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"nines/experiments/result"
	"nines/models/exact"
	"nines/sim/rng"
	"nines/sim/stat"
)

// runwayOf plays a scenario with so many nodes and returns the rows of its only objective and what they sum up to.
func runwayOf(t *testing.T, text string, sets ...string) ([]result.RunwayRow, result.Runway) {
	t.Helper()
	res := mustRun(t, compiled(t, text, sets...), 2)
	rows := res.RunwayRows(result.Key{})
	all := result.RunwaysOf(rows)
	if len(all) != 1 {
		t.Fatalf("%d runways of %d rows", len(all), len(rows))
	}
	return rows, all[0]
}

// outgrown is a fleet in which nothing goes wrong but that demand grows by 3 % every 30 days.
const outgrown = `
version: 1
time: { horizon: 1080d }
topology: [ { level: node, count: 20, class: web } ]
classes: { web: { throughput: 100/s } }
detection: { all: { policy: instant } }
localization: { policy: exact }
traffic: { service: api, fidelity: flow, arrivals: { rate: 1000/s, growth: 3% per 30d } }
services: { api: { runs_on: web, up_when: { at_least: 1 } } }
slo: [ { metric: request_success, at_least: 99.5%, over: 30d, in: 95% } ]
run: { replications: { min: 3 } }
`

// Where nothing is left to chance, the runway ends with the month before the one in which a growing demand exceeds the
// capacity by more than is allowed, to the month and without an interval: with r(d) the rate of day d and C the
// capacity, the month that begins with day d₀ loses Σ max(0, r(d) − C) / Σ r(d) over its 30 days.
func TestRunwayWithoutChance(t *testing.T) {
	daily := math.Pow(1.03, 1.0/30)
	rate := func(day int) float64 { return 1000 * math.Pow(daily, float64(day)) * (daily - 1) / math.Log(daily) }
	for _, nodes := range []int{8, 11, 15, 20, 28, 29} {
		want := 0
		for ; want < 36; want++ {
			lost, arrived := 0.0, 0.0
			for day := 30 * want; day < 30*want+30; day++ {
				lost, arrived = lost+max(0, rate(day)-100*float64(nodes)), arrived+rate(day)
			}
			if lost/arrived > 0.005 {
				break
			}
		}
		rows, x := runwayOf(t, outgrown, fmt.Sprint("topology.node.count=", nodes))
		if x.Holds != want || x.Breaks != want+1 || x.Windows != 36 {
			t.Errorf("%d nodes: up to %d, missed from %d of %d, want up to %d", nodes, x.Holds, x.Breaks, x.Windows, want)
		}
		for i, r := range rows {
			if met := count(i < want); r.Share != met || r.Low != met || r.High != met || r.Method != result.NoChance {
				t.Errorf("%d nodes, month %d: %+v", nodes, i+1, r)
			}
		}
	}
}

// outgrowing is a fleet of which the busiest day needs more and more nodes.
const outgrowing = `
version: 1
time: { horizon: 360d, start: equilibrium }
topology: [ { level: node, count: 6, class: web } ]
classes: { web: { throughput: 100/s } }
faults: { crash: { on: web, effect: down, time_to_failure: 60d, repair: 1d } }
detection: { all: { policy: instant } }
localization: { policy: exact }
traffic: { service: api, fidelity: flow, arrivals: { rate: 300/s, growth: 7% per 30d } }
services: { api: { runs_on: web, up_when: { capacity: demand } } }
slo: [ { metric: availability, at_least: 100%, over: 30d, in: 60% } ]
run: { replications: { min: 400 }, confidence: 99.99% }
`

// withoutOutage is the probability that the service of outgrowing is up all through a month, counted from 0: the number
// of nodes down is a birth–death process in equilibrium when the month begins, of which each day lets only so many
// pass.
func withoutOutage(month int) float64 {
	const nodes = 6
	crew := exact.Repairman{Nodes: nodes, MTTF: 60, MTTR: 1} // days
	p := exact.EqualUpCount(nodes, 60.0/61)
	slices.Reverse(p) // of nodes down
	daily := math.Pow(1.07, 1.0/30)
	for day := 30 * month; day < 30*month+30; day++ {
		rate := 300 * math.Pow(daily, float64(day)) * (daily - 1) / math.Log(daily)
		need := int(math.Ceil(rate / 100))
		if need > nodes {
			return 0
		}
		for down := range p {
			if nodes-down < need {
				p[down] = 0
			}
		}
		p = survivors(crew, p, nodes-need)
	}
	total := 0.0
	for _, x := range p {
		total += x
	}
	return total
}

// survivors are how likely so many nodes are down a day later and there were never more than spare of them in between.
func survivors(crew exact.Repairman, p []float64, spare int) []float64 {
	chain := exact.NewChain(spare + 2) // the last state is an outage, which nobody leaves
	for down := range spare + 1 {
		chain.Add(down, down+1, float64(crew.Nodes-down)/crew.MTTF)
		if down > 0 {
			chain.Add(down, down-1, float64(down)/crew.MTTR)
		}
	}
	begin := make([]float64, spare+2)
	copy(begin, p[:spare+1])
	for down := spare + 1; down < len(p); down++ {
		begin[spare+1] += p[down]
	}
	after := make([]float64, len(p))
	copy(after, chain.Transient(begin, 1)[:spare+1])
	return after
}

// Window by window the share that meets the objective is what the chain says, and the runway holds the true one. A node
// more or less that a day needs would be found.
func TestRunwayAgainstTheChain(t *testing.T) {
	rows, x := runwayOf(t, outgrowing)
	truth, runway := make([]float64, len(rows)), 0
	for m := range rows {
		truth[m] = withoutOutage(m)
		if r := &rows[m]; r.Low > truth[m]+1e-9 || r.High < truth[m]-1e-9 || r.N != 400 {
			t.Errorf("month %d: %.4f (%.4f – %.4f) of %d, want %.4f", m+1, r.Share, r.Low, r.High, r.N, truth[m])
		}
		if runway == m && truth[m] >= 0.6 {
			runway++
		}
	}
	t.Logf("%.3f", truth)
	if x.Holds > runway || x.Breaks <= runway || x.Holds < 4 || x.Breaks > x.Windows {
		t.Errorf("up to month %d, missed from %d; the true runway is %d", x.Holds, x.Breaks, runway)
	}
	if spread := truth[0] - truth[len(truth)-1]; spread < 0.9 || truth[5] < 0.5 || truth[5] > 0.99 {
		t.Errorf("nothing is tested by %.3f", truth)
	}
}

// The runway that is told is too long in no more than the part of studies that is allowed on one side, and too short
// likewise, although many windows are looked at: of five windows that are met and five that are missed, the one that
// decides is the only one near to what is asked for.
func TestRunwayIsRightAsOftenAsItSays(t *testing.T) {
	const studies, each, in, confidence, runway = 1000, 200, 0.9, 0.8, 5
	met, missed := []float64{0.99, 0.99, 0.99, 0.99}, []float64{0.5, 0.5, 0.5, 0.5}
	for name, chances := range map[string][]float64{
		"too long":  slices.Concat(met, []float64{0.99, 0.8999}, missed),
		"too short": slices.Concat(met, []float64{0.9001, 0.5}, missed),
	} {
		wrong, s := 0, rng.Open(rng.Key{Seed: 7})
		for range studies {
			x := drawnRunway(&s, chances, each, in, confidence)
			wrong += int(count(x.Holds > runway || x.Breaks <= runway))
		}
		t.Logf("%s in %d of %d", name, wrong, studies)
		const allowed = studies * (1 - confidence) / 2
		if float64(wrong) > allowed+4*math.Sqrt(allowed) || wrong < allowed/2 {
			t.Errorf("%s in %d of %d studies, allowed are %.0f", name, wrong, studies, allowed)
		}
	}
}

// drawnRunway is the runway of windows that are met by chance.
func drawnRunway(s *rng.Stream, chances []float64, each int, in, confidence float64) result.Runway {
	var rows []result.RunwayRow
	for i, p := range chances {
		met := 0
		for range each {
			met += int(count(s.Float64() < p))
		}
		e := unsampled{}.judgeWindow(stat.ClopperPearson(met, each, confidence), tally{met, each}, &quantity{})
		rows = append(rows, result.RunwayRow{T: float64(i + 1), N: each, Low: e.Low, High: e.High, In: in})
	}
	return result.RunwaysOf(rows)[0]
}

// What has no windows that follow each other, does not say in how many of them, or has a demand that does not grow, has
// no rows; the window that the end of the run cuts ends there.
func TestRunwayRowsOnlyWhereTheyMeanSomething(t *testing.T) {
	for set, want := range map[string]int{
		"traffic.arrivals.growth=0% per 30d": 0,
		"slo.0.in=mean":                      0,
		"slo.0.over=360d":                    1,
		"slo.0.over=100d":                    4,
		"slo=[{metric: availability, at_least: 99%, over: 30d, rolling: true, in: 90%}]":                           0,
		"slo=[{metric: availability, at_least: 99%, over: 30d, in: 90%, counts: {hours: [{days: mon, to: 24h}]}}]": 12,
	} {
		rows := mustRun(t, compiled(t, outgrowing, set, "run.replications.min=2"), 1).RunwayRows(result.Key{})
		if len(rows) != want {
			t.Errorf("%s: %d rows, want %d", set, len(rows), want)
		}
		if n := len(rows); n > 0 && rows[n-1].T != 360*86400 {
			t.Errorf("%s: the last ends at %g d", set, rows[n-1].T/86400)
		}
	}
}
