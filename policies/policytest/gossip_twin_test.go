package policytest_test

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	"nines/models"
	"nines/models/exact"
	"nines/policies/detection"
	"nines/policies/policytest"
	"nines/sim/rng"
	"nines/sim/stat/stattest"
	"nines/sim/unit"
)

// group is gossip with rounds of 1 s.
type group struct {
	members, fanOut int
	timeout, loss   float64
}

func (g group) twin() detection.GossipTwin {
	return detection.GossipTwin{Members: g.members, FanOut: g.fanOut, Timeout: g.timeout, Loss: g.loss}
}

func (g group) detector() models.Detector {
	d := must(detection.NewGossip(detection.GossipConfig{
		Interval: 1, FanOut: g.fanOut, Timeout: unit.Duration(g.timeout), Loss: unit.Ratio(g.loss),
		Sees: detection.Sight{Down: 1},
	}))
	return must(d.For(g.members))
}

// apart is the p-value of the null that two means differ by no more than a stated bias.
func apart(a, b []float64, bias float64) float64 {
	ma, va := stat.MeanVariance(a, nil)
	mb, vb := stat.MeanVariance(b, nil)
	se := math.Sqrt(va/float64(len(a)) + vb/float64(len(b)))
	return stattest.Normal(math.Max(0, math.Abs(ma-mb)-bias), 0, se)
}

// The stated approximations hold against a group that is played: delays and times to clear are right in the mean to a
// sixth of a round, the rate of mistakes to a factor of 1.6, in groups of 8 to 50. A rumor that spreads in no time, or
// in a group a quarter as large, would ring.
func TestGossipAgreesWithTwin(t *testing.T) {
	if testing.Short() {
		t.Skip("plays a million messages")
	}
	for _, g := range []group{{8, 1, 6, 0}, {16, 1, 7, 0}, {16, 3, 3, 0.2}, {50, 1, 7, 0.2}} {
		d, twin := g.detector(), g.twin()
		played, cleared := delays(500, twin), clears(1500, twin)
		stattest.Check(t, fmt.Sprint("delay", g), apart(delays(8000, d), played, 0.16))
		stattest.Check(t, fmt.Sprint("clear", g), apart(clears(8000, d), cleared, 0.16))
		s := rng.Open(rng.Key{Seed: 9})
		ratio := average(cycles(20_000, d)) / float64(twin.Mistakes(80, &s))
		if !(ratio > 1/1.6 && ratio < 1.6) {
			t.Errorf("%v: %g times as long between mistakes as in the twin", g, ratio)
		}
		smaller := group{g.members / 4, g.fanOut, g.timeout, g.loss}.detector()
		if g.fanOut == 1 {
			stattest.Alarm(t, fmt.Sprint("a smaller group", g), apart(delays(8000, smaller), played, 0.16))
			stattest.Alarm(t, fmt.Sprint("clears in a smaller group", g), apart(clears(8000, smaller), cleared, 0.16))
		}
	}
}

// Gossip between two is a heartbeat: delays follow its closed form.
func TestGossipOfTwoIsAHeartbeat(t *testing.T) {
	g := group{2, 1, 5, 0.3}
	want := exact.Heartbeat{Interval: 1, Timeout: 5, Loss: 0.3}
	stattest.Check(t, "delay", stattest.KSOne(delays(20_000, g.detector()), want.DetectionCDF))
	stattest.Check(t, "clear", stattest.KSOne(clears(20_000, g.detector()), want.ClearCDF))
	want.Loss = 0.27
	stattest.Alarm(t, "a tenth less loss", stattest.KSOne(delays(20_000, g.detector()), want.DetectionCDF))
}

// Detectors that depend on the number of nodes keep their promises in small and in large fleets.
func TestSizedDetectors(t *testing.T) {
	for _, row := range detection.Table().Rows() {
		d := must(row.Build(func(any) error { return nil }))
		sized, ok := d.(models.Sized)
		for _, nodes := range []int{2, 3, 10_000} {
			if ok {
				policytest.Detector(t, must(sized.For(nodes)))
			}
		}
	}
}

func TestGroupsNeedCompany(t *testing.T) {
	gossip := must(detection.NewGossip(detection.GossipConfig{Interval: 1, FanOut: 3, Timeout: 9}))
	if _, err := gossip.For(1); err == nil {
		t.Error("one node watches itself by gossip")
	}
	if got := gossip.Messages(100); got != 300 {
		t.Errorf("%g messages per second, want 300", got)
	}
	if got := gossip.Messages(3); got != 6 {
		t.Errorf("%g messages per second among three, want 6", got)
	}
}
