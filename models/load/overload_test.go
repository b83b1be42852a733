package load_test

import (
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/world"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// straining is a crash whose rate per hour grows with the load.
func straining(rate, mttr, above, steepness float64) models.Fault {
	f := Crash(1/rate, mttr)
	f.Overload = &models.Overload{Rate: rate / Hour, Above: above, Steepness: steepness}
	return f
}

// TestOverload would catch a hazard that follows the load of another moment, counts nodes that are down, or forgets the
// rate that there is without load: of five nodes with a throughput of 1/s that share 3/s, those that are left are
// loaded to 0.6, 0.75, 1, 1.5 and 3, and fail so much sooner. Nodes down are a birth-death chain.
func TestOverload(t *testing.T) {
	const n, rate, mttr, above, steepness = 5, 0.01, 10.0, 0.7, 3.0
	chain := func(hazard func(load float64) float64) []float64 {
		var c exact.BirthDeath
		for down := range n {
			up := float64(n - down)
			c.Birth = append(c.Birth, up*hazard(3/up))
			c.Death = append(c.Death, float64(down+1)/mttr)
		}
		return c.Stationary()
	}
	want := chain(func(load float64) float64 { return rate * math.Exp(steepness*max(0, load-above)) })
	b := Fleet(n, Never, 20_000, straining(rate, mttr, above, steepness))
	b.Time.Warmup = 1000 * Hour
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 3}}}
	var shares [n + 1][]float64
	Replicate(t, b, 60, func(o *models.Outcome) {
		for down := range shares {
			spent := 0.0
			if down < len(o.Fleet.Times) {
				spent = o.Fleet.Times[down]
			}
			shares[down] = append(shares[down], spent/o.Measured)
		}
	})
	calm := chain(func(float64) float64 { return rate })
	late := chain(func(load float64) float64 { return rate * math.Exp(steepness*max(0, 3.0/n-above)) })
	eager := chain(func(load float64) float64 { return rate * (1 + math.Exp(steepness*max(0, load-above))) })
	for down := range shares {
		stattest.Check(t, "nodes down", stattest.Mean(shares[down], want[down]))
	}
	stattest.Alarm(t, "no load", stattest.Mean(shares[0], calm[0]))
	stattest.Alarm(t, "the load of a fleet that is whole", stattest.Mean(shares[0], late[0]))
	stattest.Alarm(t, "both rates", stattest.Mean(shares[0], eager[0]))
}

// TestOverloadByBelief would catch a load that follows the truth: nobody notices that a node is down, so the other is
// not sent more, and the two are independent at the hazard of their share.
func TestOverloadByBelief(t *testing.T) {
	const rate, mttr = 0.01, 10.0
	f := straining(rate, mttr, 0.5, 4)
	f.Heals, f.Repair = f.Repair, nil
	b := Fleet(2, Never, 20_000, f)
	b.Time.Warmup = 1000 * Hour
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 1.8}}}
	down := func(o *models.Outcome) float64 { return o.Fleet.Down / 2 / o.Measured }
	hazard := rate * math.Exp(4*(0.9-0.5))
	b.Watches[0].Detector = Blind{}
	stattest.Check(t, "blind", stattest.Mean(Collect(t, b, 60, down), hazard*mttr/(1+hazard*mttr)))
}

// TestOverloadUnequal would catch classes that share a clock or a throughput: two big nodes, of 3/s, and four small
// ones, of 1/s, are each sent 10/6 of 10/s.
func TestOverloadUnequal(t *testing.T) {
	levels := []models.Level{Nodes(
		models.ClassCount{Class: 0, Count: 2, Label: "big"}, models.ClassCount{Class: 1, Count: 4, Label: "small"})}
	f := straining(0.01, 1, 0.5, 2)
	f.Heals, f.Repair = Constant(0), nil
	b := System(levels, Never, 10_000, f)
	b.Classes[0].Throughput = 3
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 10}}}
	b.Watches[0].Detector = Blind{}
	var big, small []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		sums := [2]float64{}
		for i := range 6 {
			sums[min(i/2, 1)] += float64(o.Processes[i].Failures)
		}
		big, small = append(big, sums[0]), append(small, sums[1])
	})
	stattest.Check(t, "big", stattest.Mean(big, 2*100*math.Exp(2*(10.0/6/3-0.5))))
	stattest.Check(t, "small", stattest.Mean(small, 4*100*math.Exp(2*(10.0/6-0.5))))
}

// TestOverloadByTheHour would catch a clock that runs at the rate of the last hour, or is thinned by another bound: ten
// nodes whose failures pass at once are struck as a Poisson process with the rate that follows the daily wave, and so
// are counts of each hour of the day.
func TestOverloadByTheHour(t *testing.T) {
	const nodes, rate, above, steepness, days = 10, 0.02, 0.6, 8.0, 400
	f := straining(rate, 1, above, steepness)
	f.Heals, f.Repair = Constant(0), nil
	b := Fleet(nodes, Never, days*24, f)
	b.Time.Warmup = 7.3 * Hour
	demand := models.Demand{Mean: 6, Swing: 0.5, PeakAt: 20.4 * Hour}
	b.Traffic = []models.Traffic{{Demand: demand}}
	b.Watches[0].Detector = Blind{}
	want, steps := make([]float64, 24), 1000
	for h := range want {
		for i := range steps {
			load := demand.At((float64(h)+(float64(i)+0.5)/float64(steps))*Hour) / nodes
			want[h] += days * nodes * rate * math.Exp(steepness*max(0, load-above)) / float64(steps)
		}
	}
	plan := Prepared(t, b)
	seen := make([]int, 24)
	w, c := new(world.World), sim.NewCalendar()
	w.Tell(func(n models.Note) {
		if at := float64(n.At) - float64(b.Time.Warmup); n.What == models.Begins && at >= 0 {
			seen[int(math.Floor(at/Hour))%24]++
		}
	})
	Play(w, c, plan, 0)
	struck := 0
	for _, n := range seen {
		struck += n
	}
	stattest.Check(t, "strikes", stattest.Poisson(struck, Total(want)))
	stattest.Check(t, "by hour", stattest.ChiSquare(seen, want, 0))
	stattest.Alarm(t, "at the mean", stattest.Poisson(struck, days*24*nodes*rate))
	late := append(want[23:24:24], want[:23]...)
	stattest.Alarm(t, "an hour late", stattest.ChiSquare(seen, late, 0))
}
