package work_test

import (
	"fmt"
	"math"
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim"
	"nines/sim/stat"
	"nines/sim/stat/stattest"
)

// TestRedundancy would catch a gate that opens one node late, outages that are merged or split, and a crew that repairs
// two at a time: four of five nodes needed, one pair of hands, against the birth–death chain. All ratios are tested as
// differences that are 0 on average, such as downtime − outages × mean outage. With 180,000 repairs, a mean that is 2 %
// off is 8 standard errors away.
func TestRedundancy(t *testing.T) {
	want := exact.KofN{Repairman: exact.Repairman{Nodes: 5, Crews: 1, MTTF: 100, MTTR: 8}, Need: 4}
	handsOn := func(o *models.Outcome) float64 {
		return o.Faults[0].Spent[models.Repairing]/Hour - 8*float64(o.Faults[0].Incidents)
	}
	b := Crewed(5, 1, models.Rule{Nodes: 4}, 100_000, Crash(100, 8))
	b.Time.Warmup = 1000 * Hour
	const x = 1 << 15 // seconds, 9.1 h: a power of two is the edge of a bucket
	var down, outages, mean, up, work []float64
	short, all := 0, 0
	Replicate(t, b, 40, func(o *models.Outcome) {
		s := &o.Services[0]
		down = append(down, s.Downtime/o.Measured)
		outages = append(outages, float64(s.Outages)/100_000)
		mean = append(mean, s.Downtime/Hour-float64(s.Outages)*want.MeanOutage())
		up = append(up, (o.Measured-s.Downtime)/Hour-float64(s.Outages)*want.MeanUp())
		work = append(work, handsOn(o))
		all += int(s.Durations.Count())
		short += int(math.Round(s.Durations.CDF(x) * float64(s.Durations.Count())))
	})
	stattest.Check(t, "unavailability", stattest.Mean(down, want.Unavailability()))
	stattest.Check(t, "outage rate", stattest.Mean(outages, want.OutageRate()))
	stattest.Check(t, "mean outage", stattest.Mean(mean, 0))
	stattest.Check(t, "mean time between", stattest.Mean(up, 0))
	stattest.Check(t, "outages below 9.1 h", stat.BinomialP(short, all, want.OutageWithin(x/Hour)))

	stattest.Check(t, "hands-on time", stattest.Mean(work, 0))

	slow := Crewed(5, 1, models.Rule{Nodes: 4}, 100_000, Crash(100, 8*1.02))
	work = Collect(t, slow, 40, handsOn)
	stattest.Alarm(t, "repairs 2 % too long", stattest.Mean(work, 0))
}

// TestFirstOutage would catch a first outage whose clock is off or which is not censored, and states that are reported
// before or after their instant or counted from before the warm-up: 2000 short lives of the same system, twice.
func TestFirstOutage(t *testing.T) {
	want := exact.KofN{Repairman: exact.Repairman{Nodes: 5, Crews: 1, MTTF: 100, MTTR: 8}, Need: 4}
	b := Crewed(5, 1, models.Rule{Nodes: 4}, 100, Crash(100, 8))
	const n = 2000
	early, late, up := 0, 0, make([]int, 3)
	Replicate(t, b, n, func(o *models.Outcome) {
		if s := &o.Services[0]; !s.Censored {
			late++
			if s.First <= 15*Hour {
				early++
			}
		}
	})
	b.Time.Warmup, b.Time.ReportAt = 20*Hour, []sim.Duration{0, 30 * Hour, 100 * Hour}
	Replicate(t, b, n, func(o *models.Outcome) {
		for i, r := range o.Reports {
			if r.Up[0] {
				up[i]++
			}
		}
	})
	stattest.Check(t, "by 15 h", stat.BinomialP(early, n, want.OutageBy(15)))
	stattest.Check(t, "by 100 h", stat.BinomialP(late, n, want.OutageBy(100)))
	for i, at := range []float64{20, 50, 120} {
		stattest.Check(t, fmt.Sprintf("up at %v h", at), stat.BinomialP(up[i], n, 1-want.UnavailabilityAt(at)))
	}
}

