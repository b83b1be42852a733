package recovery

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Evict starts the work of a node that is lost again beside another, as Kubernetes does: pods tolerate a node that is
// not ready or cannot be reached for 300 s (documentation, "Taints and Tolerations") and are then started elsewhere.
// What returns in time is not evicted. It ends no fault: the work runs elsewhere until the node is back. Of the common
// keys, takes is the start-up elsewhere.
//
// Nodes come to it one after the other, in each zone by itself (documentation, "Nodes", rate limits on eviction): the
// toleration counts from a node's turn. In a zone that is partly lost it is slower or stops, and goes on when more are
// back, or when nothing is left: then the zone is evicted as if it were well, unless no zone is. What is suspected
// counts, at least 3 nodes. Where the rate changes before it would have been a node's turn, the next is as long after
// that as the new rate has it. Nodes wait for their turn from the diagnosis on; one that has had it is evicted when its
// toleration is over, also if its zone is partly lost by then.
type Evict struct {
	Toleration unit.Duration `key:"toleration" doc:"time from the turn of a node to its eviction"`
	Rate       unit.Rate     `key:"rate" doc:"nodes whose turn comes in a zone, the first at once; above 0"`
	Per        string        `key:"per" omit:"zero" doc:"level of the zones; if not given zone, if any, else fleet"`
	Unhealthy  unit.Ratio    `key:"unhealthy" doc:"share of a zone from which on it is partly lost, above 0%"`
	Secondary  unit.Rate     `key:"secondary" doc:"rate in a large zone that is partly lost; in others none is evicted"`
	Large      int           `key:"large" doc:"a zone of more nodes is large"`
	Doing
}

// 300 s, 0.1 nodes/s, 55 %, 0.01 nodes/s and 50 nodes are the defaults of Kubernetes.
var evictRow = catalog.Define("evict",
	"Starts the work of lost nodes elsewhere, until they are back: node by node, after a toleration; Kubernetes, taints.",
	Evict{
		Toleration: 300 * unit.Second, Rate: 0.1, Unhealthy: 0.55, Secondary: 0.01, Large: 50,
		Doing: Doing{Takes: dist.Write("lognormal", "median", "30s", "p95", "2m"), Attempts: 3,
			Fixes: Fixes{Down: 1, Partition: 1}, Permanent: true},
	}, NewEvict).WithExample("toleration: 30s, takes: 1m, rate: 1/s")

// NewEvict checks a configuration.
func NewEvict(c Evict) (Action, error) {
	switch {
	case c.Toleration < 0:
		return Action{}, fmt.Errorf("toleration is negative; write for example 300s")
	case !(c.Rate > 0) || math.IsInf(float64(c.Rate), 1):
		return Action{}, fmt.Errorf("rate is %s; write one above 0, as in 0.1/s, or 1000/s for all at once", c.Rate)
	case !(c.Unhealthy > 0 && c.Unhealthy <= 1):
		return Action{}, fmt.Errorf("unhealthy is %s; write a share above 0%%, or 100%% for no stop", c.Unhealthy)
	case !(c.Secondary >= 0 && c.Secondary <= c.Rate):
		return Action{}, fmt.Errorf("secondary is %s; write a rate from 0/s to the rate, %s", c.Secondary, c.Rate)
	case c.Large < 0:
		return Action{}, fmt.Errorf("large is %d; write a number of nodes", c.Large)
	}
	a, err := c.elsewhere("evict", sim.Duration(c.Toleration))
	a.Pace = models.Pace{Per: c.Per, Rate: float64(c.Rate), Part: float64(c.Unhealthy), Slow: float64(c.Secondary),
		Large: c.Large}
	return a, err
}
