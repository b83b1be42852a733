package load_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	"nines/models/failure"
	. "nines/models/worldtest"
	"nines/policies/balancing"
	"nines/sim"
	"nines/sim/stat/stattest"
)

// TestUnequalClasses would catch a split by class instead of by node, and a limit applied to the class instead of the
// node. Of 10 requests per second, round robin sends 10/8 to each node, 1/4 more than a small one serves: 1 of 10 is
// lost. By weight a small one gets 10/16. With faults, what is lost depends on how many of each class are left.
func TestUnequalClasses(t *testing.T) {
	crashes := Crash(40, 10) // each node is up 0.8 of the time
	for _, c := range []struct {
		name     string
		splitter models.Splitter
		small    float64 // weight of a small node; a big one has 3
		perBig   float64
	}{{"round robin", balancing.RoundRobin{}, 1, 1}, {"weighted", balancing.Weighted{}, 1, 3}} {
		lost := func(big, small int) float64 {
			rate := 10 / (float64(big)*c.perBig + float64(small)*c.small)
			return 10 - float64(big)*min(3, rate*c.perBig) - float64(small)*min(1, rate*c.small)
		}
		quiet := Unequal(10, 100)
		quiet.Splitter = c.splitter
		Replicate(t, quiet, 1, func(o *models.Outcome) {
			if want := lost(4, 4) * o.Measured; math.Abs(o.Flows[0].Lost-want) > 1e-6 {
				t.Errorf("%s without faults: %g lost, want %g", c.name, o.Flows[0].Lost, want)
			}
		})
		want, pmf := 0.0, exact.EqualUpCount(4, 0.8)
		for big := range pmf {
			for small := range pmf {
				if big+small == 0 {
					want += 10 * pmf[0] * pmf[0] // nobody to send to
				} else {
					want += lost(big, small) * pmf[big] * pmf[small]
				}
			}
		}
		b := Unequal(10, 10_000, crashes)
		b.Splitter, b.Time.Warmup = c.splitter, 500*Hour
		rates := Collect(t, b, 40, func(o *models.Outcome) float64 { return o.Flows[0].Lost / o.Measured })
		stattest.Check(t, c.name, stattest.Mean(rates, want))
	}
}

// TestPanic would catch a threshold one node off, and work that is held back, or sent to all, when it should not be. Of
// six nodes, noticed at once, each is up 0.8 of the time. Below half of them each is sent a sixth of the load, whether
// it is up or not, or nobody is.
func TestPanic(t *testing.T) {
	const nodes, demand = 6, 4.0
	up := exact.EqualUpCount(nodes, 0.8)
	lost := func(p models.Panic) (share float64) {
		for n, probability := range up {
			served := min(demand, float64(n))
			if n == 0 || float64(n) < p.Below*nodes {
				served = demand * float64(n) / nodes
				if p.Closed {
					served = 0
				}
			}
			share += probability * (1 - served/demand)
		}
		return share
	}
	for _, p := range []models.Panic{
		{}, {Below: 0.5}, {Below: 0.51}, {Below: 1}, {Closed: true}, {Below: 0.51, Closed: true},
	} {
		b := Fleet(nodes, Never, 4000, Crash(40, 10))
		b.Traffic, b.Panic, b.Time.Warmup = []models.Traffic{{Demand: models.Demand{Mean: demand}}}, p, 500*Hour
		shares := Collect(t, b, 40, func(o *models.Outcome) float64 { return o.Flows[0].Lost / o.Flows[0].Arrived })
		stattest.Check(t, fmt.Sprintf("%+v", p), stattest.Mean(shares, lost(p)))
		if p.Below == 0.51 {
			stattest.Alarm(t, "one node fewer", stattest.Mean(shares, lost(models.Panic{Below: 0.5, Closed: p.Closed})))
		}
	}
}

// TestDetectionDelay would catch traffic that follows the truth instead of the belief. Six nodes with room to spare are
// up 40 h, down and trusted for 2 h, and in repair for 8 h: of n trusted ones each is down with chance 2/42, whatever
// n; with none trusted, all is lost.
func TestDetectionDelay(t *testing.T) {
	b := Fleet(6, Never, 10_000, Crash(40, 8))
	b.Classes[0].Throughput = 100
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 7}}}
	b.Watches[0].Detector = Watcher{Notices: Constant(2), Trusts: Constant(0)}
	b.Time.Warmup = 500 * Hour
	none := math.Pow(8.0/50, 6)
	want := (1-none)*2/42 + none
	shares := Collect(t, b, 40, func(o *models.Outcome) float64 { return o.Flows[0].Lost / o.Flows[0].Arrived })
	stattest.Check(t, "lost", stattest.Mean(shares, want))
	b.Watches[0].Detector = Watcher{Notices: Constant(2 * 1.02), Trusts: Constant(0)}
	late := Collect(t, b, 160, func(o *models.Outcome) float64 { return o.Flows[0].Lost / o.Flows[0].Arrived })
	stattest.Alarm(t, "detection 2 % too late", stattest.Mean(late, want))
}

// TestSuspicions would catch a node that is back and still gets no traffic, or gets it before it is trusted, and
// mistakes that repeat themselves: a hundred nodes at the limit of their throughput lose what the trusted ones cannot
// serve. Mistakes begin 30 h after trust and last 6.
func TestSuspicions(t *testing.T) {
	b := Fleet(100, Never, 1000)
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 100}}}
	errs := Erring(Exponential(30), Exponential(6))
	b.Watches[0].Detector = Watcher{Notices: Constant(0), Trusts: Constant(0), Errs: errs}
	b.Time.Warmup = 500 * Hour
	var lost, share, begun []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		lost = append(lost, o.Flows[0].Lost/o.Measured)
		share = append(share, o.Watches[0].Mistaken/o.Watches[0].Healthy)
		begun = append(begun, float64(o.Watches[0].Mistakes))
	})
	stattest.Check(t, "lost", stattest.Mean(lost, 100*6.0/36))
	stattest.Check(t, "time mistaken", stattest.Mean(share, 6.0/36))
	stattest.Check(t, "mistakes", stattest.Mean(begun, 100*1000/36.0))
}

