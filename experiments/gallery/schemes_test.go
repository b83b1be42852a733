package gallery_test

import (
	"math"
	"math/bits"
	"testing"

	"gonum.org/v1/gonum/stat/combin"

	"nines/models"
	"nines/sim/stat/stattest"
)

// A surge that takes any ten of 200 nodes loses as many groups of each scheme as their fragments have it, wherever
// these lie: of those with j of their fragments among the ten, the sets of j that cannot be decoded.
func TestSurgesLoseByScheme(t *testing.T) {
	const never, nodes, dead, groups = "0.000001/y", 200, 10, 1000
	for _, x := range []struct {
		written string
		scheme  models.Scheme
		most    string // fragments in a zone
	}{
		{"replicas: 3", models.Scheme{Data: 1, Global: 2}, "1"},
		{"code: 10+4", models.Scheme{Data: 10, Global: 4}, "4"},
		{"code: 12+2+2", models.Scheme{Data: 12, Local: 2, Global: 2}, "4"},
	} {
		choose := func(n, k int) float64 { return math.Exp(combin.LogGeneralizedBinomial(float64(n), float64(k))) }
		n, lost := x.scheme.Fragments(), 0.0
		chance := make([]float64, n+1) // that given j are among the dead, and no others of the group
		for j := range min(n, dead) + 1 {
			chance[j] = choose(nodes-n, dead-j) / choose(nodes, dead)
		}
		for missing := range uint32(1) << n {
			if !x.scheme.Decodable(missing) {
				lost += groups * chance[bits.OnesCount32(missing)]
			}
		}
		s := compile(t, write(t, "schemes"), "time.horizon", "10y", "faults.surge.rate", "4/y", "faults.disk.probability",
			"0.0001% per 1y", "faults.restart.rate", never, "faults.rack-power.rate", never, "faults.zone-outage.rate", never,
			"stores.objects", "{ on: node, holds: 1PB, groups: 1000, "+x.written+", placement: { policy: spread, level: zone, "+
				"at_most: "+x.most+" }, repair: { grace: 1h } }")
		var perRun []float64
		for r := range uint32(40) {
			perRun = append(perRun, float64(play(s, r).Stores[0].Losses))
		}
		stattest.Check(t, x.written, stattest.Mean(perRun, 40*lost))
	}
}
