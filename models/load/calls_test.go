package load_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// tiers are services a, b, …, each on so many nodes of its own, with users of the first.
func tiers(demand models.Demand, hours float64, nodes []int, faults ...models.Fault) *models.Blueprint {
	var held []models.ClassCount
	for c, n := range nodes {
		held = append(held, models.ClassCount{Class: c, Count: n, Label: string(rune('a' + c))})
	}
	b := System([]models.Level{Nodes(held...)}, Never, hours, faults...)
	b.Services = nil
	for c := range nodes {
		b.Services = append(b.Services,
			models.Service{Name: string(rune('a' + c)), Rule: Never, Classes: []int{c}})
	}
	b.Traffic = []models.Traffic{{Demand: demand}}
	return b
}

// call has a service of tiers call another.
func call(b *models.Blueprint, from, to int, perRequest float64) *models.Call {
	s := &b.Services[from]
	s.Calls = append(s.Calls, models.Call{Service: to, PerRequest: perRequest})
	return &s.Calls[len(s.Calls)-1]
}

// serves is how many of so many requests so many nodes of one request per second serve.
func serves(sent float64, nodes int) float64 { return min(sent, float64(nodes)) }

// over sums a function of the nodes up of two independent tiers, weighted with their chances.
func over(first, second int, f func(up, below int) float64) (sum float64) {
	for up, p := range exact.EqualUpCount(first, 0.8) {
		for below, q := range exact.EqualUpCount(second, 0.8) {
			sum += p * q * f(up, below)
		}
	}
	return sum
}

func ratio(top, bottom float64) float64 {
	if bottom == 0 {
		return 1
	}
	return top / bottom
}

// lossShares compares the share of requests that two flows lose with what it is to be.
func lossShares(t *testing.T, name string, b *models.Blueprint, rates [2]float64) {
	t.Helper()
	b.Time.Warmup = 500 * Hour
	var lost [2][]float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		for k := range lost {
			lost[k] = append(lost[k], o.Flows[k].Lost/o.Measured)
		}
	})
	for k := range lost {
		stattest.Check(t, fmt.Sprintf("%s: lost by %s", name, b.Services[k].Name), stattest.Mean(lost[k], rates[k]))
	}
}

// TestCallsFail would catch calls for requests that were shed, losses of the callee that its caller does not notice,
// and shares of requests taken for shares of calls. Three requests a second go to four nodes, each up 0.8 of the time;
// what these answer makes calls to three nodes.
func TestCallsFail(t *testing.T) {
	const demand = 3.0
	for _, c := range []struct {
		perRequest float64
		optional   bool
		passes     func(p float64) float64
	}{
		{0.7, false, func(p float64) float64 { return 0.3 + 0.7*p }},
		{1, false, func(p float64) float64 { return p }},
		{1.5, false, func(p float64) float64 { return p * (0.5 + 0.5*p) }},
		{2, false, func(p float64) float64 { return p * p }},
		{0.7, true, func(p float64) float64 { return 1 }},
	} {
		b := tiers(models.Demand{Mean: demand}, 4000, []int{4, 3}, Crash(40, 10))
		call(b, 0, 1, c.perRequest).Optional = c.optional
		lossShares(t, fmt.Sprintf("%g calls", c.perRequest), b, [2]float64{
			over(4, 3, func(up, below int) float64 {
				calls := c.perRequest * serves(demand, up)
				return demand - serves(demand, up)*c.passes(ratio(serves(calls, below), calls))
			}),
			over(4, 3, func(up, below int) float64 {
				calls := c.perRequest * serves(demand, up)
				return calls - serves(calls, below)
			})})
	}
}