// TestDiurnalOverflow would catch a day that begins with the warm-up, growth that compounds at the wrong time, and
// overflow taken of a mean. Node 1 of four is out from 2.3 to 4.9 d, node 2 loses half of its requests from 6 to 7.5 d;
// what is lost is known to nine digits.
func TestDiurnalOverflow(t *testing.T) {
	const day, warmup, limit = 86400.0, 36000.0, 30.0
	record := func(from, to, loss float64) failure.Strike {
		return failure.Strike{At: sim.Time(warmup + from*day), Lasts: sim.Duration((to - from) * day), Loss: loss}
	}
	fault := models.Fault{Name: "recorded", Hits: 1, Crew: -1, Spare: -1,
		Failure: failure.Record{Strikes: [][]failure.Strike{
			{record(2.3, 4.9, 1)}, {record(6, 7.5, 0.5)}, nil, nil}}}
	b := Fleet(4, Never, 240, fault)
	b.Time.Warmup, b.Classes[0].Throughput = warmup, limit
	b.Traffic = []models.Traffic{{Demand: models.Demand{Mean: 100, Swing: 0.5, PeakAt: 20 * Hour, Growth: 0.03}}}
	b.Watches[0].Detector = Watcher{Notices: Constant(1), Trusts: Constant(0), SeesLossy: 0} // an hour late
	demand := exact.Demand{Mean: 100, Amplitude: 0.5, Period: day, PeakAt: 20 * Hour,
		Level: func(d int) float64 { return math.Pow(1.03, float64(d)) * 0.03 / math.Log1p(0.03) }}
	sent := func(share, from, to float64) float64 { // to one node, and served if it is well
		return demand.Overflow(share, 0, from*day, to*day) - demand.Overflow(share, limit, from*day, to*day)
	}
	const late = 2.3 + 1.0/24
	served := 4*sent(0.25, 0, 2.3) + 3*sent(0.25, 2.3, late) + 3*sent(1.0/3, late, 4.9) +
		4*sent(0.25, 4.9, 6) + 3.5*sent(0.25, 6, 7.5) + 4*sent(0.25, 7.5, 10)
	Replicate(t, b, 1, func(o *models.Outcome) {
		arrived := demand.Overflow(1, 0, 0, 10*day)
		got := o.Flows[0]
		if math.Abs(got.Arrived-arrived) > 1e-9*arrived || math.Abs(got.Lost-(arrived-served)) > 1e-8*arrived {
			t.Errorf("%.10g arrived, %.10g lost; want %.10g, %.10g", got.Arrived, got.Lost, arrived, arrived-served)
		}
	})
}

// TestNobodyTrusted would catch work that is held back because every node is suspected: a fault that fails a tenth of
// all requests everywhere costs a tenth, also where a detector sees it on all nodes.
func TestNobodyTrusted(t *testing.T) {
	strike := [][3]float64{{1000, 2000, 0.1}}
	b := Unequal(2, 10, Recorded(strike, strike, strike, strike, strike, strike, strike, strike))
	b.Faults[0].Targets = b.Topology.AtDepth(1)
	Replicate(t, b, 1, func(o *models.Outcome) { Near(t, "lost", o.Flows[0].Lost, 0.1*2*1000) })
}

// TestIdleNodesByDay would catch a daily wave of which balancers that seek idle nodes know the mean alone, and nodes
// of which some are full while others are idle: a big node does 3 requests a second and a small one 1, and only what is
// more than all of them can do is lost. While one fails all that it is sent, it is sent the more, the more comes.
func TestIdleNodesByDay(t *testing.T) {
	const day = 86400.0
	wave := models.Demand{Mean: 12, Swing: 0.5, PeakAt: 20 * Hour}
	b := Unequal(0, 240)
	b.Traffic, b.Seeker, b.Splitter = []models.Traffic{{Demand: wave}}, models.Idle{}, nil
	Replicate(t, b, 1, func(o *models.Outcome) { Near(t, "lost", o.Flows[0].Lost, wave.Overflow(0, 10*day, 16)) })

	b.Faults = []models.Fault{{Name: "recorded", Hits: 1, Crew: -1, Spare: -1, Targets: b.Topology.AtDepth(1)[:1],
		Failure: failure.Record{Strikes: [][]failure.Strike{{{Lasts: 10 * day, Loss: 1}}}}}}
	b.Faults[0].Symptom = models.Symptom{Effect: models.Lossy, Loss: 1}
	b.Watches[0].Detector = Watcher{Notices: Constant(1e9), Trusts: Constant(0)}
	lost, steps := 0.0, 100_000
	for i := range steps {
		all := []models.Stint{{Nodes: 3, Takes: 1. / 3}, {Nodes: 4, Takes: 1}, {Nodes: 1}}
		models.SeekIdle(wave.At(day*(float64(i)+0.5)/float64(steps)), all)
		lost += all[2].Each * 10 * day / float64(steps)
	}
	Replicate(t, b, 1, func(o *models.Outcome) {
		if got := o.Flows[0].Lost; math.Abs(got-lost) > 1e-7*lost {
			t.Errorf("%v are lost, want %v", got, lost)
		}
	})
}
