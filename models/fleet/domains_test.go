package fleet_test

import (
	"testing"

	"nines/models"
	"nines/models/exact"
	. "nines/models/worldtest"
	"nines/sim/stat/stattest"
)

// TestShocks would catch hits that are not drawn anew for each occurrence and each node, members that return one by
// one, and a shock that keeps the next one away although it hit nobody: two of four members needed, own faults and
// shocks.
func TestShocks(t *testing.T) {
	want := exact.Shocks{Members: 4, Hit: 0.4, Quiet: 80, Length: 10, Own: exact.Fault{MTTF: 60, MTTR: 6}}
	shock := Named("shock", Crash(want.Quiet, want.Length))
	shock.Hits, shock.Targets = want.Hit, []models.ComponentID{models.Fleet}
	b := Fleet(4, models.Rule{Nodes: 2}, 50_000, Crash(60, 6), shock)
	b.Time.Warmup = 1000 * Hour
	chain, up := want.Chain(), want.Up()
	var down, outages, active []float64
	shares := make([][]float64, 5)
	Replicate(t, b, 40, func(o *models.Outcome) {
		down = append(down, o.Services[0].Downtime/o.Measured)
		outages = append(outages, float64(o.Services[0].Outages)/50_000)
		active = append(active, Total(o.Faults[1].Spent[:])/o.Measured)
		for k := range shares {
			shares[k] = append(shares[k], append(o.Fleet.Times, 0, 0, 0, 0)[k]/o.Measured)
		}
	})
	stattest.Check(t, "unavailability", stattest.Mean(down, chain.Unavailability(2)))
	stattest.Check(t, "outage rate", stattest.Mean(outages, chain.OutageRate(2)))
	stattest.Check(t, "time in shocks", stattest.Mean(active, want.ShareActive()))
	for k := range shares {
		stattest.Check(t, string(rune('0'+k))+" down", stattest.Mean(shares[k], up[4-k]))
	}
}

// TestDomains would catch a fault that reaches beyond its domain or not all of it, and a rule that counts in the wrong
// place: 3 zones of 2 racks of 2 nodes with faults of their own at every level; in service while 2 of 3 zones have half
// of their nodes up. Given its zone and its racks, a zone's nodes are independent.
func TestDomains(t *testing.T) {
	zone, rack, node := Named("zone", Crash(400, 10)), Named("rack", Crash(200, 15)), Named("node", Crash(50, 8))
	rule := models.Rule{Each: &models.Rule{Share: 0.5}, Depth: 1, Domains: 2}
	b := System(Zoned(3, 2, 2), rule, 20_000, zone, rack, node)
	for f := range b.Faults {
		b.Faults[f].Targets = b.Topology.AtDepth(f + 1)
	}
	b.Time.Warmup = 500 * Hour
	oneRack := exact.EqualUpCount(2, 50.0/58)
	for k := range oneRack {
		oneRack[k] *= 200.0 / 215
	}
	oneRack[0] += 15.0 / 215
	met := (1 - exact.Below(exact.Convolve(oneRack, oneRack), 2)) * 400 / 410
	want := exact.Below(exact.EqualUpCount(3, met), 2)

	var down, nodes []float64
	zones := make([][]float64, 3)
	Replicate(t, b, 40, func(o *models.Outcome) {
		down = append(down, o.Services[0].Downtime/o.Measured)
		nodes = append(nodes, o.Fleet.Down/o.Measured)
		for z := range zones {
			zones[z] = append(zones[z], o.Zones[z].Down/o.Measured)
		}
	})
	downNode := 1 - 400.0/410*200/215*50/58
	stattest.Check(t, "unavailability", stattest.Mean(down, want))
	stattest.Check(t, "nodes down", stattest.Mean(nodes, 12*downNode))
	for z := range zones {
		stattest.Check(t, b.Topology.Path(models.ComponentID(z+1)), stattest.Mean(zones[z], 4*downNode))
	}
}
