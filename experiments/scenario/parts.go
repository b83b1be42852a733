package scenario

import "nines/models"

// mostZones are told apart at most: each keeps its latencies.
const mostZones = 64

// apart says by what the requests of a lane are told apart.
func (c *compiler) apart(t *TrafficSpec, lane *models.Lane, path string) {
	if t.ByZone {
		switch lane.Zones = len(c.blueprint.Topology.ZoneDomains()); {
		case lane.Zones == 0:
			c.failAt(join(path, "by_zone"), "add a level, as in topology: [ { level: zone, count: 3 }, … ]",
				"no level of the topology has several domains that requests could be told apart by")
		case lane.Zones > mostZones:
			c.failAt(join(path, "by_zone"), "leave it out", "requests are told apart by %d zones at most, and there are %d",
				mostZones, lane.Zones)
		}
	}
	if lane.ByBalancer = t.ByBalancer; t.ByBalancer && lane.Balancers < 2 {
		c.failAt(join(path, "by_balancer"), "write for example balancing: { balancers: 4 }, or leave it out",
			"one balancer sends all requests on")
	}
}
