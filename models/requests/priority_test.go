package requests_test

import (
	"slices"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/requests"
	"nines/models/traffic"
	"nines/policies/balancing"
	"nines/sim/dist"
)

// urgent is a farm of one node whose requests are urgent by a share.
func urgent(rate, share float64, work dist.Law) *requests.Plan {
	p := farm(1, rate, work, balancing.Random{})
	p.Priorities = []models.Priority{{Name: "high", Share: share}, {Name: "low", Share: 1 - share}}
	return p
}

func classMean(class int, want float64) answer {
	return answer{"sojourn", func(o *models.LaneOutcome) float64 {
		return o.Classes[class].Took / float64(o.Classes[class].Served)
	}, want}
}

func classSuccess(class int, want float64) answer {
	return answer{"success", func(o *models.LaneOutcome) float64 {
		return float64(o.Classes[class].Served) / float64(o.Classes[class].Over)
	}, want}
}

// TestPriorities would catch a service that is interrupted, and classes that are mixed up: the waits of Cobham
// (Operations Research 2, 1954), W₀/(1−ρ₁) and W₀/((1−ρ₁)(1−ρ₁−ρ₂)) with W₀ half the second moment of the work times
// the rate, for exponential work and other work.
func TestPriorities(t *testing.T) {
	hyper := must(dist.NewHyperexponential([]dist.Phase{{Weight: 0.9, Mean: 0.5}, {Weight: 0.1, Mean: 5.5}}))
	for _, c := range []struct {
		name   string
		work   dist.Law
		second float64
		rate   float64
		length float64
	}{{"MM1", exponential(1), 2, 0.7, 10_000}, {"MG1", hyper, 2 * (0.9*0.25 + 0.1*30.25), 0.5, 15_000}} {
		t.Run(c.name, func(t *testing.T) {
			const share = 0.4
			first, all := share*c.rate, c.rate
			left := c.rate * c.second / 2
			hold(t, urgent(c.rate, share, c.work), c.length, nil, classMean(0, 1+left/(1-first)),
				classMean(1, 1+left/((1-first)*(1-all))), mean(exact.SingleSojourn(c.rate, 1, c.second)))
		})
	}
}

// TestPushOut would catch an urgent request that is refused while others wait, others that are turned away for nobody,
// and a line that is too long: a node with room for three, as a chain over how many of each class wait.
func TestPushOut(t *testing.T) {
	const rate, share, room = 1.5, 0.4, 3
	high, low := rate*share, rate*(1-share)
	number := map[[2]int]int{}
	for a := range room + 1 {
		for b := range room + 1 - a {
			number[[2]int{a, b}] = len(number) + 1
		}
	}
	c := exact.NewChain(len(number) + 1) // 0: idle
	c.Add(0, number[[2]int{}], rate)
	c.Add(number[[2]int{}], 0, 1)
	for at, i := range number {
		a, b := at[0], at[1]
		switch {
		case a+b < room:
			c.Add(i, number[[2]int{a + 1, b}], high)
			c.Add(i, number[[2]int{a, b + 1}], low)
		case b > 0:
			c.Add(i, number[[2]int{a + 1, b - 1}], high)
		}
		switch {
		case a > 0:
			c.Add(i, number[[2]int{a - 1, b}], 1)
		case b > 0:
			c.Add(i, number[[2]int{a, b - 1}], 1)
		}
	}
	share0 := c.Stationary()
	lost, lowServed := 0.0, low*share0[0] // share of the urgent that is lost, rate at which others begin
	wait := 0.0
	for at, i := range number {
		if at[0] == room {
			lost += share0[i]
		}
		if at[0] == 0 && at[1] > 0 {
			lowServed += share0[i]
		}
		wait += share0[i] * float64(at[0])
	}
	p := urgent(rate, share, exponential(1))
	p.Serving.Limit = room
	hold(t, p, 4_000, nil, classSuccess(0, 1-lost), classSuccess(1, lowServed/low),
		classMean(0, 1+wait/(high*(1-lost))))
}

// TestCallsInherit would catch calls of another class than that of the request that makes them: requests of two classes
// that take a second of one of many servers and then call a single one. What leaves the servers comes at random (N. M.
// Mirasol, Operations Research 11, 1963), so each class waits there as Cobham has it. A class that the
// caller has and the called has not is drawn.
func TestCallsInherit(t *testing.T) {
	const rate, share, length = 0.7, 0.4, 10_000.0
	classes := []models.Priority{{Name: "high", Share: share}, {Name: "low", Share: 1 - share}}
	a := roomy(must(dist.NewConstant(1)))
	a.Demand, a.Arrivals = &models.Demand{Mean: rate}, traffic.Poisson{}
	a.Priorities = classes
	a.Calls = []requests.Call{calling(1, 1, models.Manner{})}
	b := urgent(0, share, exponential(1))
	b.Arrivals = nil
	// The called draws one in a hundred as high, if it is left to.
	b.Priorities = []models.Priority{{Name: "high", Share: 0.01}, {Name: "low", Share: 0.99}}
	a.Calls[0].Ranks = models.SameRanks(a.Priorities, b.Priorities)
	high, low := rate/(1-share*rate), rate/((1-share*rate)*(1-rate))
	holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, classMean(0, 2+high)}, known{0, classMean(1, 2+low)},
		known{1, classMean(0, 1+high)}, known{1, classMean(1, 1+low)})

	if got := models.SameRanks(classes, []models.Priority{{Name: "low"}}); !slices.Equal(got, []int16{-1, 0}) {
		t.Errorf("a class that is not known has rank %v", got)
	}
	if got := models.SameRanks(classes, []models.Priority{{Name: "gold"}}); got != nil {
		t.Errorf("classes of no name have ranks %v", got)
	}
	a.Calls[0].Ranks = models.SameRanks(classes, []models.Priority{{Name: "other"}})
	all := 1 + rate/(1-rate)
	holdAll(t, length, nil, []*requests.Plan{a, b}, known{0, classMean(0, 1+all)}, known{0, classMean(1, 1+all)})
}
