package detection

import (
	"fmt"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// NodeLease is how Kubernetes finds dead nodes (the node lifecycle controller of kube-controller-manager; leases as in
// KEP-589):
//
//   - The kubelet of each node renews its lease every interval; with probability loss a renewal comes to nothing.
//   - The controller looks every so often, and notes with its own clock when it first sees a lease renewed. The phases
//     of looks and renewals are independent.
//   - A look that finds no renewal since grace or longer marks the node NotReady; the first look that sees a renewal
//     marks it ready again.
//
// With the defaults a node is NotReady 30 to 45 s after it dies, with the grace of 50 s of current releases 40 to 55 s:
// grace, less up to an interval since the last renewal, plus up to a look until it was seen. Pods are evicted some time
// later, which is for recovery to say.
//
// The interval has to be a whole number of looks, so that a node's renewals are always seen equally late; the answers
// are then exact. Mistakes and their cost are those of beats without delay.
type NodeLease struct {
	beats // the timeout is the grace that looks make of it
	sight
	look float64 // in intervals
}

var (
	_ models.Detector  = (*NodeLease)(nil)
	_ models.Messenger = (*NodeLease)(nil)
)

// NodeLeaseConfig is what a user may choose.
type NodeLeaseConfig struct {
	Interval unit.Duration `key:"interval" doc:"time between two renewals by a node, a whole number of looks"`
	Look     unit.Duration `key:"look" doc:"time between two looks of the controller, above 0"`
	Grace    unit.Duration `key:"grace" doc:"time without a renewal until NotReady; 50 s in current releases"`
	Loss     unit.Ratio    `key:"loss" doc:"share of renewals that come to nothing, independently, up to 99%"`
	Sees     Sight         `key:"sees" doc:"which effects stop the renewals, as a probability for each"`
}

// The kubelet is a process of its own: what happens to the node's work does not keep it from renewing.
var nodeLeaseRow = catalog.Define("node-lease",
	"Looks at the leases that nodes renew and suspects after a grace; Kubernetes, node lifecycle controller.",
	NodeLeaseConfig{Interval: 10 * unit.Second, Look: 5 * unit.Second, Grace: 40 * unit.Second, Sees: stopsBeats},
	built(NewNodeLease)).
	WithExample("interval: 10s, look: 5s, grace: 50s")

// NewNodeLease checks a configuration. Messages name the key and, after a semicolon, the remedy.
func NewNodeLease(c NodeLeaseConfig) (*NodeLease, error) {
	sees, err := c.Sees.checked()
	err = firstOf(err, positive("interval", c.Interval), positive("look", c.Look), atLeast("grace", c.Grace, c.Interval))
	if err != nil {
		return nil, err
	}
	looks := whole(float64(c.Interval / c.Look))
	if looks < 1 || looks != math.Trunc(looks) {
		return nil, fmt.Errorf("interval %s is not a whole number of looks of %s; make it one", c.Interval, c.Look)
	}
	grace := math.Ceil(whole(float64(c.Grace/c.Look))) * float64(c.Look)
	b, err := newBeats(float64(c.Interval), float64(c.Loss), nil, "grace", grace, false)
	if err != nil {
		return nil, err
	}
	return &NodeLease{b, sees, 1 / looks}, nil
}

// Delay is the time from a node's death to NotReady, for a node that is ready when it dies. It plays the renewals
// before, latest first. The latest that succeeded counts; where it is yet to be seen, an older one has to tell that the
// node is ready.
func (n *NodeLease) Delay(models.Symptom) models.Wait { return models.Wait{Play: (*nodeLeaseDelay)(n)} }

type nodeLeaseDelay NodeLease

func (n *nodeLeaseDelay) Play(_ models.Wait, s *rng.Stream) float64 {
	for {
		seen := float64(n.look * s.Float64()) // how much later than sent
		for age, end := s.Float64(), math.Inf(-1); age <= seen+n.timeout; age++ {
			if s.Bernoulli(n.loss) {
				continue
			}
			end = max(end, seen+n.timeout-age)
			if seen <= age {
				return end * n.interval
			}
		}
	}
}

// Clear is the time from a node's return to the look that sees its first renewal.
func (n *NodeLease) Clear() models.Wait { return models.Wait{Play: (*nodeLeaseClear)(n)} }

type nodeLeaseClear NodeLease

func (n *nodeLeaseClear) Play(_ models.Wait, s *rng.Stream) float64 {
	return (*beatsClear)(&n.beats).Play(models.Wait{}, s) + float64(n.look*s.Float64()*n.interval)
}

// Messages is a request and an answer per node and interval.
func (n *NodeLease) Messages(nodes int) float64 { return 2 * n.beats.Messages(nodes) }