// TestRepairmen would catch hands that idle while somebody waits, a queue that is not first come first served, and time
// in the queue that is lost when hands change over: the machine repairman, 1000 nodes of MTTF 3141 h, repairs of 6 h.
func TestRepairmen(t *testing.T) {
	for _, hands := range []int{2, 3, 5} {
		t.Run(fmt.Sprintf("%d hands", hands), func(t *testing.T) {
			want := exact.Repairman{Nodes: 1000, Crews: hands, MTTF: 3141, MTTR: 6}
			b := Crewed(1000, hands, Never, 2*8760, Crash(3141, 6))
			b.Time.Warmup = 2000 * Hour
			pmf := want.Down()
			rare := exact.QuantileCount(pmf, 0.99)
			var down, busy, wait, waits, tail []float64
			Replicate(t, b, 40, func(o *models.Outcome) {
				c := &o.Crews[0]
				down = append(down, o.Fleet.Down/o.Measured)
				busy = append(busy, c.Busy/o.Measured)
				wait = append(wait, c.Line/Hour-want.MeanWait()*float64(c.Jobs))
				waits = append(waits, float64(c.Waited)-want.WaitSurvival(0)*float64(c.Jobs))
				tail = append(tail, 1-Total(o.Fleet.Times[:min(rare+1, len(o.Fleet.Times))])/o.Measured)
			})
			stattest.Check(t, "mean down", stattest.Mean(down, exact.MeanCount(pmf)))
			stattest.Check(t, "hands at work", stattest.Mean(busy, want.MeanBusy()))
			stattest.Check(t, "mean wait", stattest.Mean(wait, 0))
			stattest.Check(t, "jobs that wait", stattest.Mean(waits, 0))
			beyond := exact.Mass(pmf, func(k int) bool { return k > rare })
			stattest.Check(t, "beyond the 99th percentile", stattest.Mean(tail, beyond))
		})
	}
}

// TestImpatience would catch an incident that heals in the queue and is repaired all the same, or that takes hands with
// it: with one pair of hands and k nodes down, one is repaired at rate 1/10 and each heals at rate 1/15 per hour.
func TestImpatience(t *testing.T) {
	fault := Crash(100, 10)
	fault.Heals = Exponential(15)
	b := Crewed(20, 1, Never, 5000, fault)
	b.Time.Warmup = 500 * Hour
	chain := exact.BirthDeath{Birth: make([]float64, 20), Death: make([]float64, 20)}
	for k := range 20 {
		chain.Birth[k] = float64(20-k) / 100
		chain.Death[k] = 1.0/10 + float64(k+1)/15
	}
	pmf := chain.Stationary()
	var down, busy, line []float64
	Replicate(t, b, 40, func(o *models.Outcome) {
		down = append(down, o.Fleet.Down/o.Measured)
		busy = append(busy, o.Crews[0].Busy/o.Measured)
		line = append(line, o.Crews[0].Line/o.Measured)
	})
	stattest.Check(t, "mean down", stattest.Mean(down, exact.MeanCount(pmf)))
	stattest.Check(t, "hands at work", stattest.Mean(busy, 1-pmf[0]))
	stattest.Check(t, "mean queue", stattest.Mean(line, exact.MeanCount(pmf)-(1-pmf[0])))
}

// TestWhoWaitsForHands would catch a case that does not count as one that waited because somebody was called out for
// it, or does because it began. One pair of hands is on duty from 8 h to 16 h and comes an hour after a call: it is
// called out at 4 h, is there when the next node crashes at 9 h, and half an hour later it is not to be had.
func TestWhoWaitsForHands(t *testing.T) {
	b := Fleet(2, Never, 15)
	b.Faults = []models.Fault{Scripted("crash", Script{Hours: [][]float64{{4, 9}, {9.5}}}, Dead, 1, 1, 2)}
	b.Faults[0].Crew = 0
	b.Crews = []models.Crew{{Name: "hands", Count: 1, Shifts: []models.Shift{{From: 8 * Hour, To: 16 * Hour}},
		CallOut: Constant(1)}}
	c := First(t, b).Crews[0]
	Near(t, "time waited", c.Line, (1+0.5)*Hour)
	if c.Jobs != 3 || c.Waited != 2 {
		t.Errorf("%d of %d jobs waited, want 2 of 3", c.Waited, c.Jobs)
	}
}
