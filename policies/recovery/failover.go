package recovery

import (
	"fmt"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/dist"
	"nines/sim/unit"
)

// Failover moves the role of a service to a standby as soon as the alarm is raised, before anybody knows the cause. The
// switchover takes time (fence, promote, replay, reroute) and succeeds with a probability, the coverage, which decides
// what a standby is worth (W. G. Bouricius, W. C. Carter, P. R. Schneider, "Reliability modeling techniques for
// self-repairing computer systems", ACM 1969). 90 to 99.9 % are usual; the default is a judgment.
//
// The first nodes of the service, in the order of the topology, have the role at the start; nobody moves it back. What
// the service waits for meanwhile counts as switchover, not as search or repair, which go on beside it.
//
// A standby that is copied to asynchronously is some time behind. When the role moves from a node that is lost, what
// was written in that time is: that is how much work is lost (the achieved RPO). A node that hands its role over waits
// for its standby, and one that is back before loses nothing. Where every standby is down, too, whoever is back first
// takes the role, and nothing counts as lost.
type Failover struct {
	Service  string     `key:"service" doc:"the service whose role moves"`
	Active   int        `key:"active" doc:"its nodes that have the role, the first ones at the start; 0: all have it"`
	Coverage unit.Ratio `key:"coverage" doc:"probability that the switchover succeeds, above 0"`
	Takes    dist.Law   `key:"takes" doc:"time of the switchover"`
	Lag      dist.Law   `key:"lag" doc:"how far behind the standby is, all of which is lost; none if not given"`
}

var failoverRow = catalog.Define("failover",
	"Moves a service's role to a standby at the alarm, with coverage; Bouricius, Carter and Schneider 1969.",
	Failover{Active: 1, Coverage: 0.99, Takes: dist.Write("lognormal", "median", "30s", "p95", "2m")}, NewFailover).
	WithExample("service: api, coverage: 95%, takes: 45s")

// NewFailover checks a configuration.
func NewFailover(c Failover) (Action, error) {
	switch {
	case c.Service == "":
		return Action{}, fmt.Errorf("service is not given; name the service that has a standby, as in service: api")
	case c.Active < 0 || c.Active > models.MaxComponents:
		return Action{}, fmt.Errorf("active is %d; write how many nodes have the role, as in active: 1", c.Active)
	case !(c.Coverage > 0 && c.Coverage <= 1):
		return Action{}, fmt.Errorf("coverage is %s; write a probability above 0%% and up to 100%%", c.Coverage)
	}
	return Action{from: new(Doing), Attempts: 1, Action: models.Action{Name: "failover", Takes: c.Takes,
		Service: c.Service, Active: c.Active, Coverage: float64(c.Coverage), Loses: c.Lag}}, nil
}
