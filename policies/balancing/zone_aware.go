package balancing

import (
	"errors"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/flat"
	"nines/sim/rng"
	"nines/sim/unit"
)

// ZoneAware keeps requests in the zone in which they come, and lets some spill over to the others when too few nodes
// there are trusted: if these are a share below spill_below, as many stay as they are of that share, and the rest goes
// to the trusted nodes of all other zones (Envoy, locality weighted load balancing, whose overprovisioning factor of
// 1.4 is a spill_below of 1 / 1.4). Within a zone, and among all others, nodes are drawn by weight. Zones are the
// domains of the outermost level that has several; requests come in each in proportion to all of its nodes. What it
// does depends on zones, and rates for kinds of nodes do not say it. Cost: O(1), and O(nodes) after trust has changed.
type ZoneAware struct {
	SpillBelow unit.Ratio `key:"spill_below" doc:"trusted share of a zone below which requests leave it, above 0 to 100%"`
}

var _ models.Balancer = ZoneAware{}

var zoneRow = catalog.Define("zone-aware",
	"Sends to trusted nodes of the zone in which a request comes; where too few are, some spill to other zones (Envoy).",
	ZoneAware{SpillBelow: 0.7}, func(b ZoneAware) (models.Balancer, error) {
		if !(b.SpillBelow > 0 && b.SpillBelow <= 1) {
			return nil, errors.New("spill_below is a share of nodes above 0 and up to 100%")
		}
		return b, nil
	}).WithExample("spill_below: 70%")

// Weighs is true.
func (ZoneAware) Weighs() bool { return true }

// Pick draws where the request comes, whether it stays, and the node.
func (b ZoneAware) Pick(p *models.Peers, _ models.Request, s *rng.Stream) int32 {
	if p.Changed() {
		groupByZone(p)
	}
	may, ends, sizes := byZone(p)
	zone := p.Zone[s.IntN(p.All())]
	from := int32(0)
	if zone > 0 {
		from = ends[zone-1]
	}
	here := may[from:ends[zone]]
	stays := float64(len(here)) / (float64(b.SpillBelow) * float64(sizes[zone]))
	if others := len(may) - len(here); others == 0 || s.Bernoulli(stays) {
		return lot(p, here, s)
	}
	return lotBeside(p, may, int(from), int(ends[zone]), s)
}

// byZone is what Peers.Table holds: those that may be sent requests, zone by zone, the end of each zone among them, and
// the number of all nodes in each.
func byZone(p *models.Peers) (may, ends, sizes []int32) {
	n := p.All()
	zones := (len(p.Table) - n) / 2
	return p.Table[:len(p.May())], p.Table[n : n+zones], p.Table[n+zones:]
}

// groupByZone fills the table.
func groupByZone(p *models.Peers) {
	zones := int32(0)
	for _, zone := range p.Zone {
		zones = max(zones, zone+1)
	}
	p.Table = flat.Fill(p.Table, p.All()+2*int(zones), 0)
	may, ends, sizes := byZone(p)
	for i, zone := range p.Zone {
		sizes[zone]++
		if p.MayBe(int32(i)) && zone+1 < zones {
			ends[zone+1]++ // how many are in the zone before, until they are summed
		}
	}
	for zone := 1; zone < int(zones); zone++ {
		ends[zone] += ends[zone-1] // where the zone begins
	}
	for i, zone := range p.Zone {
		if p.MayBe(int32(i)) {
			may[ends[zone]] = int32(i)
			ends[zone]++
		}
	}
}
