package scenario

import (
	"nines/models"
	"nines/sim/dist"
)

// NetworkSpec is how long what goes between those who send requests and the nodes of a service is on its way.
type NetworkSpec struct {
	Users  dist.Law `key:"users"`  // nil: it takes no time
	Inside dist.Law `key:"inside"` // likewise
	Across dist.Law `key:"across"` // likewise
}

func (NetworkSpec) notes() notes {
	return notes{
		"users": {"Between users and nodes, each way.", "{ dist: constant, value: 20ms }", ""},
		"inside": {"Between a node and one of the same zone whose requests call this service, each way. Without zones all " +
			"nodes are in one.", "{ dist: constant, value: 200us }", ""},
		"across": {"Likewise between nodes of different zones.", "{ dist: constant, value: 1ms }", ""},
	}
}

// network carries over how long requests to a service are on their way, and refuses ways that nobody takes.
func (c *compiler) network(t *TrafficSpec, path string) models.Network {
	if t.Network == nil {
		return models.Network{}
	}
	n := models.Network{Users: t.Network.Users, Inside: t.Network.Inside, Across: t.Network.Across}
	at := join(path, "network")
	if n.Users != nil && t.Arrivals == nil {
		c.failAt(join(at, "users"), "leave it out, or give arrivals", "no user sends requests to %s", t.Service)
	}
	for _, way := range []struct {
		key string
		law dist.Law
	}{{"inside", n.Inside}, {"across", n.Across}} {
		if way.law != nil && !c.hasCaller(t.Service) {
			c.failAt(join(at, way.key), "leave it out, or have a service call it", "no service calls %s", t.Service)
		}
	}
	return n
}