// TestTwoCallers would catch callers that are told each other's losses, or losses that are told to one of them only:
// the third tier, of two nodes that never fail, is called by both others and has room for what one of them sends.
func TestTwoCallers(t *testing.T) {
	b := tiers(models.Demand{Mean: 2}, 4000, []int{3, 3, 2}, Crash(40, 10))
	b.Faults[0].Targets = b.Faults[0].Targets[:6]
	b.Traffic = append(b.Traffic, models.Traffic{Service: 1, Demand: models.Demand{Mean: 3}})
	call(b, 0, 2, 0.5)
	call(b, 1, 2, 1)
	passes := func(one, other int) float64 {
		calls := 0.5*serves(2, one) + serves(3, other)
		return ratio(serves(calls, 2), calls)
	}
	lossShares(t, "two callers", b, [2]float64{
		over(3, 3, func(one, other int) float64 {
			return 2 - serves(2, one)*(0.5+0.5*passes(one, other))
		}),
		over(3, 3, func(one, other int) float64 { return 3 - serves(3, other)*passes(one, other) })})
}

// TestChainUnderAWave would catch a chain that is taken at its mean, losses that are sampled across a level, and calls
// of those who are dead and trusted. Nobody notices anything: a node of the first tier is slow, one of the second dead
// for some of two days, and the third has room for the night. At an instant everything is known by hand.
func TestChainUnderAWave(t *testing.T) {
	const slowFrom, slowTo, deadFrom, deadTo, days = 3 * Hour, 30 * Hour, 11.5 * Hour, 41 * Hour, 2
	b := tiers(models.Demand{Mean: 2.9, Swing: 0.6, PeakAt: 14 * Hour, Growth: 0.1}, 24*days, []int{4, 3, 2},
		Afflicted("slow", 0, slowFrom, slowTo, SlowBy(2)), Afflicted("dead", 5, deadFrom, deadTo, Dead))
	b.Watches[0].Detector = Blind{}
	b.Classes[2].Throughput = 0.8
	call(b, 0, 1, 0.9)
	call(b, 1, 2, 1.4)
	arrived, lost := [3]float64{}, [3]float64{}
	const step = 2.0
	for at := step / 2; at < days*86400; at += step {
		pace, well := 1.0, 3.0
		if at > slowFrom && at < slowTo {
			pace = 0.5
		}
		if at > deadFrom && at < deadTo {
			well = 2
		}
		x := b.Traffic[0].Demand.At(at)
		taken := 3*min(x/4, 1) + min(x/4, pace)
		y := 0.9 * taken
		answered := well * min(y/3, 1)
		z := 1.4 * answered
		third := 2 * min(z/2, 0.8) / z
		second := answered / y * third * (0.6 + 0.4*third)
		for k, sent := range [3]float64{x, y, z} {
			arrived[k] += step * sent
		}
		lost[0] += step * (x - taken*(0.1+0.9*second))
		lost[1] += step * y * (1 - second)
		lost[2] += step * z * (1 - third)
	}
	o := First(t, b)
	for k := range lost {
		if got := o.Flows[k]; math.Abs(got.Arrived/arrived[k]-1) > 1e-7 || math.Abs(got.Lost/lost[k]-1) > 1e-6 {
			t.Errorf("tier %d: %.10g arrived, %.10g lost; want %.10g, %.10g", k, got.Arrived, got.Lost, arrived[k], lost[k])
		}
	}
}

// TestOneCallUnderAWave holds what is integrated numerically to a closed form: where every request makes one call, and
// callers have room, a request fails where its call is shed.
func TestOneCallUnderAWave(t *testing.T) {
	b := tiers(models.Demand{Mean: 3, Swing: 0.5, PeakAt: 20 * Hour}, 10*24, []int{8, 4},
		Afflicted("crash", 9, 50*Hour, 90*Hour, Dead))
	call(b, 0, 1, 1)
	demand := exact.Demand{Mean: 3, Amplitude: 0.5, Period: 24 * Hour, PeakAt: 20 * Hour,
		Level: func(int) float64 { return 1 }}
	shed := demand.Overflow(1, 4, 0, 50*Hour) + demand.Overflow(1, 3, 50*Hour, 90*Hour) +
		demand.Overflow(1, 4, 90*Hour, 240*Hour)
	for k, f := range First(t, b).Flows {
		if math.Abs(f.Lost/shed-1) > 1e-9 {
			t.Errorf("tier %d loses %.12g, want %.12g", k, f.Lost, shed)
		}
	}
}

