package balancing

import (
	"errors"
	"math"

	"nines/models"
	"nines/sim/catalog"
	"nines/sim/rng"
	"nines/sim/unit"
)

// BoundedLoads is a Ring on which no node may have more than 1 + excess times its part of all requests in progress, by
// weight among the trusted, the one to come included and rounded up: a key goes on to the next point whose node has
// room (V. Mirrokni, M. Thorup and M. Zadimoghaddam, SODA 2018). Requests with equal keys go to the same node as long
// as that has room. As rates, nodes receive what their weights say. Cost: on average O(1/excess²) steps, and
// O(nodes) after trust has changed.
type BoundedLoads struct {
	Ring
	Excess unit.Ratio `key:"excess" doc:"by which a node may have more than its part, above 0 and up to 1000%"`
}

var (
	_ models.Preparing   = BoundedLoads{}
	_ models.Splitter    = BoundedLoads{}
	_ models.Remembering = BoundedLoads{}
)

var boundedRow = catalog.Define("bounded-loads",
	"Hashes keys to a ring and goes on to the next node where one has too much in progress (Mirrokni 2018).",
	BoundedLoads{Ring{Points: 100}, 0.25}, func(b BoundedLoads) (models.Balancer, error) {
		_, err := newRing(b.Ring)
		if !(b.Excess > 0 && b.Excess <= 10) {
			err = errors.Join(err, errors.New("excess is a share above 0 and up to 1000%"))
		}
		return b, err
	}).WithExample("excess: 25%")

// Prepare puts the points of all nodes on the ring.
func (b BoundedLoads) Prepare(weights []float64) models.Balancer {
	b.Ring = b.Ring.prepare(weights)
	return b
}

// Pick walks from the key to the next point whose node is trusted and has room. There is one, as the parts of all that
// are trusted are more than what is in progress.
func (b BoundedLoads) Pick(p *models.Peers, r models.Request, _ *rng.Stream) int32 {
	if p.Changed() {
		p.Numbers[0] = 0
		for _, node := range p.May() {
			p.Numbers[0] += p.Weight[node]
		}
	}
	each := (1 + float64(b.Excess)) * float64(p.Underway()+1) / p.Numbers[0]
	i := b.next(r)
	for !p.MayBe(b.of[i]) || float64(p.Active[b.of[i]]) >= math.Ceil(float64(each*p.Weight[b.of[i]])) {
		i = b.after(i)
	}
	return b.of[i]
}

// Numbers keeps the weight of all that are trusted.
func (BoundedLoads) Numbers() int { return 1 }
