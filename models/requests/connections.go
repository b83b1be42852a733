package requests

import (
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/flat"
)

// connections are those of all clients with all nodes. Of each it is known when an answer last went over it, and of
// each node when it last went down; whether a connection is open follows: when a request is sent or, where its way
// takes no time, when its turn comes. Cost: O(1) for each request.
type connections struct {
	spec *models.Encryption     // nil: there are none to be made
	used []sim.Time             // so many in a row for each node
	down []sim.Time             // by node; before the run where it never was
	made [models.Makings]uint64 // of requests whose turn came
}

func (c *connections) reset(spec *models.Encryption, nodes int) {
	*c = connections{spec: spec, used: c.used, down: c.down}
	if spec != nil {
		c.used, c.down = flat.Fill(c.used, nodes*spec.Clients, 0), flat.Fill(c.down, nodes, -1)
	}
}

func (c *connections) copyFrom(src *connections) {
	used, down := c.used, c.down
	*c = *src
	c.used, c.down = flat.Copy(used, src.used), flat.Copy(down, src.down)
}

// forget begins to count anew.
func (c *connections) forget() { clear(c.made[:]) }

// cut is the end of the connections with a node.
func (c *connections) cut(node int32, now sim.Time) {
	if c.spec != nil {
		c.down[node] = now
	}
}

// answer keeps in mind that an answer went to a client.
func (c *connections) answer(node, client int32, now sim.Time) {
	c.used[int(node)*c.spec.Clients+int(client)] = now
}

// dial finds how the connection is made over which a try is sent.
func (c *connections) dial(x *try, now sim.Time) {
	if c.spec != nil {
		x.dialed, x.made = true, c.between(x.node, x.client, now)
		x.ways = 2 * c.spec.Trips(x.made)
	}
}

// work is how many seconds of service at speed 1 a try takes whose turn has come for being encrypted. If its node was
// down meanwhile, its connection is made again.
func (c *connections) work(x *try, now sim.Time) float64 {
	if c.spec == nil {
		return 0
	}
	how := x.made
	if !x.dialed || c.down[x.node] >= x.sent {
		how = c.between(x.node, x.client, now)
	}
	c.made[how]++
	return c.spec.Makes(how) + c.spec.Transfer
}

// between is how the connection of a client with a node is made now.
func (c *connections) between(node, client int32, now sim.Time) models.Making {
	return c.how(node, c.used[int(node)*c.spec.Clients+int(client)], now)
}

// how a connection is made now over which the last answer went then.
func (c *connections) how(node int32, used, now sim.Time) models.Making {
	ago := sim.Duration(now - used)
	switch {
	case c.era(used) != c.era(now):
		return models.InFull
	case used > c.down[node] && ago < c.spec.Idle:
		return models.Open
	case ago < c.spec.Resumes:
		return models.Resumed
	}
	return models.InFull
}

// era is how often keys were changed up to then.
func (c *connections) era(t sim.Time) float64 {
	return math.Floor(float64(t) / float64(c.spec.Rotates))
}