// TestNeedsAndCalls would catch a loss that counts twice, for what a service needs and for what it calls. The second
// tier is down by its rule for two hours, with one of its two nodes, which is noticed at once; the other has room for
// half of the calls.
func TestNeedsAndCalls(t *testing.T) {
	for _, c := range []struct {
		soft, calls float64
		optional    bool
		lost        float64 // share for these two hours
	}{
		{0, 1, false, 0.5}, {0.3, 1, false, 0.5}, {0, 1, true, 1}, {0.3, 1, true, 0.3}, {0.3, 0, false, 0.3},
	} {
		b := tiers(models.Demand{Mean: 2}, 10, []int{4, 2}, Afflicted("crash", 4, 1*Hour, 3*Hour, Dead))
		b.Services[1].Rule = models.Rule{Nodes: 2}
		b.Services[0].Needs = []models.Dependency{{Service: 1, Soft: c.soft}}
		if c.calls > 0 {
			call(b, 0, 1, c.calls).Optional = c.optional
		}
		o := First(t, b)
		Near(t, fmt.Sprintf("%+v", c), o.Flows[0].Lost, 2*c.lost*2*Hour)
		down := 0.0
		if c.soft == 0 {
			down = 2 * Hour
		}
		Near(t, fmt.Sprintf("downtime with %+v", c), o.Services[0].Downtime, down)
	}
}

// TestOverloadByCalls would catch overload that follows the demand of users on another service: nodes of the second
// tier have a share of 0.9 of their throughput in calls.
func TestOverloadByCalls(t *testing.T) {
	const hours, rate = 10_000, 0.01
	f := straining(rate, 1, 0.5, 4)
	f.Heals, f.Repair = Constant(0), nil
	b := tiers(models.Demand{Mean: 2}, hours, []int{4, 4}, f)
	b.Faults[0].Targets = b.Faults[0].Targets[4:]
	b.Watches[0].Detector = Blind{}
	call(b, 0, 1, 1.8)
	struck := First(t, b).Faults[0].Incidents
	stattest.Check(t, "strikes", stattest.Poisson(struck, hours*4*rate*math.Exp(4*(0.9-0.5))))
	stattest.Alarm(t, "load of users", stattest.Poisson(struck, hours*4*rate))
}

// TestCallsRefused would catch traffic of which nobody can say what becomes of it.
func TestCallsRefused(t *testing.T) {
	for want, spoil := range map[string]func(b *models.Blueprint){
		"services a → b → c → a call each other in a circle": func(b *models.Blueprint) { call(b, 2, 0, 1) },
		"service b calls itself":                             func(b *models.Blueprint) { call(b, 1, 1, 1) },
		"traffic on service a twice": func(b *models.Blueprint) {
			b.Traffic = append(b.Traffic, b.Traffic[0])
		},
		"follows another profile": func(b *models.Blueprint) {
			b.Traffic = append(b.Traffic, models.Traffic{Service: 1, Demand: models.Demand{Mean: 1, Swing: 0.5}})
		},
		"both run on class b":       func(b *models.Blueprint) { b.Services[2].Classes = []int{1} },
		"has no nodes of its own":   func(b *models.Blueprint) { b.Services[2].Classes = nil },
		"not said how long":         func(b *models.Blueprint) { b.Traffic[0].Lane = new(models.Lane) },
		"matter to single requests": func(b *models.Blueprint) { b.Services[0].Calls[0].Enough = 1 },
		"0 calls for each request":  func(b *models.Blueprint) { call(b, 0, 2, 0) },
		"needs service b or others": func(b *models.Blueprint) {
			b.Services[0].Needs = []models.Dependency{{Of: []models.Dependency{{Service: 1}, {Service: 2}}, AtLeast: 1}}
		},
	} {
		b := tiers(models.Demand{Mean: 1}, 1, []int{1, 1, 1})
		call(b, 0, 1, 1)
		call(b, 1, 2, 1)
		spoil(b)
		if _, err := world.Prepare(b); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
